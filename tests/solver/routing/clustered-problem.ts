import type { RoutingProblem, RoutingVehicleType } from '../../../src/solver/routing/problem.ts';
import { uniformFrom } from './random-problem.ts';

/** Clients of a cluster: more than a client has near neighbours, so that local search keeps to a cluster. */
export const CLUSTER_SIZE = 34;

/** Clients with hours, however wide, in clusters around given points; the base is at the origin. */
export function clusteredProblem(
  seed: number,
  middles: readonly (readonly number[])[],
  vehicleTypes: readonly RoutingVehicleType[],
): RoutingProblem {
  const uniform = uniformFrom(seed);
  const points: (readonly number[])[] = [[0, 0]];
  for (const [x, y] of middles) {
    for (let at = 0; at < CLUSTER_SIZE; at++) points.push([x + 10 * uniform(), y + 10 * uniform()]);
  }
  const size = points.length;
  const distances = Float64Array.from({ length: size * size }, (_, cell) => {
    const from = points[Math.floor(cell / size)];
    const to = points[cell % size];
    return Math.hypot(from[0] - to[0], from[1] - to[1]);
  });
  const clients = points.slice(1).map((_, client) => ({
    location: client + 1,
    delivery: [1],
    pickup: [0],
    serviceSeconds: 0,
    windows: [{ earliest: 0, latest: 1e6 }],
  }));
  return {
    loadDimensions: 1,
    matrices: [{ size, distances, durations: distances }],
    bases: [{ location: 0 }],
    clients,
    vehicleTypes,
  };
}

/** The clients of some clusters, one cluster after the other. */
export function listClients(clusters: readonly number[]): readonly number[] {
  return clusters.flatMap((cluster) =>
    Array.from({ length: CLUSTER_SIZE }, (_, at) => cluster * CLUSTER_SIZE + at),
  );
}
