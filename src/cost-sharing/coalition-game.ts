import type { CarrierId } from '../model/carrier.ts';
import type { Fen } from '../model/units.ts';
import { CostSharingError } from './cost-sharing-error.ts';

/** Set of players (联盟) as bits: player `i` of the game is in it when bit `i` is set; 0 is the empty set. */
export type Coalition = number;

/** Most players of a game: bits of a non-negative 32-bit integer. */
export const MAX_PLAYERS = 30;

/**
 * Cooperative game with transferable cost (成本分摊博弈): what each coalition of carriers pays for serving its demand by
 * itself. Sparse: a coalition that was not solved is absent. The grand coalition and every single player are present.
 */
export interface CoalitionGame {
  readonly players: readonly CarrierId[];
  /** Cost in fen by coalition; whole numbers where they come from plans, any finite number for the mathematics. */
  readonly costs: ReadonlyMap<Coalition, Fen>;
}

/** Cost of a coalition in fen: 0 for the empty one, null where it was not solved. */
export function findCost({ costs }: CoalitionGame, coalition: Coalition): Fen | null {
  return coalition === 0 ? 0 : (costs.get(coalition) ?? null);
}

/**
 * Builds a game from costs by bit mask, `null` or absent where a coalition was not solved.
 * @throws CostSharingError `game_invalid` with the path of what is wrong: no or too many players, a player twice, a
 * mask outside the game, a cost that is no finite number, a single player or the grand coalition not solved.
 */
export function buildCoalitionGame(
  players: readonly CarrierId[],
  costs: Iterable<readonly [Coalition, Fen | null]>,
): CoalitionGame {
  checkPlayers(players);
  const grand = grandCoalition(players.length);
  const solved = new Map<Coalition, Fen>();
  for (const [coalition, fen] of costs) {
    if (!Number.isInteger(coalition) || coalition < 0 || coalition > grand) {
      throw invalid(`costs[${coalition}]`, `no coalition of ${players.length} players`);
    }
    if (coalition === 0 || fen === null) continue;
    if (!Number.isFinite(fen)) throw invalid(`costs[${coalition}]`, 'not a finite number');
    solved.set(coalition, fen);
  }
  for (const needed of [...players.map((_, player) => 1 << player), grand]) {
    if (!solved.has(needed))
      throw invalid(`costs[${needed}]`, 'a single player or the grand coalition needs a cost');
  }
  return { players, costs: solved };
}

/** All `count` players together. */
export function grandCoalition(count: number): Coalition {
  return 2 ** count - 1;
}

/** Number of players in a coalition. */
export function sizeOf(coalition: Coalition): number {
  let size = 0;
  for (let rest = coalition; rest !== 0; rest &= rest - 1) size++;
  return size;
}

/** Indices of the players in a coalition, ascending. */
export function playersOf(coalition: Coalition): readonly number[] {
  const players: number[] = [];
  for (let rest = coalition; rest !== 0; rest &= rest - 1) players.push(31 - Math.clz32(rest & -rest));
  return players;
}

/** Carriers of a coalition, in the order of the game's players. */
export function membersOf({ players }: CoalitionGame, coalition: Coalition): readonly CarrierId[] {
  return playersOf(coalition).map((player) => players[player]);
}

/**
 * Coalition of the named carriers.
 * @throws CostSharingError `player_unknown`
 */
export function toCoalition({ players }: CoalitionGame, members: readonly CarrierId[]): Coalition {
  let coalition = 0;
  for (const member of members) {
    const player = players.indexOf(member);
    if (player < 0) throw new CostSharingError('player_unknown', member, 'no player of this game');
    coalition |= 1 << player;
  }
  return coalition;
}

/** The game among the members of one coalition; the coalition and its single players must be solved. */
export function restrictGame(game: CoalitionGame, coalition: Coalition): CoalitionGame {
  const kept = playersOf(coalition);
  const costs = [...game.costs]
    .filter(([part]) => (part & ~coalition) === 0)
    .map(([part, fen]) => [compress(part, kept), fen] as const);
  return buildCoalitionGame(membersOf(game, coalition), costs);
}

function compress(part: Coalition, kept: readonly number[]): Coalition {
  return kept.reduce((mask, player, index) => mask | (((part >> player) & 1) << index), 0);
}

function checkPlayers(players: readonly CarrierId[]): void {
  if (players.length === 0 || players.length > MAX_PLAYERS) {
    throw invalid('players', `1 to ${MAX_PLAYERS} players, not ${players.length}`);
  }
  if (new Set(players).size !== players.length) throw invalid('players', 'a player stands twice');
}

function invalid(path: string, detail: string): CostSharingError {
  return new CostSharingError('game_invalid', path, detail);
}
