import { describe, expect, test } from 'vitest';
import { checkRouting } from '../../../src/checker/routing-check.ts';
import { buildLocalSearchTables } from '../../../src/solver/routing/local-search/local-search-tables.ts';
import { prepareSearch } from '../../../src/solver/routing/prepare-search.ts';
import type { RoutingProblem } from '../../../src/solver/routing/problem.ts';
import { Random } from '../../../src/solver/routing/random.ts';
import { searchRoutes } from '../../../src/solver/routing/ruin-recreate/search-routes.ts';
import { type Answer, searchByTurns, START_SHARE } from '../../../src/solver/routing/search-by-turns.ts';
import { SearchBudget } from '../../../src/solver/routing/search-budget.ts';
import { settleFrozen } from '../../../src/solver/routing/settled-problem.ts';
import { solveRouting } from '../../../src/solver/routing/solve-routing.ts';
import { plantFleet } from './planted-fleet-problem.ts';

const SEEDS = [1, 2];

/** Vehicles to spare, so that ruin and recreate serves everybody. */
function spacious(seed: number): RoutingProblem {
  const { problem } = plantFleet(seed, { bases: 4, vehiclesPerBase: 3, clientsPerVehicle: 14, window: 5400 });
  const vehicleTypes = problem.vehicleTypes.map((type) => ({ ...type, count: type.count + 2 }));
  return { ...problem, vehicleTypes };
}

interface Run {
  readonly first: Answer;
  readonly answer: Answer;
  readonly told: readonly number[];
  readonly spent: number;
}

function run(problem: RoutingProblem, seed: number, iterationsPerClient: number): Run {
  const iterations = iterationsPerClient * problem.clients.length;
  const budget = new SearchBudget({ seed, stop: { iterations } });
  const prepared = prepareSearch(settleFrozen(problem, [], []), budget);
  if (prepared === null) throw new Error('the budget was over before the search');
  const random = new Random(seed);
  const start = searchRoutes(prepared, random, budget, () => undefined, START_SHARE);
  const first = { routes: start.listRoutes(), cost: start.cost };
  const tables = buildLocalSearchTables(prepared.problem);
  const told: number[] = [];
  const answer = searchByTurns(prepared, tables, random, budget, (cost) => told.push(cost), first);
  return { first, answer, told, spent: budget.spent };
}

describe('searchByTurns', () => {
  test.each(SEEDS)(
    'ends below its start, and never tells of a dearer answer than before (seed %i)',
    (seed) => {
      const { first, answer, told, spent } = run(spacious(seed), seed, 2500);
      expect(answer.cost).toBeLessThan(first.cost);
      expect(told.length).toBeGreaterThan(20);
      expect(told).toEqual(told.toSorted((one, other) => other - one));
      expect(told.at(-1)).toBeGreaterThanOrEqual(answer.cost);
      expect(spent).toBe(1);
    },
  );

  test('leaves most of the budget to others where it is too short for turns', () => {
    const { first, answer, spent } = run(spacious(1), 1, 1900);
    expect(answer.cost).toBeLessThanOrEqual(first.cost);
    expect(spent).toBeLessThan(0.1);
  });

  test('serves everybody, breaks nothing and answers alike twice', () => {
    const problem = spacious(3);
    const iterations = 5000 * problem.clients.length;
    const solution = solveRouting(problem, { seed: 3, stop: { iterations } });
    expect(checkRouting(problem, solution).violations).toEqual([]);
    expect(solution.unserved).toEqual([]);
    expect(JSON.stringify(solveRouting(problem, { seed: 3, stop: { iterations } }))).toBe(
      JSON.stringify(solution),
    );
  });
});
