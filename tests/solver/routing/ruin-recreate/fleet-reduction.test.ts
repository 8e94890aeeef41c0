import { describe, expect, test } from 'vitest';
import { compileProblem } from '../../../../src/solver/routing/compiled-problem.ts';
import { Random } from '../../../../src/solver/routing/random.ts';
import { evaluateRoute } from '../../../../src/solver/routing/route-evaluation.ts';
import { findFewestVehicles } from '../../../../src/solver/routing/ruin-recreate/fleet-reduction.ts';
import { buildSearchTables } from '../../../../src/solver/routing/ruin-recreate/search-tables.ts';
import { SearchBudget } from '../../../../src/solver/routing/search-budget.ts';
import { NO_FEATURES, randomProblem } from '../random-problem.ts';

function find(seed: number, share: number, minCount = 0) {
  const plain = randomProblem(seed, 40, NO_FEATURES);
  const vehicleTypes = plain.vehicleTypes.map((type) => Object.assign({}, type, { minCount }));
  const problem = { ...plain, vehicleTypes, fewestVehiclesFirst: true };
  const budget = new SearchBudget({ seed, stop: { iterations: 2000 } });
  const compiled = compileProblem(problem);
  const prepared = { problem: compiled, tables: buildSearchTables(compiled), initial: [] };
  const routes = findFewestVehicles(prepared, new Random(seed), budget, share);
  return { problem, routes, spent: budget.spent };
}

describe('findFewestVehicles', () => {
  test('serves everybody within the limits and comes within one vehicle of what the load alone asks for', () => {
    for (let seed = 1; seed <= 5; seed++) {
      const { problem, routes } = find(seed, 0.5);
      const trips = routes.map(({ nodes }) => ({ clients: nodes, startBase: 0, endBase: 0 }));
      expect(trips.every((trip) => evaluateRoute(problem, 0, [trip]) !== null)).toBe(true);
      expect(routes.flatMap(({ nodes }) => nodes).toSorted((a, b) => a - b)).toEqual([
        ...problem.clients.keys(),
      ]);
      const load = problem.clients.reduce((sum, { delivery }) => sum + delivery[0], 0);
      expect(routes.length).toBeLessThanOrEqual(Math.ceil(load / 20) + 1);
    }
  });

  test('spends no more than its share, repeats itself, and leaves the vehicles that must go out', () => {
    expect(find(1, 0.2).spent).toBeLessThanOrEqual(0.2 + 1e-3);
    expect(find(3, 0.3).routes).toEqual(find(3, 0.3).routes);
    expect(find(2, 0.3, 15).routes.length).toBeGreaterThanOrEqual(15);
  });
});
