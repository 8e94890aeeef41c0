import type { CostBreakdown } from '../../model/cost.ts';
import type { Fen } from '../../model/units.ts';

/** Public money given to the pool, on a line of its own, and when the pool lives without it. */
export interface SubsidyLine {
  readonly subsidyFenPerWeek: Fen;
  readonly costFenPerWeek: Fen;
  readonly netFenPerWeek: Fen;
  /** Net cost of a kilogram at today's volume: what the carriers pay while the subsidy lasts. */
  readonly netFenPerKg: number | null;
  readonly kgPerVillageWeek: number | null;
  /** Volume per village and week at which the net price covers the whole cost; null where no volume does. */
  readonly selfSupportingKgPerVillageWeek: number | null;
  /** How many times today's volume that is. */
  readonly volumeFactor: number | null;
  readonly message: string;
}

/**
 * Break-even volume of a subsidised pool. Handling, line fees, pooling overhead and unserved goods grow with the volume
 * (overhead by member and day does not, so the volume stated is rather too high), vehicle days, distance, drivers' time and sites do not, as long as the trips have room (assumption; growth beyond it
 * has to be planned anew, as a scenario). Price stays at today's net cost per kilogram.
 */
export function describeSubsidy(
  cost: CostBreakdown,
  subsidyFenPerWeek: Fen,
  kgPerWeek: number,
  villages: number,
  loadFactor: number,
): SubsidyLine {
  const variable = cost.handlingFen + cost.linesFen + cost.poolingOverheadFen + cost.unservedFen;
  const fixed = cost.totalFen - variable;
  const net = cost.totalFen - subsidyFenPerWeek;
  const margin = net - variable;
  const isPaid = subsidyFenPerWeek > 0;
  const volumeFactor = !isPaid ? 1 : margin > 0 ? fixed / margin : null;
  const kgPerVillageWeek = villages === 0 ? null : kgPerWeek / villages;
  return {
    subsidyFenPerWeek,
    costFenPerWeek: cost.totalFen,
    netFenPerWeek: net,
    netFenPerKg: kgPerWeek === 0 ? null : net / kgPerWeek,
    kgPerVillageWeek,
    selfSupportingKgPerVillageWeek:
      volumeFactor === null || kgPerVillageWeek === null ? null : kgPerVillageWeek * volumeFactor,
    volumeFactor,
    message: explain(isPaid, volumeFactor, kgPerVillageWeek, loadFactor),
  };
}

function explain(
  isPaid: boolean,
  factor: number | null,
  kgPerVillage: number | null,
  loadFactor: number,
): string {
  if (!isPaid) return 'The pool is given no subsidy.';
  if (kgPerVillage === null) return 'The pool serves no village, so no volume by village can carry it.';
  if (factor === null) {
    return 'At the price that the subsidy allows the pool does not live without it at any volume: each kilogram costs more than it brings.';
  }
  const room =
    factor * loadFactor <= 1
      ? 'The present trips have room for that on average.'
      : 'The present trips have no room for that: plan the larger volume as a scenario.';
  return `The pool lives without the subsidy from ${(kgPerVillage * factor).toFixed(1)} kg per village and week, ${factor.toFixed(2)} times today's. ${room}`;
}
