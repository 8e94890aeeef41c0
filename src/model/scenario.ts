import type { CarrierId } from './carrier.ts';
import type { CountyCode } from './county.ts';
import type { RoadOverride } from './road-override.ts';
import type { SiteId } from './site.ts';
import type { Fen } from './units.ts';
import type { VehicleTypeId } from './vehicle-type.ts';

/** Solver effort for each routing problem of a plan: iterations reproduce byte for byte, seconds do not. */
export type Budget =
  | { readonly kind: 'iterations'; readonly iterations: number }
  | { readonly kind: 'seconds'; readonly seconds: number };

/** Prices that a scenario may set in place of the county's own; all optional. */
export interface PriceOverrides {
  readonly fenPerKmFactor?: number;
  readonly fenPerHourFactor?: number;
  readonly fenPerDayFactor?: number;
  readonly handlingFactor?: number;
  readonly poolingOverheadFenPerMemberDay?: Fen;
  readonly unservedFenPerKg?: Fen;
}

/** A county plus choices (情景). */
export interface Scenario {
  readonly name: string;
  readonly countyCode: CountyCode;
  /** Who pools: disjoint sets of carriers. A carrier in none of them plans alone. */
  readonly coalitions: readonly (readonly CarrierId[])[];
  /** Transshipment sites that must not be used. */
  readonly closedSiteIds: readonly SiteId[];
  /** Sites that must be used by each pool that may use them. */
  readonly openSiteIds: readonly SiteId[];
  readonly vehicleCounts: Readonly<Record<VehicleTypeId, number>>;
  readonly prices: PriceOverrides;
  /** Every village with demand gets at least this many visits a week; 0 leaves the demand's own. */
  readonly minVisitsPerWeek: number;
  /** True: a village is served through its own township's station or not at all. */
  readonly ownTownshipOnly: boolean;
  /** What the planner knows better than the road data. */
  readonly roadOverrides: readonly RoadOverride[];
  /** Day of the year (`MM-DD`) that is planned, for overrides of a season; null: every season counts. */
  readonly travelDay: string | null;
  /** First random seed; seed k of `seeds` is `seed + k`. */
  readonly seed: number;
  /** How many seeds each rung of the ladder is solved with; the best is kept, the spread reported. */
  readonly seeds: number;
  readonly budget: Budget;
}
