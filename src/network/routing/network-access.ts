import type { Metres, Seconds } from '../../model/units.ts';
import { toSeconds } from './profile-network.ts';
import type { ProfileNetwork } from './profile-network.ts';
import type { NetworkPosition } from './segment-index.ts';
import { toSummable } from './summable.ts';

/** A way between a position on an edge and a node at its end. */
export interface Access {
  readonly node: number;
  readonly seconds: Seconds;
  readonly metres: Metres;
  /** Where the node lies on the edge: 0 or its length. */
  readonly edgeOffset: Metres;
}

/** How vehicles leave a position on an edge and arrive at it, at most two ways each. */
export interface PositionAccess {
  readonly position: NetworkPosition;
  readonly departures: readonly Access[];
  readonly arrivals: readonly Access[];
}

/**
 * Ways between a position and the ends of its edge in the directions that are open. A position at an end of the
 * edge is also on the node itself, whatever the directions of the edge. Vehicles do not turn round between nodes.
 */
export function toPositionAccess(network: ProfileNetwork, position: NetworkPosition): PositionAccess {
  const { graph, nodeOfJunction, forwardKmh, backwardKmh } = network;
  const { edge, offset } = position;
  const length = graph.edgeMetres[edge];
  const start = nodeOfJunction[graph.edgeFrom[edge]];
  const end = nodeOfJunction[graph.edgeTo[edge]];
  const departures: Access[] = [];
  const arrivals: Access[] = [];
  const open = (list: Access[], node: number, edgeOffset: Metres, kmh: number): void => {
    const metres = toSummable(Math.abs(edgeOffset - offset));
    if (metres === 0) list.push({ node, seconds: 0, metres, edgeOffset });
    else if (kmh > 0) list.push({ node, seconds: toSeconds(metres, kmh), metres, edgeOffset });
  };
  open(departures, end, length, forwardKmh[edge]);
  open(departures, start, 0, backwardKmh[edge]);
  open(arrivals, start, 0, forwardKmh[edge]);
  open(arrivals, end, length, backwardKmh[edge]);
  return { position, departures, arrivals };
}

/** Travel along the common edge of two positions, or null when they share none or it is closed that way. */
export function findDirectWay(
  network: ProfileNetwork,
  from: NetworkPosition,
  to: NetworkPosition,
): { readonly seconds: Seconds; readonly metres: Metres } | null {
  if (from.edge !== to.edge) return null;
  const metres = toSummable(Math.abs(to.offset - from.offset));
  if (metres === 0) return { seconds: 0, metres: 0 };
  const kmh = (to.offset > from.offset ? network.forwardKmh : network.backwardKmh)[from.edge];
  return kmh > 0 ? { seconds: toSeconds(metres, kmh), metres } : null;
}
