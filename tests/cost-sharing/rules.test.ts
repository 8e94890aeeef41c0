import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { allocateCost } from '../../src/cost-sharing/allocate-cost.ts';
import type { AllocationRule } from '../../src/cost-sharing/allocation.ts';
import { splitByAlternativeCostAvoided } from '../../src/cost-sharing/alternative-cost-avoided.ts';
import type { CoalitionGame } from '../../src/cost-sharing/coalition-game.ts';
import {
  buildCoalitionGame,
  findCost,
  restrictGame,
  toCoalition,
} from '../../src/cost-sharing/coalition-game.ts';
import { CostSharingError } from '../../src/cost-sharing/cost-sharing-error.ts';
import type { AllocationOptions } from '../../src/cost-sharing/exact-shares.ts';
import { splitByEqualProfit } from '../../src/cost-sharing/equal-profit.ts';
import { findLeastCore } from '../../src/cost-sharing/least-core.ts';
import { findNucleolus } from '../../src/cost-sharing/nucleolus.ts';
import { roundShares } from '../../src/cost-sharing/round-shares.ts';
import { listSampleCoalitions, sampleShapley } from '../../src/cost-sharing/sampled-shapley.ts';
import { findShapley } from '../../src/cost-sharing/shapley.ts';
import { solveLinear } from '../../src/solver/linear/solve-linear.ts';
import { randomGame } from './random-game.ts';

/** Costs in the order of the masks 1, 2, 3, ... */
function toGame(...costs: readonly (number | null)[]): CoalitionGame {
  const names = ['post', 'coop', 'shop', 'bus'].slice(0, Math.log2(costs.length + 1));
  return buildCoalitionGame(
    names,
    costs.map((cost, index) => [index + 1, cost] as const),
  );
}

/** Stand-alone costs 600, 500, 400; together 900. */
const POOL = toGame(600, 500, 800, 400, 760, 700, 900);
/** Any two save as much as all three: each pair has a reason to leave. */
const EMPTY_CORE = toGame(600, 600, 800, 600, 800, 800, 1400);

function split(
  game: CoalitionGame,
  rule: AllocationRule,
  options: AllocationOptions = {},
): readonly number[] {
  return allocateCost(game, [rule], options, solveLinear)[0].members.map(({ costFen }) => costFen);
}

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof CostSharingError) return `${error.code} ${error.path}`;
    throw error;
  }
  return 'nothing thrown';
}

test('proportions follow kilograms, stops and stand-alone costs', () => {
  const basis = { kg: [1, 2, 6], stops: [5, 3, 1] };
  expect(split(POOL, 'proportional_kg', { basis })).toEqual([100, 200, 600]);
  expect(split(POOL, 'proportional_stops', { basis })).toEqual([500, 300, 100]);
  expect(split(POOL, 'proportional_alone')).toEqual([360, 300, 240]);
});

test('a split by kilograms may drive a carrier out, and says so', () => {
  const basis = { kg: [1, 2, 6], stops: [1, 1, 1] };
  const [allocation] = allocateCost(POOL, ['proportional_kg'], { basis }, solveLinear);
  expect(allocation.individuallyRational).toBe(false);
  expect(allocation.core).toBe('outside');
  expect(allocation.blocking[0]).toEqual({
    members: ['shop'],
    costFen: 400,
    chargedFen: 600,
    excessFen: 200,
  });
  expect(allocation.blocking.map(({ members }) => members.join())).toContain('coop,shop');
  expect(allocation.members[2]).toMatchObject({
    savingFen: -200,
    savingShare: -0.5,
    individuallyRational: false,
  });
  expect(allocation.leastCoreEpsilonFen).toBeLessThan(0);
});

test('the Shapley value by hand: the mean of six orders', () => {
  const marginals = [
    [600, 200, 100],
    [600, 140, 160],
    [300, 500, 100],
    [200, 500, 200],
    [360, 140, 400],
    [200, 300, 400],
  ];
  const expected = [0, 1, 2].map((player) => marginals.reduce((sum, row) => sum + row[player], 0) / 6);
  for (const [player, share] of findShapley(POOL).entries()) expect(share).toBeCloseTo(expected[player], 9);
});

test('ACAM by hand: separable costs 200, 140, 100; the other 460 by 400, 360, 300 avoided', () => {
  const { charges } = splitByAlternativeCostAvoided(POOL);
  expect(charges[0]).toBeCloseTo(200 + (460 * 400) / 1060, 9);
  expect(charges[1]).toBeCloseTo(140 + (460 * 360) / 1060, 9);
  expect(charges[2]).toBeCloseTo(100 + (460 * 300) / 1060, 9);
});

test('equal profit gives everyone the same saving in per cent where the core allows', () => {
  const [allocation] = allocateCost(POOL, ['equal_profit'], {}, solveLinear);
  expect(allocation.members.map(({ savingShare }) => savingShare)).toEqual([0.4, 0.4, 0.4]);
  expect(allocation).toMatchObject({ core: 'inside', remarks: [] });
});

test('an empty core is proven by balanced weights and named by the rule that had to leave it', () => {
  const { coreEmpty, epsilonFen, proof } = findLeastCore(EMPTY_CORE, solveLinear);
  expect(coreEmpty).toBe(true);
  expect(epsilonFen).toBeCloseTo(400 / 3, 9);
  expect(proof.weightedCostFen).toBeCloseTo(1200, 9);
  expect(proof.weights.map(({ weight }) => weight)).toEqual([0.5, 0.5, 0.5]);
  const [allocation] = allocateCost(EMPTY_CORE, ['equal_profit'], {}, solveLinear);
  expect(allocation.core).toBe('outside');
  expect(allocation.blocking).toHaveLength(3);
  expect(allocation.remarks).toEqual([{ code: 'core_empty_least_core_used', figures: { epsilonFen } }]);
});

test('a mixed rule lies between its parts, by weight', () => {
  const basis = { kg: [1, 2, 6], stops: [1, 1, 1] };
  const mixedWeights = { proportional_kg: 1, proportional_alone: 3 };
  expect(split(POOL, 'mixed', { basis, mixedWeights })).toEqual([295, 275, 330]);
});

test('the odd fen goes to the largest remainder, ties to the earlier member', () => {
  expect(roundShares([33.4, 33.3, 33.3], 100)).toEqual([34, 33, 33]);
  expect(roundShares([100 / 3, 100 / 3, 100 / 3], 100)).toEqual([34, 33, 33]);
  expect(roundShares([-0.5, 0.5], 0)).toEqual([0, 0]);
  expect(roundShares([2 / 3, 2 / 3, 2 / 3], 2)).toEqual([1, 1, 0]);
  expect(roundShares([], 0)).toEqual([]);
});

test('whole shares that sum to the total stay as they are, whatever the last bits say', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1e9, max: 1e9 }), { minLength: 1, maxLength: 8 }), (shares) => {
      const total = shares.reduce((sum, share) => sum + share, 0);
      const blurred = shares.map((share, index) => share + (index % 2 === 0 ? 1e-8 : -1e-8));
      expect(roundShares(blurred, total)).toEqual(shares);
    }),
  );
});

test('one player pays everything, two share the saving equally', () => {
  const one = toGame(500);
  const rules = [
    'shapley',
    'nucleolus',
    'per_capita_nucleolus',
    'equal_profit',
    'alternative_cost_avoided',
  ] as const;
  for (const allocation of allocateCost(one, rules, {}, solveLinear)) {
    expect(allocation.members.map(({ costFen }) => costFen)).toEqual([500]);
    expect(allocation.core).toBe('inside');
  }
  const two = toGame(500, 300, 600);
  for (const rule of ['shapley', 'nucleolus', 'per_capita_nucleolus', 'alternative_cost_avoided'] as const) {
    expect(split(two, rule)).toEqual([400, 200]);
  }
  expect(split(two, 'equal_profit')).toEqual([375, 225]);
});

test('a carrier that costs nothing alone is not charged by the equal profit method', () => {
  const game = toGame(600, 0, 500, 400, 700, 400, 650);
  const charges = splitByEqualProfit(game, findLeastCore(game, solveLinear), solveLinear);
  expect(charges.reduce((sum, fen) => sum + fen, 0)).toBeCloseTo(650, 6);
  expect(charges[1]).toBeLessThan(1e-6);
  expect(charges.every(Number.isFinite)).toBe(true);
});

test('the nucleolus of unsolved coalitions is that of the solved ones, and said to be', () => {
  const sparse = toGame(600, 500, null, 400, null, null, 900);
  const [allocation] = allocateCost(sparse, ['nucleolus'], {}, solveLinear);
  expect(allocation.members.map(({ costFen }) => costFen)).toEqual([400, 300, 200]);
  expect(allocation).toMatchObject({ core: 'unrefuted', solvedCoalitions: 4, allCoalitions: 7 });
  expect(allocation.remarks).toEqual([
    { code: 'unsolved_coalitions_ignored', figures: { solved: 4, all: 7 } },
  ]);
});

test('what a rule misses is named with its path', () => {
  const sparse = toGame(600, 500, null, 400, 760, 700, 900);
  expect(codeOf(() => split(sparse, 'shapley'))).toBe('coalitions_unsolved costs');
  expect(codeOf(() => split(sparse, 'alternative_cost_avoided'))).toBe('coalitions_unsolved costs[3]');
  expect(codeOf(() => split(POOL, 'proportional_kg'))).toBe('basis_invalid basis.kg');
  const basis = { kg: [1, -2, 6], stops: [1, 1] };
  expect(codeOf(() => split(POOL, 'proportional_kg', { basis }))).toBe('basis_invalid basis.kg[1]');
  expect(codeOf(() => split(POOL, 'proportional_stops', { basis }))).toBe('basis_invalid basis.stops');
  expect(codeOf(() => split(POOL, 'mixed'))).toBe('basis_invalid mixedWeights');
  expect(codeOf(() => split(POOL, 'mixed', { mixedWeights: { shapley: -1 } }))).toBe(
    'basis_invalid mixedWeights.shapley',
  );
  expect(codeOf(() => split(toGame(1.5, 2, 3), 'shapley'))).toBe('game_invalid costs[1]');
  expect(codeOf(() => toGame(1, null, 3))).toBe('game_invalid costs[2]');
  expect(codeOf(() => toGame(1, 2, null))).toBe('game_invalid costs[3]');
  expect(codeOf(() => buildCoalitionGame(['a', 'a'], []))).toBe('game_invalid players');
  expect(codeOf(() => buildCoalitionGame(['a'], [[2, 5]]))).toBe('game_invalid costs[2]');
  expect(codeOf(() => buildCoalitionGame(['a'], [[1, Number.NaN]]))).toBe('game_invalid costs[1]');
  expect(codeOf(() => toCoalition(POOL, ['mule']))).toBe('player_unknown mule');
  expect(codeOf(() => sampleShapley(POOL, { seed: 1, blocks: 1 }))).toBe(
    'basis_invalid shapleySample.blocks',
  );
});

test('the game of some members keeps their costs', () => {
  const pair = restrictGame(POOL, toCoalition(POOL, ['post', 'shop']));
  expect(pair.players).toEqual(['post', 'shop']);
  expect([1, 2, 3].map((coalition) => findCost(pair, coalition))).toEqual([600, 400, 760]);
});

test('Shapley value and nucleolus do not depend on the order of the players', () => {
  fc.assert(
    fc.property(randomGame, ({ game, kind }) => {
      fc.pre(kind !== 'coarse');
      const count = game.players.length;
      const turned = (coalition: number): number =>
        ((coalition << 1) | (coalition >> (count - 1))) & (2 ** count - 1);
      const other = buildCoalitionGame(
        game.players.map((_, player) => game.players[(player + count - 1) % count]),
        [...game.costs].map(([coalition, cost]) => [turned(coalition), cost] as const),
      );
      for (const rule of [findShapley, (game: CoalitionGame) => findNucleolus(game, solveLinear)]) {
        const [charges, moved] = [rule(game), rule(other)];
        for (const [player, fen] of charges.entries())
          expect(moved[(player + 1) % count]).toBeCloseTo(fen, 3);
      }
    }),
    { numRuns: 100 },
  );
});

test('sampled Shapley values need only the coalitions listed, sum exactly, and their intervals hold the exact ones', () => {
  let held = 0;
  let all = 0;
  fc.assert(
    fc.property(randomGame, fc.nat(), ({ game }, seed) => {
      const sample = { seed, blocks: 8 };
      const needed = new Set(listSampleCoalitions(game.players.length, sample));
      const sparse = buildCoalitionGame(
        game.players,
        [...game.costs].map(([coalition, cost]) => [coalition, needed.has(coalition) ? cost : null] as const),
      );
      const { values, halfWidths } = sampleShapley(sparse, sample);
      expect(sampleShapley(sparse, sample).values).toEqual(values);
      const total = findCost(game, 2 ** game.players.length - 1) ?? 0;
      expect(Math.abs(values.reduce((sum, value) => sum + value, 0) - total)).toBeLessThan(1e-6);
      for (const [player, share] of findShapley(game).entries()) {
        all++;
        if (Math.abs(values[player] - share) <= halfWidths[player] + 1e-6) held++;
      }
    }),
    { numRuns: 400 },
  );
  expect(held / all).toBeGreaterThan(0.9);
  expect(all).toBeGreaterThan(1000);
});

test('a rule asked for a sampled Shapley value says how sure it is', () => {
  const game = buildCoalitionGame(
    Array.from({ length: 22 }, (_, player) => `carrier-${player}`),
    [
      ...new Set([
        ...Array.from({ length: 22 }, (_, player) => 1 << player),
        ...listSampleCoalitions(22, { seed: 3, blocks: 4 }),
      ]),
    ].map((coalition) => [coalition, 1000 + 10 * coalition.toString(2).replaceAll('0', '').length] as const),
  );
  const [allocation] = allocateCost(
    game,
    ['shapley'],
    { shapleySample: { seed: 3, blocks: 4 } },
    solveLinear,
  );
  expect(allocation.members.reduce((sum, { costFen }) => sum + costFen, 0)).toBe(1220);
  expect(allocation.remarks[0]).toMatchObject({
    code: 'sampled',
    figures: { orders: 176, blocks: 4, seed: 3 },
  });
  for (const { halfWidthFen } of allocation.members) expect(halfWidthFen).toBeLessThan(1e-6);
});
