import type { Demand } from '../model/demand.ts';
import type { Grams, Litres } from '../model/units.ts';

/** Throughput of a warehouse a day. */
export interface Room {
  readonly grams: Grams;
  readonly litres: Litres;
}

/**
 * Demands that a warehouse has room for on every day, in the order given, each counted with a whole visit a day; the
 * others are turned away. An upper bound, since not all demands have visits on the same day.
 */
export function admitDemands(
  demands: readonly Demand[],
  room: Room,
): { readonly admitted: readonly Demand[]; readonly refused: readonly Demand[] } {
  const admitted: Demand[] = [];
  const refused: Demand[] = [];
  let grams = 0;
  let litres = 0;
  for (const demand of demands) {
    const more = {
      grams: Math.ceil(demand.gramsPerWeek / demand.visitsPerWeek),
      litres: Math.ceil(demand.litresPerWeek / demand.visitsPerWeek),
    };
    if (grams + more.grams > room.grams || litres + more.litres > room.litres) {
      refused.push(demand);
      continue;
    }
    grams += more.grams;
    litres += more.litres;
    admitted.push(demand);
  }
  return { admitted, refused };
}
