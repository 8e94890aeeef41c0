import type { LonLat, Metres } from '../../model/units.ts';
import type { RoadOverride } from '../../model/road-override.ts';
import { TRAVEL_PROFILES } from '../../model/vehicle-type.ts';
import { keepsOut } from './override-limits.ts';
import { PROFILE_RULES } from './profile-rules.ts';
import { metresToSegment, projectOnSegment } from './project-point.ts';
import { ROAD_CLASSES, classCode } from './road-class.ts';
import type { RoadClass } from './road-class.ts';
import { measureEdges } from './road-graph.ts';
import type { RoadGraph } from './road-graph.ts';
import { RoadSourceError } from './road-source-error.ts';

/** Farthest that an end of a new road may lie from the road that it joins. */
export const MAX_JOIN_METRES: Metres = 100;

/**
 * The graph with a new road, whose ends join the nearest roads; an edge that is joined between its junctions is cut.
 * Its way id is negative, the lowest so far less one. O(size of the graph).
 *
 * @throws RoadSourceError `roads_unconnected` when neither end lies near a road, `roads_bad_value` for a class that is
 * unknown
 */
export function addRoad(
  graph: RoadGraph,
  road: RoadOverride & { line: readonly LonLat[] },
  path: string,
): RoadGraph {
  const roadClass = (road.roadClass ?? 'unclassified') as RoadClass;
  if (!ROAD_CLASSES.includes(roadClass)) {
    throw new RoadSourceError('roads_bad_value', `"${roadClass}" is no road class`, `${path}.roadClass`);
  }
  const start = joinEnd(graph, road.line[0]);
  const end = joinEnd(start.graph, road.line[road.line.length - 1]);
  if (!start.isJoined && !end.isJoined) {
    throw new RoadSourceError(
      'roads_unconnected',
      `No end of the new road "${road.name}" lies within ${MAX_JOIN_METRES} m of a road`,
      `${path}.line`,
    );
  }
  return appendEdge(end.graph, road, roadClass, start, end);
}

/** Where a new road ends: a junction and its position. */
interface Joint {
  readonly graph: RoadGraph;
  readonly junction: number;
  readonly lonE7: number;
  readonly latE7: number;
  readonly isJoined: boolean;
}

function joinEnd(graph: RoadGraph, [lon, lat]: LonLat): Joint {
  const { edge, point, metres } = findNearestSegment(graph, lon, lat);
  if (metres > MAX_JOIN_METRES) {
    const junction = graph.junctionCount;
    const grown = {
      ...graph,
      junctionCount: junction + 1,
      junctionBarred: Uint8Array.from([...graph.junctionBarred, 0]),
    };
    return {
      graph: grown,
      junction,
      lonE7: Math.round(lon * 1e7),
      latE7: Math.round(lat * 1e7),
      isJoined: false,
    };
  }
  const { shapeStart, shapeLonE7, shapeLatE7 } = graph;
  const share = projectOnSegment(graph, point, lon, lat);
  const lonE7 = Math.round(shapeLonE7[point] + share * (shapeLonE7[point + 1] - shapeLonE7[point]));
  const latE7 = Math.round(shapeLatE7[point] + share * (shapeLatE7[point + 1] - shapeLatE7[point]));
  const isAt = (at: number) => shapeLonE7[at] === lonE7 && shapeLatE7[at] === latE7;
  const joint = { lonE7, latE7, isJoined: true };
  if (isAt(shapeStart[edge])) return { ...joint, graph, junction: graph.edgeFrom[edge] };
  if (isAt(shapeStart[edge + 1] - 1)) return { ...joint, graph, junction: graph.edgeTo[edge] };
  return { ...joint, graph: cutEdge(graph, edge, point, lonE7, latE7), junction: graph.junctionCount };
}

function findNearestSegment(
  graph: RoadGraph,
  lon: number,
  lat: number,
): { edge: number; point: number; metres: Metres } {
  let best = { edge: -1, point: -1, metres: Infinity };
  for (let edge = 0; edge < graph.edgeCount; edge++) {
    for (let point = graph.shapeStart[edge]; point < graph.shapeStart[edge + 1] - 1; point++) {
      const metres = metresToSegment(graph, point, lon, lat);
      if (metres < best.metres) best = { edge, point, metres };
    }
  }
  return best;
}

/** Cuts an edge after a shape point at a position: it keeps its number up to there, the rest becomes the last edge. */
function cutEdge(graph: RoadGraph, edge: number, point: number, lonE7: number, latE7: number): RoadGraph {
  const { shapeStart, edgeCount } = graph;
  const end = shapeStart[edge + 1];
  const cutColumn = (column: Int32Array, at: number): number[] => [
    ...column.subarray(0, point + 1),
    at,
    ...column.subarray(end),
    at,
    ...column.subarray(point + 1, end),
  ];
  const lengths = Array.from({ length: edgeCount }, (_, index) => shapeStart[index + 1] - shapeStart[index]);
  lengths[edge] = point - shapeStart[edge] + 2;
  lengths.push(end - point);
  const junction = graph.junctionCount;
  const edgeTo = Uint32Array.from([...graph.edgeTo, graph.edgeTo[edge]]);
  edgeTo[edge] = junction;
  const copyLast = (speeds: Float32Array) => Float32Array.from([...speeds, speeds[edge]]);
  return withShapes(
    {
      ...graph,
      junctionCount: junction + 1,
      edgeCount: edgeCount + 1,
      edgeFrom: Uint32Array.from([...graph.edgeFrom, junction]),
      edgeTo,
      edgeWay: Uint32Array.from([...graph.edgeWay, graph.edgeWay[edge]]),
      edgeClass: Uint8Array.from([...graph.edgeClass, graph.edgeClass[edge]]),
      forwardKmh: graph.forwardKmh.map(copyLast),
      backwardKmh: graph.backwardKmh.map(copyLast),
      junctionBarred: Uint8Array.from([...graph.junctionBarred, 0]),
      ...cutTurns(graph, edge, edgeCount),
    },
    lengths,
    cutColumn(graph.shapeLonE7, lonE7),
    cutColumn(graph.shapeLatE7, latE7),
  );
}

/** Forbidden sequences after an edge was cut: within a sequence both parts are passed, at its ends the inner one. */
function cutTurns(graph: RoadGraph, edge: number, rest: number): Pick<RoadGraph, 'turnStart' | 'turnEdges'> {
  const turnStart = [0];
  const turnEdges: number[] = [];
  for (let turn = 0; turn < graph.turnProfiles.length; turn++) {
    const first = graph.turnStart[turn];
    const last = graph.turnStart[turn + 1] - 1;
    for (let at = first; at <= last; at++) {
      const directed = graph.turnEdges[at];
      if (directed >> 1 !== edge) {
        turnEdges.push(directed);
        continue;
      }
      const parts = directed % 2 === 0 ? [edge * 2, rest * 2] : [rest * 2 + 1, edge * 2 + 1];
      if (at !== first) turnEdges.push(parts[0]);
      if (at !== last) turnEdges.push(parts[1]);
    }
    turnStart.push(turnEdges.length);
  }
  return { turnStart: Uint32Array.from(turnStart), turnEdges: Uint32Array.from(turnEdges) };
}

function appendEdge(
  graph: RoadGraph,
  road: RoadOverride & { line: readonly LonLat[] },
  roadClass: RoadClass,
  start: Joint,
  end: Joint,
): RoadGraph {
  const inner = road.line.slice(1, -1);
  const lonE7 = [start.lonE7, ...inner.map(([lon]) => Math.round(lon * 1e7)), end.lonE7];
  const latE7 = [start.latE7, ...inner.map(([, lat]) => Math.round(lat * 1e7)), end.latE7];
  const speeds = TRAVEL_PROFILES.map((profile) => {
    const rules = PROFILE_RULES[profile];
    const { speedsKmh, topSpeedKmh } = rules;
    const isMeant = road.profiles?.includes(profile) ?? true;
    const isOpen = speedsKmh[roadClass] > 0 && isMeant && !keepsOut(road, rules);
    return isOpen ? Math.min(road.speedKmh ?? speedsKmh[roadClass], topSpeedKmh) : 0;
  });
  const extend = (columns: readonly Float32Array[], isOpen: boolean) =>
    columns.map((column, profile) => Float32Array.from([...column, isOpen ? speeds[profile] : 0]));
  const lengths = Array.from(
    { length: graph.edgeCount },
    (_, edge) => graph.shapeStart[edge + 1] - graph.shapeStart[edge],
  );
  return withShapes(
    {
      ...graph,
      edgeCount: graph.edgeCount + 1,
      wayIds: Float64Array.from([
        ...graph.wayIds,
        graph.wayIds.reduce((least, id) => Math.min(least, id), 0) - 1,
      ]),
      wayNames: [...graph.wayNames, road.name],
      edgeFrom: Uint32Array.from([...graph.edgeFrom, start.junction]),
      edgeTo: Uint32Array.from([...graph.edgeTo, end.junction]),
      edgeWay: Uint32Array.from([...graph.edgeWay, graph.wayIds.length]),
      edgeClass: Uint8Array.from([...graph.edgeClass, classCode(roadClass)]),
      forwardKmh: extend(graph.forwardKmh, true),
      backwardKmh: extend(graph.backwardKmh, road.oneway !== true),
    },
    [...lengths, lonE7.length],
    [...graph.shapeLonE7, ...lonE7],
    [...graph.shapeLatE7, ...latE7],
  );
}

function withShapes(
  graph: RoadGraph,
  lengths: readonly number[],
  lonE7: readonly number[],
  latE7: readonly number[],
): RoadGraph {
  const shapeStart = new Uint32Array(lengths.length + 1);
  lengths.forEach((length, edge) => (shapeStart[edge + 1] = shapeStart[edge] + length));
  const shape = { shapeStart, shapeLonE7: Int32Array.from(lonE7), shapeLatE7: Int32Array.from(latE7) };
  return { ...graph, ...shape, edgeMetres: measureEdges(shapeStart, shape.shapeLonE7, shape.shapeLatE7) };
}
