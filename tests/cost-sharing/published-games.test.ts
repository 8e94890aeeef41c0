import { existsSync, readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import type { CoalitionGame } from '../../src/cost-sharing/coalition-game.ts';
import { buildCoalitionGame } from '../../src/cost-sharing/coalition-game.ts';
import { findNucleolus } from '../../src/cost-sharing/nucleolus.ts';
import { sampleShapley } from '../../src/cost-sharing/sampled-shapley.ts';
import { findShapley } from '../../src/cost-sharing/shapley.ts';
import { solveLinear } from '../../src/solver/linear/solve-linear.ts';

const file = new URL('../../../shared/benchmarks/cost-games/games.json', import.meta.url);

interface PublishedGame {
  readonly players: number;
  readonly kind: 'cost' | 'savings';
  readonly v: Readonly<Record<string, number>>;
  readonly nucleolus: readonly number[];
  readonly shapley: readonly number[];
}

const games: Readonly<Record<string, PublishedGame>> = existsSync(file)
  ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, PublishedGame>)
  : {};

/** A game of savings is one of costs with the signs turned. */
function toGame({ players, kind, v }: PublishedGame): CoalitionGame {
  const sign = kind === 'cost' ? 1 : -1;
  return buildCoalitionGame(
    Array.from({ length: players }, (_, player) => `${player + 1}`),
    Object.entries(v).map(([names, value]) => {
      const coalition = names.split(',').reduce((mask, name) => mask | (1 << (Number(name) - 1)), 0);
      return [coalition, sign * value] as const;
    }),
  );
}

describe.skipIf(!existsSync(file))('published games (../shared/benchmarks/cost-games)', () => {
  test.each(Object.entries(games))('%s: Shapley value and nucleolus to 1e-6', (_, published) => {
    const game = toGame(published);
    const sign = published.kind === 'cost' ? 1 : -1;
    for (const [player, share] of findShapley(game).entries()) {
      expect(Math.abs(sign * share - published.shapley[player])).toBeLessThan(1e-6);
    }
    for (const [player, share] of findNucleolus(game, solveLinear).entries()) {
      expect(Math.abs(sign * share - published.nucleolus[player])).toBeLessThan(1e-6);
    }
  });

  test('five published games were read', () => {
    expect(Object.keys(games)).toHaveLength(5);
  });

  test('the sampled Shapley value of the airport game has the exact one in its interval', () => {
    const game = toGame(games['airport-5']);
    const exact = findShapley(game);
    const { values, halfWidths } = sampleShapley(game, { seed: 1, blocks: 40 });
    expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(55, 9);
    for (const [player, value] of values.entries()) {
      expect(Math.abs(value - exact[player])).toBeLessThan(2 * halfWidths[player] + 1e-9);
      expect(halfWidths[player]).toBeLessThan(2);
    }
  });
});
