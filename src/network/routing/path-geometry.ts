import type { LonLat, Metres } from '../../model/units.ts';
import { segmentMetres, shapePoint } from '../roads/road-graph.ts';
import type { RoadGraph } from '../roads/road-graph.ts';
import type { PositionAccess } from './network-access.ts';
import type { NetworkWay } from './network-way.ts';
import type { ProfileNetwork } from './profile-network.ts';

/**
 * Line along the roads of a way between two positions. It begins and ends at the positions on the network, not at
 * the points that were snapped to it.
 */
export function buildPathGeometry(
  network: ProfileNetwork,
  way: NetworkWay,
  from: PositionAccess,
  to: PositionAccess,
): readonly LonLat[] {
  const { graph } = network;
  const line: LonLat[] = [from.position.location];
  if (way.arrival >= 0) {
    const { edge, offset } = from.position;
    appendBetween(line, graph, edge, offset, from.departures[way.departure].edgeOffset);
    for (const arc of way.arcs) appendEdge(line, graph, network.arcEdge[arc], network.arcReversed[arc] === 1);
    const { edgeOffset } = to.arrivals[way.arrival];
    appendBetween(line, graph, to.position.edge, edgeOffset, to.position.offset);
  } else appendBetween(line, graph, from.position.edge, from.position.offset, to.position.offset);
  appendPoint(line, to.position.location);
  if (line.length === 1) line.push(to.position.location);
  return line;
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
