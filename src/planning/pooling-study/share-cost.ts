import type { Allocation } from '../../cost-sharing/allocation.ts';
import { ALLOCATION_RULES } from '../../cost-sharing/allocation.ts';
import { allocateCost } from '../../cost-sharing/allocate-cost.ts';
import type { CoalitionGame } from '../../cost-sharing/coalition-game.ts';
import type { BalancedWeights } from '../../cost-sharing/least-core.ts';
import { findLeastCore } from '../../cost-sharing/least-core.ts';
import type { VolumeLine } from '../../cost-sharing/settlement/agreement.ts';
import { solveCostSharing } from '../cost-sharing-solver.ts';
import { toAllocationBasis } from '../settlement-volumes.ts';
import type { StudyOptions } from './study-options.ts';

/** Whether any split at all keeps everybody in the pool. */
export interface Stability {
  /** True: whatever the split, some group does better by leaving. */
  readonly coreEmpty: boolean;
  /** What each group would have to be short of, at least, for all to stay; at most 0 where the core is not empty. */
  readonly epsilonFen: number;
  /** Groups and weights whose own costs prove the core empty (Bondareva-Shapley); empty otherwise. */
  readonly proof: BalancedWeights;
  readonly message: string;
}

/** Splits the cost of all by every rule; see `allocateCost`. */
export function allocateByRules(
  game: CoalitionGame,
  volumes: readonly VolumeLine[],
  options: StudyOptions,
  seed: number,
): readonly Allocation[] {
  const basis = toAllocationBasis(volumes, game.players);
  const { mixedWeights, shapleyBlocks } = options;
  const shapleySample = { seed, blocks: shapleyBlocks };
  const rules = ALLOCATION_RULES.filter((rule) => isDefined(rule, basis, options));
  return allocateCost(game, rules, { basis, mixedWeights, shapleySample }, solveCostSharing);
}

/**
 * Is the core empty, with its proof and what it means in plain words?
 *
 * @param proven whether no coalition that is not solved could change the answer
 */
export function findStability(
  game: CoalitionGame,
  names: ReadonlyMap<string, string>,
  proven: boolean,
): Stability {
  const { coreEmpty, epsilonFen, proof } = findLeastCore(game, solveCostSharing);
  const weights = coreEmpty ? proof.weights : [];
  const message = coreEmpty ? explainEmpty(epsilonFen, weights, names) : proven ? STABLE : UNREFUTED;
  return { coreEmpty, epsilonFen, proof: weights, message };
}

const STABLE =
  'There is a split of the cost that no carrier and no group of carriers could better by leaving.';
const UNREFUTED =
  'There is a split of the cost that none of the groups solved could better by leaving; groups that were not solved might.';

function explainEmpty(
  epsilonFen: number,
  weights: BalancedWeights,
  names: ReadonlyMap<string, string>,
): string {
  const groups = weights.map(({ members }) => members.map((id) => names.get(id) ?? id).join(' + '));
  const yuan = (epsilonFen / 100).toFixed(2);
  return (
    `No split of the cost keeps everybody in one pool: the core is empty. Whatever is agreed, one of the groups ` +
    `${groups.join('; ')} would pay less by itself, by ${yuan} yuan a week at least.`
  );
}

/** Proportional rules need something to be in proportion to. */
function isDefined(
  rule: Allocation['rule'],
  basis: { readonly kg: readonly number[]; readonly stops: readonly number[] },
  { mixedWeights }: StudyOptions,
): boolean {
  const isPositive = (values: readonly number[]): boolean => values.some((value) => value > 0);
  if (rule === 'proportional_kg') return isPositive(basis.kg);
  if (rule === 'proportional_stops') return isPositive(basis.stops);
  return rule !== 'mixed' || isPositive(Object.values(mixedWeights));
}
