import { expect, test } from 'vitest';

import type { Coalition, CoalitionGame } from '../../src/cost-sharing/coalition-game.ts';
import { buildCoalitionGame, playersOf, sizeOf } from '../../src/cost-sharing/coalition-game.ts';
import { CoalitionSpan } from '../../src/cost-sharing/coalition-span.ts';
import { findLeastCore } from '../../src/cost-sharing/least-core.ts';
import { findNucleolus } from '../../src/cost-sharing/nucleolus.ts';
import { solveLinear } from '../../src/solver/linear/solve-linear.ts';

function toGame(count: number, costOf: (coalition: Coalition) => number): CoalitionGame {
  return buildCoalitionGame(
    Array.from({ length: count }, (_, player) => `carrier-${player}`),
    Array.from({ length: 2 ** count - 1 }, (_, index) => [index + 1, costOf(index + 1)] as const),
  );
}

/**
 * Nucleolus of an airport game by Littlechild's recursion (1974), costs ascending: each step settles, at one charge,
 * the players up to the one whose cost less what is paid so far, per head and one more, is least; the last bears the
 * rest.
 */
function airportNucleolus(costs: readonly number[]): readonly number[] {
  const last = costs.length - 1;
  const charges: number[] = [];
  let paid = 0;
  while (charges.length <= last) {
    const first = charges.length;
    let best = { charge: Infinity, until: last };
    for (let player = first; player <= last; player++) {
      const heads = player - first + (player === last ? 1 : 2);
      const charge = (costs[player] - paid) / heads;
      if (charge < best.charge || (charge === best.charge && player < last)) best = { charge, until: player };
    }
    for (let player = first; player <= best.until; player++) charges.push(best.charge);
    paid += best.charge * (best.until - first + 1);
  }
  return charges;
}

test('airport games of up to 12 carriers have the nucleolus of the closed form', () => {
  for (const count of [3, 5, 8, 12]) {
    const costs = Array.from(
      { length: count },
      (_, player) => 1000 * (player + 1) ** 2 + 137 * ((player * 7) % 5),
    );
    const game = toGame(count, (coalition) =>
      Math.max(...playersOf(coalition).map((player) => costs[player])),
    );
    const expected = airportNucleolus(costs);
    for (const [player, share] of findNucleolus(game, solveLinear).entries()) {
      expect(share).toBeCloseTo(expected[player], 5);
    }
  }
}, 60_000);

test('equal carriers pay equal parts, whatever ties there are', () => {
  for (const kind of ['plain', 'per_capita'] as const) {
    const game = toGame(9, (coalition) => Math.round(100_000 * Math.sqrt(sizeOf(coalition))));
    for (const share of findNucleolus(game, solveLinear, kind)) expect(share).toBeCloseTo(300_000 / 9, 6);
  }
});

test('where nobody saves anything, everyone pays the stand-alone cost and the core is that one point', () => {
  const game = toGame(8, (coalition) =>
    playersOf(coalition).reduce((sum, player) => sum + 1000 * (player + 3), 0),
  );
  const { epsilonFen, coreEmpty } = findLeastCore(game, solveLinear);
  expect(Math.abs(epsilonFen)).toBeLessThan(1e-6);
  expect(coreEmpty).toBe(false);
  for (const [player, share] of findNucleolus(game, solveLinear).entries()) {
    expect(share).toBeCloseTo(1000 * (player + 3), 6);
  }
});

test('three who have what six others need get all of the saving', () => {
  const game = toGame(9, (coalition) => -100 * Math.min(sizeOf(coalition & 7), sizeOf(coalition >> 3)));
  for (const [player, share] of findNucleolus(game, solveLinear).entries()) {
    expect(share).toBeCloseTo(player < 3 ? -100 : 0, 6);
  }
}, 60_000);

test('costs of ten thousand million yuan keep their fen', () => {
  const game = toGame(6, (coalition) => Math.round(1e12 * Math.sqrt(sizeOf(coalition))) + coalition * 12_345);
  const charges = findNucleolus(game, solveLinear);
  const total = game.costs.get(63) ?? 0;
  expect(Math.abs(charges.reduce((sum, fen) => sum + fen, 0) - total)).toBeLessThan(0.01);
  const rest = (total - 63 * 12_345) / 6;
  for (const [player, share] of charges.entries()) {
    expect(Math.abs(share - rest - 12_345 * 2 ** player)).toBeLessThan(1);
  }
});

test('rank in whole numbers: twenty players, vectors that differ by one another only', () => {
  const span = new CoalitionSpan(20);
  for (let player = 0; player < 19; player++)
    expect(span.add((1 << player) | (1 << (player + 1)))).toBe(true);
  expect(span.rank).toBe(19);
  expect(span.has(2 ** 20 - 1)).toBe(true);
  expect(span.has(1)).toBe(false);
  expect(span.add(0b1001)).toBe(false);
  expect(span.add(0b101)).toBe(true);
  expect(span.rank).toBe(20);
  expect(span.has(0b1011_0110_1)).toBe(true);
});
