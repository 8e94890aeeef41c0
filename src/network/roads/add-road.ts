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
      junctionBarred: append(graph.junctionBarred, [0]),
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
  const cutColumn = (column: Int32Array, at: number): Int32Array => {
    const rest = append(column.subarray(end), [at, ...column.subarray(point + 1, end)]);
    return append(column.subarray(0, point + 1), [at], rest);
  };
  const junction = graph.junctionCount;
  const edgeTo = append(graph.edgeTo, [graph.edgeTo[edge]]);
  edgeTo[edge] = junction;
  const copyLast = (speeds: Float32Array) => append(speeds, [speeds[edge]]);
  const lengths = listShapeLengths(graph);
  lengths[edge] = point - shapeStart[edge] + 2;
  return withShapes(
    {
      ...graph,
      junctionCount: junction + 1,
      edgeCount: edgeCount + 1,
      edgeFrom: append(graph.edgeFrom, [junction]),
      edgeTo,
      edgeWay: append(graph.edgeWay, [graph.edgeWay[edge]]),
      edgeClass: append(graph.edgeClass, [graph.edgeClass[edge]]),
      forwardKmh: graph.forwardKmh.map(copyLast),
      backwardKmh: graph.backwardKmh.map(copyLast),
      junctionBarred: append(graph.junctionBarred, [0]),
      ...cutTurns(graph, edge, edgeCount),
      shapeLonE7: cutColumn(graph.shapeLonE7, lonE7),
      shapeLatE7: cutColumn(graph.shapeLatE7, latE7),
    },
    append(lengths, [end - point]),
    [edge, edgeCount],
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
    columns.map((column, profile) => append(column, [isOpen ? speeds[profile] : 0]));
  const leastId = graph.wayIds.reduce((least, id) => Math.min(least, id), 0);
  return withShapes(
    {
      ...graph,
      edgeCount: graph.edgeCount + 1,
      wayIds: append(graph.wayIds, [leastId - 1]),
      wayNames: [...graph.wayNames, road.name],
      edgeFrom: append(graph.edgeFrom, [start.junction]),
      edgeTo: append(graph.edgeTo, [end.junction]),
      edgeWay: append(graph.edgeWay, [graph.wayIds.length]),
      edgeClass: append(graph.edgeClass, [classCode(roadClass)]),
      forwardKmh: extend(graph.forwardKmh, true),
      backwardKmh: extend(graph.backwardKmh, road.oneway !== true),
      shapeLonE7: append(graph.shapeLonE7, lonE7),
      shapeLatE7: append(graph.shapeLatE7, latE7),
    },
    append(listShapeLengths(graph), [lonE7.length]),
    [graph.edgeCount],
  );
}

/** Shape points of every edge. */
function listShapeLengths({ shapeStart, edgeCount }: RoadGraph): Uint32Array {
  return Uint32Array.from({ length: edgeCount }, (_, edge) => shapeStart[edge + 1] - shapeStart[edge]);
}

/** The graph with its edges laid over its shape points anew; only edges that were changed are measured. */
function withShapes(graph: RoadGraph, lengths: Uint32Array, changed: readonly number[]): RoadGraph {
  const shapeStart = new Uint32Array(lengths.length + 1);
  lengths.forEach((length, edge) => (shapeStart[edge + 1] = shapeStart[edge] + length));
  const edgeMetres = append(
    graph.edgeMetres,
    Array.from({ length: lengths.length - graph.edgeMetres.length }, () => 0),
  );
  for (const edge of changed) {
    const ends = shapeStart.subarray(edge, edge + 2);
    [edgeMetres[edge]] = measureEdges(ends, graph.shapeLonE7, graph.shapeLatE7);
  }
  return { ...graph, shapeStart, edgeMetres };
}

type Column = Int32Array | Uint32Array | Uint8Array | Float32Array | Float64Array;

/** A column and further values, as a column of the same kind. */
function append<Kind extends Column>(column: Kind, ...further: readonly ArrayLike<number>[]): Kind {
  const size = further.reduce((sum, { length }) => sum + length, column.length);
  const longer = new (column.constructor as new (size: number) => Kind)(size);
  longer.set(column);
  let end = column.length;
  for (const values of further) {
    longer.set(values, end);
    end += values.length;
  }
  return longer;
}
