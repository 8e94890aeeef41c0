import type { Demand } from '../model/demand.ts';
import type { Fen, Grams } from '../model/units.ts';

/**
 * Goods handled somewhere: parcels of demands that count in parcels, mass of all others. A demand with parcels is
 * paid per parcel, any other per tonne.
 */
export interface HandledGoods {
  parcels: number;
  bulkGrams: Grams;
}

export interface HandlingTerms {
  readonly fenPerParcel: Fen;
  readonly fenPerTonne: Fen;
}

export function addHandled(
  goods: HandledGoods,
  demand: Demand,
  amount: { readonly grams: Grams; readonly parcels: number },
): void {
  if (demand.parcelsPerWeek > 0) goods.parcels += amount.parcels;
  else goods.bulkGrams += amount.grams;
}

/** Price before rounding, so that sums are rounded once. */
export function handlingPrice(goods: HandledGoods, terms: HandlingTerms): number {
  return goods.parcels * terms.fenPerParcel + (goods.bulkGrams * terms.fenPerTonne) / 1_000_000;
}
