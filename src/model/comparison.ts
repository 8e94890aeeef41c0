import type { CarrierId } from './carrier.ts';
import type { RungName } from './plan.ts';
import type { Fen, Share } from './units.ts';

/** A difference between two rungs over the same demand; positive means the later rung is cheaper. */
export interface Gain {
  readonly name: 'planning_gain' | 'pooling_gain' | 'both';
  readonly from: RungName;
  readonly to: RungName;
  readonly savingFen: Fen;
  /** Of the earlier rung's operating cost where both price the same for unserved goods, else of its total. */
  readonly savingShare: Share;
  /** Smallest and largest saving over the paired seeds and the kept plans. */
  readonly lowFen: Fen;
  readonly highFen: Fen;
  /** False: report "no significant saving"; always false where `comparable` is. */
  readonly significant: boolean;
  /** False where the two rungs give different service, so that their difference is no saving; absent counts as true. */
  readonly comparable?: boolean;
  /** What differs between the two rungs; null or absent where nothing does. */
  readonly reason?: string | null;
}

/** The ladder side by side: as operated, planned alone, pooled. Figures are per week. */
export interface Comparison {
  readonly rungs: readonly {
    readonly name: RungName;
    readonly totalFen: Fen;
    /** Of the total: goods left to others, at their posted price. */
    readonly unservedFen: Fen;
    /** Of the total: what running the rung costs, all but `unservedFen`. */
    readonly operatingFen: Fen;
    /** Operating cost over the goods served; null where none are. */
    readonly operatingFenPerParcel: number | null;
    readonly operatingFenPerKg: number | null;
    readonly metresPerWeek: number;
    readonly vehicleDaysPerWeek: number;
    readonly vehicles: number;
    readonly driverHoursPerWeek: number;
    /** The whole total over the goods served, as in the metrics; so is `fenPerKg`. */
    readonly fenPerParcel: number | null;
    readonly fenPerKg: number | null;
    readonly loadFactorByMass: Share;
    readonly co2eKgPerWeek: number;
    readonly villageCoverage: Share;
    readonly unservedDemands: number;
  }[];
  readonly gains: readonly Gain[];
  /** What each carrier pays alone; what a pool costs in all is in the rungs. */
  readonly aloneByCarrier: readonly { readonly carrierId: CarrierId; readonly totalFen: Fen }[];
  /** False when some gain is not comparable; then `reason` joins the gains' reasons. */
  readonly comparable: boolean;
  readonly reason: string | null;
}
