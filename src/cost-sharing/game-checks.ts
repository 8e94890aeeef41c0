import type { CarrierId } from '../model/carrier.ts';
import type { Fen } from '../model/units.ts';
import type { Coalition, CoalitionGame } from './coalition-game.ts';
import { findCost, grandCoalition, membersOf } from './coalition-game.ts';
import { CostSharingError } from './cost-sharing-error.ts';

/** Most players for whom all disjoint pairs are looked at: 3^14 is 4.8 million. */
export const MAX_PAIR_PLAYERS = 14;

/** Two disjoint coalitions and what joining them does. */
export interface PairViolation {
  readonly one: readonly CarrierId[];
  readonly other: readonly CarrierId[];
  readonly apartFen: Fen;
  readonly togetherFen: Fen;
  /** By how much the property is broken, positive. */
  readonly byFen: Fen;
}

export interface PairCheck {
  /** Pairs whose three coalitions are all solved. */
  readonly pairs: number;
  readonly holds: boolean;
  /** All of them, largest first. */
  readonly violations: readonly PairViolation[];
}

/**
 * Subadditivity (次可加性): no two disjoint coalitions cost more together than apart. All disjoint pairs of solved
 * coalitions, O(3^players).
 * @throws CostSharingError `game_invalid` above 14 players.
 */
export function checkSubadditivity(game: CoalitionGame): PairCheck {
  return checkPairs(game, (apart, together) => together - apart);
}

/** Superadditivity of costs (超可加性): no two disjoint coalitions cost less together than apart; pooling never pays. */
export function checkSuperadditivity(game: CoalitionGame): PairCheck {
  return checkPairs(game, (apart, together) => apart - together);
}

function checkPairs(game: CoalitionGame, breach: (apartFen: Fen, togetherFen: Fen) => Fen): PairCheck {
  if (game.players.length > MAX_PAIR_PLAYERS) {
    throw new CostSharingError(
      'game_invalid',
      'players',
      `pairs are checked up to ${MAX_PAIR_PLAYERS} players`,
    );
  }
  const violations: PairViolation[] = [];
  let pairs = 0;
  for (const [union, togetherFen] of game.costs) {
    // The lowest player always in the first part: each pair once.
    const lowest = union & -union;
    for (let other = (union - 1) & union; other > 0; other = (other - 1) & union) {
      if ((other & lowest) !== 0) continue;
      const apart = costOfParts(game, union & ~other, other);
      if (apart === null) continue;
      pairs++;
      const byFen = breach(apart, togetherFen);
      if (byFen <= 0) continue;
      const one = membersOf(game, union & ~other);
      violations.push({ one, other: membersOf(game, other), apartFen: apart, togetherFen, byFen });
    }
  }
  violations.sort((a, b) => b.byFen - a.byFen);
  return { pairs, holds: violations.length === 0, violations };
}

function costOfParts(game: CoalitionGame, one: Coalition, other: Coalition): Fen | null {
  const [first, second] = [findCost(game, one), findCost(game, other)];
  return first === null || second === null ? null : first + second;
}

/** A player whose joining makes a coalition cheaper outright. */
export interface MonotonicityViolation {
  readonly members: readonly CarrierId[];
  readonly joining: CarrierId;
  readonly beforeFen: Fen;
  readonly afterFen: Fen;
  readonly byFen: Fen;
}

/** Monotonicity (单调性): nobody's joining lowers a coalition's whole cost. Violations largest first; O(solved * players). */
export function checkMonotonicity(game: CoalitionGame): {
  readonly holds: boolean;
  readonly violations: readonly MonotonicityViolation[];
} {
  const grand = grandCoalition(game.players.length);
  const violations: MonotonicityViolation[] = [];
  for (const [coalition, beforeFen] of [[0, 0] as const, ...game.costs]) {
    for (const [player, joining] of game.players.entries()) {
      const larger = coalition | (1 << player);
      const afterFen = findCost(game, larger & grand);
      if (larger === coalition || afterFen === null || afterFen >= beforeFen) continue;
      const members = membersOf(game, coalition);
      violations.push({ members, joining, beforeFen, afterFen, byFen: beforeFen - afterFen });
    }
  }
  violations.sort((a, b) => b.byFen - a.byFen);
  return { holds: violations.length === 0, violations };
}
