import type { SecondsOfDay } from '../../model/units.ts';

/** One trip of a vehicle's day: clients in order, between loading and unloading. */
export interface RoutingTrip {
  readonly clients: readonly number[];
  /** Base where the trip loads. */
  readonly startBase: number;
  /** Base where it unloads; null is an open end. */
  readonly endBase: number | null;
}

/** One vehicle's day. */
export interface RoutingRoute {
  readonly vehicleType: number;
  /** Departure from the first base (loading included) that gives the least duration at the earliest end. */
  readonly start: SecondsOfDay;
  readonly trips: readonly RoutingTrip[];
}

/** Answer to a routing problem; `unserved` holds the clients left out, required ones only when infeasible. */
export interface RoutingSolution {
  readonly routes: readonly RoutingRoute[];
  readonly unserved: readonly number[];
  readonly cost: number;
  /** True when every constraint holds, every required client is served and no vehicle that must be used stays at home. */
  readonly feasible: boolean;
  readonly iterations: number;
}

/**
 * What a vehicle has done or is bound to do when the day is planned anew.
 *
 * Without `stops` the whole route stays as it is. With it the first so many stops stay at the head of the vehicle's day, in order and
 * with the reloads between them; what follows may change, and the rest of the given trips is only where the search starts. Either
 * way the vehicle is one of its type's `count`. Times are planned anew: hours that have passed are said by the clients'
 * windows, and goods that a trip under way cannot carry any more by their `release`.
 */
export interface FrozenRoute {
  readonly vehicleType: number;
  readonly trips: readonly RoutingTrip[];
  /** From 1 to the number of stops of the trips. */
  readonly stops?: number;
}
