import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkRouting } from '../../../../src/checker/routing-check.ts';
import { IteratedLocalSearch } from '../../../../src/solver/routing/iterated-local-search/iterated-local-search.ts';
import { buildLocalSearchTables } from '../../../../src/solver/routing/local-search/local-search-tables.ts';
import type { RoutingProblem } from '../../../../src/solver/routing/problem.ts';
import { Random } from '../../../../src/solver/routing/random.ts';
import { SearchBudget } from '../../../../src/solver/routing/search-budget.ts';
import { solveRouting } from '../../../../src/solver/routing/solve-routing.ts';
import { toSolution } from '../../../../src/solver/routing/to-solution.ts';
import { settleFrozen } from '../../../../src/solver/routing/settled-problem.ts';
import { compileProblem } from '../../../../src/solver/routing/compiled-problem.ts';
import { CLUSTER_SIZE, clusteredProblem, listClients } from '../clustered-problem.ts';
import { plainVehicle } from '../plain-vehicle.ts';
import { NO_FEATURES, randomProblem } from '../random-problem.ts';
import { takenFeatures } from '../local-search/random-state.ts';

/** More clients with hours than the genetic search takes. */
const MANY = 160;
const STEPS = 120;

function withManyVehicles(problem: RoutingProblem): RoutingProblem {
  const vehicleTypes = problem.vehicleTypes.map((type) =>
    Object.assign({}, type, { count: problem.clients.length, shift: { earliest: 0, latest: 1e6 } }),
  );
  return { ...problem, vehicleTypes };
}

/** A problem that can be served whole: clients that found no vehicle in a short search may be visited at any time. */
function servable(seed: number, severalBases: boolean): RoutingProblem {
  const problem = withManyVehicles(
    randomProblem(seed, MANY, { ...NO_FEATURES, windows: true, severalBases }),
  );
  const { unserved } = solveRouting(problem, { seed: 1, stop: { iterations: 1000 } });
  const late = new Set(unserved);
  const clients = problem.clients.map((client, index) =>
    late.has(index) ? Object.assign({}, client, { windows: [{ earliest: 0, latest: 1e6 }] }) : client,
  );
  return { ...problem, clients };
}

/** Middles of clusters east and west of the base, two each. */
const CLUSTERS = [
  [900, 100],
  [900, 200],
  [-900, 100],
  [-900, 200],
];
/** Room for two clusters each. */
const VEHICLES = [plainVehicle(2, 2 * CLUSTER_SIZE, 1e6)];

describe('iterated local search', () => {
  test('changes which clusters a vehicle serves together, and states the cost', () => {
    const problem = clusteredProblem(3, CLUSTERS, VEHICLES);
    const compiled = compileProblem(problem);
    const known = [
      [0, 2],
      [1, 3],
    ].map((clusters) => ({ type: 0, nodes: listClients(clusters) }));
    const budget = new SearchBudget({ seed: 1, stop: { iterations: 80 * 3000 } });
    const tables = buildLocalSearchTables(compiled);
    const search = new IteratedLocalSearch(compiled, tables, new Random(1), budget, known, Infinity);
    search.run(known, () => undefined);
    const solution = toSolution(problem, settleFrozen(problem, [], []), search.listRoutes(), 0);
    expect(checkRouting(problem, solution).violations).toEqual([]);
    expect(solution.cost).toBeCloseTo(search.bestCost, 4);
    // each vehicle across and back: 7,200 and the ways within clusters; each on its own side: 3,600 and those
    expect(search.bestCost).toBeLessThan(4800);
  });

  test('keeps every constraint that the local search prices, and states its cost', () => {
    let found = 0;
    fc.assert(
      fc.property(fc.nat(1e6), fc.integer({ min: 3, max: 25 }), takenFeatures, (seed, clients, wanted) => {
        const problem = withManyVehicles(randomProblem(seed, clients, wanted));
        const compiled = compileProblem(problem);
        const tables = buildLocalSearchTables(compiled);
        const budget = new SearchBudget({ seed, stop: { iterations: 80 * STEPS } });
        const search = new IteratedLocalSearch(compiled, tables, new Random(seed), budget, [], Infinity);
        search.run([], () => undefined);
        if (search.bestCost === Infinity) return;
        found++;
        const solution = toSolution(problem, settleFrozen(problem, [], []), search.listRoutes(), 0);
        expect(checkRouting(problem, solution).violations).toEqual([]);
        expect(solution.cost).toBeCloseTo(search.bestCost, 4);
      }),
      { numRuns: 80 },
    );
    expect(found).toBeGreaterThan(30);
  });

  test('gives up at the share given where everything met breaks something', () => {
    const problem = randomProblem(5, 20, { ...NO_FEATURES, windows: true });
    const [first, ...others] = problem.clients;
    const late = Object.assign({}, first, { windows: [{ earliest: 0, latest: 0 }] });
    const compiled = compileProblem(withManyVehicles({ ...problem, clients: [late, ...others] }));
    const budget = new SearchBudget({ seed: 1, stop: { iterations: 80 * STEPS } });
    const tables = buildLocalSearchTables(compiled);
    const search = new IteratedLocalSearch(compiled, tables, new Random(1), budget, [], Infinity);
    search.run([], () => undefined, { hopelessAt: 0.5 });
    expect(search.bestCost).toBe(Infinity);
    expect(budget.isOver).toBe(false);
    expect(budget.spent).toBeGreaterThan(0.5);
    expect(budget.spent).toBeLessThan(0.6);
  });

  test('takes over from ruin and recreate where many clients have hours, and answers alike twice', () => {
    const problem = servable(4, true);
    const solve = (perClient: number) =>
      solveRouting(problem, { seed: 3, stop: { iterations: perClient * MANY } });
    const solution = solve(250);
    expect(checkRouting(problem, solution).violations).toEqual([]);
    expect(JSON.stringify(solve(250))).toBe(JSON.stringify(solution));
    expect(solution.cost).toBeLessThan(solve(25).cost);
  });

  test('never reports a worse solution than before, and ends on one no worse than told', () => {
    const problem = servable(6, false);
    const told: number[] = [];
    const solution = solveRouting(problem, {
      seed: 2,
      stop: { iterations: 400 * MANY },
      onProgress: ({ bestCost, feasible }) => (feasible ? told.push(bestCost) : 0),
    });
    expect(told.length).toBeGreaterThan(3);
    told.forEach((cost, at) => expect(cost).toBeLessThanOrEqual((told[at - 1] ?? Infinity) + 1e-6));
    expect(solution.cost).toBeLessThanOrEqual(Math.min(...told) + 1e-6);
  });

  test('hands what cannot become cheaper back to ruin and recreate, which uses the budget up', () => {
    const problem = servable(6, false);
    const free = {
      ...problem,
      vehicleTypes: problem.vehicleTypes.map((type) =>
        Object.assign({}, type, { fixedCost: 0, costPerMetre: 0, costPerSecond: 0 }),
      ),
    };
    const iterations = 250 * MANY;
    const solution = solveRouting(free, { seed: 1, stop: { iterations } });
    expect(checkRouting(free, solution).violations).toEqual([]);
    expect(solution.cost).toBe(0);
    expect(solution.iterations).toBe(iterations);
  });

  test('saves vehicles first where these count first', () => {
    const problem = servable(9, false);
    const stop = { iterations: 250 * MANY };
    const fewest = solveRouting({ ...problem, fewestVehiclesFirst: true }, { seed: 1, stop });
    expect(checkRouting({ ...problem, fewestVehiclesFirst: true }, fewest).violations).toEqual([]);
    expect(fewest.routes.length).toBeLessThanOrEqual(solveRouting(problem, { seed: 1, stop }).routes.length);
  });
});
