import type { CarrierId } from './carrier.ts';
import type { Direction } from './demand.ts';
import type { Echelon } from './plan.ts';
import type { Fen, Seconds, SecondsOfDay, Share } from './units.ts';

/** Volumes and cost of one slice of a plan, per week. */
export interface MetricsSlice {
  readonly totalFen: Fen;
  readonly kgPerWeek: number;
  readonly parcelsPerWeek: number;
  readonly fenPerKg: number | null;
  readonly fenPerParcel: number | null;
}

/** Service and cost figures of a week. Shares are between 0 and 1; null where the denominator is zero. */
export interface Metrics {
  readonly totalFen: Fen;
  readonly kgPerWeek: number;
  readonly parcelsPerWeek: number;
  readonly tonneKmPerWeek: number;
  readonly fenPerKg: number | null;
  readonly fenPerParcel: number | null;
  readonly fenPerTonneKm: number | null;
  readonly byEchelon: Readonly<Record<Echelon, MetricsSlice>>;
  /** Cost attributed by mass-distance carried; not a cost-sharing rule. */
  readonly byCarrier: readonly ({ readonly carrierId: CarrierId } & MetricsSlice)[];
  readonly byDirection: Readonly<Record<Direction, MetricsSlice>>;
  readonly vehicleKmPerWeek: number;
  readonly vehicleDaysPerWeek: number;
  /** Most vehicles in use on one day. */
  readonly vehicles: number;
  readonly driverHoursPerWeek: number;
  /** Distance-weighted mean load over capacity, both directions; above 1 where today's runs are overloaded. */
  readonly loadFactorByMass: Share;
  readonly loadFactorByVolume: Share;
  readonly emptyKmShare: Share;
  /** Villages with demand that are served, over villages with demand. */
  readonly villageCoverage: Share;
  readonly villagesServed: number;
  readonly villagesWithDemand: number;
  readonly meanVisitsPerWeek: number;
  readonly arrivalP50: SecondsOfDay | null;
  readonly arrivalP95: SecondsOfDay | null;
  /** Mass on trips that carry goods of two carriers or more, over all mass. */
  readonly pooledShare: Share;
  readonly co2eKgPerWeek: number;
  readonly unservedDemands: number;
  readonly unservedKgPerWeek: number;
  readonly drivingSecondsPerWeek: Seconds;
}
