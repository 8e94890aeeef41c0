import { describe, expect, test } from 'vitest';
import { checkRouting } from '../../src/checker/routing-check.ts';
import type { RoutingProblem } from '../../src/solver/routing/problem.ts';
import type { RoutingRoute, RoutingSolution } from '../../src/solver/routing/solution.ts';

/** Places on a line, one apart: base at 0, clients 0..3 at 1..4. Leg costs and seconds are the distance. */
const SIZE = 5;
const lengths = Float64Array.from({ length: SIZE * SIZE }, (_, cell) => {
  return Math.abs(Math.floor(cell / SIZE) - (cell % SIZE));
});

const PROBLEM: RoutingProblem = {
  loadDimensions: 1,
  matrices: [{ size: SIZE, distances: lengths, durations: lengths }],
  bases: [{ location: 0, window: { earliest: 0, latest: 100 }, loadingSeconds: 2 }],
  clients: [
    { location: 1, delivery: [3], pickup: [0], serviceSeconds: 1, windows: [{ earliest: 5, latest: 9 }] },
    { location: 2, delivery: [3], pickup: [2], serviceSeconds: 1, release: 3 },
    { location: 3, delivery: [0], pickup: [4], serviceSeconds: 1, handlingClass: 1 },
    {
      location: 4,
      delivery: [1],
      pickup: [0],
      serviceSeconds: 1,
      prize: 7,
      vehicleTypes: [0],
      visitCosts: [2],
    },
  ],
  vehicleTypes: [
    {
      count: 2,
      capacity: [7],
      startBase: 0,
      endBase: 0,
      reloadBases: [0],
      maxTrips: 2,
      profile: 0,
      fixedCost: 10,
      costPerMetre: 1,
      costPerSecond: 0.5,
      shift: { earliest: 0, latest: 60 },
      maxDuration: 40,
      maxDistance: 20,
      maxStops: 4,
    },
  ],
};

function trip(...clients: number[]) {
  return { clients, startBase: 0, endBase: 0 };
}

const ROUTE: RoutingRoute = { vehicleType: 0, start: 3, trips: [trip(0, 1, 2, 3)] };

/** Leaves at 3, loads till 5, serves client 0 at 6, 1 at 8, 2 at 10, 3 at 12, is home at 17. */
const SOLUTION: RoutingSolution = {
  routes: [ROUTE],
  unserved: [],
  cost: 10 + 8 + 0.5 * 14 + 2,
  feasible: true,
  iterations: 0,
};

function codesOf(problem: RoutingProblem, solution: RoutingSolution): string[] {
  return checkRouting(problem, solution).violations.map(({ code }) => code);
}

function withRoute(change: Partial<RoutingRoute>): RoutingSolution {
  return { ...SOLUTION, routes: [{ ...ROUTE, ...change }] };
}

function withType(change: Partial<RoutingProblem['vehicleTypes'][number]>): RoutingProblem {
  return { ...PROBLEM, vehicleTypes: [{ ...PROBLEM.vehicleTypes[0], ...change }] };
}

function withClient(index: number, change: Partial<RoutingProblem['clients'][number]>): RoutingProblem {
  return { ...PROBLEM, clients: PROBLEM.clients.with(index, { ...PROBLEM.clients[index], ...change }) };
}

describe('checkRouting', () => {
  test('finds nothing wrong with a right solution and recomputes its cost', () => {
    expect(checkRouting(PROBLEM, SOLUTION)).toEqual({
      violations: [],
      cost: 27,
      vehicles: 1,
      distance: 8,
      feasible: true,
    });
  });

  test.each([
    ['a cost that is not the sum', PROBLEM, { ...SOLUTION, cost: 26 }, 'wrong_cost'],
    ['a claim of infeasibility', PROBLEM, { ...SOLUTION, feasible: false }, 'wrong_feasibility'],
    ['a client that is not there', PROBLEM, withRoute({ trips: [trip(0, 9)] }), 'unknown_index'],
    [
      'a base that is not there',
      PROBLEM,
      withRoute({ trips: [{ ...trip(0), endBase: 3 }] }),
      'unknown_index',
    ],
    ['a client served twice', PROBLEM, withRoute({ trips: [trip(0, 1, 2, 3, 0)] }), 'served_twice'],
    ['a required client left out', PROBLEM, withRoute({ trips: [trip(0, 1, 2)] }), 'unserved_mismatch'],
    ['a trip to nobody', PROBLEM, withRoute({ trips: [trip(0, 1), trip(), trip(2, 3)] }), 'empty_route'],
    [
      'too many trips',
      withType({ maxTrips: 1 }),
      withRoute({ trips: [trip(0, 1), trip(2, 3)] }),
      'too_many_trips',
    ],
    [
      'a reload where none is',
      withType({ reloadBases: [] }),
      withRoute({ trips: [trip(0, 1), trip(2, 3)] }),
      'broken_chain',
    ],
    [
      'an end at no base',
      PROBLEM,
      withRoute({ trips: [{ ...trip(0, 1, 2, 3), endBase: null }] }),
      'broken_chain',
    ],
    ['a type that may not visit', withClient(3, { vehicleTypes: [] }), SOLUTION, 'vehicle_not_allowed'],
    ['a class not carried', withType({ handlingClasses: [0] }), SOLUTION, 'class_not_carried'],
    ['classes that clash', { ...PROBLEM, incompatibleClasses: [[0, 1] as const] }, SOLUTION, 'classes_clash'],
    ['a load beyond capacity', withType({ capacity: [6] }), SOLUTION, 'overload'],
    ['a delivery after a pickup', { ...PROBLEM, deliveriesFirst: true }, SOLUTION, 'pickup_before_delivery'],
    ['too many stops', withType({ maxStops: 3 }), SOLUTION, 'too_many_stops'],
    ['too long a way', withType({ maxDistance: 7 }), SOLUTION, 'too_far'],
    ['too long a day', withType({ maxDuration: 13 }), SOLUTION, 'too_long'],
    ['an end after the shift', withType({ shift: { earliest: 0, latest: 16 } }), SOLUTION, 'outside_shift'],
    ['a start before the shift', withType({ shift: { earliest: 4, latest: 60 } }), SOLUTION, 'outside_shift'],
    ['service after the window', withClient(1, { windows: [{ earliest: 0, latest: 7 }] }), SOLUTION, 'late'],
    ['a start before the goods are ready', withClient(1, { release: 4 }), SOLUTION, 'before_release'],
    ['too few vehicles', withType({ minCount: 5 }), SOLUTION, 'too_few_vehicles'],
    ['too many vehicles', withType({ count: 0 }), SOLUTION, 'too_many_vehicles'],
    [
      'a base that has closed',
      { ...PROBLEM, bases: [{ ...PROBLEM.bases[0], window: { earliest: 0, latest: 16 } }] },
      SOLUTION,
      'base_closed',
    ],
    [
      'a way that is not there',
      { ...PROBLEM, matrices: [{ size: SIZE, distances: lengths.with(1, Infinity), durations: lengths }] },
      SOLUTION,
      'unreachable',
    ],
    [
      'two of a group',
      { ...PROBLEM, clients: PROBLEM.clients.map((client) => Object.assign({}, client, { group: 1 })) },
      SOLUTION,
      'group_served_twice',
    ],
  ] as const)('reports %s', (_what, problem, solution, code) => {
    expect(codesOf(problem, solution)).toContain(code);
  });

  test('says where and by how much', () => {
    const { violations } = checkRouting(withType({ capacity: [6] }), SOLUTION);
    expect(violations).toContainEqual({
      code: 'overload',
      message: 'Overload in dimension 0.',
      route: 0,
      trip: 0,
      amount: 1,
    });
  });

  test('an optional client left out costs its prize', () => {
    const without = { ...withRoute({ trips: [trip(0, 1, 2)] }), unserved: [3], cost: 10 + 6 + 0.5 * 11 + 7 };
    expect(checkRouting(PROBLEM, without)).toMatchObject({ violations: [], cost: 28.5, feasible: true });
  });

  test('a whole group left out costs its largest prize once', () => {
    const problem = {
      ...PROBLEM,
      clients: PROBLEM.clients.map((client, index) =>
        Object.assign({}, client, { group: 1, prize: 5 + index }),
      ),
    };
    const nothing = { routes: [], unserved: [0, 1, 2, 3], cost: 8, feasible: true, iterations: 0 };
    expect(checkRouting(problem, nothing)).toMatchObject({ violations: [], cost: 8 });
  });
});
