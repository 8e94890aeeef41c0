import type { CompiledProblem } from './compiled-problem.ts';

/** For each client the others by rising distance: entries client * width to client * width + width - 1. */
export interface Neighbours {
  readonly width: number;
  readonly list: Int32Array;
}

/** Sorts the nearest `limit` others of each client by the mean of both ways. O(n^2 log n). */
export function buildNeighbours(problem: CompiledProblem, limit: number): Neighbours {
  const { clients, width: places } = problem;
  const [distance] = problem.distance;
  const width = Math.max(0, Math.min(limit, clients - 1));
  const list = new Int32Array(clients * width);
  const others = new Int32Array(Math.max(0, clients - 1));
  const keys = new Float64Array(clients);
  for (let client = 0; client < clients; client++) {
    let count = 0;
    for (let other = 0; other < clients; other++) {
      keys[other] = distance[client * places + other] + distance[other * places + client];
      if (other !== client) others[count++] = other;
    }
    others.sort((one, other) => keys[one] - keys[other] || one - other);
    list.set(others.subarray(0, width), client * width);
  }
  return { width, list };
}
