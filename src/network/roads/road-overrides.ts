import type { LonLat, Metres } from '../../model/units.ts';
import { TRAVEL_PROFILES } from '../../model/vehicle-type.ts';
import type { TravelProfile } from '../../model/vehicle-type.ts';
import { PROFILE_RULES } from './profile-rules.ts';
import { metresToSegment } from './project-point.ts';
import type { RoadGraph } from './road-graph.ts';
import { RoadSourceError } from './road-source-error.ts';

/** What the planner knows better than the map: a closed bridge, a washed-out road, a measured speed. */
export interface RoadOverride {
  /** OpenStreetMap way id, or the id of a GeoJSON feature. */
  readonly wayId: number;
  /** Only the stretch between two junctions that is nearest to this position; the whole way when absent. */
  readonly near?: LonLat;
  /** Profiles concerned; all when absent. */
  readonly profiles?: readonly TravelProfile[];
  /** True closes it in both directions. */
  readonly closed?: boolean;
  /** Speed in km/h in the directions that are open, up to the profile's top speed. */
  readonly speedKmh?: number;
}

/**
 * The graph with overrides applied in order; the given one is not changed. O(edges + overrides).
 *
 * @throws RoadSourceError `roads_unknown_way` or `roads_bad_value` with the path of the override.
 */
export function applyRoadOverrides(graph: RoadGraph, overrides: readonly RoadOverride[]): RoadGraph {
  const forwardKmh = graph.forwardKmh.map((speeds) => speeds.slice());
  const backwardKmh = graph.backwardKmh.map((speeds) => speeds.slice());
  const edgesOf = listEdgesByWay(graph);
  overrides.forEach((override, index) => {
    requireSpeed(override, index);
    const edges = edgesOf.get(override.wayId);
    if (edges === undefined) {
      throw new RoadSourceError(
        'roads_unknown_way',
        `The roads have no way ${override.wayId}`,
        `overrides[${index}].wayId`,
      );
    }
    const chosen = override.near === undefined ? edges : [findNearestEdge(graph, edges, override.near)];
    for (const profile of override.profiles ?? TRAVEL_PROFILES) {
      const speed = override.closed === true ? 0 : override.speedKmh;
      if (speed === undefined) continue;
      const kmh = Math.min(speed, PROFILE_RULES[profile].topSpeedKmh);
      const column = TRAVEL_PROFILES.indexOf(profile);
      for (const edge of chosen) {
        if (forwardKmh[column][edge] > 0) forwardKmh[column][edge] = kmh;
        if (backwardKmh[column][edge] > 0) backwardKmh[column][edge] = kmh;
      }
    }
  });
  return { ...graph, forwardKmh, backwardKmh };
}

function requireSpeed(override: RoadOverride, index: number): void {
  const { speedKmh } = override;
  if (speedKmh === undefined || (speedKmh > 0 && speedKmh < Infinity)) return;
  throw new RoadSourceError(
    'roads_bad_value',
    `A speed must be above zero, not ${speedKmh}`,
    `overrides[${index}].speedKmh`,
  );
}

function listEdgesByWay(graph: RoadGraph): ReadonlyMap<number, readonly number[]> {
  const edges = new Map<number, number[]>();
  for (let edge = 0; edge < graph.edgeCount; edge++) {
    const id = graph.wayIds[graph.edgeWay[edge]];
    const found = edges.get(id);
    if (found === undefined) edges.set(id, [edge]);
    else found.push(edge);
  }
  return edges;
}

function findNearestEdge(graph: RoadGraph, edges: readonly number[], near: LonLat): number {
  let best = edges[0];
  let bestMetres = Infinity;
  for (const edge of edges) {
    const metres = metresToEdge(graph, edge, near);
    if (metres < bestMetres) {
      bestMetres = metres;
      best = edge;
    }
  }
  return best;
}

function metresToEdge(graph: RoadGraph, edge: number, near: LonLat): Metres {
  let least = Infinity;
  for (let point = graph.shapeStart[edge]; point < graph.shapeStart[edge + 1] - 1; point++) {
    least = Math.min(least, metresToSegment(graph, point, near[0], near[1]));
  }
  return least;
}
