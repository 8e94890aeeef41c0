import { describe, expect, test } from 'vitest';
import { compileProblem } from '../../../../src/solver/routing/compiled-problem.ts';
import { Random } from '../../../../src/solver/routing/random.ts';
import { evaluateRoute } from '../../../../src/solver/routing/route-evaluation.ts';
import { reduceFleet } from '../../../../src/solver/routing/ruin-recreate/fleet-reduction.ts';
import { Incumbent } from '../../../../src/solver/routing/ruin-recreate/incumbent.ts';
import { startSearch } from '../../../../src/solver/routing/ruin-recreate/search-routes.ts';
import { buildSearchTables } from '../../../../src/solver/routing/ruin-recreate/search-tables.ts';
import { SearchBudget } from '../../../../src/solver/routing/search-budget.ts';
import { NO_FEATURES, randomProblem } from '../random-problem.ts';

function reduce(seed: number, minCount = 0) {
  const plain = randomProblem(seed, 40, NO_FEATURES);
  const vehicleTypes = plain.vehicleTypes.map((type) => Object.assign({}, type, { minCount }));
  const problem = { ...plain, vehicleTypes, fewestVehiclesFirst: true };
  const budget = new SearchBudget({ seed, stop: { iterations: 2000 } });
  const compiled = compileProblem(problem);
  const prepared = { problem: compiled, tables: buildSearchTables(compiled), initial: [] };
  const random = new Random(seed);
  const work = startSearch(prepared, random, budget);
  const best = new Incumbent(work.state.slots, true);
  best.offer(work);
  reduceFleet(work, best, budget, random, () => {}, 0.3);
  return { problem, routes: best.listRoutes(), spent: budget.spent };
}

describe('reduceFleet', () => {
  test('serves everybody within the limits and comes within one vehicle of what the load alone asks for', () => {
    for (let seed = 1; seed <= 5; seed++) {
      const { problem, routes } = reduce(seed);
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
    expect(reduce(1).spent).toBeLessThanOrEqual(0.4 + 1e-3);
    expect(reduce(3).routes).toEqual(reduce(3).routes);
    expect(reduce(2, 15).routes.length).toBeGreaterThanOrEqual(15);
  });
});
