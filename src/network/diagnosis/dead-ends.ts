import Flatbush from 'flatbush';
import type { LonLat, Metres } from '../../model/units.ts';
import { METRES_PER_DEGREE } from '../great-circle.ts';
import { metresPerDegreeLon, metresToSegment } from '../roads/project-point.ts';
import { classCode } from '../roads/road-class.ts';
import type { RoadGraph } from '../roads/road-graph.ts';
import { shapePoint } from '../roads/road-graph.ts';

/**
 * Why an end of a road looks like a fault of the map:
 * - `gap`: another road passes within a few metres, and the map does not join them;
 * - `major_road_ends`: a township road or better ends in the middle of the roads.
 */
export type DeadEndKind = 'gap' | 'major_road_ends';

/** The end of a road that leads nowhere, and looks as if it should. */
export interface DeadEnd {
  readonly kind: DeadEndKind;
  readonly edge: number;
  readonly location: LonLat;
  /** The road that is nearly met, and how far it is; null for a road that just ends. */
  readonly otherEdge: number | null;
  readonly gapMetres: Metres | null;
}

/** Ends this near to another road look like a gap (assumption). */
export const GAP_METRES: Metres = 20;
/** Roads by which one gets from the end to the other road within this show that nothing is missing (assumption). */
const SHORT_WAY_METRES: Metres = 300;
/** Ends this near to the edge of the file lead out of it (assumption). */
const MARGIN_METRES: Metres = 1_000;
const LEAST_MAJOR_CLASS = classCode('tertiary');

/** Suspicious ends of the roads given, `isOpen[edge]` 1. O(n log n) in the shape points. */
export function findDeadEnds(graph: RoadGraph, isOpen: Uint8Array): readonly DeadEnd[] {
  const segments = new OpenSegments(graph, isOpen);
  const edgesOf = countEdges(graph, isOpen);
  const found: DeadEnd[] = [];
  for (let edge = 0; edge < graph.edgeCount; edge++) {
    if (isOpen[edge] === 0) continue;
    const ends = [
      [graph.edgeFrom[edge], graph.shapeStart[edge]],
      [graph.edgeTo[edge], graph.shapeStart[edge + 1] - 1],
    ];
    for (const [junction, point] of ends) {
      if (edgesOf[junction].length !== 1 || graph.edgeFrom[edge] === graph.edgeTo[edge]) continue;
      const deadEnd = judge(graph, segments, edgesOf, edge, junction, shapePoint(graph, point));
      if (deadEnd !== null) found.push(deadEnd);
    }
  }
  return found;
}

function judge(
  graph: RoadGraph,
  segments: OpenSegments,
  edgesOf: readonly (readonly number[])[],
  edge: number,
  junction: number,
  location: LonLat,
): DeadEnd | null {
  const near = listNearEdges(graph, edgesOf, junction);
  const other = segments.findNearest(location, GAP_METRES, (candidate) => !near.has(candidate));
  if (other !== null) {
    return { kind: 'gap', edge, location, otherEdge: other.edge, gapMetres: other.metres };
  }
  const isMajor = graph.edgeClass[edge] <= LEAST_MAJOR_CLASS && segments.isInside(location, MARGIN_METRES);
  return isMajor ? { kind: 'major_road_ends', edge, location, otherEdge: null, gapMetres: null } : null;
}

function countEdges(graph: RoadGraph, isOpen: Uint8Array): readonly (readonly number[])[] {
  const edgesOf: number[][] = Array.from({ length: graph.junctionCount }, () => []);
  for (let edge = 0; edge < graph.edgeCount; edge++) {
    if (isOpen[edge] === 0) continue;
    edgesOf[graph.edgeFrom[edge]].push(edge);
    edgesOf[graph.edgeTo[edge]].push(edge);
  }
  return edgesOf;
}

/** Edges that begin within a short way of a junction, whatever their directions (Dijkstra, bounded). */
function listNearEdges(
  graph: RoadGraph,
  edgesOf: readonly (readonly number[])[],
  start: number,
): ReadonlySet<number> {
  const metresTo = new Map([[start, 0]]);
  const settled = new Set<number>();
  const near = new Set<number>();
  for (;;) {
    let junction = -1;
    let least = SHORT_WAY_METRES;
    for (const [candidate, metres] of metresTo) {
      if (settled.has(candidate) || metres > least) continue;
      junction = candidate;
      least = metres;
    }
    if (junction < 0) return near;
    settled.add(junction);
    for (const edge of edgesOf[junction]) {
      near.add(edge);
      const head = graph.edgeFrom[edge] === junction ? graph.edgeTo[edge] : graph.edgeFrom[edge];
      const metres = least + graph.edgeMetres[edge];
      if (metres < (metresTo.get(head) ?? Infinity)) metresTo.set(head, metres);
    }
  }
}

/** Segments of the open edges in an R-tree (flatbush). */
class OpenSegments {
  readonly #graph: RoadGraph;
  readonly #edges: number[] = [];
  readonly #points: number[] = [];
  readonly #boxes: Flatbush | null;

  constructor(graph: RoadGraph, isOpen: Uint8Array) {
    this.#graph = graph;
    for (let edge = 0; edge < graph.edgeCount; edge++) {
      if (isOpen[edge] === 0) continue;
      for (let point = graph.shapeStart[edge]; point < graph.shapeStart[edge + 1] - 1; point++) {
        this.#edges.push(edge);
        this.#points.push(point);
      }
    }
    this.#boxes = this.#points.length === 0 ? null : new Flatbush(this.#points.length);
    for (const point of this.#points) {
      const [lonA, latA] = shapePoint(graph, point);
      const [lonB, latB] = shapePoint(graph, point + 1);
      this.#boxes?.add(
        Math.min(lonA, lonB),
        Math.min(latA, latB),
        Math.max(lonA, lonB),
        Math.max(latA, latB),
      );
    }
    this.#boxes?.finish();
  }

  /** The nearest edge within a distance that is accepted, or null. */
  findNearest(
    [lon, lat]: LonLat,
    within: Metres,
    accepts: (edge: number) => boolean,
  ): { edge: number; metres: Metres } | null {
    let best: { edge: number; metres: Metres } | null = null;
    const reachX = within / metresPerDegreeLon(lat);
    const reachY = within / METRES_PER_DEGREE;
    this.#boxes?.search(lon - reachX, lat - reachY, lon + reachX, lat + reachY, (segment) => {
      const edge = this.#edges[segment];
      const metres = metresToSegment(this.#graph, this.#points[segment], lon, lat);
      const isNearer = best === null || metres < best.metres || (metres === best.metres && edge < best.edge);
      if (metres <= within && isNearer && accepts(edge)) best = { edge, metres };
      return false;
    });
    return best;
  }

  /** True when a position lies at least so far inside the box around all roads. */
  isInside([lon, lat]: LonLat, margin: Metres): boolean {
    if (this.#boxes === null) return false;
    const { minX, minY, maxX, maxY } = this.#boxes;
    const marginX = margin / metresPerDegreeLon(lat);
    const marginY = margin / METRES_PER_DEGREE;
    const insideX = lon - minX >= marginX && maxX - lon >= marginX;
    return insideX && lat - minY >= marginY && maxY - lat >= marginY;
  }
}
