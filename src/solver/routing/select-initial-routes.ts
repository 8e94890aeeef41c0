import type { RoutingProblem } from './problem.ts';
import { evaluateRoute } from './route-evaluation.ts';
import { RoutingProblemError, type RoutingProblemIssue } from './routing-problem-error.ts';
import type { GivenRoute } from './ruin-recreate/ruin-recreate.ts';
import type { RoutingRoute } from './solution.ts';

/**
 * The given routes that a search can start from: those that keep every constraint, in order.
 *
 * @throws RoutingProblemError for an index that points nowhere or a client that comes twice.
 */
export function selectInitialRoutes(
  problem: RoutingProblem,
  initial: readonly RoutingRoute[],
): readonly GivenRoute[] {
  const issues = listIssues(problem, initial);
  if (issues.length > 0) throw new RoutingProblemError(issues);
  const groups = new Set<number>();
  return initial.flatMap(({ vehicleType, trips }) => {
    if (evaluateRoute(problem, vehicleType, trips) === null) return [];
    const own = trips.flatMap(({ clients }) =>
      clients.flatMap((client) => problem.clients[client].group ?? []),
    );
    if (own.some((group, index) => groups.has(group) || own.indexOf(group) !== index)) return [];
    for (const group of own) groups.add(group);
    const nodes = trips.flatMap(({ clients, startBase }, trip) =>
      trip === 0 ? clients : [-1 - startBase].concat(clients),
    );
    return [{ type: vehicleType, nodes }];
  });
}

function listIssues(
  problem: RoutingProblem,
  initial: readonly RoutingRoute[],
): readonly RoutingProblemIssue[] {
  const issues: RoutingProblemIssue[] = [];
  const seen = new Set<number>();
  const expect = (value: number | null, length: number, path: string): void => {
    if (value !== null && !(Number.isInteger(value) && value >= 0 && value < length)) {
      issues.push({ code: 'index_out_of_range', path, message: `${value} is not an index below ${length}` });
    }
  };
  initial.forEach(({ vehicleType, trips }, route) => {
    expect(vehicleType, problem.vehicleTypes.length, `initial/${route}/vehicleType`);
    trips.forEach(({ clients, startBase, endBase }, trip) => {
      const path = `initial/${route}/trips/${trip}`;
      expect(startBase, problem.bases.length, `${path}/startBase`);
      expect(endBase, problem.bases.length, `${path}/endBase`);
      clients.forEach((client, index) => {
        expect(client, problem.clients.length, `${path}/clients/${index}`);
        if (seen.has(client)) {
          issues.push({
            code: 'client_twice',
            path: `${path}/clients/${index}`,
            message: `client ${client} comes twice`,
          });
        }
        seen.add(client);
      });
    });
  });
  return issues;
}
