import * as fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';

import { allocateCost } from '../../src/cost-sharing/allocate-cost.ts';
import type { Allocation, AllocationRule } from '../../src/cost-sharing/allocation.ts';
import { ALLOCATION_RULES } from '../../src/cost-sharing/allocation.ts';
import type { CoalitionGame } from '../../src/cost-sharing/coalition-game.ts';
import {
  findCost,
  grandCoalition,
  playersOf,
  sizeOf,
  toCoalition,
} from '../../src/cost-sharing/coalition-game.ts';
import { splitByEqualProfit } from '../../src/cost-sharing/equal-profit.ts';
import { findUnbalancedLevel } from '../../src/cost-sharing/kohlberg.ts';
import { findLeastCore } from '../../src/cost-sharing/least-core.ts';
import type { LinearRow, SolveLinear } from '../../src/cost-sharing/linear-program.ts';
import { findNucleolus, listRational } from '../../src/cost-sharing/nucleolus.ts';
import { loadMixedIntegerEngine } from '../../src/solver/linear/mixed-integer-engine.ts';
import { solveLinear } from '../../src/solver/linear/solve-linear.ts';
import { randomGame } from './random-game.ts';

const GAMES = 1000;

let solveByHighs: SolveLinear;

beforeAll(async () => {
  solveByHighs = await loadMixedIntegerEngine();
}, 60_000);

function chargeOf(charges: readonly number[], coalition: number): number {
  return playersOf(coalition).reduce((sum, player) => sum + charges[player], 0);
}

function properCoalitions(game: CoalitionGame): readonly number[] {
  return Array.from({ length: grandCoalition(game.players.length) - 1 }, (_, index) => index + 1);
}

function largestExcess(game: CoalitionGame, charges: readonly number[]): number {
  return Math.max(
    ...properCoalitions(game).map(
      (coalition) => chargeOf(charges, coalition) - (findCost(game, coalition) ?? 0),
    ),
  );
}

function toRow(coalition: number, lower: number, upper: number): LinearRow {
  return { coefficients: playersOf(coalition).map((player) => [player, 1] as const), lower, upper };
}

/** Charge less epsilon, the variable after the players', at most the cost. */
function toExcessRow(coalition: number, costFen: number, epsilon: number): LinearRow {
  const { coefficients } = toRow(coalition, -Infinity, costFen);
  return { coefficients: [...coefficients, [epsilon, -1]], lower: -Infinity, upper: costFen };
}

/** Least epsilon over all coalitions at once, by HiGHS. */
function leastEpsilonByHighs(game: CoalitionGame): number {
  const count = game.players.length;
  const total = findCost(game, grandCoalition(count)) ?? 0;
  const rows = properCoalitions(game).map((coalition) =>
    toExcessRow(coalition, findCost(game, coalition) ?? 0, count),
  );
  const objective = [...game.players.map(() => 0), 1];
  const answer = solveByHighs({ objective, rows: [toRow(grandCoalition(count), total, total), ...rows] });
  if (answer.status !== 'optimal') throw new Error(answer.status);
  return answer.objective;
}

test('1,000 random games: both nucleoli pass the criterion of Kohlberg, its programs solved by HiGHS', () => {
  const seen = { emptyCore: 0, irrational: 0 };
  fc.assert(
    fc.property(randomGame, ({ game }) => {
      if (findLeastCore(game, solveLinear).coreEmpty) seen.emptyCore++;
      if (listRational(game).length === 0) seen.irrational++;
      for (const kind of ['plain', 'per_capita'] as const) {
        const charges = findNucleolus(game, solveLinear, kind);
        expect(chargeOf(charges, grandCoalition(game.players.length))).toBeCloseTo(
          findCost(game, grandCoalition(game.players.length)) ?? 0,
          5,
        );
        expect(findUnbalancedLevel(game, charges, solveByHighs, kind)).toBeNull();
      }
    }),
    { numRuns: GAMES },
  );
  expect(seen.emptyCore).toBeGreaterThan(GAMES / 10);
  expect(seen.irrational).toBeGreaterThan(GAMES / 20);
}, 300_000);

test('the criterion of Kohlberg refuses a split that is not the nucleolus', () => {
  fc.assert(
    fc.property(randomGame, fc.nat(), ({ game, kind }, from) => {
      const charges = [...findNucleolus(game, solveLinear)];
      const step = kind === 'coarse' ? 0.1 : 2000;
      charges[from % charges.length] += step;
      charges[(from + 1) % charges.length] -= step;
      expect(findUnbalancedLevel(game, charges, solveByHighs)).not.toBeNull();
    }),
    { numRuns: 200 },
  );
}, 120_000);

/** Maschler's scheme as it stands in textbooks, all rows at once, tightness by a program for each coalition. */
function nucleolusByHighs(game: CoalitionGame): readonly number[] {
  const count = game.players.length;
  const settled = new Map([[grandCoalition(count), findCost(game, grandCoalition(count)) ?? 0]]);
  const open = new Set(properCoalitions(game));
  const rational = listRational(game).map((player) =>
    toRow(1 << player, -Infinity, findCost(game, 1 << player) ?? 0),
  );
  for (;;) {
    const equal = [...settled].map(([coalition, fen]) => toRow(coalition, fen - 1e-6, fen + 1e-6));
    const rows = (epsilon: number | null): LinearRow[] =>
      [...open].map((coalition) => {
        const cost = findCost(game, coalition) ?? 0;
        return epsilon === null
          ? toExcessRow(coalition, cost, count)
          : toRow(coalition, -Infinity, cost + epsilon);
      });
    const objective = [...game.players.map(() => 0), 1];
    const answer = solveByHighs({ objective, rows: [...equal, ...rational, ...rows(null)] });
    if (answer.status !== 'optimal') throw new Error(answer.status);
    const epsilon = answer.objective;
    for (const coalition of open) {
      const cost = findCost(game, coalition) ?? 0;
      const least = solveByHighs({
        objective: game.players.map((_, player) => (coalition >> player) & 1),
        rows: [...equal, ...rational, ...rows(epsilon + 1e-6)],
      });
      if (least.status !== 'optimal' || least.objective < cost + epsilon - 1e-3) continue;
      settled.set(coalition, cost + epsilon);
    }
    for (const coalition of settled.keys()) open.delete(coalition);
    if (open.size === 0) return answer.values.slice(0, count);
  }
}

test('the nucleolus equals that of the textbook scheme with every row and HiGHS', () => {
  fc.assert(
    fc.property(randomGame, ({ game, kind }) => {
      fc.pre(game.players.length <= 4 && kind !== 'coarse');
      const independent = nucleolusByHighs(game);
      for (const [player, share] of findNucleolus(game, solveLinear).entries()) {
        expect(Math.abs(share - independent[player])).toBeLessThan(0.1);
      }
    }),
    { numRuns: 60 },
  );
}, 300_000);

test('1,000 random games: the least core is that of HiGHS, and its proof holds', () => {
  fc.assert(
    fc.property(randomGame, ({ game }) => {
      const { epsilonFen, charges, coreEmpty, proof } = findLeastCore(game, solveLinear);
      const total = findCost(game, grandCoalition(game.players.length)) ?? 0;
      expect(Math.abs(epsilonFen - leastEpsilonByHighs(game))).toBeLessThan(1e-3);
      expect(largestExcess(game, charges)).toBeLessThan(epsilonFen + 1e-4);
      for (const player of game.players) {
        const cover = proof.weights.filter(({ members }) => members.includes(player));
        expect(cover.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 8);
      }
      const weighted = proof.weights.reduce(
        (sum, { members, weight }) => sum + weight * (findCost(game, toCoalition(game, members)) ?? 0),
        0,
      );
      expect(Math.abs(weighted - proof.weightedCostFen)).toBeLessThan(1e-6);
      expect(coreEmpty).toBe(weighted < total - 1e-4);
    }),
    { numRuns: GAMES },
  );
}, 300_000);

test('1,000 random games: the equal profit method stays in the core, or in the least core, and nobody does better', () => {
  fc.assert(
    fc.property(randomGame, ({ game, kind }) => {
      const leastCore = findLeastCore(game, solveLinear);
      const charges = splitByEqualProfit(game, leastCore, solveLinear);
      const room = leastCore.coreEmpty ? leastCore.epsilonFen : 0;
      expect(largestExcess(game, charges)).toBeLessThan(room + 0.01);
      const difference = spreadOf(game, charges);
      const byHighs = leastSpreadByHighs(game, room);
      const scale = kind === 'coarse' ? 1 : 1_000_000;
      expect(Math.abs(difference - byHighs)).toBeLessThan(1e-6 + (1e-8 * scale) / cheapest(game));
    }),
    { numRuns: GAMES },
  );
}, 300_000);

function cheapest(game: CoalitionGame): number {
  return Math.min(...game.players.map((_, player) => findCost(game, 1 << player) ?? 0));
}

function spreadOf(game: CoalitionGame, charges: readonly number[]): number {
  const relative = charges.map((fen, player) => fen / (findCost(game, 1 << player) ?? 0));
  return Math.max(...relative) - Math.min(...relative);
}

/** The program of Frisk et al. with a row for each pair of players and each coalition. */
function leastSpreadByHighs(game: CoalitionGame, room: number): number {
  const count = game.players.length;
  const total = findCost(game, grandCoalition(count)) ?? 0;
  const pairs = game.players.flatMap((_, one) =>
    game.players.flatMap((_, other): LinearRow[] => {
      if (one === other) return [];
      const coefficients = [
        [one, 1 / (findCost(game, 1 << one) ?? 0)],
        [other, -1 / (findCost(game, 1 << other) ?? 0)],
        [count, -1],
      ] as const;
      return [{ coefficients, lower: -Infinity, upper: 0 }];
    }),
  );
  const core = properCoalitions(game).map((coalition) =>
    toRow(coalition, -Infinity, (findCost(game, coalition) ?? 0) + room + 1e-9 * cheapest(game)),
  );
  const objective = [...game.players.map(() => 0), 1];
  const answer = solveByHighs({
    objective,
    rows: [toRow(grandCoalition(count), total, total), ...pairs, ...core],
  });
  if (answer.status !== 'optimal') throw new Error(answer.status);
  return answer.objective;
}

/** Rules that stay in the core wherever there is one, rounding included. */
const STABLE_RULES: ReadonlySet<AllocationRule> = new Set([
  'nucleolus',
  'per_capita_nucleolus',
  'equal_profit',
]);

function allocateAll(game: CoalitionGame): readonly Allocation[] {
  const basis = {
    kg: game.players.map((_, player) => 100 + player * 37),
    stops: game.players.map((_, player) => player + 1),
  };
  const mixedWeights = { shapley: 2, proportional_kg: 1 };
  return allocateCost(game, ALLOCATION_RULES, { basis, mixedWeights }, solveLinear);
}

test('1,000 random games: every allocation is in whole fen, sums exactly, and tells truly who would leave', () => {
  fc.assert(
    fc.property(randomGame, ({ game }) => {
      for (const allocation of allocateAll(game)) {
        const charges = allocation.members.map(({ costFen }) => costFen);
        expect(charges.every(Number.isSafeInteger)).toBe(true);
        expect(charges.reduce((sum, fen) => sum + fen, 0)).toBe(
          findCost(game, grandCoalition(game.players.length)),
        );
        const blocking = properCoalitions(game).filter(
          (coalition) => chargeOf(charges, coalition) - (findCost(game, coalition) ?? 0) > sizeOf(coalition),
        );
        expect(
          allocation.blocking.map(({ members }) => toCoalition(game, members)).sort((a, b) => a - b),
        ).toEqual(blocking);
        expect(allocation.core).toBe(blocking.length === 0 ? 'inside' : 'outside');
        if (allocation.leastCoreEpsilonFen > 0 || !STABLE_RULES.has(allocation.rule)) continue;
        expect(allocation).toMatchObject({ core: 'inside', individuallyRational: true });
      }
    }),
    { numRuns: GAMES },
  );
}, 300_000);

test('rounding to fen moves no share by a fen or more', () => {
  fc.assert(
    fc.property(randomGame, ({ game }) => {
      const exact = findNucleolus(game, solveLinear);
      const [{ members }] = allocateCost(game, ['nucleolus'], {}, solveLinear);
      for (const [player, { costFen }] of members.entries()) {
        expect(Math.abs(costFen - exact[player])).toBeLessThan(1.000_01);
      }
    }),
    { numRuns: 200 },
  );
}, 120_000);
