import type { CarrierId } from './carrier.ts';
import type { HandlingClass } from './commodity.ts';
import type { Comparison } from './comparison.ts';
import type { CostBreakdown } from './cost.ts';
import type { CountyCode } from './county.ts';
import type { DemandId } from './demand.ts';
import type { Metrics } from './metrics.ts';
import type { Scenario } from './scenario.ts';
import type { SiteId } from './site.ts';
import type { Fen, Grams, Litres, LonLat, Metres, Seconds, SecondsOfDay, Weekday } from './units.ts';
import type { Unserved } from './unserved.ts';
import type { TravelProfile, VehicleTypeId } from './vehicle-type.ts';

/**
 * Stage of a movement (级): `feeder` between a carrier's depot and the pool's warehouse, `trunk` between
 * warehouse and stations, `village` for tours from a station or straight from the warehouse.
 */
export type Echelon = 'feeder' | 'trunk' | 'village';

/** Part of a demand loaded or unloaded at a stop. */
export interface Item {
  readonly demandId: DemandId;
  readonly grams: Grams;
  readonly litres: Litres;
  readonly parcels: number;
}

/** One visit of a trip (停靠). */
export interface Stop {
  readonly siteId: SiteId;
  readonly arrival: SecondsOfDay;
  readonly serviceStart: SecondsOfDay;
  readonly departure: SecondsOfDay;
  readonly deliveries: readonly Item[];
  readonly pickups: readonly Item[];
}

/** Travel between two consecutive places of a trip (路段). */
export interface Leg {
  readonly fromSiteId: SiteId;
  readonly toSiteId: SiteId;
  readonly metres: Metres;
  readonly seconds: Seconds;
}

/** From loading to unloading at a base (趟); `legs` has one more entry than `stops`. */
export interface Trip {
  readonly id: string;
  readonly startSiteId: SiteId;
  readonly endSiteId: SiteId;
  readonly departure: SecondsOfDay;
  readonly arrival: SecondsOfDay;
  readonly handlingClasses: readonly HandlingClass[];
  readonly stops: readonly Stop[];
  readonly legs: readonly Leg[];
  /** Largest load at any point of the trip. */
  readonly peakGrams: Grams;
  readonly peakLitres: Litres;
}

/** One vehicle's day (路线). */
export interface Route {
  readonly id: string;
  readonly echelon: Echelon;
  readonly vehicleTypeId: VehicleTypeId;
  /** Base where the vehicle starts and ends its day. */
  readonly baseId: SiteId;
  readonly trips: readonly Trip[];
  readonly start: SecondsOfDay;
  readonly end: SecondsOfDay;
  readonly metres: Metres;
  readonly vehicleDayFen: Fen;
  readonly distanceFen: Fen;
  readonly driverTimeFen: Fen;
}

/** Routes of the weekdays on which they run alike. */
export interface PlanDay {
  readonly weekdays: readonly Weekday[];
  readonly routes: readonly Route[];
}

/**
 * What keeps a coalition from one pool: it costs no less than its members apart, leaves more of some demand, no
 * warehouse has room for all, or the goods cannot all be brought to one in the feeder hours.
 */
export type SideBySideCode =
  | 'pool_dearer'
  | 'parts_cheaper'
  | 'pool_leaves_demand'
  | 'no_warehouse_room'
  | 'feeder_fails';

/** Why a coalition works in parts side by side, `message` as an English sentence with the figures behind it. */
export interface SideBySideReason {
  readonly code: SideBySideCode;
  readonly message: string;
  readonly figures: Readonly<Record<string, number>>;
}

/** How one coalition, or one carrier alone, serves its demand in a week. */
export interface CoalitionPlan {
  readonly members: readonly CarrierId[];
  /** Base of the trunk: a carrier's depot, or the unified warehouse of a pool. */
  readonly warehouseId: SiteId;
  /** Stations in use, with the weekdays on which they are. */
  readonly stationIds: readonly SiteId[];
  readonly days: readonly PlanDay[];
  readonly unserved: readonly Unserved[];
  readonly cost: CostBreakdown;
  readonly metrics: Metrics;
  /**
   * Set when one pool of all members was found no better than parts of it side by side, members alone or smaller
   * pools: then these are they, and the routes stand there.
   */
  readonly parts: readonly CoalitionPlan[];
  /** Why there are parts; absent without parts, and in plans made before it was stated. */
  readonly sideBySideReason?: SideBySideReason;
}

export type RungName = 'as_operated' | 'alone' | 'pooled';

/** One rung of the ladder, over all carriers. */
export interface Rung {
  readonly name: RungName;
  readonly coalitions: readonly CoalitionPlan[];
  readonly cost: CostBreakdown;
  readonly metrics: Metrics;
  /** Total of each seed, the kept one included. */
  readonly seedTotals: readonly { readonly seed: number; readonly totalFen: Fen }[];
}

/** Road geometry of a leg, WGS-84, from start to end. */
export interface LegGeometry {
  readonly fromSiteId: SiteId;
  readonly toSiteId: SiteId;
  readonly profile: TravelProfile;
  readonly coordinates: readonly LonLat[];
}

/** The solved result of a scenario (方案). Holds no clock time and no identity, so equal input gives equal bytes. */
export interface Plan {
  readonly countyCode: CountyCode;
  readonly countyName: string;
  /** SHA-256 over the county dataset. */
  readonly datasetHash: string;
  readonly solverVersion: string;
  readonly travel: {
    readonly engine: string;
    /** True when distances are straight lines times a detour factor. */
    readonly estimated: boolean;
  };
  readonly scenario: Scenario;
  readonly rungs: readonly Rung[];
  readonly comparison: Comparison;
  readonly geometries: readonly LegGeometry[];
  readonly attributions: readonly string[];
}
