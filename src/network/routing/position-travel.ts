import { createEmptyMatrix, wholeMatrix } from '../travel-matrix.ts';
import type { MatrixPart, TravelMatrix } from '../travel-matrix.ts';
import { findDirectWay } from './network-access.ts';
import type { PositionAccess } from './network-access.ts';
import type { NetworkWay } from './network-way.ts';
import type { ProfileNetwork } from './profile-network.ts';
import { ShortestPathTree } from './shortest-path-tree.ts';

/** Fastest way between two positions: along their common edge (`arrival` -1), or by arrival `arrival` of the target. */
type BestWay = Pick<NetworkWay, 'seconds' | 'metres' | 'arrival'>;

const NO_WAY: BestWay = { seconds: Infinity, metres: Infinity, arrival: -1 };

/** Compares the direct way along a common edge with the ways through a tree grown from the start. */
function findBestWay(
  network: ProfileNetwork,
  tree: ShortestPathTree,
  from: PositionAccess,
  to: PositionAccess,
): BestWay {
  const direct = findDirectWay(network, from.position, to.position);
  let best = direct === null ? NO_WAY : { ...direct, arrival: -1 };
  for (let arrival = 0; arrival < to.arrivals.length; arrival++) {
    const { node, seconds, metres } = to.arrivals[arrival];
    const time = tree.seconds[node] + seconds;
    const length = tree.metres[node] + metres;
    if (time < best.seconds || (time === best.seconds && length < best.metres)) {
      best = { seconds: time, metres: length, arrival };
    }
  }
  return best;
}

/** Fastest way from where a tree was grown to a position, of equally fast ones the shortest; null when there is none. */
export function findTreeWay(
  network: ProfileNetwork,
  tree: ShortestPathTree,
  from: PositionAccess,
  to: PositionAccess,
): NetworkWay | null {
  const best = findBestWay(network, tree, from, to);
  if (best.seconds === Infinity) return null;
  if (best.arrival < 0) return { ...best, departure: -1, arcs: [] };
  const arcs: number[] = [];
  let at = to.arrivals[best.arrival].node;
  while (tree.parentArc[at] >= 0) {
    arcs.push(tree.parentArc[at]);
    at = network.arcTail[tree.parentArc[at]];
  }
  return { ...best, departure: -1 - tree.parentArc[at], arcs: arcs.toReversed() };
}

/** Nodes at which the given positions are arrived at. */
export function listArrivalNodes(targets: Iterable<PositionAccess | null>): Uint32Array {
  const nodes = new Set<number>();
  for (const target of targets) for (const { node } of target?.arrivals ?? []) nodes.add(node);
  return Uint32Array.from(nodes);
}

/**
 * Travel times between all pairs of positions, and the distances along those fastest ways; null positions get
 * Infinity, 0 to themselves, and so does what is outside the part asked for. One Dijkstra per row. `pause` is awaited between positions, so that a long
 * matrix need not hold up its thread.
 */
export async function computeTravelMatrix(
  network: ProfileNetwork,
  positions: readonly (PositionAccess | null)[],
  pause: () => Promise<void>,
  part: MatrixPart = wholeMatrix(positions.length),
): Promise<TravelMatrix> {
  const { size, distances, durations } = createEmptyMatrix(positions.length);
  const tree = new ShortestPathTree(network);
  const targets = listArrivalNodes(part.columns.map((to) => positions[to]));
  for (const from of part.rows) {
    const start = positions[from];
    if (start !== null) {
      tree.grow(start.departures, targets);
      for (const to of part.columns) {
        const end = positions[to];
        if (end === null || to === from) continue;
        const way = findBestWay(network, tree, start, end);
        distances[from * size + to] = way.metres;
        durations[from * size + to] = way.seconds;
      }
      await pause();
    }
  }
  return { size, distances, durations };
}
