import type { CoalitionGame } from './coalition-game.ts';
import { findCost, grandCoalition } from './coalition-game.ts';
import { CostSharingError } from './cost-sharing-error.ts';

/**
 * Alternative cost avoided method (ACAM; Straffin and Heaney 1981, the Tennessee Valley Authority's): each player pays
 * the separable cost, what the others would save without it, and the rest is split in proportion to what each avoids:
 * stand-alone less separable cost, counted as 0 where negative. `weightsVanish` where nobody avoids any: equal parts.
 * @throws CostSharingError `coalitions_unsolved` where the grand coalition less one player is not solved.
 */
export function splitByAlternativeCostAvoided(game: CoalitionGame): {
  readonly charges: readonly number[];
  readonly weightsVanish: boolean;
} {
  const count = game.players.length;
  const grand = grandCoalition(count);
  const total = findCost(game, grand) ?? 0;
  const separable = game.players.map((_, player) => total - costWithout(game, grand & ~(1 << player)));
  const rest = total - separable.reduce((sum, fen) => sum + fen, 0);
  const avoided = separable.map((fen, player) => Math.max(0, (findCost(game, 1 << player) ?? 0) - fen));
  const sum = avoided.reduce((total, fen) => total + fen, 0);
  return {
    charges: separable.map((fen, player) => fen + (sum > 0 ? (rest * avoided[player]) / sum : rest / count)),
    weightsVanish: sum === 0 && rest !== 0,
  };
}

function costWithout(game: CoalitionGame, coalition: number): number {
  const cost = findCost(game, coalition);
  if (cost !== null) return cost;
  throw new CostSharingError('coalitions_unsolved', `costs[${coalition}]`, 'all members but one: not solved');
}
