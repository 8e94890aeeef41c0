import { describe, expect, test } from 'vitest';
import { explainInfeasible } from '../../../src/solver/routing/explain-infeasible.ts';
import type { Client, RoutingProblem } from '../../../src/solver/routing/problem.ts';
import type { FrozenRoute } from '../../../src/solver/routing/solution.ts';
import { solveRouting } from '../../../src/solver/routing/solve-routing.ts';
import { NO_FEATURES, randomProblem } from './random-problem.ts';

const PLAIN = randomProblem(1, 8, NO_FEATURES);

function change(
  client: (index: number) => Partial<Client>,
  type: Partial<RoutingProblem['vehicleTypes'][number]>,
): RoutingProblem {
  const clients = PLAIN.clients.map((one, index) => Object.assign({}, one, client(index)));
  return { ...PLAIN, clients, vehicleTypes: [{ ...PLAIN.vehicleTypes[0], ...type }] };
}

function explain(problem: RoutingProblem, frozen: readonly FrozenRoute[] = []) {
  const solution = solveRouting(problem, { seed: 1, stop: { iterations: 300 }, frozen });
  expect(solution.feasible).toBe(false);
  return explainInfeasible(problem, solution, frozen);
}

describe('explainInfeasible', () => {
  test('says by how much the loads are beyond the fleet, trips counted', () => {
    const problem = change(() => ({ delivery: [10, 1] }), { count: 3, capacity: [20, 99] });
    expect(explain(problem)).toMatchObject([
      {
        code: 'load_exceeds_fleet',
        clients: [0, 1, 2, 3, 4, 5, 6, 7],
        figures: { dimension: 0, load: 80, fleetCapacity: 60, vehicles: 3, excess: 20 },
      },
    ]);
    const trips = { count: 3, capacity: [10, 99], maxTrips: 2, reloadBases: [0] };
    expect(explain(change(() => ({ delivery: [10, 1] }), trips))).toMatchObject([
      { figures: { excess: 20 } },
    ]);
  });

  test('says which vehicles are too few for the clients confined to them', () => {
    const problem = change((index) => ({ delivery: [10, 1], vehicleTypes: index < 3 ? [1] : undefined }), {
      count: Infinity,
    });
    const small = { ...problem.vehicleTypes[0], count: 1, capacity: [20, 99] };
    expect(explain({ ...problem, vehicleTypes: [...problem.vehicleTypes, small] })).toMatchObject([
      { code: 'load_exceeds_fleet', clients: [0, 1, 2], figures: { load: 30, excess: 10 } },
    ]);
  });

  test('names clients whose hours ask for more vehicles than there are', () => {
    const windows = [{ earliest: 200, latest: 200 }];
    const problem = change((index) => (index < 4 ? { windows, serviceSeconds: 9 } : {}), {
      count: 3,
      capacity: [999, 999],
    });
    expect(explain(problem)).toMatchObject([
      { code: 'hours_exceed_fleet', clients: [0, 1, 2, 3], figures: { clients: 4, vehicles: 3, excess: 1 } },
    ]);
  });

  test('names a group of which nobody can be served, and vehicles that nobody needs', () => {
    const group = change((index) => (index < 2 ? { group: 7, delivery: [1000, 0] } : {}), {
      count: Infinity,
    });
    expect(explain(group)).toMatchObject([
      { code: 'group_unservable', clients: [0, 1], figures: { group: 7 } },
    ]);
    const idle = change(() => ({}), { minCount: 10 });
    expect(explain(idle)).toMatchObject([
      { code: 'vehicles_missing', clients: [], figures: { minCount: 10, used: 8, excess: 2 } },
    ]);
  });

  test('says which frozen route breaks which limit, at whom and by how much', () => {
    const late = [{ earliest: 0, latest: 1 }];
    const problem = change((index) => (index === 1 ? { windows: late } : {}), { capacity: [20, 99] });
    const loaded = {
      ...problem,
      clients: problem.clients.map((client) => Object.assign({}, client, { delivery: [11, 0] })),
    };
    const frozen = [{ vehicleType: 0, trips: [{ clients: [0, 1], startBase: 0, endBase: 0 }] }];
    const faults = explain(loaded, frozen);
    const { durations, size } = loaded.matrices[0];
    const arrival = durations[1] + loaded.clients[0].serviceSeconds + durations[size + 2];
    expect(faults).toMatchObject([
      { code: 'frozen_breaks_limit', clients: [0, 1], figures: { frozen: 0, trip: 0, excess: 2 } },
      { code: 'frozen_breaks_limit', clients: [1], figures: { frozen: 0, trip: 0, excess: arrival - 1 } },
    ]);
  });

  test('has nothing to say of a feasible answer', () => {
    const solution = solveRouting(PLAIN, { seed: 1, stop: { iterations: 10 } });
    expect(explainInfeasible(PLAIN, solution)).toEqual([]);
  });
});
