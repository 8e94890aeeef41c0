import type { RoutingProblem, RoutingVehicleType } from './problem.ts';
import {
  distanceOf,
  evaluateRoute,
  hasDeliveriesFirst,
  listActivities,
  peakLoad,
  type RouteEvaluation,
} from './route-evaluation.ts';
import type { RoutingTrip } from './solution.ts';

/** One limit that a route breaks, and by how much in its own unit: seconds, metres, load, stops or trips. */
export interface RouteFault {
  readonly code:
    | 'vehicle_not_allowed'
    | 'class_not_carried'
    | 'classes_clash'
    | 'pickup_before_delivery'
    | 'overload'
    | 'too_many_stops'
    | 'too_many_trips'
    | 'unreachable'
    | 'too_far'
    | 'too_long'
    | 'outside_shift'
    | 'base_closed'
    | 'late';
  readonly message: string;
  readonly client?: number;
  readonly trip?: number;
  readonly amount?: number;
}

/** A route as it is driven whatever it breaks. */
export interface JudgedRoute extends RouteEvaluation {
  readonly faults: readonly RouteFault[];
}

/** Seconds or metres by which floating-point sums may differ. */
const TOLERANCE = 1e-7;

/**
 * Cost, times and every broken limit of one vehicle's day, whose trips join. A day that breaks limits starts as early as it can, and is late
 * where it must be. Linear in the stops.
 */
export function judgeRoute(
  problem: RoutingProblem,
  vehicleType: number,
  trips: readonly RoutingTrip[],
): JudgedRoute {
  const fine = evaluateRoute(problem, vehicleType, trips);
  if (fine) return { ...fine, faults: [] };
  const type = problem.vehicleTypes[vehicleType];
  const faults = trips.flatMap((trip, index) => [
    ...listVisitFaults(problem, vehicleType, trip, index),
    ...listTripFaults(problem, type, trip, index),
  ]);
  const distance = distanceOf(problem, type, trips);
  const { start, end } = driveLate(problem, type, trips, faults);
  faults.push(...listDayFaults(type, trips, distance, end - start, end));
  const visits = trips.flatMap(({ clients }) => clients);
  const visitCost = visits.reduce(
    (sum, client) => sum + (problem.clients[client].visitCosts?.[vehicleType] ?? 0),
    0,
  );
  const cost = type.fixedCost + type.costPerMetre * distance + type.costPerSecond * (end - start) + visitCost;
  return { cost, distance, start, end, faults };
}

function listVisitFaults(
  problem: RoutingProblem,
  vehicleType: number,
  { clients }: RoutingTrip,
  trip: number,
): readonly RouteFault[] {
  const { handlingClasses } = problem.vehicleTypes[vehicleType];
  return clients.flatMap((client): RouteFault[] => {
    const { vehicleTypes, handlingClass = 0 } = problem.clients[client];
    const faults: RouteFault[] = [];
    if (vehicleTypes && !vehicleTypes.includes(vehicleType)) {
      const message = `Client ${client} does not admit vehicle type ${vehicleType}.`;
      faults.push({ code: 'vehicle_not_allowed', message, client, trip });
    }
    if (handlingClasses && !handlingClasses.includes(handlingClass)) {
      const message = `Vehicle type ${vehicleType} does not carry handling class ${handlingClass} of client ${client}.`;
      faults.push({ code: 'class_not_carried', message, client, trip });
    }
    return faults;
  });
}

function listTripFaults(
  problem: RoutingProblem,
  type: RoutingVehicleType,
  { clients }: RoutingTrip,
  trip: number,
): readonly RouteFault[] {
  const faults: RouteFault[] = [];
  const aboard = clients.map((client) => problem.clients[client]);
  const classes = new Set(aboard.map(({ handlingClass = 0 }) => handlingClass));
  for (const [one, other] of problem.incompatibleClasses ?? []) {
    if (classes.has(one) && classes.has(other)) {
      const message = `Handling classes ${one} and ${other} share trip ${trip}.`;
      faults.push({ code: 'classes_clash', message, trip });
    }
  }
  if (problem.deliveriesFirst && !hasDeliveriesFirst(aboard)) {
    const message = `On trip ${trip} a delivery comes after a pickup.`;
    faults.push({ code: 'pickup_before_delivery', message, trip });
  }
  type.capacity.forEach((capacity, dimension) => {
    const amount = peakLoad(aboard, dimension) - capacity;
    if (!(amount > 0)) return;
    const message = `Trip ${trip} carries ${amount} more than the capacity ${capacity} in dimension ${dimension}.`;
    faults.push({ code: 'overload', message, trip, amount });
  });
  return faults;
}

/** Drives from the earliest start on; notes who is served late and which base has closed. */
function driveLate(
  problem: RoutingProblem,
  type: RoutingVehicleType,
  trips: readonly RoutingTrip[],
  faults: RouteFault[],
): { readonly start: number; readonly end: number } {
  let start = type.shift.earliest;
  let time = start;
  listActivities(problem, type, trips).forEach(({ windows, lasting, travel, client, trip }, index) => {
    time += travel;
    const window = windows.find(({ latest }) => time <= latest + TOLERANCE);
    const amount = time - windows[windows.length - 1].latest;
    if (!window && client !== undefined) {
      const message = `Client ${client} is served ${amount} s after its hours.`;
      faults.push({ code: 'late', message, client, trip, amount });
    } else if (!window) {
      const message = `A base of trip ${trip} has closed ${amount} s before.`;
      faults.push({ code: 'base_closed', message, trip, amount });
    }
    time = Math.max(time, window?.earliest ?? (client === undefined ? windows[0].earliest : 0));
    if (index === 0) start = time;
    time += lasting;
  });
  return { start, end: time };
}

function listDayFaults(
  type: RoutingVehicleType,
  trips: readonly RoutingTrip[],
  distance: number,
  duration: number,
  end: number,
): readonly RouteFault[] {
  const stops = trips.reduce((sum, { clients }) => sum + clients.length, 0);
  const faults: RouteFault[] = [];
  if (distance === Infinity || duration === Infinity)
    faults.push({ code: 'unreachable', message: 'A leg of the route has no road.' });
  const check = (code: RouteFault['code'], value: number, limit: number, unit: string): void => {
    const amount = value - limit;
    if (!(amount > TOLERANCE) || amount === Infinity) return;
    faults.push({ code, message: `The route has ${value} ${unit}, ${amount} beyond the limit.`, amount });
  };
  check('too_many_trips', trips.length, type.maxTrips ?? 1, 'trips');
  check('too_many_stops', stops, type.maxStops ?? Infinity, 'stops');
  check('too_far', distance, type.maxDistance ?? Infinity, 'metres');
  check('too_long', duration, type.maxDuration ?? Infinity, 'seconds of work');
  if (end - type.shift.latest > TOLERANCE && end < Infinity) {
    const amount = end - type.shift.latest;
    faults.push({ code: 'outside_shift', message: `The route ends ${amount} s after the shift.`, amount });
  }
  return faults;
}
