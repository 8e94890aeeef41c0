import { distanceBetween, durationBetween } from '../../network/travel-matrix.ts';
import type { RoutingProblem, RoutingVehicleType } from './problem.ts';
import { evaluateRoute, mayVisit, windowsOf } from './route-evaluation.ts';
import type { BrokenLimit } from './tour-limit.ts';
import { earliestArrival, findBrokenLimit } from './tour-limit.ts';

export type UnservedReasonCode =
  | 'handling_class_carried_by_none'
  | 'exceeds_every_vehicle'
  | 'no_road'
  | 'window_unreachable'
  | 'not_enough_vehicles';

/** Why a client is not served, with the figures behind it; `message` is one English sentence. */
export interface UnservedReason {
  readonly code: UnservedReasonCode;
  readonly message: string;
  readonly figures: Readonly<Record<string, number>>;
}

/**
 * Explains why a client is left out, by the first test that no vehicle type passes: handling class, capacity, road,
 * then a tour of its own in time. A client that passes all lacks only a free vehicle, or its prize is low. Linear in the vehicle types.
 */
export function explainUnserved(problem: RoutingProblem, client: number): UnservedReason {
  const types = problem.vehicleTypes.map((type, index) => ({ type, index }));
  const carrying = types.filter(({ type, index }) => mayVisit(type, index, problem.clients[client]));
  if (carrying.length === 0) return carriedByNone(problem, client);
  const fitting = carrying.filter(({ type }) => listExcess(problem, client, type).length === 0);
  if (fitting.length === 0)
    return exceedsEvery(
      problem,
      client,
      carrying.map(({ type }) => type),
    );
  const reaching = fitting.filter(({ type }) => isConnected(problem, client, type));
  if (reaching.length === 0) return noRoad(fitting.length);
  const alone = reaching.filter(({ type, index }) => {
    const trip = { clients: [client], startBase: type.startBase, endBase: type.endBase };
    return evaluateRoute(problem, index, [trip]) !== null;
  });
  if (alone.length === 0) return unreachable(problem, client, reaching);
  return noVehicle(
    problem.clients[client].prize,
    alone.reduce((sum, { type }) => sum + type.count, 0),
  );
}

/** The client could be served alone, so other clients have the vehicles, or it is left out for its prize. */
function noVehicle(prize: number | undefined, vehicles: number): UnservedReason {
  const message =
    prize === undefined
      ? `All ${vehicles} vehicles that could serve this client are taken.`
      : `Serving this client costs more than its prize of ${prize}, or the vehicles that could are taken.`;
  const figures = {
    ...(Number.isFinite(vehicles) ? { fittingVehicles: vehicles } : {}),
    ...(prize === undefined ? {} : { prize }),
  };
  return { code: 'not_enough_vehicles', message, figures };
}

function carriedByNone(problem: RoutingProblem, client: number): UnservedReason {
  const handlingClass = problem.clients[client].handlingClass ?? 0;
  return {
    code: 'handling_class_carried_by_none',
    message: `No vehicle type that may visit this client carries handling class ${handlingClass}.`,
    figures: { handlingClass, vehicleTypes: problem.vehicleTypes.length },
  };
}

/** Load dimensions in which the client alone is more than the vehicle holds. */
function listExcess(problem: RoutingProblem, client: number, type: RoutingVehicleType): readonly number[] {
  const { delivery, pickup } = problem.clients[client];
  return type.capacity.flatMap((capacity, dimension) => {
    return Math.max(delivery[dimension], pickup[dimension]) > capacity ? [dimension] : [];
  });
}

function exceedsEvery(
  problem: RoutingProblem,
  client: number,
  types: readonly RoutingVehicleType[],
): UnservedReason {
  const { delivery, pickup } = problem.clients[client];
  const largestOf = (dimension: number): number => Math.max(...types.map((type) => type.capacity[dimension]));
  const loadOf = (dimension: number): number => Math.max(delivery[dimension], pickup[dimension]);
  const dimension = Math.max(
    0,
    delivery.findIndex((_, index) => loadOf(index) > largestOf(index)),
  );
  const figures = { dimension, load: loadOf(dimension), largestCapacity: largestOf(dimension) };
  return {
    code: 'exceeds_every_vehicle',
    message: `The load ${figures.load} in dimension ${dimension} is more than a vehicle holds (${figures.largestCapacity} at most).`,
    figures,
  };
}

function isConnected(problem: RoutingProblem, client: number, type: RoutingVehicleType): boolean {
  const matrix = problem.matrices[type.profile];
  const here = problem.clients[client].location;
  const start = problem.bases[type.startBase].location;
  if (
    distanceBetween(matrix, start, here) === Infinity ||
    durationBetween(matrix, start, here) === Infinity
  ) {
    return false;
  }
  if (type.endBase === null) return true;
  const end = problem.bases[type.endBase].location;
  return distanceBetween(matrix, here, end) < Infinity && durationBetween(matrix, here, end) < Infinity;
}

function noRoad(vehicleTypes: number): UnservedReason {
  return {
    code: 'no_road',
    message: 'No road joins this client with the base of any vehicle type that could carry it.',
    figures: { vehicleTypes },
  };
}

/**
 * A tour to this client alone breaks its hours, the shift, the longest working time or the range of every vehicle.
 * Where one limit alone is in the way, the message and the figures name it: `earliestArrival` and `windowLatest`,
 * `earliestReturn` and `shiftEnd`, `neededSeconds` and `maxDurationSeconds`, or `neededMetres` and `maxDistanceMetres`.
 */
function unreachable(
  problem: RoutingProblem,
  client: number,
  types: readonly { readonly type: RoutingVehicleType; readonly index: number }[],
): UnservedReason {
  const { serviceSeconds } = problem.clients[client];
  const windowLatest = windowsOf(problem.clients[client]).at(-1)?.latest ?? Infinity;
  const arrivals = types.map(({ type }) => earliestArrival(problem, client, type));
  const broken = findBrokenLimit(
    problem,
    client,
    types.map(({ index }) => index),
  );
  const figures = {
    earliestArrival: Math.min(...arrivals),
    serviceSeconds,
    ...(Number.isFinite(windowLatest) ? { windowLatest } : {}),
    shiftEnd: Math.max(...types.map(({ type }) => type.shift.latest)),
  };
  return { code: 'window_unreachable', ...nameLimit(broken, figures) };
}

function nameLimit(
  broken: BrokenLimit | null,
  figures: Readonly<Record<string, number>>,
): Pick<UnservedReason, 'message' | 'figures'> {
  const needed = Math.ceil(broken?.needed ?? 0);
  const allowed = broken?.allowed ?? 0;
  switch (broken?.limit) {
    case 'window':
      return {
        message: `The earliest arrival, second ${needed} of the day, does not fit the hours, which end at ${allowed}.`,
        figures: { ...figures, earliestArrival: needed },
      };
    case 'shift':
      return {
        message: `A tour to this client alone is back at second ${needed} of the day, after the shift ends at ${allowed}.`,
        figures: { ...figures, earliestReturn: needed, shiftEnd: allowed },
      };
    case 'duration':
      return {
        message: `A tour to this client alone takes ${needed} seconds, more than the longest working time of ${allowed}.`,
        figures: { ...figures, neededSeconds: needed, maxDurationSeconds: allowed },
      };
    case 'distance':
      return {
        message: `A tour to this client alone is ${needed} metres long, beyond the range of ${allowed}.`,
        figures: { ...figures, neededMetres: needed, maxDistanceMetres: allowed },
      };
    default:
      return {
        message:
          'A tour to this client alone breaks more than one limit of every vehicle: hours, shift, working time or range.',
        figures,
      };
  }
}
