import { describe, expect, test } from 'vitest';
import type { RoutingProblem } from '../../../src/solver/routing/problem.ts';
import { RoutingProblemError } from '../../../src/solver/routing/routing-problem-error.ts';
import { solveRouting } from '../../../src/solver/routing/solve-routing.ts';
import {
  listRoutingProblemIssues,
  validateRoutingProblem,
} from '../../../src/solver/routing/validate-routing-problem.ts';
import { NO_FEATURES, randomProblem } from './random-problem.ts';

const PROBLEM = randomProblem(1, 3, NO_FEATURES);

function withClient(change: object): RoutingProblem {
  return { ...PROBLEM, clients: [{ ...PROBLEM.clients[0], ...change }] };
}

function withType(change: object): RoutingProblem {
  return { ...PROBLEM, vehicleTypes: [{ ...PROBLEM.vehicleTypes[0], ...change }] };
}

const { matrices } = PROBLEM;

describe('validateRoutingProblem', () => {
  test('lets a right problem pass', () => {
    expect(listRoutingProblemIssues(PROBLEM)).toEqual([]);
  });

  test.each([
    [{ ...PROBLEM, matrices: [] }, 'missing_matrix', 'matrices'],
    [{ ...PROBLEM, bases: [] }, 'missing_base', 'bases'],
    [{ ...PROBLEM, matrices: [...matrices, { ...matrices[0], size: 2 }] }, 'matrix_shape', 'matrices/1'],
    [
      { ...PROBLEM, matrices: [{ ...matrices[0], distances: matrices[0].distances.with(6, -1) }] },
      'matrix_value',
      'matrices/0/1/2',
    ],
    [withClient({ location: 4 }), 'index_out_of_range', 'clients/0/location'],
    [withClient({ delivery: [1] }), 'load_shape', 'clients/0/delivery'],
    [withClient({ pickup: [1, -2] }), 'not_a_count', 'clients/0/pickup/1'],
    [withClient({ delivery: [1, 0.5] }), 'not_a_count', 'clients/0/delivery/1'],
    [withClient({ serviceSeconds: Number.NaN }), 'not_an_amount', 'clients/0/serviceSeconds'],
    [withClient({ windows: [{ earliest: 9, latest: 8 }] }), 'window_inverted', 'clients/0/windows/0'],
    [
      withClient({
        windows: [
          { earliest: 1, latest: 8 },
          { earliest: 8, latest: 9 },
        ],
      }),
      'windows_overlap',
      'clients/0/windows/1',
    ],
    [withClient({ handlingClass: 31 }), 'index_out_of_range', 'clients/0/handlingClass'],
    [withClient({ vehicleTypes: [1] }), 'index_out_of_range', 'clients/0/vehicleTypes/0'],
    [withClient({ visitCosts: [] }), 'visit_costs_shape', 'clients/0/visitCosts'],
    [withClient({ prize: Infinity }), 'not_an_amount', 'clients/0/prize'],
    [withType({ count: 1.5 }), 'not_a_count', 'vehicleTypes/0/count'],
    [withType({ count: 2, minCount: 3 }), 'minimum_above_count', 'vehicleTypes/0/minCount'],
    [withType({ minCount: Infinity }), 'not_a_count', 'vehicleTypes/0/minCount'],
    [withType({ capacity: [1] }), 'load_shape', 'vehicleTypes/0/capacity'],
    [withType({ startBase: 1 }), 'index_out_of_range', 'vehicleTypes/0/startBase'],
    [withType({ endBase: -1 }), 'index_out_of_range', 'vehicleTypes/0/endBase'],
    [withType({ reloadBases: [2] }), 'index_out_of_range', 'vehicleTypes/0/reloadBases/0'],
    [withType({ profile: 1 }), 'index_out_of_range', 'vehicleTypes/0/profile'],
    [withType({ costPerMetre: -1 }), 'not_an_amount', 'vehicleTypes/0/costPerMetre'],
    [withType({ maxTrips: 0 }), 'not_a_count', 'vehicleTypes/0/maxTrips'],
    [withType({ shift: { earliest: 5, latest: 4 } }), 'window_inverted', 'vehicleTypes/0/shift'],
    [{ ...PROBLEM, incompatibleClasses: [[1, 1] as const] }, 'class_against_itself', 'incompatibleClasses/0'],
  ])('case %#: names code and path', (problem, code, path) => {
    expect(listRoutingProblemIssues(problem)).toContainEqual(expect.objectContaining({ code, path }));
  });

  test('throws the first issue and carries all of them', () => {
    const wrong = { ...withClient({ location: -1, serviceSeconds: -1 }), bases: [] };
    expect(() => validateRoutingProblem(wrong)).toThrow(RoutingProblemError);
    expect(listRoutingProblemIssues(wrong).map(({ path }) => path)).toEqual([
      'bases',
      'clients/0/location',
      'clients/0/serviceSeconds',
      'vehicleTypes/0/startBase',
      'vehicleTypes/0/endBase',
    ]);
    expect(() => validateRoutingProblem(wrong)).toThrow(
      expect.objectContaining({ code: 'missing_base', path: 'bases' }),
    );
  });

  test.each([
    [[{ vehicleType: 7, start: 0, trips: [] }], 'initial/0/vehicleType'],
    [
      [{ vehicleType: 0, start: 0, trips: [{ clients: [0, 0], startBase: 0, endBase: 0 }] }],
      'initial/0/trips/0/clients/1',
    ],
  ])('refuses routes to start from that point nowhere', (initial, path) => {
    const solve = () => solveRouting(PROBLEM, { seed: 1, stop: { iterations: 1 }, initial });
    expect(solve).toThrow(expect.objectContaining({ path }));
  });
});
