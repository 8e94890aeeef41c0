import * as fc from 'fast-check';

import type { CoalitionGame } from '../../src/cost-sharing/coalition-game.ts';
import { buildCoalitionGame, sizeOf } from '../../src/cost-sharing/coalition-game.ts';

export type GameKind = 'subadditive' | 'any' | 'routing' | 'coarse';

/**
 * Random games of 3 to 6 players in whole fen: `any` costs, often dearer together than apart and with an empty core;
 * their `subadditive` cover, as coalition costs are by construction; `routing`: tours of points from a depot, a
 * location on a line each, where joining mostly pays; `coarse`: few distinct costs, full of ties.
 */
export const randomGame: fc.Arbitrary<{ readonly kind: GameKind; readonly game: CoalitionGame }> = fc
  .record({
    kind: fc.constantFrom<GameKind>('subadditive', 'any', 'routing', 'coarse'),
    count: fc.integer({ min: 3, max: 6 }),
    draws: fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 64, maxLength: 64 }),
  })
  .map(({ kind, count, draws }) => ({ kind, game: buildGame(kind, count, draws) }));

function buildGame(kind: GameKind, count: number, draws: readonly number[]): CoalitionGame {
  const costs = Array.from({ length: 2 ** count }, (_, coalition) => drawCost(kind, coalition, draws));
  if (kind === 'subadditive') cover(costs);
  const players = Array.from({ length: count }, (_, player) => `carrier-${player}`);
  return buildCoalitionGame(
    players,
    costs.map((cost, coalition) => [coalition, cost] as const),
  );
}

function drawCost(kind: GameKind, coalition: number, draws: readonly number[]): number {
  const size = sizeOf(coalition);
  if (size === 0) return 0;
  if (kind === 'coarse') return size + (draws[coalition] % 3);
  if (kind === 'any') return Math.round(draws[coalition] * Math.sqrt(size)) + 1;
  if (kind === 'subadditive')
    return 500_000 * size - Math.round(draws[coalition] * 0.4 * (size - 1)) + (draws[0] % 7);
  let farthest = 0;
  let own = 0;
  for (let player = 0; player < 6; player++) {
    if (((coalition >> player) & 1) === 0) continue;
    farthest = Math.max(farthest, draws[player]);
    own += draws[player + 8] >> 3;
  }
  return farthest + own + (draws[coalition] >> 5) + 1;
}

/** Lowers each cost to that of the best partition. */
function cover(costs: number[]): void {
  for (let coalition = 1; coalition < costs.length; coalition++) {
    for (let part = (coalition - 1) & coalition; part > 0; part = (part - 1) & coalition) {
      costs[coalition] = Math.min(costs[coalition], costs[part] + costs[coalition & ~part]);
    }
  }
}
