import type { SecondsOfDay } from '../../model/units.ts';
import { distanceBetween, durationBetween } from '../../network/travel-matrix.ts';
import { toTimeOfDay } from '../../planning/plan-records/time-of-day.ts';
import { explainUnserved } from '../../solver/routing/explain-unserved.ts';
import { explainInfeasible } from '../../solver/routing/explain-infeasible.ts';
import type { Client, RoutingProblem } from '../../solver/routing/problem.ts';
import type {
  FrozenRoute,
  RoutingRoute,
  RoutingSolution,
  RoutingTrip,
} from '../../solver/routing/solution.ts';
import type {
  AnsweredRoute,
  AnsweredStop,
  AnsweredTrip,
  RoutingAnswer,
  RoutingRequest,
} from './routing-schemas.ts';

/** A vehicle under way: walks its day and notes the times. */
interface Vehicle {
  readonly problem: RoutingProblem;
  readonly request: RoutingRequest;
  readonly profile: number;
  time: SecondsOfDay;
  place: number;
  metres: number;
}

/** The solution in the caller's ids, with the times of every stop and the reason of everything unserved. */
export function toRoutingAnswer(
  request: RoutingRequest,
  problem: RoutingProblem,
  solution: RoutingSolution,
  travel: RoutingAnswer['travel'],
  frozen: readonly FrozenRoute[],
): Omit<RoutingAnswer, 'stoppedEarly'> {
  return {
    feasible: solution.feasible,
    costFen: Math.round(solution.cost),
    iterations: solution.iterations,
    travel,
    routes: solution.routes.map((route) => toAnsweredRoute(request, problem, route)),
    unserved: solution.unserved.map((client) => {
      const { code, message, figures } = explainUnserved(problem, client);
      return { clientId: request.clients[client].id, code, message, figures };
    }),
    infeasibilities: explainInfeasible(problem, solution, frozen).map(
      ({ code, message, clients, figures }) => {
        return { code, message, clientIds: clients.map((client) => request.clients[client].id), figures };
      },
    ),
  };
}

function toAnsweredRoute(
  request: RoutingRequest,
  problem: RoutingProblem,
  route: RoutingRoute,
): AnsweredRoute {
  const type = problem.vehicleTypes[route.vehicleType];
  const place = problem.bases[route.trips[0].startBase].location;
  const vehicle: Vehicle = { problem, request, profile: type.profile, time: route.start, place, metres: 0 };
  const trips = route.trips.map((trip) => driveTrip(vehicle, trip));
  return {
    vehicleTypeId: request.vehicleTypes[route.vehicleType].id,
    start: toTimeOfDay(route.start),
    end: toTimeOfDay(vehicle.time),
    metres: Math.round(vehicle.metres),
    trips,
  };
}

function driveTrip(vehicle: Vehicle, trip: RoutingTrip): AnsweredTrip {
  const { problem, request } = vehicle;
  const base = problem.bases[trip.startBase];
  const release = Math.max(0, ...trip.clients.map((client) => problem.clients[client].release ?? 0));
  const departure = Math.max(vehicle.time, base.window?.earliest ?? 0, release) + (base.loadingSeconds ?? 0);
  const metresBefore = vehicle.metres;
  vehicle.time = departure;
  const stops = trip.clients.map((client) => visit(vehicle, client));
  if (trip.endBase !== null) drive(vehicle, problem.bases[trip.endBase].location);
  return {
    startBaseId: request.bases[trip.startBase].id,
    endBaseId: trip.endBase === null ? null : request.bases[trip.endBase].id,
    departure: toTimeOfDay(departure),
    arrival: toTimeOfDay(vehicle.time),
    metres: Math.round(vehicle.metres - metresBefore),
    stops,
  };
}

function visit(vehicle: Vehicle, index: number): AnsweredStop {
  const client = vehicle.problem.clients[index];
  drive(vehicle, client.location);
  const arrival = vehicle.time;
  const serviceStart = toServiceStart(client, arrival);
  vehicle.time = serviceStart + client.serviceSeconds;
  return {
    clientId: vehicle.request.clients[index].id,
    arrival: toTimeOfDay(arrival),
    serviceStart: toTimeOfDay(serviceStart),
    departure: toTimeOfDay(vehicle.time),
  };
}

function toServiceStart(client: Client, arrival: SecondsOfDay): SecondsOfDay {
  const window = client.windows?.find(({ latest }) => arrival <= latest);
  return Math.max(arrival, window?.earliest ?? 0);
}

function drive(vehicle: Vehicle, place: number): void {
  const matrix = vehicle.problem.matrices[vehicle.profile];
  vehicle.time += durationBetween(matrix, vehicle.place, place);
  vehicle.metres += distanceBetween(matrix, vehicle.place, place);
  vehicle.place = place;
}
