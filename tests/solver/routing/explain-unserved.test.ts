import { describe, expect, test } from 'vitest';
import { explainUnserved } from '../../../src/solver/routing/explain-unserved.ts';
import type { RoutingProblem } from '../../../src/solver/routing/problem.ts';
import { solveRouting } from '../../../src/solver/routing/solve-routing.ts';
import { NO_FEATURES, randomProblem } from './random-problem.ts';

const PROBLEM = randomProblem(2, 6, NO_FEATURES);
const { size, distances, durations } = PROBLEM.matrices[0];

function withClient(change: object): RoutingProblem {
  return { ...PROBLEM, clients: PROBLEM.clients.with(0, { ...PROBLEM.clients[0], ...change }) };
}

function withType(change: object): RoutingProblem {
  return { ...PROBLEM, vehicleTypes: [{ ...PROBLEM.vehicleTypes[0], ...change }] };
}

const cutOff = (values: Float64Array): Float64Array => values.with(1, Infinity);

describe('explainUnserved', () => {
  test.each([
    [
      'handling_class_carried_by_none',
      { ...withType({ handlingClasses: [1] }) },
      { handlingClass: 0, vehicleTypes: 1 },
    ],
    [
      'exceeds_every_vehicle',
      withClient({ delivery: [4, 99] }),
      { dimension: 1, load: 99, largestCapacity: 15 },
    ],
    [
      'no_road',
      { ...PROBLEM, matrices: [{ size, distances: cutOff(distances), durations: cutOff(durations) }] },
      { vehicleTypes: 1 },
    ],
    ['window_unreachable', withClient({ windows: [{ earliest: 0, latest: 1 }] }), { windowLatest: 1 }],
    ['window_unreachable', withType({ maxDistance: 1 }), {}],
    ['not_enough_vehicles', withType({ count: 0 }), { fittingVehicles: 0 }],
  ] as const)('%s, with its figures; and the solver leaves the client out', (code, problem, figures) => {
    const reason = explainUnserved(problem, 0);
    expect(reason.code).toBe(code);
    expect(reason.figures).toMatchObject(figures);
    const solution = solveRouting(problem, { seed: 1, stop: { iterations: 50 } });
    expect(solution.unserved).toContain(0);
    expect(solution.feasible).toBe(false);
  });
});
