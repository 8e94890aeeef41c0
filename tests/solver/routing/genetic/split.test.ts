import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Split } from '../../../../src/solver/routing/genetic/split.ts';
import type { SearchState } from '../../../../src/solver/routing/local-search/search-state.ts';
import { randomState, takenFeatures } from '../local-search/random-state.ts';

/** Cost of a tour cut at the bits of a mask, by filling the routes themselves. */
function costOfCut(s: SearchState, tour: Int32Array, mask: number): number {
  s.clear();
  let from = 0;
  let slot = 0;
  for (let to = 1; to <= tour.length; to++) {
    if (to < tour.length && (mask & (1 << (to - 1))) === 0) continue;
    if (slot >= s.slots.count) return Infinity;
    s.fill(slot, tour, from, to);
    s.update(slot++);
    from = to;
  }
  return s.totalCost();
}

describe('split', () => {
  test('cuts a giant tour into the cheapest routes of all cuts within its load bound', () => {
    let compared = 0;
    fc.assert(
      fc.property(fc.nat(1e6), fc.integer({ min: 2, max: 8 }), takenFeatures, (seed, clients, wanted) => {
        const s = randomState(seed, clients, { ...wanted, mixedFleet: false, severalBases: false });
        // A least number of vehicles is not for Split to see; with few slots it must give clients back.
        if (s.slots.count < clients || s.problem.fleet.minCount[0] > 0) return;
        for (let dimension = 0; dimension < s.weights.load.length; dimension++)
          s.weights.load[dimension] = 1e5;
        const tour = Int32Array.from({ length: clients }, (_, client) => (client * 5 + seed) % clients);
        if (new Set(tour).size < clients) return;
        const left = new Split(s).run(tour, new Int32Array(clients));
        const found = s.totalCost();
        expect(left).toBe(0);
        let best = Infinity;
        for (let mask = 0; mask < 1 << (clients - 1); mask++) best = Math.min(best, costOfCut(s, tour, mask));
        expect(found).toBeCloseTo(best, 5);
        compared++;
      }),
      { numRuns: 400 },
    );
    expect(compared).toBeGreaterThan(30);
  });
});
