import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NearInsertion } from '../../../../src/solver/routing/iterated-local-search/near-insertion.ts';
import { StringPerturbation } from '../../../../src/solver/routing/iterated-local-search/string-perturbation.ts';
import { buildGranularNeighbours } from '../../../../src/solver/routing/local-search/granular-neighbours.ts';
import { LocalSearch } from '../../../../src/solver/routing/local-search/local-search.ts';
import type { SearchState } from '../../../../src/solver/routing/local-search/search-state.ts';
import { Random } from '../../../../src/solver/routing/random.ts';
import { describeState, randomState, takenFeatures } from '../local-search/random-state.ts';

function listServed(state: SearchState): readonly number[] {
  return describeState(state)
    .split(/[ |]+/)
    .filter((text) => text !== '')
    .map(Number)
    .toSorted((one, other) => one - other);
}

/** The cost that the same routes have in a state where every figure is new. */
function expectFiguresToHold(state: SearchState): void {
  const known = state.totalCost();
  for (let slot = 0; slot < state.slots.count; slot++) state.update(slot);
  expect(state.totalCost()).toBeCloseTo(known, 6);
}

describe('strings that leave and come back', () => {
  test('the perturbation takes off near clients once, the insertion puts all back on vehicles that may', () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.integer({ min: 3, max: 20 }), takenFeatures, (seed, clients, wanted) => {
        const state = randomState(seed, clients, wanted);
        const neighbours = buildGranularNeighbours(state.problem, state.travel, 5);
        const random = new Random(seed);
        const perturbation = new StringPerturbation(state, neighbours, random);
        const count = perturbation.run();
        const off = Array.from(perturbation.removed.subarray(0, count));
        expect(count).toBeGreaterThan(0);
        expect(new Set(off).size).toBe(count);
        expect(listServed(state).length).toBe(clients - count);
        for (const client of off) expect(state.routeOf[client]).toBe(-1);
        expectFiguresToHold(state);
        new NearInsertion(state, neighbours, random).run(perturbation.removed, count);
        expect(listServed(state)).toEqual([...Array(clients).keys()]);
        for (let client = 0; client < clients; client++) {
          expect(state.admits(state.routeOf[client], client)).toBe(true);
        }
        expectFiguresToHold(state);
      }),
      { numRuns: 150 },
    );
  });

  test('local search around what changed never makes a solution dearer, and leaves alone what is far from it', () => {
    let gains = 0;
    fc.assert(
      fc.property(fc.nat(1e6), fc.integer({ min: 6, max: 25 }), takenFeatures, (seed, clients, wanted) => {
        const state = randomState(seed, clients, wanted);
        const neighbours = buildGranularNeighbours(state.problem, state.travel, 5);
        const random = new Random(seed);
        const search = new LocalSearch(state.problem, state, neighbours, random);
        const still = describeState(state);
        search.runAround(() => false, state.moves + 1, Infinity);
        expect(describeState(state)).toBe(still);
        const settled = state.moves;
        const perturbation = new StringPerturbation(state, neighbours, random);
        new NearInsertion(state, neighbours, random).run(perturbation.removed, perturbation.run());
        const before = state.totalCost();
        search.runAround(() => false, settled, settled);
        expect(state.totalCost()).toBeLessThanOrEqual(before + 1e-6);
        if (state.totalCost() < before - 1e-6) gains++;
        expect(listServed(state).length).toBe(clients);
        expectFiguresToHold(state);
      }),
      { numRuns: 150 },
    );
    expect(gains).toBeGreaterThan(20);
  });
});
