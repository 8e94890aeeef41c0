import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkRouting } from '../../../../src/checker/routing-check.ts';
import { compileProblem } from '../../../../src/solver/routing/compiled-problem.ts';
import type { RoutingProblem } from '../../../../src/solver/routing/problem.ts';
import { solveRouting } from '../../../../src/solver/routing/solve-routing.ts';
import { suitsTripSchedule } from '../../../../src/solver/routing/trip-scheduling/search-trips.ts';
import { NO_FEATURES, randomProblem, type ProblemFeatures } from '../random-problem.ts';

/** Like vehicles that make trips from one base. */
function problemOfTrips(
  seed: number,
  clients: number,
  wanted: Partial<ProblemFeatures>,
  vehicles: number,
  maxTrips: number,
): RoutingProblem {
  const plain = randomProblem(seed, clients, { ...NO_FEATURES, severalTrips: true, ...wanted });
  const type = { ...plain.vehicleTypes[0], count: vehicles, maxTrips, reloadBases: [0] };
  return { ...plain, vehicleTypes: [type] };
}

describe('the search of trips behind solveRouting', () => {
  test('keeps every constraint and states its cost', () => {
    const flags = fc.record({
      pickups: fc.boolean(),
      windows: fc.boolean(),
      release: fc.boolean(),
      classes: fc.boolean(),
      prizes: fc.boolean(),
      groups: fc.boolean(),
      deliveriesFirst: fc.boolean(),
      unreachable: fc.boolean(),
      asymmetric: fc.boolean(),
    });
    const size = fc.integer({ min: 1, max: 25 });
    fc.assert(
      fc.property(
        fc.nat(1e6),
        size,
        fc.integer({ min: 1, max: 6 }),
        flags,
        (seed, clients, vehicles, wanted) => {
          const problem = problemOfTrips(seed, clients, wanted, vehicles, 2 + (seed % 4));
          expect(suitsTripSchedule(compileProblem(problem))).toBe(true);
          const solution = solveRouting(problem, { seed, stop: { iterations: 210 * clients } });
          const { violations } = checkRouting(problem, solution);
          expect(violations.filter(({ code }) => code !== 'required_unserved')).toEqual([]);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('gives the same answer twice, and a cheaper one with more effort', () => {
    const problem = problemOfTrips(4, 40, { release: true, pickups: true }, 5, 4);
    const solve = (iterations: number) => solveRouting(problem, { seed: 2, stop: { iterations } });
    const long = solve(16_000);
    expect(long.feasible).toBe(true);
    expect(JSON.stringify(solve(16_000))).toBe(JSON.stringify(long));
    expect(long.cost).toBeLessThan(solve(100).cost);
  });

  test('leaves alone problems where it matters who makes a trip', () => {
    const problem = problemOfTrips(1, 10, {}, 3, 3);
    const [type] = problem.vehicleTypes;
    const others: RoutingProblem[] = [
      { ...type, fixedCost: 10 },
      { ...type, costPerSecond: 1 },
      { ...type, maxDuration: 500 },
      { ...type, endBase: null },
      { ...type, maxTrips: 1 },
    ].map((changed) => Object.assign({}, problem, { vehicleTypes: [changed] }));
    others.push({ ...problem, vehicleTypes: [type, { ...type, capacity: [50, 50] }] });
    others.push({ ...problem, fewestVehiclesFirst: true });
    for (const other of others) expect(suitsTripSchedule(compileProblem(other))).toBe(false);
  });
});
