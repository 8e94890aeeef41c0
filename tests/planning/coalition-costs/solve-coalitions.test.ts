import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { buildCoalitionGame, sizeOf } from '../../../src/cost-sharing/coalition-game.ts';
import { sampleShapley } from '../../../src/cost-sharing/sampled-shapley.ts';
import type { CoalitionSolution } from '../../../src/planning/coalition-costs/coalition-solution.ts';
import { chooseCoalitions } from '../../../src/planning/coalition-costs/choose-coalitions.ts';
import { closeUnderParts } from '../../../src/planning/coalition-costs/coalition-table.ts';
import { buildRandomCounty } from '../../invariants/random-county.ts';
import { buildSharedVillages } from '../shared-villages.ts';
import { MemoryOfCoalitions, solveGame } from './solve-a-game.ts';

function solution(fen: readonly (number | null)[]): CoalitionSolution {
  const served = fen.filter((each) => each !== null);
  const plan = served.length === 0 ? null : { cost: { totalFen: Math.min(...served) } };
  return { members: [], plan: plan as CoalitionSolution['plan'], seedFen: fen, refusal: null };
}

/** Every way to write a set as disjoint parts, by a search that is not the one under test. */
function* listPartitions(coalition: number): Generator<readonly number[]> {
  if (coalition === 0) {
    yield [];
    return;
  }
  const lowest = coalition & -coalition;
  for (let part = 1; part <= coalition; part++) {
    if ((part & ~coalition) !== 0 || (part & lowest) === 0) continue;
    for (const others of listPartitions(coalition ^ part)) yield [part, ...others];
  }
}

describe('costs closed under parts', () => {
  test('are the least over all partitions into solved pools, seed by seed, and subadditive for all pairs', () => {
    const players = 4;
    const fen = fc.option(fc.integer({ min: 0, max: 1000 }), { freq: 4 });
    const solved = fc.array(fc.tuple(fen, fen), { minLength: 15, maxLength: 15 });
    fc.assert(
      fc.property(solved, fc.array(fc.nat(14)), (costs, unsolved) => {
        const solutions = new Map(
          costs.map(([a, b], index) => {
            const isSingle = ((index + 1) & index) === 0;
            return [index + 1, solution(isSingle ? [a ?? 7, b ?? 9] : [a, b])] as const;
          }),
        );
        for (const coalition of unsolved) {
          if (((coalition + 1) & coalition) !== 0) solutions.delete(coalition + 1);
        }
        const table = closeUnderParts(players, solutions, 2);
        for (const { coalition, costFen, seedFen, parts, solved } of table) {
          const totals = [...listPartitions(coalition)].map((partition) =>
            partition.map((part) => solutions.get(part)),
          );
          const least = (of: (one: CoalitionSolution | undefined) => number): number =>
            Math.min(...totals.map((pools) => pools.reduce((sum, pool) => sum + of(pool), 0)));
          expect(costFen).toBe(least((pool) => pool?.plan?.cost.totalFen ?? Infinity));
          for (const seed of [0, 1])
            expect(seedFen[seed]).toBe(least((pool) => pool?.seedFen[seed] ?? Infinity));
          expect(parts.reduce((union, part) => union + part, 0)).toBe(coalition);
          expect(solved).toBe(solutions.has(coalition));
          for (const other of table) {
            if ((coalition & other.coalition) !== 0) continue;
            const union = table[(coalition | other.coalition) - 1];
            expect(union.costFen).toBeLessThanOrEqual(costFen + other.costFen);
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('coalitions to solve', () => {
  test('are all 63 of six players, smallest first', () => {
    const coalitions = chooseCoalitions(6, { seed: 1, blocks: 2 });
    expect(new Set(coalitions).size).toBe(63);
    expect(coalitions.slice(0, 6)).toEqual([1, 2, 4, 8, 16, 32]);
    expect(coalitions.at(-1)).toBe(63);
  });

  test('of nine players hold the ends, and what a sampled Shapley value needs', () => {
    const sample = { seed: 3, blocks: 2 };
    const coalitions = chooseCoalitions(9, sample);
    expect(new Set(coalitions).size).toBe(coalitions.length);
    expect(coalitions.length).toBeLessThanOrEqual(2 * 9 * 8 + 9 + 1);
    const game = buildCoalitionGame(
      Array.from({ length: 9 }, (_, player) => `c${player}`),
      coalitions.map((coalition) => [coalition, 100 * sizeOf(coalition)]),
    );
    for (const value of sampleShapley(game, sample).values) expect(value).toBeCloseTo(100, 9);
    for (let player = 0; player < 9; player++) expect(coalitions).toContain(511 ^ (1 << player));
  });
});

describe('coalitions of a county', () => {
  test.each([1, 12])('cost no more than their parts (random county %i)', async (seed) => {
    const county = buildRandomCounty({ seed, carriers: 3, townships: 1, villages: 5 });
    const table = closeUnderParts(3, await solveGame(county), 2);
    for (const one of table) {
      expect(one.costFen).toBeLessThanOrEqual(Math.min(...one.seedFen));
      for (const other of table) {
        if ((one.coalition & other.coalition) !== 0) continue;
        const union = table[(one.coalition | other.coalition) - 1];
        expect(union.costFen).toBeLessThanOrEqual(one.costFen + other.costFen);
      }
    }
  });

  test('are solved again only where a carrier of theirs has changed', async () => {
    const county = buildSharedVillages();
    const store = new MemoryOfCoalitions();
    await solveGame(county, store);
    expect(store.kept.size).toBe(7);
    const later = county.demands.map((demand) =>
      demand.carrierId === 'c2' ? { ...demand, window: { earliest: 9 * 3600, latest: 17 * 3600 } } : demand,
    );
    const changed = await solveGame({ ...county, demands: later }, store);
    expect(store.kept.size).toBe(7 + 4);
    expect(changed.size).toBe(7);
  });

  test('are the same when solved again, and when taken from the store', async () => {
    const county = buildRandomCounty({ seed: 5, carriers: 3, townships: 1, villages: 5 });
    const store = new MemoryOfCoalitions();
    const first = await solveGame(county, store);
    expect(await solveGame(county)).toEqual(first);
    expect(await solveGame(county, store)).toEqual(first);
  });

  test('depend on the prices, the effort and the choices of the scenario', async () => {
    const county = buildSharedVillages();
    const store = new MemoryOfCoalitions();
    await solveGame(county, store);
    await solveGame(county, store, { prices: { fenPerKmFactor: 1.1 } });
    expect(store.kept.size).toBe(14);
    await solveGame(county, store, { budget: { kind: 'iterations', iterations: 61 } });
    expect(store.kept.size).toBe(21);
    await solveGame(county, store, { name: 'another name' });
    expect(store.kept.size).toBe(21);
  });
});
