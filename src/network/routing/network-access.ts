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

/** How vehicles leave a position on an edge and arrive at it; one way out in each direction at most. */
export interface PositionAccess {
  readonly position: NetworkPosition;
  readonly departures: readonly Access[];
  readonly arrivals: readonly Access[];
}

/**
 * Ways between a position and the ends of its edge in the directions that are open. A position at an end of the
 * edge is also on the place itself, whatever the directions of the edge. Vehicles do not turn round between places.
 * They set out without any forbidden turn under way, and arrive with any that leaves the edge open to them.
 */
export function toPositionAccess(network: ProfileNetwork, position: NetworkPosition): PositionAccess {
  const { edge } = position;
  const start = { place: network.placeFrom[edge], edgeOffset: 0 };
  const end = { place: network.placeTo[edge], edgeOffset: network.graph.edgeMetres[edge] };
  return {
    position,
    departures: [
      ...listDepartures(network, position, start, end),
      ...listDepartures(network, position, end, start),
    ],
    arrivals: [...listArrivals(network, position, start), ...listArrivals(network, position, end)],
  };
}

/** One end of an edge. */
interface EdgeEnd {
  readonly place: number;
  readonly edgeOffset: Metres;
}

/** The way ahead when travelling from one end to the other. */
function listDepartures(
  network: ProfileNetwork,
  position: NetworkPosition,
  { place, edgeOffset: behind }: EdgeEnd,
  ahead: EdgeEnd,
): readonly Access[] {
  const { firstNode } = network;
  const metres = toSummable(Math.abs(ahead.edgeOffset - position.offset));
  const { edgeOffset } = ahead;
  if (metres === 0) {
    const isIn = firstNode[ahead.place] < firstNode[ahead.place + 1];
    return isIn ? [{ node: firstNode[ahead.place], seconds: 0, metres, edgeOffset }] : [];
  }
  const arc =
    firstNode[place] < firstNode[place + 1] ? findArc(network, firstNode[place], position, behind) : -1;
  if (arc < 0) return [];
  return [{ node: network.arcHead[arc], seconds: toAccessSeconds(network, arc, metres), metres, edgeOffset }];
}

/** The ways from behind when travelling from one end to the other: one for each state there that may go on. */
function listArrivals(
  network: ProfileNetwork,
  position: NetworkPosition,
  { place, edgeOffset }: EdgeEnd,
): readonly Access[] {
  const metres = toSummable(Math.abs(edgeOffset - position.offset));
  const arrivals: Access[] = [];
  for (let node = network.firstNode[place]; node < network.firstNode[place + 1]; node++) {
    if (metres === 0) arrivals.push({ node, seconds: 0, metres, edgeOffset });
    else {
      const arc = findArc(network, node, position, edgeOffset);
      if (arc >= 0)
        arrivals.push({ node, seconds: toAccessSeconds(network, arc, metres), metres, edgeOffset });
    }
  }
  return arrivals;
}

/** The arc out of a node along the edge of a position, from the end of the edge at `edgeOffset`; -1 when closed. */
function findArc(
  network: ProfileNetwork,
  node: number,
  { edge }: NetworkPosition,
  edgeOffset: Metres,
): number {
  const reversed = edgeOffset === 0 ? 0 : 1;
  for (let arc = network.firstArc[node]; arc < network.firstArc[node + 1]; arc++) {
    if (network.arcEdge[arc] === edge && network.arcReversed[arc] === reversed) return arc;
  }
  return -1;
}

function toAccessSeconds(network: ProfileNetwork, arc: number, metres: Metres): Seconds {
  const speeds = network.arcReversed[arc] === 1 ? network.backwardKmh : network.forwardKmh;
  return toSeconds(metres, speeds[network.arcEdge[arc]]);
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
