import type { LonLat, Metres } from '../../model/units.ts';
import { segmentMetres, shapePoint } from '../roads/road-graph.ts';
import type { RoadGraph } from '../roads/road-graph.ts';
import type { PositionAccess } from './network-access.ts';
import { findBestWay } from './position-travel.ts';
import type { ProfileNetwork } from './profile-network.ts';
import type { ShortestPathTree } from './shortest-path-tree.ts';

/**
 * Line along the roads from one position to another, by the fastest way in a tree grown from the start. It begins
 * and ends at the positions on the network, not at the points that were snapped to it.
 *
 * @throws Error when there is no way, which cannot be within one strongly connected network.
 */
export function buildPathGeometry(
  network: ProfileNetwork,
  tree: ShortestPathTree,
  from: PositionAccess,
  to: PositionAccess,
): readonly LonLat[] {
  const way = findBestWay(network, tree, from, to);
  if (way.seconds === Infinity) throw new Error('no way within a strongly connected network');
  const line: LonLat[] = [from.position.location];
  if (way.arrival >= 0) {
    const arrival = to.arrivals[way.arrival];
    const { departure, arcs } = traceArcs(network, tree, arrival.node);
    const { edge, offset } = from.position;
    appendBetween(line, network.graph, edge, offset, from.departures[departure].edgeOffset);
    for (const arc of arcs)
      appendEdge(line, network.graph, network.arcEdge[arc], network.arcReversed[arc] === 1);
    appendBetween(line, network.graph, to.position.edge, arrival.edgeOffset, to.position.offset);
  } else appendBetween(line, network.graph, from.position.edge, from.position.offset, to.position.offset);
  appendPoint(line, to.position.location);
  if (line.length === 1) line.push(to.position.location);
  return line;
}

/** Arcs from the start to a node, and the departure that they begin with. */
function traceArcs(
  network: ProfileNetwork,
  tree: ShortestPathTree,
  node: number,
): { departure: number; arcs: readonly number[] } {
  const arcs: number[] = [];
  let at = node;
  while (tree.parentArc[at] >= 0) {
    const arc = tree.parentArc[at];
    arcs.push(arc);
    at = network.arcTail[arc];
  }
  return { departure: -1 - tree.parentArc[at], arcs: arcs.toReversed() };
}

function appendEdge(line: LonLat[], graph: RoadGraph, edge: number, reversed: boolean): void {
  const first = graph.shapeStart[edge];
  const last = graph.shapeStart[edge + 1] - 1;
  for (let step = 0; step <= last - first; step++) {
    appendPoint(line, shapePoint(graph, reversed ? last - step : first + step));
  }
}

/** Shape points between two offsets of an edge, in the direction of travel; ends of the edge included. */
function appendBetween(line: LonLat[], graph: RoadGraph, edge: number, start: Metres, end: Metres): void {
  const first = graph.shapeStart[edge];
  const last = graph.shapeStart[edge + 1] - 1;
  const low = Math.min(start, end);
  const high = Math.max(start, end);
  const between: LonLat[] = [];
  let offset = 0;
  for (let point = first; point <= last; point++) {
    if (point === last) offset = graph.edgeMetres[edge];
    if (offset >= low && offset <= high) between.push(shapePoint(graph, point));
    if (point < last) offset += segmentMetres(graph.shapeLonE7, graph.shapeLatE7, point);
  }
  for (const point of start <= end ? between : between.toReversed()) appendPoint(line, point);
}

function appendPoint(line: LonLat[], point: LonLat): void {
  const last = line.at(-1);
  if (last === undefined || last[0] !== point[0] || last[1] !== point[1]) line.push(point);
}
