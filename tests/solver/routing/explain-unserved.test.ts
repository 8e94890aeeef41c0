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
    ['window_unreachable', withType({ maxDistance: 1 }), { maxDistanceMetres: 1 }],
    ['window_unreachable', withType({ maxDuration: 10 }), { maxDurationSeconds: 10 }],
    ['window_unreachable', withType({ shift: { earliest: 0, latest: 9 } }), { shiftEnd: 9 }],
    ['not_enough_vehicles', withType({ count: 0 }), { fittingVehicles: 0 }],
  ] as const)('%s, with its figures; and the solver leaves the client out', (code, problem, figures) => {
    const reason = explainUnserved(problem, 0);
    expect(reason.code).toBe(code);
    expect(reason.figures).toMatchObject(figures);
    const solution = solveRouting(problem, { seed: 1, stop: { iterations: 50 } });
    expect(solution.unserved).toContain(0);
    expect(solution.feasible).toBe(false);
  });

  test.each([
    ['earliestArrival', withClient({ windows: [{ earliest: 0, latest: 1 }] }), /hours, which end at 1\.$/],
    ['neededMetres', withType({ maxDistance: 1 }), /metres long, beyond the range of 1\.$/],
    ['neededSeconds', withType({ maxDuration: 10 }), /seconds, more than the longest working time of 10\.$/],
    ['earliestReturn', withType({ shift: { earliest: 0, latest: 9 } }), /after the shift ends at 9\.$/],
  ] as const)('names the one limit in the way, by %s', (figure, problem, sentence) => {
    const { message, figures } = explainUnserved(problem, 0);
    expect(message).toMatch(sentence);
    const named = ['neededMetres', 'neededSeconds', 'earliestReturn'].filter((name) => name in figures);
    expect(named).toEqual(figure === 'earliestArrival' ? [] : [figure]);
  });

  test('says that there are several where lifting one would not do', () => {
    const reason = explainUnserved(withType({ maxDistance: 1, maxDuration: 10 }), 0);
    expect(reason.message).toContain('more than one limit');
  });

  test('tells the limit that is broken the least where vehicles break different ones', () => {
    const [type] = PROBLEM.vehicleTypes;
    const problem = { ...PROBLEM, vehicleTypes: [{ ...type, maxDistance: 1 }] };
    const { neededMetres } = explainUnserved(problem, 0).figures;
    const near = { ...type, maxDistance: neededMetres - 1 };
    const vehicleTypes = [{ ...type, maxDuration: 1 }, near, { ...type, maxDistance: 1 }];
    expect(explainUnserved({ ...PROBLEM, vehicleTypes }, 0).figures).toMatchObject({
      maxDistanceMetres: neededMetres - 1,
    });
  });
});
