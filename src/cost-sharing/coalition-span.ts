import type { Coalition } from './coalition-game.ts';

/**
 * Linear span of coalitions as 0/1 vectors, in exact whole numbers: rows in echelon form, each divided by the greatest
 * common divisor of its entries. Entries are bounded by minors of 0/1 matrices, whose products stay below 2^53 up to
 * 20 players. Adding and asking take O(players * rank).
 */
export class CoalitionSpan {
  private readonly players: number;
  private readonly rows: { readonly entries: readonly number[]; readonly pivot: number }[] = [];

  constructor(players: number) {
    this.players = players;
  }

  get rank(): number {
    return this.rows.length;
  }

  has(coalition: Coalition): boolean {
    return this.reduce(coalition).every((entry) => entry === 0);
  }

  /** True where the coalition was not in the span before. */
  add(coalition: Coalition): boolean {
    const entries = this.reduce(coalition);
    const pivot = entries.findIndex((entry) => entry !== 0);
    if (pivot < 0) return false;
    this.rows.push({ entries, pivot });
    return true;
  }

  private reduce(coalition: Coalition): number[] {
    let entries = Array.from({ length: this.players }, (_, player) => (coalition >> player) & 1);
    for (const { entries: row, pivot } of this.rows) {
      const factor = entries[pivot];
      if (factor === 0) continue;
      entries = entries.map((entry, player) => entry * row[pivot] - factor * row[player]);
      const divisor = entries.reduce(greatestCommonDivisor, 0);
      if (divisor > 1) entries = entries.map((entry) => entry / divisor);
    }
    return entries;
  }
}

function greatestCommonDivisor(a: number, b: number): number {
  let [larger, smaller] = [Math.abs(a), Math.abs(b)];
  while (smaller !== 0) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}
