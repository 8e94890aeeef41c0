import type { LonLat, Metres } from '../../model/units.ts';
import { TRAVEL_PROFILES } from '../../model/vehicle-type.ts';
import { ANY_TIME, isInForce } from '../../model/road-override.ts';
import type { RoadOverride, TravelTime } from '../../model/road-override.ts';
import { addRoads } from './add-roads.ts';
import type { NewRoad } from './add-roads.ts';
import { PROFILE_RULES } from './profile-rules.ts';
import { metresToSegment } from './project-point.ts';
import type { RoadGraph } from './road-graph.ts';
import { profileIndex } from './road-class.ts';
import { RoadSourceError } from './road-source-error.ts';
import { keepsOut } from './override-limits.ts';

/** Farthest that the position of a stretch may lie from its way; farther off, another way or place is meant. */
export const MAX_NEAR_METRES: Metres = 1000;

/**
 * The graph with those overrides applied in order that are in force at a time; the given one is not changed. Roads are
 * added first, so that stretches are those between all junctions; ways are named by the ids of the given graph, so
 * that no override can mean a road that another adds. O(edges + overrides), and a pass over the shapes for each end of
 * a road that is added.
 *
 * @throws RoadSourceError `roads_unknown_way`, `roads_bad_value` or `roads_unconnected` with the path of the override
 * in the list, e.g. `roadOverrides[2].wayId`.
 */
export function applyRoadOverrides(
  graph: RoadGraph,
  overrides: readonly RoadOverride[],
  time: TravelTime = ANY_TIME,
): RoadGraph {
  if (overrides.length === 0) return graph;
  const roads: NewRoad[] = [];
  const changes: { readonly override: RoadOverride; readonly path: string }[] = [];
  overrides.forEach((override, index) => {
    if (!isInForce(override, time)) return;
    const path = `roadOverrides[${index}]`;
    requireAmounts(override, path);
    const { line } = override;
    if (line === undefined) changes.push({ override, path });
    else roads.push({ road: { ...override, line: requireLine(line, path) }, path });
  });
  const grown = addRoads(graph, roads);
  const changed: RoadGraph = {
    ...grown,
    forwardKmh: grown.forwardKmh.map((speeds) => speeds.slice()),
    backwardKmh: grown.backwardKmh.map((speeds) => speeds.slice()),
  };
  const edgesOf = listEdgesByWay(changed, graph.wayIds.length);
  for (const { override, path } of changes) changeWay(changed, edgesOf, override, path);
  return changed;
}

function changeWay(
  graph: RoadGraph,
  edgesOf: ReadonlyMap<number, readonly number[]>,
  override: RoadOverride,
  path: string,
): void {
  const edges = edgesOf.get(override.wayId ?? Number.NaN);
  if (edges === undefined) {
    throw new RoadSourceError(
      'roads_unknown_way',
      `The roads have no way ${override.wayId}, which "${override.name}" overrides`,
      `${path}.wayId`,
    );
  }
  const chosen = override.near === undefined ? edges : [findStretch(graph, edges, override.near, path)];
  for (const profile of override.profiles ?? TRAVEL_PROFILES) {
    const rules = PROFILE_RULES[profile];
    const kmh = keepsOut(override, rules) ? 0 : override.speedKmh;
    if (kmh !== undefined) setSpeed(graph, profileIndex(profile), chosen, Math.min(kmh, rules.topSpeedKmh));
  }
}

function setSpeed(graph: RoadGraph, profile: number, edges: readonly number[], kmh: number): void {
  for (const column of [graph.forwardKmh[profile], graph.backwardKmh[profile]]) {
    for (const edge of edges) if (column[edge] > 0) column[edge] = kmh;
  }
}

/** A speed below this is a closure. */
const LEAST_KMH = 1;

function requireAmounts(override: RoadOverride, path: string): void {
  const { speedKmh, maxWeightTonnes, maxHeightMetres, maxWidthMetres } = override;
  requireAbove(speedKmh, LEAST_KMH, `${path}.speedKmh`);
  requireAbove(maxWeightTonnes, 0, `${path}.maxWeightTonnes`);
  requireAbove(maxHeightMetres, 0, `${path}.maxHeightMetres`);
  requireAbove(maxWidthMetres, 0, `${path}.maxWidthMetres`);
}

function requireAbove(value: number | undefined, least: number, path: string): void {
  if (value === undefined || (value >= least && value > 0 && value < Infinity)) return;
  throw new RoadSourceError('roads_bad_value', `${value} is out of range`, path);
}

function requireLine(line: readonly LonLat[], path: string): readonly LonLat[] {
  const isOnEarth = line.every(([lon, lat]) => Math.abs(lon) <= 180 && Math.abs(lat) <= 90);
  if (line.length >= 2 && isOnEarth) return line;
  throw new RoadSourceError('roads_bad_value', 'A road has two positions or more', `${path}.line`);
}

/** Edges by the id of their way, of the first so many ways. */
function listEdgesByWay(graph: RoadGraph, wayCount: number): ReadonlyMap<number, readonly number[]> {
  const edges = new Map<number, number[]>();
  for (let edge = 0; edge < graph.edgeCount; edge++) {
    const way = graph.edgeWay[edge];
    if (way >= wayCount) continue;
    const found = edges.get(graph.wayIds[way]);
    if (found === undefined) edges.set(graph.wayIds[way], [edge]);
    else found.push(edge);
  }
  return edges;
}

/** The edge nearest to a position. */
function findStretch(graph: RoadGraph, edges: readonly number[], near: LonLat, path: string): number {
  let best = edges[0];
  let bestMetres = Infinity;
  for (const edge of edges) {
    const metres = metresToEdge(graph, edge, near);
    if (metres < bestMetres) {
      bestMetres = metres;
      best = edge;
    }
  }
  if (bestMetres <= MAX_NEAR_METRES) return best;
  throw new RoadSourceError(
    'roads_bad_value',
    `Way ${graph.wayIds[graph.edgeWay[best]]} is ${Math.round(bestMetres)} m away from this position, more than ${MAX_NEAR_METRES} m`,
    `${path}.near`,
  );
}

function metresToEdge(graph: RoadGraph, edge: number, near: LonLat): Metres {
  let least = Infinity;
  for (let point = graph.shapeStart[edge]; point < graph.shapeStart[edge + 1] - 1; point++) {
    least = Math.min(least, metresToSegment(graph, point, near[0], near[1]));
  }
  return least;
}
