import type { CarrierId } from '../../model/carrier.ts';
import type { Item, Stop } from '../../model/plan.ts';
import type { Grams } from '../../model/units.ts';
import type { CountyIndex } from './county-index.ts';
import { getById } from './county-index.ts';

/** What items amount to, by the direction of their demand: a feeder picks up goods that go down. */
export interface Load {
  readonly gramsDown: Grams;
  readonly gramsUp: Grams;
  readonly parcels: number;
  /** Carriers whose goods these are, ascending. */
  readonly carrierIds: readonly CarrierId[];
}

/** Sums the items of one operating day. */
export function sumLoad(items: readonly Item[], index: CountyIndex): Load {
  const grams = { down: 0, up: 0 };
  const carrierIds = new Set<CarrierId>();
  let parcels = 0;
  for (const item of items) {
    const demand = getById(index.demands, item.demandId);
    grams[demand.direction] += item.grams;
    parcels += item.parcels;
    carrierIds.add(demand.carrierId);
  }
  return { gramsDown: grams.down, gramsUp: grams.up, parcels, carrierIds: [...carrierIds].sort() };
}

export function listStopItems(stop: Stop): readonly Item[] {
  return [...stop.deliveries, ...stop.pickups];
}

export function toKilograms(grams: Grams): number {
  return grams / 1000;
}
