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
