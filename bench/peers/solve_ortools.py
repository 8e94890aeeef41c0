"""Solves an exchange problem with OR-Tools' routing library: guided local search from parallel cheapest insertion, which
served more clients at a lower cost than its automatic choice.

A vehicle that may reload is a vehicle of the model for each part of its shift: with trips that follow each other
wherever they end, constraints between the routes of the model, no first solution was found. Loads that go both ways are two
dimensions: what has been delivered, and what is aboard, which starts as all that will have been delivered."""

from dataclasses import dataclass

import numpy as np
from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from peer_problem import Answer, join_parts, run, stopwatch


# Vehicle of a client that is left out.
NOBODY = -1


@dataclass
class ModelVehicle:
    """One part of one vehicle's day."""

    type_index: int
    part: int
    parts: int
    hours: tuple


class Model:
    def __init__(self, problem):
        self.problem = problem
        self.vehicles = list_vehicles(problem)
        self.types = [problem.types[vehicle.type_index] for vehicle in self.vehicles]
        ends = [(t["startBase"], problem.end_node(t)) for t in self.types]
        used = sorted({node for pair in ends for node in pair})
        clients = range(problem.first_client, problem.nodes)
        self.nodes = used + list(clients)
        self.bases = len(used)
        self.manager = pywrapcp.RoutingIndexManager(
            len(self.nodes),
            len(self.vehicles),
            [used.index(start) for start, _ in ends],
            [used.index(end) for _, end in ends],
        )
        self.routing = pywrapcp.RoutingModel(self.manager)
        self.solver = self.routing.solver()
        self.add_costs()
        self.add_time()
        self.add_loads()
        self.add_limits()
        self.add_clients()
        self.keep_classes_apart()

    def index_of(self, client):
        return self.manager.NodeToIndex(self.bases + client)

    def for_each_vehicle(self, key_of, register):
        """What `register` gives for each vehicle, made once for each key."""
        made = {}
        keys = [key_of(vehicle) for vehicle in range(len(self.vehicles))]
        for vehicle, key in enumerate(keys):
            if key not in made:
                made[key] = register(vehicle)
        return [made[key] for key in keys]

    def matrix(self, source):
        """A matrix over the model's nodes; a vehicle that goes straight from start to end is not used and goes nowhere."""
        spread = source[np.ix_(self.nodes, self.nodes)].copy()
        spread[: self.bases, : self.bases] = 0
        return spread

    def add_costs(self):
        def register(vehicle):
            vehicle_type = self.types[vehicle]
            costs = self.matrix(self.problem.distances[vehicle_type["profile"]]) * vehicle_type["costPerMetre"]
            for client, figures in enumerate(self.problem.clients):
                if figures["visitCosts"] is not None:
                    costs[:, self.bases + client] += figures["visitCosts"][self.vehicles[vehicle].type_index]
            return self.routing.RegisterTransitMatrix(costs.tolist())

        callbacks = self.for_each_vehicle(lambda vehicle: self.vehicles[vehicle].type_index, register)
        for vehicle, callback in enumerate(callbacks):
            self.routing.SetArcCostEvaluatorOfVehicle(callback, vehicle)
            self.routing.SetFixedCostOfVehicle(self.problem.fixed_cost(self.types[vehicle]), vehicle)

    def add_time(self):
        def register(vehicle):
            times = self.matrix(self.problem.durations[self.types[vehicle]["profile"]])
            for node in range(self.bases):
                if self.nodes[node] < self.problem.nowhere:
                    times[node, self.bases :] += self.problem.bases[self.nodes[node]]["loadingSeconds"]
            times[self.bases :, :] += np.array([[c["serviceSeconds"]] for c in self.problem.clients])
            return self.routing.RegisterTransitMatrix(times.tolist())

        callbacks = self.for_each_vehicle(lambda vehicle: self.types[vehicle]["profile"], register)
        horizons = [self.problem.horizon(vehicle_type) for vehicle_type in self.types]
        self.routing.AddDimensionWithVehicleTransitAndCapacity(callbacks, max(horizons), horizons, False, "time")
        self.time = self.routing.GetDimensionOrDie("time")
        for vehicle, vehicle_type in enumerate(self.types):
            self.time.SetSpanCostCoefficientForVehicle(vehicle_type["costPerSecond"], vehicle)
            if vehicle_type["maxDuration"] is not None:
                self.time.SetSpanUpperBoundForVehicle(vehicle_type["maxDuration"], vehicle)
            self.set_hours(vehicle, vehicle_type)

    def set_hours(self, vehicle, vehicle_type):
        base = self.problem.bases[vehicle_type["startBase"]]
        opens, horizon = self.vehicles[vehicle].hours
        closes = horizon if base["window"][1] is None else base["window"][1] - base["loadingSeconds"]
        start, end = self.routing.Start(vehicle), self.routing.End(vehicle)
        self.time.CumulVar(start).SetRange(opens, min(closes, horizon))
        self.time.CumulVar(end).SetRange(opens, horizon)
        self.routing.AddVariableMaximizedByFinalizer(self.time.CumulVar(start))
        self.routing.AddVariableMinimizedByFinalizer(self.time.CumulVar(end))

    def add_loads(self):
        both_ways = self.problem.has_pickups_and_deliveries()
        for dimension in range(self.problem.dimensions):
            capacities = [self.problem.capacity(vehicle_type, dimension) for vehicle_type in self.types]
            given = [0] * self.bases + [client["delivery"][dimension] for client in self.problem.clients]
            taken = [0] * self.bases + [client["pickup"][dimension] for client in self.problem.clients]
            if not both_ways:
                self.add_counter(f"load {dimension}", [g + t for g, t in zip(given, taken)], capacities)
                continue
            delivered = self.add_counter(f"delivered {dimension}", given, capacities)
            change = [t - g for g, t in zip(given, taken)]
            aboard = self.add_counter(f"aboard {dimension}", change, capacities, starts_at_zero=False)
            for vehicle in range(len(self.vehicles)):
                start, end = self.routing.Start(vehicle), self.routing.End(vehicle)
                self.solver.Add(aboard.CumulVar(start) == delivered.CumulVar(end))

    def add_counter(self, name, steps, capacities, starts_at_zero=True):
        callback = self.routing.RegisterUnaryTransitVector(steps)
        self.routing.AddDimensionWithVehicleCapacity(callback, 0, capacities, starts_at_zero, name)
        return self.routing.GetDimensionOrDie(name)

    def add_limits(self):
        """Limits of a day, an equal share of them for each of its parts."""
        if any(vehicle_type["maxDistance"] is not None for vehicle_type in self.types):
            limits = self.limits_of("maxDistance", self.problem.forbidden)
            callbacks = self.for_each_vehicle(lambda vehicle: self.types[vehicle]["profile"], self.register_distances)
            self.routing.AddDimensionWithVehicleTransitAndCapacity(callbacks, 0, limits, True, "distance")
        if any(vehicle_type["maxStops"] is not None for vehicle_type in self.types):
            steps = [0] * self.bases + [1] * len(self.problem.clients)
            self.add_counter("stops", steps, self.limits_of("maxStops", len(self.problem.clients)))

    def register_distances(self, vehicle):
        distances = self.matrix(self.problem.distances[self.types[vehicle]["profile"]])
        return self.routing.RegisterTransitMatrix(distances.tolist())

    def limits_of(self, name, unlimited):
        return [
            unlimited if vehicle_type[name] is None else vehicle_type[name] // vehicle.parts
            for vehicle, vehicle_type in zip(self.vehicles, self.types)
        ]

    def add_clients(self):
        groups = {}
        allowed = [self.problem.allows(index) for index in range(len(self.problem.types))]
        latest = max(self.problem.horizon(vehicle_type) for vehicle_type in self.types)
        for client, figures in enumerate(self.problem.clients):
            index = self.index_of(client)
            vehicles = [v for v, vehicle in enumerate(self.vehicles) if allowed[vehicle.type_index][client]]
            if len(vehicles) < len(self.vehicles):
                self.routing.VehicleVar(index).SetValues([NOBODY] + vehicles)
            self.set_windows(index, figures["windows"], latest)
            key = ("group", figures["group"]) if figures["group"] is not None else ("client", client)
            groups.setdefault(key, []).append((index, figures["prize"]))
        for members in groups.values():
            prizes = [prize for _, prize in members]
            penalty = self.highest_penalty() if None in prizes else max(prizes)
            self.routing.AddDisjunction([index for index, _ in members], penalty, 1)

    def keep_classes_apart(self):
        pairs = self.problem.document["incompatibleClasses"]
        if not pairs:
            return
        for client, figures in enumerate(self.problem.clients):
            policy = pywrapcp.RoutingModel.TYPE_ADDED_TO_VEHICLE
            self.routing.SetVisitType(self.index_of(client), figures["handlingClass"], policy)
        for one, other in pairs:
            self.routing.AddHardTypeIncompatibility(one, other)

    def set_windows(self, index, windows, latest):
        if not windows:
            return
        ends = [latest if end is None else end for _, end in windows]
        variable = self.time.CumulVar(index)
        variable.SetRange(windows[0][0], ends[-1])
        for end, (begin, _) in zip(ends, windows[1:]):
            variable.RemoveInterval(end + 1, begin - 1)

    def highest_penalty(self):
        """More than any one client can cost, so that a client that must be served is left out last."""
        farthest = max(int(m[m < self.problem.forbidden].max()) for m in self.problem.distances)
        return 10 * max(
            self.problem.fixed_cost(t) + 2 * farthest * t["costPerMetre"] + self.problem.horizon(t) * t["costPerSecond"] + 1
            for t in self.types
        )


def list_vehicles(problem):
    vehicles = []
    for index, vehicle_type in enumerate(problem.types):
        parts = problem.parts_of_day(vehicle_type)
        for _ in range(problem.vehicles_to_offer(vehicle_type)):
            for part, hours in enumerate(parts):
                vehicles.append(ModelVehicle(index, part, len(parts), hours))
    return vehicles


def to_parameters(seconds):
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    parameters.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    parameters.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    parameters.time_limit.FromMilliseconds(int(seconds * 1000))
    return parameters


def to_routes(model, assignment):
    found = []
    for number, vehicle in enumerate(model.vehicles):
        clients = []
        index = assignment.Value(model.routing.NextVar(model.routing.Start(number)))
        while not model.routing.IsEnd(index):
            clients.append(model.manager.IndexToNode(index) - model.bases)
            index = assignment.Value(model.routing.NextVar(index))
        if clients:
            found.append((vehicle.type_index, vehicle.part, clients))
    return join_parts(model.problem, found)


def solve(problem, seconds, seed):
    problem.refuse(release_times=True)
    model = Model(problem)
    model.solver.ReSeed(seed)
    passed = stopwatch()
    assignment = model.routing.SolveWithParameters(to_parameters(seconds))
    elapsed = passed()
    if assignment is None:
        return Answer(None, elapsed, None, problem.describe_parts())
    routes = to_routes(model, assignment)
    served = sum(len(trip["clients"]) for route in routes for trip in route["trips"])
    is_whole = served == len(problem.clients) and not problem.document["fewestVehiclesFirst"]
    claimed = assignment.ObjectiveValue() if is_whole else None
    return Answer(routes, elapsed, claimed, problem.describe_parts())


if __name__ == "__main__":
    run(solve)
