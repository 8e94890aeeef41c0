import type { TravelMatrix } from '../../../src/network/travel-matrix.ts';
import type { Client, RoutingProblem } from '../../../src/solver/routing/problem.ts';
import { plainVehicle } from './plain-vehicle.ts';
import { uniformFrom } from './random-problem.ts';

export interface PlantedFleet {
  readonly bases: number;
  readonly vehiclesPerBase: number;
  readonly clientsPerVehicle: number;
  /** Width of each client's window in seconds. */
  readonly window: number;
}

export interface PlantedProblem {
  readonly problem: RoutingProblem;
  /** Metres of routes that serve everybody with exactly the vehicles there are. */
  readonly plantedCost: number;
}

type Point = readonly [number, number];

const SERVICE = 600;

/**
 * A fleet with no vehicle to spare: routes are drawn first, and the clients' windows, the vehicles' capacity and their longest
 * day after them.
 */
export function plantFleet(
  seed: number,
  { bases, vehiclesPerBase, clientsPerVehicle, window }: PlantedFleet,
): PlantedProblem {
  const uniform = uniformFrom(seed);
  const points: Point[] = Array.from({ length: bases }, () => [15 + 70 * uniform(), 15 + 70 * uniform()]);
  const clients: Client[] = [];
  let capacity = 0;
  let longestDay = 0;
  let plantedCost = 0;
  for (let vehicle = 0; vehicle < bases * vehiclesPerBase; vehicle++) {
    const base = points[vehicle % bases];
    const direction = 2 * Math.PI * uniform();
    let at = base;
    let time = 0;
    let load = 0;
    for (let visit = 1; visit <= clientsPerVehicle; visit++) {
      const passed = visit / (clientsPerVehicle + 1);
      const angle = direction + 1.5 * (passed - 0.5);
      const reach = 45 * Math.sin(Math.PI * passed) * (0.7 + 0.6 * uniform());
      const point: Point = [base[0] + reach * Math.cos(angle), base[1] + reach * Math.sin(angle)];
      time += metresBetween(at, point);
      plantedCost += metresBetween(at, point);
      const earliest = Math.max(0, time - Math.floor(uniform() * window));
      const delivery = 1 + Math.floor(25 * uniform());
      load += delivery;
      points.push(point);
      clients.push({
        location: points.length - 1,
        delivery: [delivery],
        pickup: [0],
        serviceSeconds: SERVICE,
        windows: [{ earliest, latest: earliest + window }],
      });
      time += SERVICE;
      at = point;
    }
    time += metresBetween(at, base);
    plantedCost += metresBetween(at, base);
    capacity = Math.max(capacity, load);
    longestDay = Math.max(longestDay, time);
  }
  const vehicleTypes = Array.from({ length: bases }, (_, base) => ({
    ...plainVehicle(vehiclesPerBase, capacity, 2 * longestDay, base),
    maxDuration: longestDay,
  }));
  return {
    problem: {
      loadDimensions: 1,
      matrices: [buildMatrix(points)],
      bases: vehicleTypes.map((_, location) => ({ location })),
      clients,
      vehicleTypes,
    },
    plantedCost,
  };
}

/** Metres, and the seconds they take, since one metre takes one second here. */
function metresBetween(one: Point, other: Point): number {
  return Math.round(60 * Math.hypot(one[0] - other[0], one[1] - other[1]));
}

function buildMatrix(points: readonly Point[]): TravelMatrix {
  const size = points.length;
  const distances = Float64Array.from({ length: size * size }, (_, cell) =>
    metresBetween(points[Math.floor(cell / size)], points[cell % size]),
  );
  return { size, distances, durations: distances };
}
