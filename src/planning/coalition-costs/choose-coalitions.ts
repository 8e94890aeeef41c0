import type { Coalition } from '../../cost-sharing/coalition-game.ts';
import { grandCoalition, sizeOf } from '../../cost-sharing/coalition-game.ts';
import type { ShapleySample } from '../../cost-sharing/sampled-shapley.ts';
import { listSampleCoalitions } from '../../cost-sharing/sampled-shapley.ts';

/** Up to this many players every coalition is solved: 63 problems. */
export const MOST_PLAYERS_IN_FULL = 6;
/** Costs of all coalitions are worked out from those solved, which takes 3 to the power of the players. */
export const MOST_PLAYERS = 12;

/**
 * Coalitions to solve, smallest first: up to `MOST_PLAYERS_IN_FULL` players all of them; beyond that the singles, the
 * grand one, every one without a single player (what each is worth to the rest), and those by which Shapley values are
 * sampled, at most `blocks * n * (n - 1)`.
 */
export function chooseCoalitions(players: number, sample: ShapleySample): readonly Coalition[] {
  const grand = grandCoalition(players);
  if (players <= MOST_PLAYERS_IN_FULL) {
    return inOrderOfSize(Array.from({ length: grand }, (_, index) => index + 1));
  }
  const singles = Array.from({ length: players }, (_, player) => 1 << player);
  const without = singles.map((single) => grand ^ single);
  return inOrderOfSize([
    ...new Set([...singles, ...without, grand, ...listSampleCoalitions(players, sample)]),
  ]);
}

function inOrderOfSize(coalitions: readonly Coalition[]): readonly Coalition[] {
  return coalitions.toSorted((a, b) => sizeOf(a) - sizeOf(b) || a - b);
}
