import type { CoalitionGame } from './coalition-game.ts';
import { grandCoalition, sizeOf } from './coalition-game.ts';
import { CostSharingError } from './cost-sharing-error.ts';

/** Most players for whom the exact Shapley value is computed: a million coalitions. */
export const MAX_EXACT_PLAYERS = 20;

/** True where every coalition is solved. */
export function isComplete({ players, costs }: CoalitionGame): boolean {
  return costs.size === grandCoalition(players.length);
}

/**
 * Shapley value (1953): each player's extra cost on joining, averaged over all orders of joining. Exact shares by
 * player, by subsets: O(2^players * players).
 * @throws CostSharingError `coalitions_unsolved` where a coalition is missing or there are more than 20 players.
 */
export function findShapley(game: CoalitionGame): readonly number[] {
  const count = game.players.length;
  if (count > MAX_EXACT_PLAYERS || !isComplete(game)) {
    throw new CostSharingError(
      'coalitions_unsolved',
      'costs',
      `${game.costs.size} of ${grandCoalition(count)} coalitions are solved; sample the value instead`,
    );
  }
  const dense = new Float64Array(2 ** count);
  for (const [coalition, cost] of game.costs) dense[coalition] = cost;
  const weights = listWeights(count);
  const values = Array.from({ length: count }, () => 0);
  for (let coalition = 0; coalition < dense.length; coalition++) {
    const weight = weights[sizeOf(coalition)];
    for (let player = 0; player < count; player++) {
      const bit = 1 << player;
      if ((coalition & bit) === 0) values[player] += weight * (dense[coalition | bit] - dense[coalition]);
    }
  }
  return values;
}

/** Share of orders in which a given player comes right after a given coalition, by its size. */
function listWeights(count: number): readonly number[] {
  const weights = [1 / count];
  for (let size = 1; size < count; size++) weights.push((weights[size - 1] * size) / (count - size));
  return weights;
}
