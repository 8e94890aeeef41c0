import type { CarrierId } from '../model/carrier.ts';
import type { Fen } from '../model/units.ts';
import type { Coalition, CoalitionGame } from './coalition-game.ts';
import { findCost, grandCoalition, membersOf } from './coalition-game.ts';
import { CostSharingError } from './cost-sharing-error.ts';
import { findLeastCore } from './least-core.ts';
import type { SolveLinear } from './linear-program.ts';

/** Most players for whom all partitions are weighed: 3^14 is 4.8 million steps. */
export const MAX_STRUCTURE_PLAYERS = 14;

/** Coalitions side by side that cover all players (联盟结构). */
export interface CoalitionStructure {
  /** Larger parts first, then in the order of the players. */
  readonly parts: readonly { readonly members: readonly CarrierId[]; readonly costFen: Fen }[];
  readonly costFen: Fen;
  /** Against everyone alone. */
  readonly savingFen: Fen;
  /**
   * Least epsilon with which each part pays its own cost and no solved coalition, across parts too, is charged more than
   * its cost plus epsilon; at most 0 (but for rounding errors): nobody has a reason to leave.
   */
  readonly epsilonFen: number;
  readonly stable: boolean;
}

/**
 * Cheapest way to form pools side by side, by dynamic programming over subsets (Yeh 1986, Rothkopf et al. 1998), exact:
 * O(3^players). Among equally cheap structures that with the fewest parts. Unsolved coalitions do not form.
 * @throws CostSharingError `game_invalid` above 14 players.
 */
export function findBestStructure(game: CoalitionGame, solveLinear: SolveLinear): CoalitionStructure {
  const count = game.players.length;
  if (count > MAX_STRUCTURE_PLAYERS) {
    throw new CostSharingError(
      'game_invalid',
      'players',
      `structures up to ${MAX_STRUCTURE_PLAYERS} players`,
    );
  }
  return describeStructure(game, partition(game), solveLinear);
}

/** Cost, saving and stability of a given structure; its coalitions must be solved. */
export function describeStructure(
  game: CoalitionGame,
  structure: readonly Coalition[],
  solveLinear: SolveLinear,
): CoalitionStructure {
  const parts = structure
    .map((coalition) => ({
      members: membersOf(game, coalition),
      costFen: findCost(game, coalition) ?? 0,
      coalition,
    }))
    .sort(
      (a, b) =>
        b.members.length - a.members.length || (a.coalition & -a.coalition) - (b.coalition & -b.coalition),
    );
  const costFen = parts.reduce((sum, part) => sum + part.costFen, 0);
  const aloneFen = game.players.reduce((sum, _, player) => sum + (findCost(game, 1 << player) ?? 0), 0);
  const { epsilonFen, coreEmpty } = findLeastCore(game, solveLinear, structure);
  return {
    parts: parts.map(({ members, costFen }) => ({ members, costFen })),
    costFen,
    savingFen: aloneFen - costFen,
    epsilonFen,
    stable: !coreEmpty,
  };
}

function partition(game: CoalitionGame): readonly Coalition[] {
  const grand = grandCoalition(game.players.length);
  const best = new Float64Array(grand + 1).fill(Infinity);
  const parts = new Int32Array(grand + 1);
  const first = new Int32Array(grand + 1);
  best[0] = 0;
  for (let set = 1; set <= grand; set++) {
    const lowest = set & -set;
    // Parts that hold the lowest player, so that each partition is weighed once for each set.
    for (let part = set; part > 0; part = (part - 1) & set) {
      if ((part & lowest) === 0) continue;
      const cost = (findCost(game, part) ?? Infinity) + best[set & ~part];
      const number = 1 + parts[set & ~part];
      if (cost > best[set] || (cost === best[set] && number >= parts[set])) continue;
      best[set] = cost;
      parts[set] = number;
      first[set] = part;
    }
  }
  const structure: Coalition[] = [];
  for (let rest = grand; rest > 0; rest &= ~first[rest]) structure.push(first[rest]);
  return structure;
}
