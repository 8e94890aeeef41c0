import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkRouting } from '../../../../src/checker/routing-check.ts';
import { compileProblem } from '../../../../src/solver/routing/compiled-problem.ts';
import { GeneticSearch } from '../../../../src/solver/routing/genetic/genetic-search.ts';
import { buildLocalSearchTables } from '../../../../src/solver/routing/local-search/local-search-tables.ts';
import { Random } from '../../../../src/solver/routing/random.ts';
import type { GivenRoute } from '../../../../src/solver/routing/ruin-recreate/ruin-recreate.ts';
import { SearchBudget } from '../../../../src/solver/routing/search-budget.ts';
import type { RoutingProblem } from '../../../../src/solver/routing/problem.ts';
import { solveRouting } from '../../../../src/solver/routing/solve-routing.ts';
import { NO_FEATURES, randomProblem } from '../random-problem.ts';
import { takenFeatures } from '../local-search/random-state.ts';

/** Enough for ruin and recreate's share and some tens of children. */
function effort(problem: RoutingProblem): { readonly iterations: number } {
  return { iterations: 300 * problem.clients.length };
}

describe('the genetic search behind solveRouting', () => {
  test('keeps every constraint that the local search prices, and states its cost', () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.integer({ min: 3, max: 25 }), takenFeatures, (seed, clients, wanted) => {
        const problem = randomProblem(seed, clients, wanted);
        const solution = solveRouting(problem, { seed, stop: effort(problem) });
        const { violations } = checkRouting(problem, solution);
        expect(violations.filter(({ code }) => code !== 'required_unserved')).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('gives the same answer twice, and never a dearer one with more effort than ruin and recreate left it', () => {
    const problem = randomProblem(5, 30, { ...NO_FEATURES, pickups: true, windows: true });
    const solve = (iterations: number) => solveRouting(problem, { seed: 2, stop: { iterations } });
    expect(JSON.stringify(solve(9000))).toBe(JSON.stringify(solve(9000)));
    expect(solve(9000).cost).toBeLessThanOrEqual(solve(900).cost);
  });

  test('takes a route of many equal legs for what it is', () => {
    const size = 71;
    const distances = new Float64Array(size * size).fill(1);
    for (let at = 0; at < size; at++) distances[at * size + at] = 0;
    const plain = randomProblem(1, size - 1, NO_FEATURES);
    const problem: RoutingProblem = {
      ...plain,
      matrices: [{ size, distances, durations: distances }],
      vehicleTypes: plain.vehicleTypes.map((type) => Object.assign({}, type, { capacity: [1e6, 1e6] })),
    };
    const solution = solveRouting(problem, { seed: 1, stop: effort(problem) });
    expect(solution).toMatchObject({ feasible: true, cost: size });
  });

  test.each([10, 1e4])(
    'sends out vehicles that must be, and one for each client that needs it, at a cost of %i',
    (fixedCost) => {
      const find = (problem: RoutingProblem, vehicles: number): readonly GivenRoute[] => {
        const compiled = compileProblem(problem);
        const budget = new SearchBudget({ seed: 1, stop: effort(problem) });
        const known = Array.from({ length: vehicles }, () => ({ type: 0, nodes: [] }));
        const tables = buildLocalSearchTables(compiled);
        const search = new GeneticSearch(compiled, tables, new Random(1), budget, known, Infinity);
        search.run([], () => undefined);
        return search.listRoutes();
      };
      const [type] = randomProblem(1, 30, NO_FEATURES).vehicleTypes;
      const least = Object.assign({}, type, { count: 30, minCount: 14, fixedCost });
      expect(find({ ...randomProblem(1, 30, NO_FEATURES), vehicleTypes: [least] }, 14)).toHaveLength(14);
      const both = randomProblem(1, 12, { ...NO_FEATURES, pickups: true, deliveriesFirst: true });
      const clients = both.clients.map((client) =>
        Object.assign({}, client, { delivery: [1, 1], pickup: [1, 1] }),
      );
      const large = Object.assign({}, type, { count: 30, capacity: [100, 100], fixedCost });
      expect(find({ ...both, clients, vehicleTypes: [large] }, 12)).toHaveLength(12);
    },
  );

  test('leaves out as few as ruin and recreate would where the fleet is too small', () => {
    const problem = randomProblem(3, 30, NO_FEATURES);
    const short = {
      ...problem,
      vehicleTypes: problem.vehicleTypes.map((type) => Object.assign({}, type, { count: 2 })),
    };
    const solution = solveRouting(short, { seed: 1, stop: effort(problem) });
    expect(solution.feasible).toBe(false);
    const load = solution.routes.map(({ trips }) =>
      trips[0].clients.reduce((sum, client) => sum + problem.clients[client].delivery[0], 0),
    );
    expect(Math.min(...load)).toBeGreaterThan(15);
  });
});
