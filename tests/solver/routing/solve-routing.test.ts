import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkRouting } from '../../../src/checker/routing-check.ts';
import type { RoutingProblem } from '../../../src/solver/routing/problem.ts';
import { solveRouting } from '../../../src/solver/routing/solve-routing.ts';
import { validateRoutingProblem } from '../../../src/solver/routing/validate-routing-problem.ts';
import { FEATURE_NAMES, NO_FEATURES, randomProblem, type ProblemFeatures } from './random-problem.ts';

const features: fc.Arbitrary<ProblemFeatures> = fc.record(
  Object.fromEntries(FEATURE_NAMES.map((name) => [name, fc.boolean()])) as Record<
    keyof ProblemFeatures,
    fc.Arbitrary<boolean>
  >,
);

/** Violations other than what the solution itself admits to: required clients left out, vehicles left at home. */
function listFaults(
  problem: Parameters<typeof checkRouting>[0],
  solution: Parameters<typeof checkRouting>[1],
) {
  const { violations } = checkRouting(problem, solution);
  return violations.filter(({ code }) => code !== 'required_unserved' && code !== 'too_few_vehicles');
}

describe('solveRouting', () => {
  test('every answer to a random problem keeps every constraint and states its cost', () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.integer({ min: 0, max: 40 }), features, (seed, clients, wanted) => {
        const problem = randomProblem(seed, clients, wanted);
        validateRoutingProblem(problem);
        const solution = solveRouting(problem, { seed, stop: { iterations: 200 } });
        expect(listFaults(problem, solution)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test.each(FEATURE_NAMES)('keeps every constraint with %s alone', (name) => {
    for (let seed = 1; seed <= 5; seed++) {
      const problem = randomProblem(seed, 30, { ...NO_FEATURES, [name]: true });
      const solution = solveRouting(problem, { seed, stop: { iterations: 500 } });
      expect(listFaults(problem, solution)).toEqual([]);
    }
  });
});

describe('solveRouting under its options', () => {
  const all = Object.fromEntries(FEATURE_NAMES.map((name) => [name, true])) as unknown as ProblemFeatures;

  test('the same seed and iterations give the same answer, byte for byte', () => {
    const problem = randomProblem(11, 40, all);
    const solve = (seed: number) =>
      JSON.stringify(solveRouting(problem, { seed, stop: { iterations: 800 } }));
    expect(solve(5)).toBe(solve(5));
  });

  test('never leaves out a lone client that a vehicle can serve, whatever the seed', () => {
    const matrix = {
      size: 2,
      distances: Float64Array.of(0, 5, 5, 0),
      durations: Float64Array.of(0, 5, 5, 0),
    };
    const problem: RoutingProblem = {
      loadDimensions: 1,
      matrices: [matrix],
      bases: [{ location: 0 }],
      clients: [{ location: 1, delivery: [1], pickup: [0], serviceSeconds: 0 }],
      vehicleTypes: [
        {
          count: Infinity,
          capacity: [1],
          startBase: 0,
          endBase: 0,
          profile: 0,
          fixedCost: 10,
          costPerMetre: 1,
          costPerSecond: 0,
          shift: { earliest: 0, latest: 100 },
        },
      ],
    };
    for (let seed = 0; seed < 2000; seed += 1) {
      expect(solveRouting(problem, { seed, stop: { iterations: 5 } }).unserved).toEqual([]);
    }
  });

  test('a clock beside the iterations never changes the answer, however it runs', () => {
    const problem = randomProblem(13, 40, all);
    const plain = solveRouting(problem, { seed: 5, stop: { iterations: 300 } });
    for (const pace of [0, 1, 1000]) {
      let time = 0;
      const now = (): number => (time += pace);
      expect(solveRouting(problem, { seed: 5, stop: { iterations: 300, seconds: 1e9 }, now })).toEqual(plain);
    }
  });

  test('never ends worse than the routes it is given', () => {
    const problem = randomProblem(12, 40, { ...NO_FEATURES, windows: true, pickups: true, mixedFleet: true });
    const first = solveRouting(problem, { seed: 1, stop: { iterations: 3000 } });
    const again = solveRouting(problem, { seed: 2, stop: { iterations: 1 }, initial: first.routes });
    expect(again.cost).toBeLessThanOrEqual(first.cost + 1e-9);
  });

  test('stops when cancelled, with the best so far', () => {
    const problem = randomProblem(13, 60, { ...NO_FEATURES, windows: true });
    let polls = 0;
    const solution = solveRouting(problem, {
      seed: 1,
      stop: { iterations: 1e9 },
      isCancelled: () => ++polls > 3,
    });
    expect(listFaults(problem, solution)).toEqual([]);
    expect(solution.iterations).toBeLessThan(1e4);
  });

  test('stops at the deadline of the clock it is given', () => {
    const problem = randomProblem(14, 60, NO_FEATURES);
    let time = 0;
    const solution = solveRouting(problem, { seed: 1, stop: { seconds: 2 }, now: () => (time += 10) });
    expect(time).toBeGreaterThanOrEqual(2000);
    expect(time).toBeLessThan(2100);
    expect(solution.iterations).toBeGreaterThan(1000);
  });

  test('progress reports a best cost that never rises and ends on the answer', () => {
    const problem = randomProblem(15, 60, { ...NO_FEATURES, pickups: true });
    const costs: number[] = [];
    const solution = solveRouting(problem, {
      seed: 1,
      stop: { iterations: 20_000 },
      onProgress: ({ bestCost }) => costs.push(bestCost),
    });
    expect(costs.length).toBeGreaterThan(2);
    expect(costs).toEqual(costs.toSorted((one, other) => other - one));
    expect(costs.at(-1)).toBe(solution.cost);
  });

  test('reports progress all the while, also from searches that look at the clock within a step', () => {
    const problem = randomProblem(15, 60, { ...NO_FEATURES, pickups: true });
    let time = 0;
    const told: number[] = [];
    solveRouting(problem, {
      seed: 1,
      stop: { seconds: 20 },
      now: () => (time += 5),
      onProgress: () => told.push(time),
    });
    const pauses = told.map((at, index) => at - (told[index - 1] ?? 0));
    expect(told.length).toBeGreaterThan(40);
    expect(Math.max(...pauses)).toBeLessThan(500);
  });

  test('asks for a stop rule, and for a clock with a limit in seconds', () => {
    const problem = randomProblem(16, 3, NO_FEATURES);
    expect(() => solveRouting(problem, { seed: 1, stop: {} })).toThrow(RangeError);
    expect(() => solveRouting(problem, { seed: 1, stop: { seconds: 1 } })).toThrow(RangeError);
  });

  test.each([
    [40, 1],
    [40, 2],
    [40, 3],
    [160, 4],
  ])(
    'takes no vehicle more than the routes it is given where these count first (%i clients, seed %i)',
    (clients, seed) => {
      const plain = randomProblem(seed, clients, { ...NO_FEATURES, severalBases: true });
      const vehicleTypes = [0, 1].map((base) =>
        Object.assign({}, plain.vehicleTypes[0], {
          startBase: base,
          endBase: base,
          count: clients,
          shift: { earliest: 0, latest: 1e6 },
        }),
      );
      const problem = { ...plain, vehicleTypes, fewestVehiclesFirst: true };
      const first = solveRouting(problem, { seed: 1, stop: { iterations: 199 * clients } });
      const stop = { iterations: 250 * clients };
      const { feasible, routes } = solveRouting(problem, { seed: 1, stop, initial: first.routes });
      expect(feasible).toBe(true);
      expect(routes.length).toBeLessThanOrEqual(first.routes.length);
    },
  );

  test('serves the fewest vehicles first where asked, at whatever distance', () => {
    const problem = randomProblem(17, 30, NO_FEATURES);
    const fewest = Math.ceil(problem.clients.reduce((sum, { delivery }) => sum + delivery[0], 0) / 20);
    const stop = { iterations: 4000 };
    const answer = solveRouting({ ...problem, fewestVehiclesFirst: true }, { seed: 1, stop });
    expect(answer.routes.length).toBeLessThanOrEqual(solveRouting(problem, { seed: 1, stop }).routes.length);
    expect(answer.routes.length).toBeLessThanOrEqual(fewest + 1);
  });

  test('has exactly as many vehicles on the road as asked for, be they more or fewer than cheapest', () => {
    const stop = { iterations: 1000 };
    for (let seed = 1; seed <= 10; seed++) {
      const problem = randomProblem(seed, 30, { ...NO_FEATURES, mixedFleet: seed % 2 === 0 });
      const cheapest = solveRouting(problem, { seed, stop });
      const [type] = problem.vehicleTypes;
      const used = cheapest.routes.filter(({ vehicleType }) => vehicleType === 0).length;
      for (const count of [used, used + 4]) {
        const fixed = {
          ...problem,
          vehicleTypes: problem.vehicleTypes.with(0, { ...type, count, minCount: count }),
        };
        const answer = solveRouting(fixed, { seed, stop });
        expect(checkRouting(fixed, answer).violations).toEqual([]);
        expect(answer.routes.filter(({ vehicleType }) => vehicleType === 0)).toHaveLength(count);
      }
    }
  });

  test('says infeasible where more vehicles must go out than there are clients for', () => {
    const problem = randomProblem(19, 3, NO_FEATURES);
    const vehicleTypes = problem.vehicleTypes.map((type) => ({ ...type, minCount: 4 }));
    const answer = solveRouting({ ...problem, vehicleTypes }, { seed: 1, stop: { iterations: 100 } });
    expect(answer).toMatchObject({ feasible: false, unserved: [] });
    expect(answer.routes).toHaveLength(3);
    expect(checkRouting({ ...problem, vehicleTypes }, answer).violations).toMatchObject([
      { code: 'too_few_vehicles', amount: 1 },
    ]);
  });

  test('serves an optional client for the sake of a vehicle that must go out', () => {
    const problem = randomProblem(20, 6, NO_FEATURES);
    const clients = problem.clients.map((client) => ({ ...client, prize: 0 }));
    const vehicleTypes = problem.vehicleTypes.map((type) => ({ ...type, minCount: 2 }));
    const answer = solveRouting(
      { ...problem, clients, vehicleTypes },
      { seed: 1, stop: { iterations: 200 } },
    );
    expect(answer.feasible).toBe(true);
    expect(answer.routes).toHaveLength(2);
  });

  test.each([0, 1])('a problem of %i clients is no special case', (clients) => {
    const problem = randomProblem(18, clients, all);
    const solution = solveRouting(problem, { seed: 1, stop: { iterations: 10 } });
    expect(listFaults(problem, solution)).toEqual([]);
  });
});
