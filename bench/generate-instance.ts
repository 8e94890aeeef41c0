import type { RoutingProblem } from '../src/solver/routing/problem.ts';
import { Random } from '../src/solver/routing/random.ts';

const GRID = 1000;
const SEEDS = 7;
/** Metres over which the pull of a cluster falls by e, and clients on a mean route. */
const PULL = 40;
const CLIENTS_PER_ROUTE = 15;

/**
 * A capacitated problem in the manner of the X set (Uchoa et al., 2017): on a 1000 by 1000 grid with the depot anywhere,
 * half of the clients at random and half about seven centres, demands of 1 to 100, about 15 clients a route, distances
 * rounded. The same arguments give the same problem. O(n^2) memory: 8 (n + 1)^2 bytes.
 */
export function generateInstance(clients: number, seed: number): RoutingProblem {
  const random = new Random(seed);
  const points = listPoints(clients, random);
  const demands = Array.from({ length: clients }, () => 1 + random.below(100));
  const total = demands.reduce((sum, demand) => sum + demand, 0);
  const distances = measureDistances(points);
  return {
    loadDimensions: 1,
    matrices: [{ size: points.length, distances, durations: distances }],
    bases: [{ location: 0 }],
    clients: demands.map((demand, index) => ({
      location: index + 1,
      delivery: [demand],
      pickup: [0],
      serviceSeconds: 0,
    })),
    vehicleTypes: [
      {
        count: Infinity,
        capacity: [Math.max(100, Math.ceil((CLIENTS_PER_ROUTE * total) / clients))],
        startBase: 0,
        endBase: 0,
        profile: 0,
        fixedCost: 0,
        costPerMetre: 1,
        costPerSecond: 0,
        shift: { earliest: 0, latest: Infinity },
      },
    ],
  };
}

type Point = readonly [number, number];

/** The depot, then the clients. */
function listPoints(clients: number, random: Random): readonly Point[] {
  const anywhere = (): Point => [random.below(GRID + 1), random.below(GRID + 1)];
  const points = Array.from({ length: 1 + SEEDS + Math.floor(clients / 2) }, anywhere).slice(0, clients + 1);
  const centres = points.slice(1, 1 + SEEDS);
  while (points.length <= clients) {
    const [x, y] = anywhere();
    const pull = centres.reduce((sum, [u, v]) => sum + Math.exp(-Math.hypot(x - u, y - v) / PULL), 0);
    if (random.uniform() < pull) points.push([x, y]);
  }
  return points;
}

function measureDistances(points: readonly Point[]): Float64Array {
  const size = points.length;
  const xs = Float64Array.from(points, ([x]) => x);
  const ys = Float64Array.from(points, ([, y]) => y);
  const distances = new Float64Array(size * size);
  for (let from = 0; from < size; from++) {
    for (let to = 0; to < size; to++) {
      const across = xs[from] - xs[to];
      const up = ys[from] - ys[to];
      distances[from * size + to] = Math.round(Math.sqrt(across * across + up * up));
    }
  }
  return distances;
}
