import { checkRouting } from '../checker/routing-check.ts';
import type { RoutingSolution } from '../solver/routing/solution.ts';
import type { RoutingProblem } from '../solver/routing/problem.ts';
import type { SolveRoutingOptions } from '../solver/routing/solve-routing.ts';
import { gapPercent } from './best-known.ts';
import type { LoadedInstance } from './load-instance.ts';

/** One run on an instance, in the unit of its best-known value. */
export interface InstanceRun {
  readonly solution: RoutingSolution;
  readonly cost: number;
  readonly vehicles: number;
  readonly gapPercent: number | null;
  readonly seconds: number;
  /** The independent checker's word. */
  readonly feasible: boolean;
}

/** Solves a problem in this thread or on several. */
export type InstanceSolver = (
  problem: RoutingProblem,
  options: SolveRoutingOptions,
) => RoutingSolution | Promise<RoutingSolution>;

/** Solves an instance and has the answer checked. */
export async function runInstance(
  loaded: LoadedInstance,
  options: SolveRoutingOptions,
  now: () => number,
  solve: InstanceSolver,
): Promise<InstanceRun> {
  const { family, instance, bestKnown, costDivisor } = loaded;
  const began = now();
  const solution = await solve(instance.problem, options);
  const seconds = (now() - began) / 1000;
  const check = checkRouting(instance.problem, solution);
  const cost = check.cost / costDivisor;
  return {
    solution,
    cost: Number(cost.toPrecision(COST_DIGITS)),
    vehicles: check.vehicles,
    gapPercent: bestKnown && gapPercent(family, bestKnown, cost, check.vehicles),
    seconds,
    feasible: check.feasible && check.violations.length === 0,
  };
}

/** Significant digits of a printed cost; more are rounding noise of sums. */
const COST_DIGITS = 12;
