import type { AllocationBasis, AllocationRemark, AllocationRule, MixedWeights } from './allocation.ts';
import { ALLOCATION_RULES } from './allocation.ts';
import { splitByAlternativeCostAvoided } from './alternative-cost-avoided.ts';
import type { CoalitionGame } from './coalition-game.ts';
import { findCost, grandCoalition } from './coalition-game.ts';
import { CostSharingError } from './cost-sharing-error.ts';
import { splitByEqualProfit } from './equal-profit.ts';
import type { LeastCore } from './least-core.ts';
import type { SolveLinear } from './linear-program.ts';
import { findNucleolus } from './nucleolus.ts';
import { splitByWeights } from './proportional.ts';
import type { ShapleySample } from './sampled-shapley.ts';
import { sampleShapley } from './sampled-shapley.ts';
import { findShapley, isComplete, MAX_EXACT_PLAYERS } from './shapley.ts';

/** What the rules need besides the game; each rule says what it misses. */
export interface AllocationOptions {
  readonly basis?: AllocationBasis;
  readonly mixedWeights?: MixedWeights;
  /** For games whose coalitions are not all solved, or of more than 20 players. */
  readonly shapleySample?: ShapleySample;
}

/** Shares before they are rounded to whole fen; they sum to the total but for rounding errors. */
export interface ExactShares {
  readonly shares: readonly number[];
  /** Half widths of the 95 % confidence intervals; null where the rule is exact. */
  readonly halfWidths: readonly number[] | null;
  readonly remarks: readonly AllocationRemark[];
}

/** A game, what else the rules need, and the least core, found once. */
interface RuleInput {
  readonly game: CoalitionGame;
  readonly options: AllocationOptions;
  readonly leastCore: LeastCore;
  readonly solveLinear: SolveLinear;
}

const RULES: Readonly<Record<AllocationRule, (input: RuleInput) => ExactShares>> = {
  proportional_kg: ({ game, options }) => exact(byBasis(game, options.basis?.kg, 'basis.kg')),
  proportional_stops: ({ game, options }) => exact(byBasis(game, options.basis?.stops, 'basis.stops')),
  proportional_alone: ({ game }) => exact(byBasis(game, listAlone(game), 'costs')),
  shapley: ({ game, options }) => findShapleyShares(game, options),
  nucleolus: ({ game, solveLinear }) => exact(findNucleolus(game, solveLinear), unsolvedRemarks(game)),
  per_capita_nucleolus: ({ game, solveLinear }) =>
    exact(findNucleolus(game, solveLinear, 'per_capita'), unsolvedRemarks(game)),
  equal_profit: ({ game, leastCore, solveLinear }) =>
    exact(splitByEqualProfit(game, leastCore, solveLinear), [
      ...leastCoreRemarks(leastCore),
      ...unsolvedRemarks(game),
    ]),
  alternative_cost_avoided: ({ game }) => {
    const { charges, weightsVanish } = splitByAlternativeCostAvoided(game);
    return exact(charges, weightsVanish ? [{ code: 'weights_vanish_equal_parts', figures: {} }] : []);
  },
  mixed: mix,
};

/**
 * Exact shares of the grand coalition's cost under one rule.
 * @throws CostSharingError `basis_invalid`, `coalitions_unsolved`
 */
export function findExactShares(
  game: CoalitionGame,
  rule: AllocationRule,
  options: AllocationOptions,
  leastCore: LeastCore,
  solveLinear: SolveLinear,
): ExactShares {
  return RULES[rule]({ game, options, leastCore, solveLinear });
}

function listAlone(game: CoalitionGame): readonly number[] {
  return game.players.map((_, player) => findCost(game, 1 << player) ?? 0);
}

function leastCoreRemarks({ coreEmpty, epsilonFen }: LeastCore): readonly AllocationRemark[] {
  return coreEmpty ? [{ code: 'core_empty_least_core_used', figures: { epsilonFen } }] : [];
}

function exact(shares: readonly number[], remarks: readonly AllocationRemark[] = []): ExactShares {
  return { shares, halfWidths: null, remarks };
}

function byBasis(
  game: CoalitionGame,
  weights: readonly number[] | undefined,
  path: string,
): readonly number[] {
  if (weights === undefined) throw new CostSharingError('basis_invalid', path, 'the rule needs it');
  const total = findCost(game, grandCoalition(game.players.length)) ?? 0;
  return splitByWeights(total, weights, game.players.length, path);
}

function findShapleyShares(game: CoalitionGame, { shapleySample }: AllocationOptions): ExactShares {
  const computable = isComplete(game) && game.players.length <= MAX_EXACT_PLAYERS;
  if (computable || shapleySample === undefined) return exact(findShapley(game));
  const { values, halfWidths, orders } = sampleShapley(game, shapleySample);
  const figures = { orders, blocks: shapleySample.blocks, seed: shapleySample.seed, confidence: 0.95 };
  return { shares: values, halfWidths, remarks: [{ code: 'sampled', figures }] };
}

function unsolvedRemarks({ players, costs }: CoalitionGame): readonly AllocationRemark[] {
  const all = grandCoalition(players.length);
  if (costs.size === all) return [];
  return [{ code: 'unsolved_coalitions_ignored', figures: { solved: costs.size, all } }];
}

function mix(input: RuleInput): ExactShares {
  const parts = listMixed(input.options.mixedWeights ?? {}).map(({ rule, weight }) => ({
    weight,
    split: RULES[rule](input),
  }));
  const blend = (pick: (split: ExactShares) => readonly number[] | null): readonly number[] =>
    input.game.players.map((_, player) =>
      parts.reduce((total, { weight, split }) => total + weight * (pick(split)?.[player] ?? 0), 0),
    );
  const sampled = parts.some(({ split }) => split.halfWidths !== null);
  return {
    shares: blend(({ shares }) => shares),
    halfWidths: sampled ? blend(({ halfWidths }) => halfWidths) : null,
    remarks: parts.flatMap(({ split }) => split.remarks).filter(isFirstOfItsCode),
  };
}

/** The rules that count, with weights that sum to 1. */
function listMixed(
  weights: MixedWeights,
): readonly { readonly rule: AllocationRule; readonly weight: number }[] {
  const chosen = ALLOCATION_RULES.flatMap((rule) =>
    rule === 'mixed' ? [] : [{ rule, weight: weights[rule] ?? 0 }],
  );
  const wrong = chosen.find(({ weight }) => !Number.isFinite(weight) || weight < 0);
  if (wrong) {
    throw new CostSharingError(
      'basis_invalid',
      `mixedWeights.${wrong.rule}`,
      'a finite number of at least 0',
    );
  }
  const sum = chosen.reduce((total, { weight }) => total + weight, 0);
  if (sum === 0) throw new CostSharingError('basis_invalid', 'mixedWeights', 'at least one weight above 0');
  return chosen
    .filter(({ weight }) => weight > 0)
    .map(({ rule, weight }) => ({ rule, weight: weight / sum }));
}

function isFirstOfItsCode(
  { code }: AllocationRemark,
  index: number,
  all: readonly AllocationRemark[],
): boolean {
  return all.findIndex((remark) => remark.code === code) === index;
}
