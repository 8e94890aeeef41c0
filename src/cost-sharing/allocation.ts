import type { CarrierId } from '../model/carrier.ts';
import type { Fen, Share } from '../model/units.ts';

/** Ways to split a coalition's cost (分摊规则). */
export type AllocationRule =
  | 'proportional_kg'
  | 'proportional_stops'
  | 'proportional_alone'
  | 'shapley'
  | 'nucleolus'
  | 'per_capita_nucleolus'
  | 'equal_profit'
  | 'alternative_cost_avoided'
  | 'mixed';

export const ALLOCATION_RULES: readonly AllocationRule[] = [
  'proportional_kg',
  'proportional_stops',
  'proportional_alone',
  'shapley',
  'nucleolus',
  'per_capita_nucleolus',
  'equal_profit',
  'alternative_cost_avoided',
  'mixed',
];

/**
 * What rounding to whole fen may cost a coalition: it blocks, and a member loses, only beyond this much for each
 * member. Shares differ from the exact ones by less than one fen, so an exact allocation in the core stays in it.
 */
export const ROUNDING_FEN_PER_MEMBER = 1;

/** One member's part of the cost. */
export interface MemberAllocation {
  readonly carrierId: CarrierId;
  readonly aloneFen: Fen;
  /** Whole fen; the members' costs sum exactly to the coalition's. */
  readonly costFen: Fen;
  /** Stand-alone cost less allocated cost; negative where the member loses. */
  readonly savingFen: Fen;
  /** Saving over stand-alone cost (times 100: per cent); null where the member costs nothing alone. */
  readonly savingShare: Share | null;
  /** Pays no more than alone, within the rounding. */
  readonly individuallyRational: boolean;
  /** Half of the confidence interval's width in fen where the rule was sampled; null where it is exact. */
  readonly halfWidthFen: Fen | null;
}

/** Members who would pay less by leaving together than the allocation charges them (阻断联盟). */
export interface BlockingCoalition {
  readonly members: readonly CarrierId[];
  readonly costFen: Fen;
  readonly chargedFen: Fen;
  /** Charged less own cost, beyond the rounding: what leaving would save them. */
  readonly excessFen: Fen;
}

/**
 * Is the allocation in the core (核心)? `unrefuted`: no solved coalition blocks it, but not all coalitions are solved.
 */
export type CoreMembership = 'inside' | 'outside' | 'unrefuted';

/** How a rule was computed where the answer depends on it. */
export type AllocationRemarkCode =
  /** The core is empty, so the equal profit method kept to the least core. */
  | 'core_empty_least_core_used'
  /** Rows were made for solved coalitions only; the answer is that of the game they form. */
  | 'unsolved_coalitions_ignored'
  /** Shapley values estimated from sampled orders. */
  | 'sampled'
  /** Nobody saves anything beyond the marginal costs, so the rule's weights vanish and it fell back to equal parts. */
  | 'weights_vanish_equal_parts';

export interface AllocationRemark {
  readonly code: AllocationRemarkCode;
  readonly figures: Readonly<Record<string, number>>;
}

/** Split of the grand coalition's cost over its members (成本分摊), with what tells whether anybody would leave. */
export interface Allocation {
  readonly rule: AllocationRule;
  readonly totalFen: Fen;
  /** In the order of the game's players. */
  readonly members: readonly MemberAllocation[];
  readonly individuallyRational: boolean;
  readonly core: CoreMembership;
  /** Solved coalitions that block, largest excess first; single members included. */
  readonly blocking: readonly BlockingCoalition[];
  /**
   * Smallest epsilon, in fen, with which every proper coalition (of those solved) can be charged no more than its own
   * cost plus epsilon; the same for every rule. At most 0: the core of the solved coalitions is not empty.
   */
  readonly leastCoreEpsilonFen: number;
  readonly solvedCoalitions: number;
  readonly allCoalitions: number;
  readonly remarks: readonly AllocationRemark[];
}

/** Carrier's weights that no coalition cost tells; index as the game's players, each at least 0. */
export interface AllocationBasis {
  readonly kg: readonly number[];
  readonly stops: readonly number[];
}

/** The planner's weights for the mixed rule: each rule's exact shares count with its weight over the sum. */
export type MixedWeights = Readonly<Partial<Record<Exclude<AllocationRule, 'mixed'>, number>>>;
