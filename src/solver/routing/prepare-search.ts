import { orderClients, invertOrder, renumberRoutes } from './client-order.ts';
import { compileProblem, type CompiledProblem } from './compiled-problem.ts';
import type { RoutingProblem } from './problem.ts';
import type { GivenRoute } from './ruin-recreate/ruin-recreate.ts';
import { buildSearchTables, type SearchTables } from './ruin-recreate/search-tables.ts';
import type { SearchBudget } from './search-budget.ts';
import type { SettledProblem } from './settled-problem.ts';
import { buildUnlessStopped } from './search-stopped.ts';

/** A problem made ready to be searched, its clients in the order of the search. */
export interface PreparedSearch {
  readonly problem: CompiledProblem;
  readonly tables: SearchTables;
  /** Client of the given problem at each place of the order. */
  readonly order: Int32Array;
  readonly initial: readonly GivenRoute[];
}

/** Orders and compiles a problem and builds the tables; null when the budget was over before. O(n^2). */
export function prepareSearch(
  { problem: source, initial, heads }: Pick<SettledProblem, 'problem' | 'initial' | 'heads'>,
  budget: SearchBudget,
): PreparedSearch | null {
  return buildUnlessStopped(() => {
    const order = orderClients(source);
    const clients = Array.from(order, (client) => source.clients[client]);
    const position = invertOrder(order);
    const fixed = heads.map((head) => head.map((client) => position[client]));
    const problem = compileProblem({ ...source, clients }, budget.checkpoint, fixed);
    const tables = buildSearchTables(problem, budget.checkpoint);
    return { problem, tables, order, initial: renumberRoutes(initial, position) };
  });
}

/** Those of the given routes for which there are vehicles, in order. */
export function withinFleet(
  { vehicleTypes }: RoutingProblem,
  routes: readonly GivenRoute[],
): readonly GivenRoute[] {
  const used = vehicleTypes.map(() => 0);
  return routes.filter(({ type }) => ++used[type] <= vehicleTypes[type].count);
}
