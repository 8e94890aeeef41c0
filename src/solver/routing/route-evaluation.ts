import type { SecondsOfDay, TimeWindow } from '../../model/units.ts';
import { distanceBetween, durationBetween } from '../../network/travel-matrix.ts';
import type { Client, RoutingProblem, RoutingVehicleType } from './problem.ts';
import type { RoutingTrip } from './solution.ts';

/** A route that keeps every constraint, with its cost and its times. */
export interface RouteEvaluation {
  readonly cost: number;
  readonly distance: number;
  readonly start: SecondsOfDay;
  readonly end: SecondsOfDay;
}

/** The service hours of a client, never empty. */
export function windowsOf(client: Client): readonly TimeWindow[] {
  return client.windows && client.windows.length > 0 ? client.windows : UNBOUNDED;
}

/** Seconds or metres by which floating-point sums may differ. */
const TOLERANCE = 1e-7;

const UNBOUNDED: readonly TimeWindow[] = [{ earliest: 0, latest: Infinity }];

/**
 * Cost and times of one vehicle's day on plain objects, or null when a constraint fails. Linear in the stops; for
 * the border of the solver, not for its inner loops.
 */
export function evaluateRoute(
  problem: RoutingProblem,
  vehicleType: number,
  trips: readonly RoutingTrip[],
): RouteEvaluation | null {
  const type = problem.vehicleTypes[vehicleType];
  if (!hasValidChain(type, trips)) return null;
  if (!trips.every((trip) => fitsTrip(problem, vehicleType, trip))) return null;
  const stops = trips.reduce((sum, trip) => sum + trip.clients.length, 0);
  if (stops > (type.maxStops ?? Infinity)) return null;
  const distance = distanceOf(problem, type, trips);
  if (!(distance <= (type.maxDistance ?? Infinity) + TOLERANCE) || distance === Infinity) return null;
  const times = scheduleRoute(problem, type, trips);
  if (times === null || times.end - times.start > (type.maxDuration ?? Infinity) + TOLERANCE) return null;
  let cost = type.fixedCost + type.costPerMetre * distance + type.costPerSecond * (times.end - times.start);
  for (const trip of trips) {
    for (const client of trip.clients) cost += problem.clients[client].visitCosts?.[vehicleType] ?? 0;
  }
  return { cost, distance, ...times };
}

function hasValidChain(type: RoutingVehicleType, trips: readonly RoutingTrip[]): boolean {
  if (trips.length === 0 || trips.length > (type.maxTrips ?? 1)) return false;
  if (trips[0].startBase !== type.startBase || trips[trips.length - 1].endBase !== type.endBase) return false;
  return trips.every((trip, index) => {
    if (trip.clients.length === 0) return false;
    if (index === 0) return true;
    return trips[index - 1].endBase === trip.startBase && (type.reloadBases ?? []).includes(trip.startBase);
  });
}

function fitsTrip(problem: RoutingProblem, vehicleType: number, trip: RoutingTrip): boolean {
  const type = problem.vehicleTypes[vehicleType];
  const clients = trip.clients.map((index) => problem.clients[index]);
  if (!clients.every((client) => mayVisit(type, vehicleType, client))) return false;
  if (problem.deliveriesFirst && !hasDeliveriesFirst(clients)) return false;
  const clash = (problem.incompatibleClasses ?? []).some(([one, other]) => {
    return (
      clients.some((a) => (a.handlingClass ?? 0) === one) &&
      clients.some((b) => (b.handlingClass ?? 0) === other)
    );
  });
  return !clash && type.capacity.every((capacity, dimension) => peakLoad(clients, dimension) <= capacity);
}

/** True when the vehicle type is allowed at the client and carries its handling class. */
export function mayVisit(type: RoutingVehicleType, vehicleType: number, client: Client): boolean {
  if (client.vehicleTypes && !client.vehicleTypes.includes(vehicleType)) return false;
  return !type.handlingClasses || type.handlingClasses.includes(client.handlingClass ?? 0);
}

export function hasDeliveriesFirst(clients: readonly Client[]): boolean {
  const lastDelivery = clients.findLastIndex((client) => client.delivery.some((load) => load > 0));
  const firstPickup = clients.findIndex((client) => client.pickup.some((load) => load > 0));
  return firstPickup < 0 || lastDelivery <= firstPickup;
}

export function peakLoad(clients: readonly Client[], dimension: number): number {
  let load = clients.reduce((sum, client) => sum + client.delivery[dimension], 0);
  let peak = load;
  for (const client of clients) {
    load += client.pickup[dimension] - client.delivery[dimension];
    peak = Math.max(peak, load);
  }
  return peak;
}

export function distanceOf(
  problem: RoutingProblem,
  type: RoutingVehicleType,
  trips: readonly RoutingTrip[],
): number {
  const matrix = problem.matrices[type.profile];
  let distance = 0;
  for (const trip of trips) {
    const places = placesOf(problem, trip);
    for (let leg = 1; leg < places.length; leg++)
      distance += distanceBetween(matrix, places[leg - 1], places[leg]);
  }
  return distance;
}

function placesOf(problem: RoutingProblem, trip: RoutingTrip): readonly number[] {
  const places = [problem.bases[trip.startBase].location];
  for (const client of trip.clients) places.push(problem.clients[client].location);
  if (trip.endBase !== null) places.push(problem.bases[trip.endBase].location);
  return places;
}

/** One thing that takes time on a route: it begins inside a window and lasts; then the vehicle travels on. */
interface Activity {
  readonly windows: readonly TimeWindow[];
  readonly lasting: number;
  /** Travel from the activity before. */
  readonly travel: number;
  readonly trip: number;
  /** Absent at a base. */
  readonly client?: number;
}

function scheduleRoute(
  problem: RoutingProblem,
  type: RoutingVehicleType,
  trips: readonly RoutingTrip[],
): { readonly start: SecondsOfDay; readonly end: SecondsOfDay } | null {
  const activities = listActivities(problem, type, trips);
  const begins: SecondsOfDay[] = [];
  let time = type.shift.earliest;
  for (const activity of activities) {
    const begin = earliestIn(activity.windows, time + activity.travel);
    if (begin === null) return null;
    begins.push(begin);
    time = begin + activity.lasting;
  }
  if (!(time <= type.shift.latest + TOLERANCE)) return null;
  const end = time;
  let latest = end;
  for (let index = activities.length - 1; index >= 0; index--) {
    const { windows, lasting, travel } = activities[index];
    const begin = Math.max(begins[index], latestIn(windows, latest - lasting));
    latest = index > 0 ? begin - travel : begin;
  }
  return { start: latest, end };
}

export function listActivities(
  problem: RoutingProblem,
  type: RoutingVehicleType,
  trips: readonly RoutingTrip[],
): readonly Activity[] {
  const matrix = problem.matrices[type.profile];
  const activities: Activity[] = [];
  let here: number | null = null;
  const reach = (location: number): number => {
    const travel: number = here === null ? 0 : durationBetween(matrix, here, location);
    here = location;
    return travel;
  };
  trips.forEach((trip, number) => {
    const base = problem.bases[trip.startBase];
    const release = Math.max(0, ...trip.clients.map((client) => problem.clients[client].release ?? 0));
    const lasting = base.loadingSeconds ?? 0;
    const window = {
      earliest: Math.max(base.window?.earliest ?? 0, release),
      latest: (base.window?.latest ?? Infinity) - lasting,
    };
    activities.push({ windows: [window], lasting, travel: reach(base.location), trip: number });
    for (const index of trip.clients) {
      const client = problem.clients[index];
      activities.push({
        windows: windowsOf(client),
        lasting: client.serviceSeconds,
        travel: reach(client.location),
        trip: number,
        client: index,
      });
    }
  });
  if (type.endBase !== null) {
    const base = problem.bases[type.endBase];
    activities.push({
      windows: [base.window ?? UNBOUNDED[0]],
      lasting: 0,
      travel: reach(base.location),
      trip: trips.length - 1,
    });
  }
  return activities;
}

function earliestIn(windows: readonly TimeWindow[], time: SecondsOfDay): SecondsOfDay | null {
  for (const window of windows) {
    if (time <= window.latest + TOLERANCE)
      return window.earliest <= window.latest ? Math.max(time, window.earliest) : null;
  }
  return null;
}

function latestIn(windows: readonly TimeWindow[], time: SecondsOfDay): SecondsOfDay {
  for (let index = windows.length - 1; index >= 0; index--) {
    if (windows[index].earliest <= time) return Math.min(time, windows[index].latest);
  }
  return -Infinity;
}
