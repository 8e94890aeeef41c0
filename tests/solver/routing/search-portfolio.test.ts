import { describe, expect, test } from 'vitest';
import { checkRouting } from '../../../src/checker/routing-check.ts';
import { solveRouting } from '../../../src/solver/routing/solve-routing.ts';
import { plantFleet } from './planted-fleet-problem.ts';

const FLEET = { bases: 3, vehiclesPerBase: 3, clientsPerVehicle: 18, window: 3600 };

describe('searchPortfolio', () => {
  test.each([1, 2, 3])('serves everybody where no vehicle is to spare (seed %i)', (seed) => {
    const { problem } = plantFleet(seed, FLEET);
    const solution = solveRouting(problem, { seed, stop: { iterations: 400 * problem.clients.length } });
    expect(solution.unserved).toEqual([]);
    expect(checkRouting(problem, solution).violations).toEqual([]);
  });

  test('leaves out few and breaks nothing where there are not enough vehicles', () => {
    const { problem } = plantFleet(2, { ...FLEET, clientsPerVehicle: 8 });
    const vehicleTypes = problem.vehicleTypes.map((type) => ({ ...type, count: 2 }));
    const short = { ...problem, vehicleTypes };
    const solution = solveRouting(short, { seed: 1, stop: { iterations: 400 * short.clients.length } });
    const { violations } = checkRouting(short, solution);
    expect(solution.feasible).toBe(false);
    expect(solution.unserved.length).toBeGreaterThan(0);
    expect(solution.unserved.length).toBeLessThan(short.clients.length / 3);
    expect(violations.map(({ code }) => code)).toEqual(solution.unserved.map(() => 'required_unserved'));
  });
});
