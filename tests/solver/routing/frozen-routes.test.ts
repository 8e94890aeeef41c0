import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkRouting } from '../../../src/checker/routing-check.ts';
import { checkFrozen } from '../../../src/checker/routing-frozen-check.ts';
import type { RoutingProblem } from '../../../src/solver/routing/problem.ts';
import type { FrozenRoute, RoutingSolution } from '../../../src/solver/routing/solution.ts';
import { solveRouting } from '../../../src/solver/routing/solve-routing.ts';
import {
  FEATURE_NAMES,
  NO_FEATURES,
  randomProblem,
  uniformFrom,
  type ProblemFeatures,
} from './random-problem.ts';

const features: fc.Arbitrary<ProblemFeatures> = fc.record(
  Object.fromEntries(FEATURE_NAMES.map((name) => [name, fc.boolean()])) as Record<
    keyof ProblemFeatures,
    fc.Arbitrary<boolean>
  >,
);

/** Some routes of a solution frozen, whole or for their first stops. */
function freezeSome({ routes }: RoutingSolution, seed: number): readonly FrozenRoute[] {
  const random = uniformFrom(seed);
  return routes.flatMap(({ vehicleType, trips }): FrozenRoute[] => {
    const draw = random();
    const total = trips.reduce((sum, { clients }) => sum + clients.length, 0);
    if (draw < 0.3) return [];
    if (draw < 0.5) return [{ vehicleType, trips }];
    return [{ vehicleType, trips, stops: 1 + Math.floor(random() * total) }];
  });
}

/** The same problem after an hour's surprises: clients more, loads changed, so that frozen routes may break limits. */
function surprise(problem: RoutingProblem, seed: number): RoutingProblem {
  const random = uniformFrom(seed);
  const clients = problem.clients.map((client) => {
    return random() < 0.15 ? { ...client, delivery: client.delivery.map((load) => load + 7) } : client;
  });
  return { ...problem, clients };
}

const ADMITTED = new Set(['required_unserved', 'too_few_vehicles']);

function listFaults(problem: RoutingProblem, solution: RoutingSolution): readonly string[] {
  return checkRouting(problem, solution).violations.flatMap(({ code }) => (ADMITTED.has(code) ? [] : [code]));
}

describe('frozen routes', () => {
  test('stay as they are on random problems, in which every constraint holds and the cost is right', () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.integer({ min: 1, max: 35 }), features, (seed, clients, wanted) => {
        const problem = randomProblem(seed, clients, wanted);
        const before = solveRouting(problem, { seed, stop: { iterations: 60 } });
        const frozen = freezeSome(before, seed);
        const initial = seed % 2 === 0 ? before.routes : [];
        const after = solveRouting(problem, { seed: seed + 1, stop: { iterations: 150 }, frozen, initial });
        expect(checkFrozen(frozen, after)).toEqual([]);
        expect(listFaults(problem, after)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test('stay as they are where they break a limit: the answer says infeasible, at the right cost', () => {
    let broken = 0;
    fc.assert(
      fc.property(fc.nat(1e6), fc.integer({ min: 5, max: 30 }), features, (seed, clients, wanted) => {
        const problem = randomProblem(seed, clients, { ...wanted, unreachable: false });
        const frozen = freezeSome(solveRouting(problem, { seed, stop: { iterations: 60 } }), seed);
        const changed = surprise(problem, seed);
        const after = solveRouting(changed, { seed, stop: { iterations: 100 }, frozen });
        const check = checkRouting(changed, after);
        expect(checkFrozen(frozen, after)).toEqual([]);
        expect(check.feasible).toBe(after.feasible);
        expect(check.violations.map(({ code }) => code)).not.toContain('wrong_cost');
        if (listFaults(changed, after).length > 0) broken++;
      }),
      { numRuns: 150 },
    );
    expect(broken).toBeGreaterThan(10);
  });

  test('the same seed, iterations and frozen routes give the same answer', () => {
    const problem = randomProblem(3, 30, {
      ...NO_FEATURES,
      windows: true,
      severalTrips: true,
      pickups: true,
    });
    const frozen = freezeSome(solveRouting(problem, { seed: 1, stop: { iterations: 100 } }), 4);
    const solve = () => JSON.stringify(solveRouting(problem, { seed: 9, stop: { iterations: 400 }, frozen }));
    expect(solve()).toBe(solve());
  });

  test('leave the rest of a route free: a bad end is mended, its head kept', () => {
    const problem = randomProblem(5, 12, NO_FEATURES);
    const trip = { clients: [0, 1, 2], startBase: 0, endBase: 0 };
    const frozen = [{ vehicleType: 0, trips: [trip], stops: 1 }];
    const free = solveRouting(problem, { seed: 1, stop: { iterations: 2000 } });
    const after = solveRouting(problem, { seed: 1, stop: { iterations: 2000 }, frozen });
    const whole = solveRouting(problem, {
      seed: 1,
      stop: { iterations: 2000 },
      frozen: [{ vehicleType: 0, trips: [trip] }],
    });
    expect(after.cost).toBeGreaterThanOrEqual(free.cost - 1e-9);
    expect(after.cost).toBeLessThan(whole.cost);
    expect(after.routes.some(({ trips }) => trips[0].clients[0] === 0)).toBe(true);
  });

  test('count as vehicles of their type', () => {
    const problem = randomProblem(6, 12, NO_FEATURES);
    const vehicleTypes = problem.vehicleTypes.map((type) => ({ ...type, count: 2 }));
    const frozen = [0, 1].map((client) => ({
      vehicleType: 0,
      trips: [{ clients: [client], startBase: 0, endBase: 0 }],
    }));
    const answer = solveRouting({ ...problem, vehicleTypes }, { seed: 1, stop: { iterations: 50 }, frozen });
    expect(answer.routes).toHaveLength(2);
    expect(answer.unserved).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  const trip = { clients: [0, 1], startBase: 0, endBase: 0 };
  const grouped = { group: 1 };
  test.each([
    ['a vehicle type', [{ vehicleType: 4, trips: [trip] }], 'index_out_of_range', 'frozen/0/vehicleType'],
    [
      'a client',
      [{ vehicleType: 0, trips: [{ ...trip, clients: [9] }] }],
      'index_out_of_range',
      'frozen/0/trips/0/clients/0',
    ],
    ['no trip', [{ vehicleType: 0, trips: [] }], 'empty_route', 'frozen/0/trips'],
    ['too many stops', [{ vehicleType: 0, trips: [trip], stops: 3 }], 'stops_out_of_range', 'frozen/0/stops'],
    ['no stops', [{ vehicleType: 0, trips: [trip], stops: 0 }], 'stops_out_of_range', 'frozen/0/stops'],
    [
      'no reload',
      [{ vehicleType: 0, trips: [trip, { ...trip, clients: [2] }] }],
      'broken_chain',
      'frozen/0/trips/1',
    ],
    [
      'an open end',
      [{ vehicleType: 0, trips: [{ ...trip, endBase: null }] }],
      'broken_chain',
      'frozen/0/trips/0',
    ],
    [
      'a client twice',
      [
        { vehicleType: 0, trips: [trip] },
        { vehicleType: 0, trips: [{ ...trip, clients: [1] }] },
      ],
      'client_twice',
      'frozen/1/trips',
    ],
    [
      'a group twice',
      [{ vehicleType: 0, trips: [{ ...trip, clients: [2, 3] }] }],
      'group_twice',
      'frozen/0/trips',
    ],
    [
      'more than there are',
      [0, 1, 2].map((client) => ({ vehicleType: 0, trips: [{ ...trip, clients: [client] }] })),
      'frozen_above_count',
      'frozen/2/vehicleType',
    ],
  ] as const)('refuses %s, with code and path', (_name, frozen, code, path) => {
    const plain = randomProblem(7, 5, NO_FEATURES);
    const problem = {
      ...plain,
      clients: plain.clients.map((client, index) => (index > 1 ? { ...client, ...grouped } : client)),
      vehicleTypes: [{ ...plain.vehicleTypes[0], count: 2 }],
    };
    const solve = () => solveRouting(problem, { seed: 1, stop: { iterations: 1 }, frozen });
    expect(solve).toThrow(expect.objectContaining({ code, path }));
  });

  test('the checker sees a head reordered, a vehicle changed and a whole route prolonged', () => {
    const solution = (clients: readonly number[], vehicleType = 0): RoutingSolution => ({
      routes: [{ vehicleType, start: 0, trips: [{ clients, startBase: 0, endBase: 0 }] }],
      unserved: [],
      cost: 0,
      feasible: true,
      iterations: 0,
    });
    const head: FrozenRoute = { vehicleType: 0, trips: [trip], stops: 2 };
    const whole: FrozenRoute = { vehicleType: 0, trips: [trip] };
    expect(checkFrozen([head], solution([0, 1, 2]))).toEqual([]);
    expect(checkFrozen([whole], solution([0, 1]))).toEqual([]);
    for (const answer of [solution([1, 0]), solution([0]), solution([2, 0, 1]), solution([0, 1], 1)])
      expect(checkFrozen([head], answer)).toMatchObject([{ code: 'frozen_changed', route: 0 }]);
    expect(checkFrozen([whole], solution([0, 1, 2]))).toHaveLength(1);
  });
});
