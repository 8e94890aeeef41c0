"""The exchange problem as the peers' scripts read it, and the answer that they write.

A script is called with --problem FILE --answer FILE --seconds S --seed N and hands its `solve` to `run`.
"""

import argparse
import json
import time
from dataclasses import dataclass, field

import numpy as np

# More parts, and a part is too short to reach the far villages of a county.
PARTS_OF_A_DAY = 2


class CannotExpress(Exception):
    """The peer has no way to state a constraint of the problem; the arguments name it."""


@dataclass
class Answer:
    """Routes as {vehicleType, trips: [{clients, startBase, endBase}]}; None when the peer found none."""

    routes: list | None
    seconds: float
    claimed_cost: float | None
    approximations: list = field(default_factory=list)


class PeerProblem:
    """Places are numbered as nodes: bases first, then a place nowhere for open ends, then one node for each client."""

    def __init__(self, document):
        self.document = document
        self.bases = document["bases"]
        self.clients = document["clients"]
        self.types = document["vehicleTypes"]
        self.dimensions = document["loadDimensions"]
        self.nowhere = len(self.bases)
        self.first_client = self.nowhere + 1
        self.distances = [self._spread(m["distances"], m["size"]) for m in document["matrices"]]
        self.durations = [self._spread(m["durations"], m["size"]) for m in document["matrices"]]
        if document["deliveriesFirst"]:
            for matrix in self.distances + self.durations:
                self._forbid_deliveries_after_pickups(matrix)

    @property
    def nodes(self):
        return self.first_client + len(self.clients)

    def end_node(self, vehicle_type):
        return self.nowhere if vehicle_type["endBase"] is None else vehicle_type["endBase"]

    def allows(self, type_index):
        """For each client, whether vehicles of the type may visit it."""
        carried = self.types[type_index]["handlingClasses"]
        return np.array(
            [
                (client["vehicleTypes"] is None or type_index in client["vehicleTypes"])
                and (carried is None or client["handlingClass"] in carried)
                for client in self.clients
            ],
            dtype=bool,
        )

    def capacity(self, vehicle_type, dimension):
        """The capacity, or all there is to carry where it is unlimited."""
        limit = vehicle_type["capacity"][dimension]
        if limit is not None:
            return limit
        return sum(c["delivery"][dimension] + c["pickup"][dimension] for c in self.clients)

    def vehicles_to_offer(self, vehicle_type):
        """The count; of an unlimited type twice what its capacity takes and ten more, for peers that list every vehicle."""
        if not vehicle_type["isUnlimited"]:
            return vehicle_type["count"]
        needed = 1
        for dimension in range(self.dimensions):
            capacity = self.capacity(vehicle_type, dimension)
            for side in ("delivery", "pickup"):
                total = sum(client[side][dimension] for client in self.clients)
                needed = max(needed, -(-total // max(1, capacity)))
        return min(vehicle_type["count"], 2 * needed + 10)

    def fixed_cost(self, vehicle_type):
        """The fixed cost, above any saving on the road where vehicles count first."""
        if not self.document["fewestVehiclesFirst"]:
            return vehicle_type["fixedCost"]
        longest = max(int(m[m < self.forbidden].max()) for m in self.distances)
        return vehicle_type["fixedCost"] + longest * max(1, vehicle_type["costPerMetre"]) * len(self.clients)

    @property
    def forbidden(self):
        """Length and duration of a way that does not exist: more than any tour over all clients."""
        if not hasattr(self, "_forbidden"):
            known = [v for m in self.document["matrices"] for v in m["durations"] + m["distances"] if v is not None]
            service = sum(client["serviceSeconds"] for client in self.clients)
            latest = [w[1] or 0 for c in self.clients for w in c["windows"]] + [t["shift"][1] or 0 for t in self.types]
            self._forbidden = max(known) * (len(self.clients) + 2) + service + max(latest) + 1
        return self._forbidden

    def horizon(self, vehicle_type):
        """Latest end of a day of the type."""
        ends = [vehicle_type["shift"][1]]
        if vehicle_type["endBase"] is not None:
            ends.append(self.bases[vehicle_type["endBase"]]["window"][1])
        return min([end for end in ends if end is not None], default=self.forbidden - 1)

    def parts_of_day(self, vehicle_type):
        """Hours of one vehicle, loading included: its shift, or where it may reload equal parts of the shift, one for a trip.

        For peers that know no second trip. A limit on the day's duration then starts with the shift.
        """
        base = self.bases[vehicle_type["startBase"]]
        earliest, latest = max(vehicle_type["shift"][0], base["window"][0]), self.horizon(vehicle_type)
        bases = {vehicle_type["startBase"], vehicle_type["endBase"]}
        if vehicle_type["maxTrips"] < 2 or bases != {vehicle_type["startBase"]} & set(vehicle_type["reloadBases"]):
            return [(earliest, latest)]
        if vehicle_type["maxDuration"] is not None:
            latest = min(latest, earliest + vehicle_type["maxDuration"])
        length = (latest - earliest) // PARTS_OF_A_DAY
        begins = [earliest + part * length for part in range(PARTS_OF_A_DAY)]
        return [(begin, begin + length) for begin in begins]

    def describe_parts(self):
        """What those peers approximate, in words."""
        if all(vehicle_type["maxTrips"] < 2 for vehicle_type in self.types):
            return []
        return [
            f"a vehicle makes at most {PARTS_OF_A_DAY} trips, each within its equal part of the shift, range and stops",
            "vehicles reload at the base where they start, nowhere else",
            "each part of a day that is used costs the fixed cost of the day",
        ]

    def has_pickups_and_deliveries(self):
        return all(any(any(client[side]) for client in self.clients) for side in ("delivery", "pickup"))

    def refuse(self, **features):
        """Raises CannotExpress with the features, by name, that the problem uses."""
        used = {
            "release times": any(c["release"] > 0 for c in self.clients),
            "prizes": any(c["prize"] is not None for c in self.clients),
            "groups": any(c["group"] is not None for c in self.clients),
            "costs by visit": any(c["visitCosts"] is not None for c in self.clients),
            "classes that may not share a trip": len(self.document["incompatibleClasses"]) > 0,
        }
        missing = [name for name in used if used[name] and name.replace(" ", "_") in features]
        if missing:
            raise CannotExpress(*missing)

    def _spread(self, values, size):
        matrix = np.array([self.forbidden if v is None else v for v in values], dtype=np.int64).reshape(size, size)
        places = [base["location"] for base in self.bases] + [0] + [client["location"] for client in self.clients]
        spread = matrix[np.ix_(places, places)].copy()
        spread[self.nowhere, :] = 0
        spread[:, self.nowhere] = 0
        np.fill_diagonal(spread, 0)
        return spread

    def _forbid_deliveries_after_pickups(self, matrix):
        takes = np.array([any(client["pickup"]) for client in self.clients])
        gives = np.array([any(client["delivery"]) for client in self.clients])
        later, earlier = np.flatnonzero(takes) + self.first_client, np.flatnonzero(gives) + self.first_client
        matrix[np.ix_(later, earlier)] = self.forbidden
        np.fill_diagonal(matrix, 0)


def to_route(type_index, trips):
    """One vehicle's day of trips (clients, startBase, endBase); trips that visit nobody fall away."""
    kept = [{"clients": c, "startBase": s, "endBase": e} for c, s, e in trips if c]
    return {"vehicleType": type_index, "trips": kept}


def join_parts(problem, found):
    """Routes from (type, part of the day, clients): the first tour of a type in each part is one vehicle's day, and so on."""
    tours = {}
    for index, part, clients in found:
        tours.setdefault(index, {}).setdefault(part, []).append(clients)
    routes = []
    for index, by_part in tours.items():
        start, end = problem.types[index]["startBase"], problem.types[index]["endBase"]
        for number in range(max(len(of_part) for of_part in by_part.values())):
            day = [by_part[part][number] for part in sorted(by_part) if number < len(by_part[part])]
            routes.append(to_route(index, [(clients, start, end) for clients in day]))
    return routes


def run(solve):
    """Reads the problem, has it solved by solve(problem, seconds, seed) -> Answer, and writes the answer."""
    parser = argparse.ArgumentParser()
    for name in ("problem", "answer", "seconds", "seed"):
        parser.add_argument(f"--{name}", required=True)
    arguments = parser.parse_args()
    with open(arguments.problem, encoding="utf-8") as file:
        problem = PeerProblem(json.load(file))
    try:
        answer = solve(problem, float(arguments.seconds), int(arguments.seed))
        document = {
            "status": "no_answer" if answer.routes is None else "answered",
            "routes": answer.routes or [],
            "seconds": answer.seconds,
            "claimedCost": answer.claimed_cost,
            "approximations": answer.approximations,
            "cannotExpress": [],
        }
    except CannotExpress as missing:
        document = {
            "status": "cannot_express",
            "routes": [],
            "seconds": 0,
            "claimedCost": None,
            "approximations": [],
            "cannotExpress": list(missing.args),
        }
    with open(arguments.answer, "w", encoding="utf-8") as file:
        json.dump(document, file)


def stopwatch():
    """Seconds since the call, by a clock that never goes back."""
    began = time.perf_counter()
    return lambda: time.perf_counter() - began
