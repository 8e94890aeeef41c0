import type { CompiledProblem } from './compiled-problem.ts';
import type { Checkpoint } from './search-stopped.ts';

/** For each client the others by rising distance: entries client * width to client * width + width - 1. */
export interface Neighbours {
  readonly width: number;
  readonly list: Int32Array;
}

/** Work of a selection among many, in reads of a cell each. */
const SELECTION_WORK = 5;

/**
 * Sorts the nearest `limit` others of each client by the mean of both ways, ties by number. Selects before it sorts
 * (Hoare, 1961), so O(n (n + limit log limit)) in the mean.
 *
 * @throws SearchStopped from the checkpoint
 */
export function buildNeighbours(
  problem: CompiledProblem,
  limit: number,
  checkpoint?: Checkpoint,
): Neighbours {
  const { clients, width: places } = problem;
  const [distance] = problem.distance;
  const [distanceTo] = problem.distanceTo;
  const width = Math.max(0, Math.min(limit, clients - 1));
  const list = new Int32Array(clients * width);
  const others = new Int32Array(Math.max(0, clients - 1));
  const keys = new Float64Array(clients);
  const byKey = (one: number, other: number): number => keys[one] - keys[other] || one - other;
  for (let client = 0; client < clients; client++) {
    const row = client * places;
    let count = 0;
    for (let other = 0; other < clients; other++) {
      keys[other] = distance[row + other] + distanceTo[row + other];
      if (other !== client) others[count++] = other;
    }
    if (width < count) selectNearest(others, keys, width);
    list.set(others.subarray(0, width).sort(byKey), client * width);
    checkpoint?.(SELECTION_WORK * clients);
  }
  return { width, list };
}

/** Moves the `count` entries with the least keys, ties by number, to the front in no order. */
export function selectNearest(entries: Int32Array, keys: Float64Array, count: number): void {
  let from = 0;
  let to = entries.length - 1;
  while (from < to) {
    const pivot = entries[(from + to) >> 1];
    const key = keys[pivot];
    let left = from;
    let right = to;
    while (left <= right) {
      while (keys[entries[left]] < key || (keys[entries[left]] === key && entries[left] < pivot)) left++;
      while (keys[entries[right]] > key || (keys[entries[right]] === key && entries[right] > pivot)) right--;
      if (left > right) break;
      const entry = entries[left];
      entries[left++] = entries[right];
      entries[right--] = entry;
    }
    if (count - 1 <= right) to = right;
    else if (count - 1 >= left) from = left;
    else return;
  }
}

/** The nearest `limit` of longer lists. */
export function narrowNeighbours({ list, width }: Neighbours, limit: number): Neighbours {
  if (width <= limit) return { list, width };
  const clients = list.length / width;
  const narrow = new Int32Array(clients * limit);
  for (let client = 0; client < clients; client++) {
    narrow.set(list.subarray(client * width, client * width + limit), client * limit);
  }
  return { list: narrow, width: limit };
}
