import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import type { CoalitionGame } from '../../src/cost-sharing/coalition-game.ts';
import {
  buildCoalitionGame,
  findCost,
  grandCoalition,
  toCoalition,
} from '../../src/cost-sharing/coalition-game.ts';
import { findBestStructure } from '../../src/cost-sharing/coalition-structure.ts';
import {
  checkMonotonicity,
  checkSubadditivity,
  checkSuperadditivity,
} from '../../src/cost-sharing/game-checks.ts';
import { findLeastCore } from '../../src/cost-sharing/least-core.ts';
import { analyseMembership } from '../../src/cost-sharing/membership.ts';
import { growGame, lowerBound } from '../../src/cost-sharing/row-generation.ts';
import { solveLinear } from '../../src/solver/linear/solve-linear.ts';
import { randomGame } from './random-game.ts';

/** Two pairs that save by themselves; all four together save less than the pairs do apart. */
const TWO_PAIRS = buildCoalitionGame(
  ['post', 'coop', 'shop', 'bus'],
  Array.from({ length: 15 }, (_, index) => {
    const coalition = index + 1;
    const size = coalition.toString(2).replaceAll('0', '').length;
    const pairs = Number((coalition & 0b0011) === 0b0011) + Number((coalition & 0b1100) === 0b1100);
    const crossed = (coalition & 0b0011) !== 0 && (coalition & 0b1100) !== 0;
    return [coalition, 1000 * size - 300 * pairs + (crossed ? 100 : 0)] as const;
  }),
);

test('the carriers of two pairs: the fourth lowers the saving, two pools side by side are stable', () => {
  const membership = analyseMembership(TWO_PAIRS);
  expect(membership.savingFen).toBe(500);
  expect(membership.bestPools.map(({ size, savingFen, gainFen }) => ({ size, savingFen, gainFen }))).toEqual([
    { size: 1, savingFen: 0, gainFen: 0 },
    { size: 2, savingFen: 300, gainFen: 300 },
    { size: 3, savingFen: 200, gainFen: -100 },
    { size: 4, savingFen: 500, gainFen: 300 },
  ]);
  expect(membership.bestPools[1]).toMatchObject({
    members: ['post', 'coop'],
    solved: 6,
    all: 6,
    savingShare: 0.15,
  });
  expect(membership.bestPool.size).toBe(4);
  expect(membership.carriers[0]).toEqual({
    carrierId: 'post',
    aloneFen: 1000,
    marginalSavingFen: 300,
    marginalCostFen: 700,
    lowersSaving: false,
    withoutIt: { costFen: 2800, savingFen: 200, savingShare: 200 / 3000 },
  });
  const structure = findBestStructure(TWO_PAIRS, solveLinear);
  expect(structure.parts).toEqual([
    { members: ['post', 'coop'], costFen: 1700 },
    { members: ['shop', 'bus'], costFen: 1700 },
  ]);
  expect(structure).toMatchObject({ costFen: 3400, savingFen: 600, stable: true });
  expect(findLeastCore(TWO_PAIRS, solveLinear).coreEmpty).toBe(true);
});

test('a carrier that costs the others more than it brings is named', () => {
  const game = buildCoalitionGame(
    ['post', 'coop', 'far'],
    [100, 100, 120, 300, 450, 440, 520].map((cost, index) => [index + 1, cost] as const),
  );
  const { carriers, bestPool } = analyseMembership(game);
  expect(carriers.map(({ lowersSaving }) => lowersSaving)).toEqual([false, false, true]);
  expect(carriers[2].marginalSavingFen).toBe(-100);
  expect(bestPool.members).toEqual(['post', 'coop']);
  expect(findBestStructure(game, solveLinear)).toMatchObject({ savingFen: 80, stable: true });
});

test('what was not solved is unknown, not zero', () => {
  const sparse = buildCoalitionGame(
    ['a', 'b', 'c'],
    [
      [1, 5],
      [2, 5],
      [4, 5],
      [3, 8],
      [7, 12],
    ],
  );
  const { carriers, bestPools } = analyseMembership(sparse);
  expect(carriers[0]).toMatchObject({ marginalSavingFen: null, lowersSaving: null, withoutIt: null });
  expect(carriers[2]).toMatchObject({ marginalSavingFen: 1, lowersSaving: false });
  expect(bestPools[1]).toMatchObject({ solved: 1, all: 3 });
});

/** All partitions by plain recursion. */
function cheapestPartition(game: CoalitionGame, rest: number): number {
  if (rest === 0) return 0;
  let best = Infinity;
  for (let part = rest; part > 0; part = (part - 1) & rest) {
    if ((part & (rest & -rest)) === 0) continue;
    best = Math.min(best, (findCost(game, part) ?? Infinity) + cheapestPartition(game, rest & ~part));
  }
  return best;
}

test('the best structure is the cheapest of all partitions; the pool of all where costs are subadditive', () => {
  fc.assert(
    fc.property(randomGame, ({ game, kind }) => {
      const grand = grandCoalition(game.players.length);
      const structure = findBestStructure(game, solveLinear);
      expect(structure.costFen).toBe(cheapestPartition(game, grand));
      const union = structure.parts.reduce((mask, { members }) => mask | toCoalition(game, members), 0);
      expect(union).toBe(grand);
      expect(kind !== 'subadditive' || structure.parts.length === 1).toBe(true);
    }),
    { numRuns: 200 },
  );
});

test('every pair that breaks subadditivity is listed, and none where costs are subadditive by construction', () => {
  fc.assert(
    fc.property(randomGame, ({ game, kind }) => {
      const grand = grandCoalition(game.players.length);
      let broken = 0;
      let superBroken = 0;
      let pairs = 0;
      for (let one = 1; one <= grand; one++) {
        for (let other = one + 1; other <= grand; other++) {
          if ((one & other) !== 0) continue;
          pairs++;
          const apart = (findCost(game, one) ?? 0) + (findCost(game, other) ?? 0);
          const together = findCost(game, one | other) ?? 0;
          if (together > apart) broken++;
          if (together < apart) superBroken++;
        }
      }
      const check = checkSubadditivity(game);
      expect(check).toMatchObject({ pairs, holds: broken === 0 });
      expect(check.violations).toHaveLength(broken);
      for (const { byFen, apartFen, togetherFen } of check.violations)
        expect(byFen).toBe(togetherFen - apartFen);
      expect(checkSuperadditivity(game).violations).toHaveLength(superBroken);
      expect(kind !== 'subadditive' || broken === 0).toBe(true);
    }),
    { numRuns: 200 },
  );
});

test('a carrier whose joining makes a pool cheaper outright is found', () => {
  const game = buildCoalitionGame(
    ['a', 'b'],
    [
      [1, 10],
      [2, 4],
      [3, 8],
    ],
  );
  expect(checkMonotonicity(game)).toEqual({
    holds: false,
    violations: [{ members: ['a'], joining: 'b', beforeFen: 10, afterFen: 8, byFen: 2 }],
  });
});

test('rows are generated until what is left unsolved cannot change the answer', async () => {
  let fewer = 0;
  await fc.assert(
    fc.asyncProperty(randomGame, async ({ game, kind }) => {
      fc.pre(kind === 'subadditive' || kind === 'routing');
      fc.pre(checkSubadditivity(game).holds);
      const start = buildCoalitionGame(
        game.players,
        [...game.players.map((_, player) => 1 << player), grandCoalition(game.players.length)].map(
          (coalition) => [coalition, findCost(game, coalition)] as const,
        ),
      );
      const seen: number[] = [];
      const oracle = (coalitions: readonly number[]): Promise<readonly number[]> => {
        seen.push(...coalitions);
        return Promise.resolve(coalitions.map((coalition) => findCost(game, coalition) ?? Number.NaN));
      };
      const grown = await growGame(start, oracle, solveLinear, { batch: 3, limit: 1000 });
      expect(grown.proven).toBe(true);
      expect(grown.asked).toBe(new Set(seen).size);
      const [part, whole] = [findLeastCore(grown.game, solveLinear), findLeastCore(game, solveLinear)];
      expect(part.coreEmpty).toBe(whole.coreEmpty);
      expect(Math.abs(Math.max(0, part.epsilonFen) - Math.max(0, whole.epsilonFen))).toBeLessThan(1e-4);
      if (grown.game.costs.size < game.costs.size) fewer++;
      const capped = await growGame(start, oracle, solveLinear, { batch: 3, limit: 1 });
      expect(capped.asked).toBe(1);
      for (let coalition = 1; coalition < 2 ** game.players.length; coalition++) {
        expect(lowerBound(grown.game, coalition)).toBeLessThanOrEqual(findCost(game, coalition) ?? 0);
      }
    }),
    { numRuns: 200 },
  );
  expect(fewer).toBeGreaterThan(20);
}, 120_000);
