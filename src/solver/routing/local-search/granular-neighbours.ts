import type { CompiledProblem } from '../compiled-problem.ts';
import { selectNearest } from '../neighbours.ts';
import type { Checkpoint } from '../search-stopped.ts';
import type { TravelCosts } from './travel-costs.ts';

/** Promising clients next to each client: list[first[c]] to list[first[c + 1] - 1]; the relation is mutual. */
export interface GranularNeighbours {
  readonly first: Int32Array;
  readonly list: Int32Array;
}

/** Work of the two correlations of a pair and of the selection, in reads of a cell each. */
const PAIR_WORK = 20;
/** Price of a second that must be waited, in seconds of travel (Vidal et al., 2013); one late counts whole. */
const WAITING = 0.2;

/**
 * The `count` clients of each that are nearest in way, waiting and lateness (granular search; Toth and Vigo, 2003;
 * correlation of Vidal et al., 2013). O(n^2) in the mean.
 *
 * @throws SearchStopped from the checkpoint
 */
export function buildGranularNeighbours(
  problem: CompiledProblem,
  travel: TravelCosts,
  count: number,
  checkpoint?: Checkpoint,
): GranularNeighbours {
  const { clients } = problem;
  const near: number[][] = Array.from({ length: clients }, () => []);
  const keys = new Float64Array(clients);
  const others = new Int32Array(Math.max(0, clients - 1));
  const byKey = (one: number, other: number): number => keys[one] - keys[other] || one - other;
  const marks = new Set<number>();
  for (let client = 0; client < clients; client++) {
    let at = 0;
    for (let other = 0; other < clients; other++) {
      if (other === client) continue;
      keys[other] = Math.min(
        correlation(problem, travel, client, other),
        correlation(problem, travel, other, client),
      );
      others[at++] = other;
    }
    if (count < at) selectNearest(others, keys, count);
    for (const other of others.subarray(0, count).sort(byKey)) {
      addPair(marks, near, clients, client, other);
      addPair(marks, near, clients, other, client);
    }
    checkpoint?.(PAIR_WORK * clients);
  }
  const first = new Int32Array(clients + 1);
  near.forEach((list, client) => (first[client + 1] = first[client] + list.length));
  return { first, list: Int32Array.from(near.flat()) };
}

function addPair(marks: Set<number>, near: number[][], clients: number, one: number, other: number): void {
  const key = one * clients + other;
  if (marks.has(key)) return;
  marks.add(key);
  near[one].push(other);
}

/** Cost of going from one client to the next, with what waiting or lateness this forces. */
function correlation(problem: CompiledProblem, travel: TravelCosts, from: number, to: number): number {
  const { width, windowStart, windowEarliest, windowLatest, service, features } = problem;
  const cost = travel.costOf[0][from * width + to];
  if (!features.timed) return cost;
  const seconds = problem.duration[0][from * width + to];
  const perSecond = seconds > 0 ? cost / seconds : 1;
  const lastFrom = windowStart[from + 1] - 1;
  const lastTo = windowStart[to + 1] - 1;
  const wait = windowEarliest[windowStart[to]] - seconds - service[from] - windowLatest[lastFrom];
  const late = windowEarliest[windowStart[from]] + service[from] + seconds - windowLatest[lastTo];
  return cost + perSecond * (WAITING * Math.max(0, wait) + Math.max(0, late));
}
