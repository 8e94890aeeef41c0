import type { Budget } from '../model/scenario.ts';
import type { StopRule } from '../solver/routing/solve-routing.ts';

/** Share of the scenario's budget that a routing problem gets. */
export interface SearchEffort {
  readonly villageShare: number;
  readonly trunkShare: number;
  /** How often village tours and trunk are solved in turn, each turn knowing the trunk costs of the one before. */
  readonly turns: number;
}

/** For the routes of the plan. */
export const FULL_EFFORT: SearchEffort = { villageShare: 1, trunkShare: 0.25, turns: 2 };

/** For choices between structures (warehouse, stations), where only the order of costs matters. */
export const SCREENING_EFFORT: SearchEffort = { villageShare: 0.2, trunkShare: 0.05, turns: 2 };

const LEAST_ITERATIONS = 50;
const LEAST_SECONDS = 0.02;

export function toStopRule(budget: Budget, share: number): StopRule {
  return budget.kind === 'iterations'
    ? { iterations: Math.max(LEAST_ITERATIONS, Math.round(budget.iterations * share)) }
    : { seconds: Math.max(LEAST_SECONDS, budget.seconds * share) };
}

/** A seed of its own for each problem of a plan: FNV-1a over the scenario's seed and the problem's name. */
export function deriveSeed(seed: number, name: string): number {
  let hash = 0x81_1c_9d_c5;
  for (const character of `${seed}/${name}`) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01_00_01_93) >>> 0;
  }
  return hash;
}
