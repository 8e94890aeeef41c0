"""Solves an exchange problem with PyVRP. Everything but visit costs and classes that clash can be stated exactly:
several windows as a group of which one is visited, forbidden visits as a profile with ways that do not exist."""

import numpy as np
from pyvrp import Client, ClientGroup, Depot, Location, ProblemData, VehicleType
from pyvrp import PenaltyParams, SolveParams
from pyvrp import solve as solve_pyvrp

from peer_problem import Answer, run, stopwatch, to_route

UNLIMITED = int(np.iinfo(np.int64).max)


def or_unlimited(value):
    return UNLIMITED if value is None else value


class Profiles:
    """Matrices by travel profile and by which clients may be visited, each pair once."""

    def __init__(self, problem):
        self.problem = problem
        self.index = {}
        self.distances = []
        self.durations = []

    def of(self, type_index):
        allowed = self.problem.allows(type_index)
        profile = self.problem.types[type_index]["profile"]
        key = (profile, allowed.tobytes())
        if key not in self.index:
            self.index[key] = len(self.distances)
            closed = np.flatnonzero(~allowed) + self.problem.first_client
            for matrices, ours in ((self.distances, self.problem.distances), (self.durations, self.problem.durations)):
                matrix = ours[profile].copy()
                matrix[:, closed] = self.problem.forbidden
                matrix[closed, :] = self.problem.forbidden
                np.fill_diagonal(matrix, 0)
                matrices.append(matrix)
        return self.index[key]


def to_clients(problem, has_stop_limit):
    """PyVRP's clients with ours of each, and the groups that they are in."""
    clients, ours, groups, group_of = [], [], [], {}
    for index, client in enumerate(problem.clients):
        windows = client["windows"] or [[0, None]]
        key = ("group", client["group"]) if client["group"] is not None else ("client", index)
        grouped = client["group"] is not None or len(windows) > 1
        if grouped and key not in group_of:
            group_of[key] = len(groups)
            members = [c for c in problem.clients if c["group"] == client["group"]] if key[0] == "group" else [client]
            groups.append(([], any(member["prize"] is None for member in members)))
        for earliest, latest in windows:
            if grouped:
                groups[group_of[key]][0].append(len(clients))
            clients.append(
                Client(
                    location=problem.first_client + index,
                    delivery=client["delivery"] + ([1] if has_stop_limit else []),
                    pickup=client["pickup"] + ([0] if has_stop_limit else []),
                    service_duration=client["serviceSeconds"],
                    tw_early=earliest,
                    tw_late=or_unlimited(latest),
                    release_time=client["release"],
                    prize=client["prize"] or 0,
                    required=client["prize"] is None and not grouped,
                    group=group_of[key] if grouped else None,
                )
            )
            ours.append(index)
    return clients, ours, [ClientGroup(members, required) for members, required in groups]


def to_vehicle_type(problem, index, profiles, has_stop_limit):
    vehicle_type = problem.types[index]
    capacity = [problem.capacity(vehicle_type, dimension) for dimension in range(problem.dimensions)]
    stops = vehicle_type["maxStops"] if vehicle_type["maxStops"] is not None else len(problem.clients)
    return VehicleType(
        num_available=vehicle_type["count"],
        capacity=capacity + ([stops] if has_stop_limit else []),
        start_depot=vehicle_type["startBase"],
        end_depot=problem.end_node(vehicle_type),
        fixed_cost=problem.fixed_cost(vehicle_type),
        tw_early=vehicle_type["shift"][0],
        tw_late=or_unlimited(vehicle_type["shift"][1]),
        shift_duration=or_unlimited(vehicle_type["maxDuration"]),
        max_distance=or_unlimited(vehicle_type["maxDistance"]),
        unit_distance_cost=vehicle_type["costPerMetre"],
        unit_duration_cost=vehicle_type["costPerSecond"],
        profile=profiles.of(index),
        reload_depots=vehicle_type["reloadBases"] if vehicle_type["maxTrips"] > 1 else [],
        max_reloads=vehicle_type["maxTrips"] - 1,
    )


def to_depot(problem, node):
    if node == problem.nowhere:
        return Depot(node)
    base = problem.bases[node]
    return Depot(node, base["window"][0], or_unlimited(base["window"][1]), base["loadingSeconds"])


def to_trips(route, vehicle_type, ours):
    """Clients between depots; consecutive depots are a trip that visits nobody."""
    trips, clients, start = [], [], vehicle_type["startBase"]
    for activity in route:
        if activity.is_depot():
            trips.append((clients, start, activity.idx))
            clients, start = [], activity.idx
        else:
            clients.append(ours[activity.idx])
    trips = [trip for trip in trips if trip[0]]
    last, begin, _ = trips[-1]
    trips[-1] = (last, begin, vehicle_type["endBase"])
    return trips


def to_parameters(problem):
    """Defaults, save that the bounds of penalties are in units of the cost per metre, as on instances where that is 1:
    costs are scaled up to be whole, and PyVRP's own upper bound then leaves breaking a constraint cheap."""
    scale = max(1, *(vehicle_type["costPerMetre"] for vehicle_type in problem.types))
    defaults = PenaltyParams()
    return SolveParams(
        penalty=PenaltyParams(min_penalty=defaults.min_penalty * scale, max_penalty=defaults.max_penalty * scale)
    )


def solve(problem, seconds, seed):
    problem.refuse(costs_by_visit=True, classes_that_may_not_share_a_trip=True)
    approximations = []
    has_stop_limit = any(vehicle_type["maxStops"] is not None for vehicle_type in problem.types)
    if has_stop_limit and any(vehicle_type["maxTrips"] > 1 for vehicle_type in problem.types):
        approximations.append("the limit on stops holds for a trip, not for the day")
    profiles = Profiles(problem)
    used = [index for index, vehicle_type in enumerate(problem.types) if vehicle_type["count"] > 0]
    vehicle_types = [to_vehicle_type(problem, index, profiles, has_stop_limit) for index in used]
    clients, ours, groups = to_clients(problem, has_stop_limit)
    data = ProblemData(
        [Location(0, 0) for _ in range(problem.nodes)],
        clients,
        [to_depot(problem, node) for node in range(problem.first_client)],
        vehicle_types,
        profiles.distances,
        profiles.durations,
        groups,
    )
    parameters = to_parameters(problem)
    passed = stopwatch()
    result = solve_pyvrp(
        data,
        stop=lambda _: passed() >= seconds,
        seed=seed,
        collect_stats=False,
        display=False,
        params=parameters,
    )
    elapsed = passed()
    routes = []
    for route in result.best.routes():
        index = used[route.vehicle_type()]
        routes.append(to_route(index, to_trips(route, problem.types[index], ours)))
    claimed = float(result.cost()) if result.is_feasible() else None
    return Answer(routes, elapsed, claimed, approximations)


if __name__ == "__main__":
    run(solve)
