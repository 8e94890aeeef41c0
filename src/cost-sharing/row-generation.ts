import type { Fen } from '../model/units.ts';
import type { Coalition, CoalitionGame } from './coalition-game.ts';
import { buildCoalitionGame, findCost, grandCoalition } from './coalition-game.ts';
import { CostSharingError } from './cost-sharing-error.ts';
import { findLeastCore } from './least-core.ts';
import { chargeOf } from './least-excess.ts';
import type { SolveLinear } from './linear-program.ts';
import { findNucleolus } from './nucleolus.ts';

/** Most players whose unsolved coalitions are looked through: 65,535 of them. */
export const MAX_GENERATED_PLAYERS = 16;

/** Port: costs of coalitions, solved on the same terms as those known, in the order asked. */
export type CostOracle = (coalitions: readonly Coalition[]) => Promise<readonly Fen[]>;

export interface RowGenerationOptions {
  /** Coalitions asked for at a time; they may be solved side by side. */
  readonly batch: number;
  /** Coalitions asked for in all, at most. */
  readonly limit: number;
}

/** A game grown until no unsolved coalition can change the answer, or the limit was reached. */
export interface GeneratedGame {
  readonly game: CoalitionGame;
  readonly asked: number;
  /**
   * True: whether the core is empty, and epsilon where it is, hold for the whole game, provided that it is subadditive
   * with the solved costs as they are: no unsolved coalition can have an excess above epsilon, or above 0 in the core.
   * Where the limit was reached first they are those of the solved coalitions.
   */
  readonly proven: boolean;
}

/**
 * Lower bound on the cost of a coalition in a subadditive game: for each solved union with another, what the union
 * costs less what the other does. Exact where it is solved. O(solved).
 */
export function lowerBound(game: CoalitionGame, coalition: Coalition): number {
  const known = findCost(game, coalition);
  if (known !== null) return known;
  let bound = -Infinity;
  for (const [union, cost] of game.costs) {
    if ((union & coalition) !== coalition) continue;
    const other = game.costs.get(union & ~coalition);
    if (other !== undefined) bound = Math.max(bound, cost - other);
  }
  return bound;
}

/**
 * Unsolved coalitions that may be charged above their cost by more than `epsilonFen`, most by the lower bounds first:
 * the separation step of row generation. O(2^players * solved) at worst, see `MAX_GENERATED_PLAYERS`.
 */
export function listSuspects(
  game: CoalitionGame,
  charges: readonly number[],
  epsilonFen: number,
  count: number,
): readonly Coalition[] {
  const grand = grandCoalition(game.players.length);
  const upper = optimisticExcess(game, charges);
  const suspects: { readonly coalition: Coalition; readonly excess: number }[] = [];
  for (let coalition = 1; coalition < grand; coalition++) {
    if (game.costs.has(coalition)) continue;
    const excess = upper(coalition);
    if (excess > epsilonFen) suspects.push({ coalition, excess });
  }
  suspects.sort((a, b) => b.excess - a.excess || a.coalition - b.coalition);
  return suspects.slice(0, count).map(({ coalition }) => coalition);
}

function optimisticExcess(game: CoalitionGame, charges: readonly number[]): (coalition: Coalition) => number {
  return (coalition) => chargeOf(charges, coalition) - lowerBound(game, coalition);
}

/**
 * Core by row generation (compare Goethe-Lundgren, Jornsten and Varbrand 1996): splits the cost by the nucleolus of the
 * coalitions solved so far, asks the oracle for those that might object most, and repeats. Needs the grand coalition and
 * the single players to begin with; the coalitions that lack one player are asked for first.
 * @throws CostSharingError `game_invalid` above 16 players or where the oracle's answers are no costs.
 */
export async function growGame(
  start: CoalitionGame,
  oracle: CostOracle,
  solveLinear: SolveLinear,
  { batch, limit }: RowGenerationOptions,
): Promise<GeneratedGame> {
  if (start.players.length > MAX_GENERATED_PLAYERS) {
    throw new CostSharingError(
      'game_invalid',
      'players',
      `rows are generated up to ${MAX_GENERATED_PLAYERS} players`,
    );
  }
  let game = start;
  let asked = 0;
  let wanted = listAllButOne(start);
  for (;;) {
    wanted = wanted.slice(0, Math.min(batch, limit - asked));
    if (wanted.length > 0) {
      const costs = await oracle(wanted);
      asked += wanted.length;
      game = addCosts(game, wanted, costs);
    }
    const charges = findNucleolus(game, solveLinear);
    const { epsilonFen } = findLeastCore(game, solveLinear);
    const room = Math.max(0, epsilonFen) + 1e-6;
    const missing = listAllButOne(game);
    wanted = missing.length > 0 ? missing : listSuspects(game, charges, room, batch);
    if (wanted.length === 0) return { game, asked, proven: true };
    if (asked >= limit) return { game, asked, proven: false };
  }
}

function listAllButOne(game: CoalitionGame): readonly Coalition[] {
  const grand = grandCoalition(game.players.length);
  return game.players
    .map((_, player) => grand & ~(1 << player))
    .filter((coalition) => coalition !== 0 && !game.costs.has(coalition));
}

function addCosts(
  game: CoalitionGame,
  coalitions: readonly Coalition[],
  costs: readonly Fen[],
): CoalitionGame {
  if (costs.length !== coalitions.length) {
    throw new CostSharingError(
      'game_invalid',
      'costs',
      `${costs.length} costs for ${coalitions.length} coalitions`,
    );
  }
  const added = coalitions.map((coalition, index) => [coalition, costs[index]] as const);
  return buildCoalitionGame(game.players, [...game.costs, ...added]);
}
