import type { Fen } from '../model/units.ts';
import type { Allocation, AllocationRule, BlockingCoalition, MemberAllocation } from './allocation.ts';
import { ROUNDING_FEN_PER_MEMBER } from './allocation.ts';
import type { CoalitionGame } from './coalition-game.ts';
import { findCost, grandCoalition, membersOf, sizeOf } from './coalition-game.ts';
import { CostSharingError } from './cost-sharing-error.ts';
import type { AllocationOptions, ExactShares } from './exact-shares.ts';
import { findExactShares } from './exact-shares.ts';
import type { LeastCore } from './least-core.ts';
import { findLeastCore } from './least-core.ts';
import { chargeOf } from './least-excess.ts';
import type { SolveLinear } from './linear-program.ts';
import { roundShares } from './round-shares.ts';

/**
 * Splits the grand coalition's cost under each of the rules, in whole fen that sum exactly, and says of each split who
 * saves what and who would leave. The least core is found once for all rules.
 * @throws CostSharingError `game_invalid` where a cost is not in whole fen, and what the rules throw.
 */
export function allocateCost(
  game: CoalitionGame,
  rules: readonly AllocationRule[],
  options: AllocationOptions,
  solveLinear: SolveLinear,
): readonly Allocation[] {
  for (const [coalition, cost] of game.costs) {
    if (!Number.isSafeInteger(cost))
      throw new CostSharingError('game_invalid', `costs[${coalition}]`, 'not whole fen');
  }
  const leastCore = findLeastCore(game, solveLinear);
  return rules.map((rule) => {
    const exact = findExactShares(game, rule, options, leastCore, solveLinear);
    return assessShares(game, rule, exact, leastCore);
  });
}

/** Rounds shares to whole fen and confronts them with every solved coalition; O(solved * players). */
export function assessShares(
  game: CoalitionGame,
  rule: AllocationRule,
  { shares, halfWidths, remarks }: ExactShares,
  { epsilonFen }: LeastCore,
): Allocation {
  const grand = grandCoalition(game.players.length);
  const totalFen = findCost(game, grand) ?? 0;
  const charges = roundShares(shares, totalFen);
  const blocking = listBlocking(game, charges);
  const members = charges.map((costFen, player) =>
    toMember(game, player, costFen, halfWidths === null ? null : halfWidths[player]),
  );
  return {
    rule,
    totalFen,
    members,
    individuallyRational: members.every(({ individuallyRational }) => individuallyRational),
    core: blocking.length > 0 ? 'outside' : game.costs.size === grand ? 'inside' : 'unrefuted',
    blocking,
    leastCoreEpsilonFen: epsilonFen,
    solvedCoalitions: game.costs.size,
    allCoalitions: grand,
    remarks,
  };
}

/** Solved proper coalitions charged more than they cost by themselves, beyond the rounding, largest excess first. */
export function listBlocking(game: CoalitionGame, charges: readonly number[]): readonly BlockingCoalition[] {
  const grand = grandCoalition(game.players.length);
  return [...game.costs]
    .filter(([coalition]) => coalition !== grand)
    .map(([coalition, costFen]) => {
      const chargedFen = chargeOf(charges, coalition);
      return { coalition, costFen, chargedFen, excessFen: chargedFen - costFen };
    })
    .filter(({ coalition, excessFen }) => excessFen > ROUNDING_FEN_PER_MEMBER * sizeOf(coalition))
    .sort((a, b) => b.excessFen - a.excessFen || a.coalition - b.coalition)
    .map(({ coalition, costFen, chargedFen, excessFen }) => ({
      members: membersOf(game, coalition),
      costFen,
      chargedFen,
      excessFen,
    }));
}

function toMember(
  game: CoalitionGame,
  player: number,
  costFen: Fen,
  halfWidthFen: Fen | null,
): MemberAllocation {
  const aloneFen = findCost(game, 1 << player) ?? 0;
  const savingFen = aloneFen - costFen;
  return {
    carrierId: game.players[player],
    aloneFen,
    costFen,
    savingFen,
    savingShare: aloneFen > 0 ? savingFen / aloneFen : null,
    individuallyRational: savingFen >= -ROUNDING_FEN_PER_MEMBER,
    halfWidthFen,
  };
}
