import type { Item } from '../model/plan.ts';

/** Grams, litres and parcels. */
export type Amount = readonly [grams: number, litres: number, parcels: number];

export const NOTHING: Amount = [0, 0, 0];

/** Amounts by demand, place and weekday. */
export class Ledger {
  private readonly entries = new Map<string, Amount>();

  add(demandId: string, place: string, weekday: number, item: Item): void {
    const [grams, litres, parcels] = this.find(demandId, place, weekday) ?? NOTHING;
    this.entries.set(keyOf(demandId, place, weekday), [
      grams + item.grams,
      litres + item.litres,
      parcels + item.parcels,
    ]);
  }

  find(demandId: string, place: string, weekday: number): Amount | undefined {
    return this.entries.get(keyOf(demandId, place, weekday));
  }

  /** Entries in which two ledgers differ. */
  *listDifferences(
    other: Ledger,
  ): Generator<{ demandId: string; place: string; weekday: number; here: Amount; there: Amount }> {
    for (const key of new Set([...this.entries.keys(), ...other.entries.keys()])) {
      const here = this.entries.get(key) ?? NOTHING;
      const there = other.entries.get(key) ?? NOTHING;
      if (isSame(here, there)) continue;
      const [demandId, place, weekday] = JSON.parse(key) as [string, string, number];
      yield { demandId, place, weekday, here, there };
    }
  }
}

export function isSame(one: Amount, other: Amount): boolean {
  return one.every((amount, index) => amount === other[index]);
}

function keyOf(demandId: string, place: string, weekday: number): string {
  return JSON.stringify([demandId, place, weekday]);
}
