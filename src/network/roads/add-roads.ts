import type { LonLat, Metres } from '../../model/units.ts';
import type { RoadOverride } from '../../model/road-override.ts';
import { TRAVEL_PROFILES } from '../../model/vehicle-type.ts';
import { METRES_PER_DEGREE } from '../great-circle.ts';
import { keepsOut } from './override-limits.ts';
import { PROFILE_RULES } from './profile-rules.ts';
import { metresToSegment, projectOnSegment } from './project-point.ts';
import { ROAD_CLASSES, classCode } from './road-class.ts';
import type { RoadClass } from './road-class.ts';
import { RoadDraft } from './road-draft.ts';
import type { RoadGraph } from './road-graph.ts';
import { RoadSourceError } from './road-source-error.ts';

/** Farthest that an end of a new road may lie from the road that it joins. */
export const MAX_JOIN_METRES: Metres = 100;

/** A new road, and where it stands in what was given. */
export interface NewRoad {
  readonly road: RoadOverride & { readonly line: readonly LonLat[] };
  readonly path: string;
}

/**
 * The graph with new roads, in order: their ends join the nearest roads, those added before included, but no ferry; an edge that is
 * joined between its junctions is cut. Way ids are negative, each the lowest so far less one. O(size of the graph), and
 * a pass over its shapes for each end of a road.
 *
 * @throws RoadSourceError `roads_unconnected` when neither end of a road lies near another, `roads_bad_value` for a
 * class that is unknown
 */
export function addRoads(graph: RoadGraph, roads: readonly NewRoad[]): RoadGraph {
  if (roads.length === 0) return graph;
  const draft = new RoadDraft(graph, roads.length);
  for (const { road, path } of roads) addRoad(draft, road, path);
  return draft.toGraph();
}

function addRoad(draft: RoadDraft, road: NewRoad['road'], path: string): void {
  const roadClass = (road.roadClass ?? 'unclassified') as RoadClass;
  if (!ROAD_CLASSES.includes(roadClass)) {
    throw new RoadSourceError('roads_bad_value', `"${roadClass}" is no road class`, `${path}.roadClass`);
  }
  const start = joinEnd(draft, road.line[0]);
  const end = joinEnd(draft, road.line[road.line.length - 1]);
  if (!start.isJoined && !end.isJoined) {
    throw new RoadSourceError(
      'roads_unconnected',
      `No end of the new road "${road.name}" lies within ${MAX_JOIN_METRES} m of a road`,
      `${path}.line`,
    );
  }
  const inner = road.line.slice(1, -1);
  const speeds = TRAVEL_PROFILES.map((profile) => {
    const rules = PROFILE_RULES[profile];
    const { speedsKmh, topSpeedKmh } = rules;
    const isMeant = road.profiles?.includes(profile) ?? true;
    const isOpen = speedsKmh[roadClass] > 0 && isMeant && !keepsOut(road, rules);
    return isOpen ? Math.min(road.speedKmh ?? speedsKmh[roadClass], topSpeedKmh) : 0;
  });
  draft.addEdge({
    name: road.name,
    classCode: classCode(roadClass),
    from: start.junction,
    to: end.junction,
    forwardKmh: speeds,
    backwardKmh: road.oneway === true ? speeds.map(() => 0) : speeds,
    shapeLonE7: Int32Array.of(start.lonE7, ...inner.map(([lon]) => Math.round(lon * 1e7)), end.lonE7),
    shapeLatE7: Int32Array.of(start.latE7, ...inner.map(([, lat]) => Math.round(lat * 1e7)), end.latE7),
  });
}

/** Where a new road ends: a junction and its position. */
interface Joint {
  readonly junction: number;
  readonly lonE7: number;
  readonly latE7: number;
  readonly isJoined: boolean;
}

function joinEnd(draft: RoadDraft, [lon, lat]: LonLat): Joint {
  const nearest = findNearestSegment(draft, lon, lat);
  if (nearest === null) {
    const [lonE7, latE7] = [Math.round(lon * 1e7), Math.round(lat * 1e7)];
    return { junction: draft.addJunction(), lonE7, latE7, isJoined: false };
  }
  const { edge, point } = nearest;
  const shape = draft.shapeOf(edge);
  const { shapeLonE7, shapeLatE7 } = shape;
  const share = projectOnSegment(shape, point, lon, lat);
  const lonE7 = Math.round(shapeLonE7[point] + share * (shapeLonE7[point + 1] - shapeLonE7[point]));
  const latE7 = Math.round(shapeLatE7[point] + share * (shapeLatE7[point + 1] - shapeLatE7[point]));
  const isAt = (at: number) => shapeLonE7[at] === lonE7 && shapeLatE7[at] === latE7;
  const joint = { lonE7, latE7, isJoined: true };
  if (isAt(shape.first)) return { ...joint, junction: draft.edgeFrom[edge] };
  if (isAt(shape.last)) return { ...joint, junction: draft.edgeTo[edge] };
  return { ...joint, junction: draft.cutEdge(edge, point, lonE7, latE7) };
}

/** Degrees of latitude that no joint is farther away, in units of 1e-7. */
const MAX_JOIN_E7 = Math.ceil((MAX_JOIN_METRES / METRES_PER_DEGREE) * 1e7);

/** Boarded at their landings alone. */
const FERRY = classCode('ferry');

/** The segment of a road nearest to a position, or null when none is near enough to be joined. */
function findNearestSegment(
  draft: RoadDraft,
  lon: number,
  lat: number,
): { readonly edge: number; readonly point: number } | null {
  const north = lat * 1e7 + MAX_JOIN_E7;
  const south = lat * 1e7 - MAX_JOIN_E7;
  let least: Metres = MAX_JOIN_METRES;
  let best: { edge: number; point: number } | null = null;
  for (let edge = 0; edge < draft.edgeCount; edge++) {
    if (draft.edgeClass[edge] === FERRY) continue;
    const shape = draft.shapeOf(edge);
    const { shapeLatE7, last } = shape;
    for (let point = shape.first; point < last; point++) {
      const [here, next] = [shapeLatE7[point], shapeLatE7[point + 1]];
      if ((here > north && next > north) || (here < south && next < south)) continue;
      const metres = metresToSegment(shape, point, lon, lat);
      if (metres > least || (metres === least && best !== null)) continue;
      least = metres;
      best = { edge, point };
    }
  }
  return best;
}
