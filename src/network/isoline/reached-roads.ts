import type { Metres, Seconds } from '../../model/units.ts';
import type { PositionAccess } from '../routing/network-access.ts';
import type { ProfileNetwork } from '../routing/profile-network.ts';
import type { ShortestPathTree } from '../routing/shortest-path-tree.ts';

/**
 * How far each edge is reached: metres from its start (`fromStart`) and from its end (`fromEnd`), 0 for not at all.
 * On the edge of the start itself, `ownFrom` to `ownTo`.
 */
export interface ReachedRoads {
  readonly fromStart: Float64Array;
  readonly fromEnd: Float64Array;
  readonly ownEdge: number;
  readonly ownFrom: Metres;
  readonly ownTo: Metres;
}

/** Stretches of road that are reached within a time, by a tree that was grown to every node. O(arcs). */
export function listReachedRoads(
  network: ProfileNetwork,
  tree: ShortestPathTree,
  start: PositionAccess,
  within: Seconds,
): ReachedRoads {
  const { graph, arcTail, arcEdge, arcReversed, arcSeconds } = network;
  const fromStart = new Float64Array(graph.edgeCount);
  const fromEnd = new Float64Array(graph.edgeCount);
  for (let arc = 0; arc < arcEdge.length; arc++) {
    const rest = within - tree.seconds[arcTail[arc]];
    if (!(rest > 0)) continue;
    const edge = arcEdge[arc];
    const share = rest >= arcSeconds[arc] ? 1 : rest / arcSeconds[arc];
    const side = arcReversed[arc] === 1 ? fromEnd : fromStart;
    side[edge] = Math.max(side[edge], share * graph.edgeMetres[edge]);
  }
  const { edge, offset } = start.position;
  const metresWithin = (kmh: number) => (within * kmh) / 3.6;
  return {
    fromStart,
    fromEnd,
    ownEdge: edge,
    ownFrom: Math.max(0, offset - metresWithin(network.backwardKmh[edge])),
    ownTo: Math.min(graph.edgeMetres[edge], offset + metresWithin(network.forwardKmh[edge])),
  };
}

/** Calls `visit` with the reached stretches of each edge, as offsets from its start. */
export function visitReachedStretches(
  network: ProfileNetwork,
  reached: ReachedRoads,
  visit: (edge: number, from: Metres, to: Metres) => void,
): void {
  const { edgeMetres, edgeCount } = network.graph;
  for (let edge = 0; edge < edgeCount; edge++) {
    const length = edgeMetres[edge];
    const start = reached.fromStart[edge];
    const end = reached.fromEnd[edge];
    if (start + end >= length && start + end > 0) visit(edge, 0, length);
    else {
      if (start > 0) visit(edge, 0, start);
      if (end > 0) visit(edge, length - end, length);
    }
  }
  visit(reached.ownEdge, reached.ownFrom, reached.ownTo);
}
