import type { Metres, Seconds, SecondsOfDay, TimeWindow } from '../../model/units.ts';
import type { TravelMatrix } from '../../network/travel-matrix.ts';

/**
 * A rich vehicle routing problem, in plain readonly objects; `validateRoutingProblem` is its one door. Locations
 * index the rows of every matrix. All indices are zero-based. Loads are non-negative integers of any unit, one per
 * load dimension. Costs are numbers of any one unit (the planner uses fen).
 */
export interface RoutingProblem {
  readonly loadDimensions: number;
  /** One matrix per travel profile, all of the same size. */
  readonly matrices: readonly TravelMatrix[];
  readonly bases: readonly Base[];
  readonly clients: readonly Client[];
  readonly vehicleTypes: readonly RoutingVehicleType[];
  /** Pairs of handling classes that may not share a trip. */
  readonly incompatibleClasses?: readonly (readonly [number, number])[];
  /** True: on each trip every delivery comes before any pickup (VRPB). */
  readonly deliveriesFirst?: boolean;
  /** True: minimise the number of vehicles first, then cost. */
  readonly fewestVehiclesFirst?: boolean;
}

/** A place where trips load and unload. */
export interface Base {
  readonly location: number;
  /** Loading starts and ends inside it, a vehicle that comes early waits; whole day when absent. */
  readonly window?: TimeWindow;
  /** Time to load or unload before each trip that starts here; 0 when absent. */
  readonly loadingSeconds?: Seconds;
}

/** One visit to make, with what is delivered from the base and what is picked up for the base. */
export interface Client {
  readonly location: number;
  readonly delivery: readonly number[];
  readonly pickup: readonly number[];
  readonly serviceSeconds: Seconds;
  /** Disjoint, ascending; service must start inside one of them. Whole day when empty or absent. */
  readonly windows?: readonly TimeWindow[];
  /** Earliest start of loading of the trip that delivers here (goods not ready before); 0 when absent. */
  readonly release?: SecondsOfDay;
  /** Index of the handling class; 0 when absent. */
  readonly handlingClass?: number;
  /** Absent: the client must be served. Present: it may be left out at this cost. */
  readonly prize?: number;
  /**
   * Clients of the same group: exactly one of them is served, or none where all have a prize; leaving out a whole group
   * costs its largest prize, once.
   */
  readonly group?: number;
  /** Vehicle types that may visit; all when absent. */
  readonly vehicleTypes?: readonly number[];
  /** Cost added when served by a vehicle type, one per type, e.g. the trunk cost of its base; 0 when absent. */
  readonly visitCosts?: readonly number[];
}

/** Vehicles of one kind, based at one place. */
export interface RoutingVehicleType {
  /** Infinity is unlimited. */
  readonly count: number;
  /** At least so many are on the road, each with a client; with `count` equal to it exactly so many. 0 when absent. */
  readonly minCount?: number;
  readonly capacity: readonly number[];
  /** Base where the day starts. */
  readonly startBase: number;
  /** Base where the day ends; null is an open end at the last client. */
  readonly endBase: number | null;
  /** Bases where the vehicle may unload and reload between trips; none when absent. */
  readonly reloadBases?: readonly number[];
  /** Trips a day; 1 when absent. */
  readonly maxTrips?: number;
  readonly profile: number;
  readonly fixedCost: number;
  readonly costPerMetre: number;
  /** Charged from the start of the first trip to the end of the last, waiting included. */
  readonly costPerSecond: number;
  readonly shift: TimeWindow;
  readonly maxDuration?: Seconds;
  readonly maxDistance?: Metres;
  readonly maxStops?: number;
  /** Handling classes carried; all when absent. */
  readonly handlingClasses?: readonly number[];
}
