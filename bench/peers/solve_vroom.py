"""Solves an exchange problem with VROOM (through pyvroom) in one thread, at its most thorough level.

VROOM pays for travel and service but not for waiting or loading, and knows no second trip, release time, prize or group.
A vehicle that may reload is offered as one vehicle for each part of its shift."""

import json
import math
from datetime import timedelta

import numpy as np
import vroom

from peer_problem import Answer, join_parts, run, stopwatch

EXPLORATION_LEVEL = 5
NOT_WAITING = "waiting and loading cost nothing"
LARGE = 1_000_000


def to_jobs(problem, skills):
    jobs = []
    end = max(problem.horizon(vehicle_type) for vehicle_type in problem.types)
    for index, client in enumerate(problem.clients):
        job = {
            "id": index,
            "location_index": problem.first_client + index,
            "service": client["serviceSeconds"],
            "delivery": client["delivery"],
            "pickup": client["pickup"],
        }
        if index in skills:
            job["skills"] = [skills[index]]
        if client["windows"]:
            job["time_windows"] = [[earliest, end if latest is None else latest] for earliest, latest in client["windows"]]
        jobs.append(job)
    return jobs


def find_skills(problem):
    """A skill for each set of vehicle types that a client may be visited by: of the clients, and of the types."""
    allowed = [problem.allows(index) for index in range(len(problem.types))]
    numbers, of_client, of_type = {}, {}, [[] for _ in problem.types]
    for client in range(len(problem.clients)):
        types = tuple(index for index in range(len(problem.types)) if allowed[index][client])
        if len(types) == len(problem.types):
            continue
        if types not in numbers:
            numbers[types] = len(numbers) + 1
            for index in types:
                of_type[index].append(numbers[types])
        of_client[client] = numbers[types]
    return of_client, of_type


def to_costs(problem, vehicle_type, divisor):
    per_hour = vehicle_type["costPerSecond"] * 3600 // divisor
    return {
        "fixed": problem.fixed_cost(vehicle_type) // divisor,
        "per_hour": per_hour,
        "per_task_hour": per_hour,
        "per_km": vehicle_type["costPerMetre"] * 1000 // divisor,
    }


def common_divisor(problem):
    """What large cost figures may be divided by, so that sums stay within VROOM's 32 bits."""
    figures = [
        figure
        for vehicle_type in problem.types
        for figure in (
            vehicle_type["costPerSecond"] * 3600,
            vehicle_type["costPerMetre"] * 1000,
            problem.fixed_cost(vehicle_type),
        )
    ]
    return max(1, math.gcd(*figures)) if max(figures) > LARGE else 1


def longest_travel(problem, vehicle_type, parts, approximations):
    """The limit on the day's duration as far as VROOM has it, and the hours that keep it where they can."""
    longest = vehicle_type["maxDuration"]
    if longest is None or len(parts) > 1:
        return None, parts
    earliest, latest = parts[0]
    if not any(client["windows"] for client in problem.clients):
        return None, [(earliest, min(latest, earliest + longest))]
    approximations.add("the limit on a day's duration holds for its travel alone")
    return longest, parts


def to_matrices(problem):
    """Ways that do not exist take longer than any day, and no more, for the same 32 bits."""
    beyond = max(problem.horizon(vehicle_type) for vehicle_type in problem.types) + 1
    matrices = {}
    for profile in {vehicle_type["profile"] for vehicle_type in problem.types}:
        durations, distances = problem.durations[profile], problem.distances[profile]
        missing = distances >= problem.forbidden
        matrices[f"p{profile}"] = {
            "durations": np.minimum(durations, beyond).tolist(),
            "distances": np.where(missing, 0, distances).tolist(),
        }
    return matrices


def to_vehicles(problem, skills, approximations):
    """VROOM's vehicles, and our (type, part of the day) of each."""
    divisor = common_divisor(problem)
    vehicles, ours = [], []
    for index, vehicle_type in enumerate(problem.types):
        loading = problem.bases[vehicle_type["startBase"]]["loadingSeconds"]
        longest, parts = longest_travel(problem, vehicle_type, problem.parts_of_day(vehicle_type), approximations)
        for _ in range(problem.vehicles_to_offer(vehicle_type)):
            for part, (begin, end) in enumerate(parts):
                vehicle = {
                    "id": len(vehicles),
                    "profile": f"p{vehicle_type['profile']}",
                    "start_index": vehicle_type["startBase"],
                    "capacity": [problem.capacity(vehicle_type, d) for d in range(problem.dimensions)],
                    "time_window": [begin + loading, end],
                    "costs": to_costs(problem, vehicle_type, divisor),
                    "skills": skills[index],
                }
                if vehicle_type["endBase"] is not None:
                    vehicle["end_index"] = vehicle_type["endBase"]
                for name, limit in (
                    ("max_tasks", vehicle_type["maxStops"]),
                    ("max_distance", vehicle_type["maxDistance"]),
                    ("max_travel_time", longest),
                ):
                    if limit is not None:
                        vehicle[name] = limit // len(parts)
                vehicles.append(vehicle)
                ours.append((index, part))
    return vehicles, ours, divisor


def to_routes(problem, document, ours):
    found = []
    for route in document["routes"]:
        clients = [step["id"] for step in route["steps"] if step["type"] == "job"]
        found.append((*ours[route["vehicle"]], clients))
    return join_parts(problem, found)


def solve(problem, seconds, seed):
    problem.refuse(
        release_times=True,
        prizes=True,
        groups=True,
        costs_by_visit=True,
        classes_that_may_not_share_a_trip=True,
    )
    approximations = set(problem.describe_parts())
    if any(vehicle_type["costPerSecond"] > 0 for vehicle_type in problem.types):
        approximations.add(NOT_WAITING)
    of_client, of_type = find_skills(problem)
    vehicles, ours, divisor = to_vehicles(problem, of_type, approximations)
    document = {"vehicles": vehicles, "jobs": to_jobs(problem, of_client), "matrices": to_matrices(problem)}
    model = vroom.Input()
    model._from_json(json.dumps(document), False)
    passed = stopwatch()
    solution = model.solve(EXPLORATION_LEVEL, nb_threads=1, timeout=timedelta(seconds=seconds))
    elapsed = passed()
    solution._distances = True
    found = solution.to_dict()
    is_whole = not found["unassigned"] and not problem.document["fewestVehiclesFirst"]
    claimed = found["summary"]["cost"] * divisor if is_whole else None
    return Answer(to_routes(problem, found, ours), elapsed, claimed, sorted(approximations))


if __name__ == "__main__":
    run(solve)
