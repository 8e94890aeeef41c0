import { describe, expect, test } from 'vitest';
import { checkRouting } from '../../../src/checker/routing-check.ts';
import type { RoutingProblem } from '../../../src/solver/routing/problem.ts';
import { solveRouting } from '../../../src/solver/routing/solve-routing.ts';
import { plainVehicle } from './plain-vehicle.ts';
import { plantFleet } from './planted-fleet-problem.ts';

const FLEET = { bases: 3, vehiclesPerBase: 3, clientsPerVehicle: 18, window: 3600 };

/** Less than either search takes for being late, twice it more. */
const LATE = 0.8e-9;

/**
 * Rays of four clients each. On each the vehicle is late twice by next to nothing, with a wait between: ruin and recreate
 * finds that punctual each time, local search adds it up.
 */
function hardlyLate(rays: number): RoutingProblem {
  const size = 1 + 4 * rays;
  const rayOf = (place: number): number => Math.ceil(place / 4);
  const reachOf = (place: number): number => (place === 0 ? 0 : 100 * (1 + ((place - 1) % 4)));
  const distances = Float64Array.from({ length: size * size }, (_, cell) => {
    const from = Math.floor(cell / size);
    const to = cell % size;
    return rayOf(from) === rayOf(to) ? Math.abs(reachOf(from) - reachOf(to)) : reachOf(from) + reachOf(to);
  });
  const durations = distances.slice();
  for (let first = 1; first < size; first += 4) {
    durations[first * size + first + 1] += LATE;
    durations[(first + 2) * size + first + 3] += LATE;
  }
  const clients = Array.from({ length: 4 * rays }, (_, client) => {
    const waits = client % 4 >= 2;
    const latest = reachOf(client + 1) + (waits ? 1000 : 0);
    return {
      location: client + 1,
      delivery: [1],
      pickup: [0],
      serviceSeconds: 0,
      windows: [{ earliest: waits ? latest : 0, latest }],
    };
  });
  return {
    loadDimensions: 1,
    matrices: [{ size, distances, durations }],
    bases: [{ location: 0 }],
    clients,
    fewestVehiclesFirst: true,
    vehicleTypes: [plainVehicle(4 * rays, 100, 1e5)],
  };
}

describe('searchPortfolio', () => {
  test.each([1, 2, 3])(
    'serves everybody where no vehicle is to spare, for no more than the routes known (seed %i)',
    (seed) => {
      const { problem, plantedCost } = plantFleet(seed, FLEET);
      const solution = solveRouting(problem, { seed, stop: { iterations: 400 * problem.clients.length } });
      expect(solution.unserved).toEqual([]);
      expect(checkRouting(problem, solution).violations).toEqual([]);
      expect(solution.cost).toBeLessThan(plantedCost);
    },
  );

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

  test('keeps its answer where local search takes that for late by next to nothing', () => {
    const problem = hardlyLate(40);
    const solution = solveRouting(problem, { seed: 1, stop: { iterations: 250 * problem.clients.length } });
    expect(solution.feasible).toBe(true);
    expect(solution.routes.length).toBe(40);
  });
});
