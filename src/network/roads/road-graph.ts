import type { LonLat, Metres } from '../../model/units.ts';
import { greatCircleMetres } from '../great-circle.ts';

/**
 * Roads as a compressed graph. An edge is a stretch of one way between two junctions; each edge may be travelled
 * forward (from its first to its last shape point), backward, or both, at speeds by profile. All columns of edges
 * are parallel; profiles are in the order of `TRAVEL_PROFILES`; coordinates are in units of 1e-7 degrees, WGS-84.
 */
export interface RoadGraph {
  readonly attributions: readonly string[];
  readonly junctionCount: number;
  readonly edgeCount: number;
  /** Ids and names of the ways that edges belong to, in the order of the source. */
  readonly wayIds: Float64Array;
  readonly wayNames: readonly (string | null)[];
  readonly edgeFrom: Uint32Array;
  readonly edgeTo: Uint32Array;
  /** Index into `wayIds`. */
  readonly edgeWay: Uint32Array;
  /** Index into `ROAD_CLASSES`. */
  readonly edgeClass: Uint8Array;
  readonly edgeMetres: Float64Array;
  /** Speed in km/h by profile and edge; 0 is closed in that direction. */
  readonly forwardKmh: readonly Float32Array[];
  readonly backwardKmh: readonly Float32Array[];
  /** Shape points of edge `e` are `shapeStart[e]` to `shapeStart[e + 1] - 1`, both ends included, at least two. */
  readonly shapeStart: Uint32Array;
  readonly shapeLonE7: Int32Array;
  readonly shapeLatE7: Int32Array;
  /** Mask of the profiles that cannot pass a junction, by junction; they may come to it and turn round. */
  readonly junctionBarred: Uint8Array;
  /** Forbidden sequences of edges: see `ForbiddenTurns`. */
  readonly turnStart: Uint32Array;
  readonly turnEdges: Uint32Array;
  readonly turnProfiles: Uint8Array;
}

/** Columns of shape points. */
export type RoadShape = Pick<RoadGraph, 'shapeLonE7' | 'shapeLatE7'>;

/** Position of one shape point. */
export function shapePoint(graph: RoadGraph, point: number): LonLat {
  return [graph.shapeLonE7[point] / 1e7, graph.shapeLatE7[point] / 1e7];
}

/** Great-circle length of the stretch from shape point `point` to the next one. */
export function segmentMetres(lonE7: Int32Array, latE7: Int32Array, point: number): Metres {
  return greatCircleMetres(
    lonE7[point] / 1e7,
    latE7[point] / 1e7,
    lonE7[point + 1] / 1e7,
    latE7[point + 1] / 1e7,
  );
}

/** Lengths of all edges along their shapes. */
export function measureEdges(shapeStart: Uint32Array, lonE7: Int32Array, latE7: Int32Array): Float64Array {
  const lengths = new Float64Array(shapeStart.length - 1);
  for (let edge = 0; edge < lengths.length; edge++) {
    const last = shapeStart[edge + 1] - 1;
    for (let point = shapeStart[edge]; point < last; point++) {
      lengths[edge] += segmentMetres(lonE7, latE7, point);
    }
  }
  return lengths;
}
