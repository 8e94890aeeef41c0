import { renumberRoutes } from './client-order.ts';
import { prepareSearch, withinFleet } from './prepare-search.ts';
import type { RoutingProblem } from './problem.ts';
import { Random } from './random.ts';
import { SearchBudget } from './search-budget.ts';
import { searchPortfolio } from './search-portfolio.ts';
import { settleFrozen } from './settled-problem.ts';
import { toSolution } from './to-solution.ts';
import type { FrozenRoute, RoutingRoute, RoutingSolution } from './solution.ts';

/** Bumped whenever the same input may give another answer. */
export const ROUTING_SOLVER_VERSION = 'routing/9';

/** Search effort; at least one of the two limits is given. With iterations alone the answer is deterministic. */
export interface StopRule {
  readonly iterations?: number;
  readonly seconds?: number;
}

export interface RoutingProgress {
  readonly iterations: number;
  readonly bestCost: number;
  readonly feasible: boolean;
}

export interface SolveRoutingOptions {
  readonly seed: number;
  readonly stop: StopRule;
  /** Monotonic clock in milliseconds; needed only for a limit in seconds. */
  readonly now?: () => number;
  readonly onProgress?: (progress: RoutingProgress) => void;
  /** Polled often; true ends the search with the best solution so far. */
  readonly isCancelled?: () => boolean;
  /** Routes to start from; what is frozen goes before them. */
  readonly initial?: readonly RoutingRoute[];
  /** Routes and heads of routes that stay as they are. */
  readonly frozen?: readonly FrozenRoute[];
}

/** Port by which planning has problems solved, in this thread or on a pool. */
export type SolveRouting = (
  problem: RoutingProblem,
  options: Omit<SolveRoutingOptions, 'now' | 'onProgress' | 'isCancelled'>,
) => Promise<RoutingSolution>;

/**
 * Solves a validated routing problem.
 *
 * Required clients that cannot be served come back in `unserved` with `feasible: false`; the other clients are
 * routed as well as can be. A frozen route that breaks a limit comes back as it is, also with `feasible: false`.
 *
 * @throws RangeError without a stop rule, or with one in seconds and no clock; RoutingProblemError when `initial` or `frozen`
 * name what the problem does not have.
 */
export function solveRouting(problem: RoutingProblem, options: SolveRoutingOptions): RoutingSolution {
  const settled = settleFrozen(problem, options.initial ?? [], options.frozen ?? []);
  const budget = new SearchBudget(options);
  const prepared = prepareSearch(settled, budget);
  if (prepared === null)
    return toSolution(problem, settled, withinFleet(settled.problem, settled.initial), 0);
  const routes = searchPortfolio(prepared, new Random(options.seed), budget, (progress) => {
    options.onProgress?.(progress);
  });
  const found = renumberRoutes(routes, prepared.order);
  const solution = toSolution(problem, settled, found, budget.iterations);
  options.onProgress?.({
    iterations: budget.iterations,
    bestCost: solution.cost,
    feasible: solution.feasible,
  });
  return solution;
}
