import type { LonLat, Metres } from '../../model/units.ts';
import { METRES_PER_DEGREE } from '../great-circle.ts';
import { metresPerDegreeLon } from '../roads/project-point.ts';
import { segmentMetres } from '../roads/road-graph.ts';
import { toPositionAccess } from '../routing/network-access.ts';
import type { ProfileNetwork } from '../routing/profile-network.ts';
import type { NetworkPosition } from '../routing/segment-index.ts';
import { ShortestPathTree } from '../routing/shortest-path-tree.ts';
import type { PlaneRing } from './contour-rings.ts';
import { traceContours } from './contour-rings.ts';
import type { PlaneSegments } from './distance-raster.ts';
import { countRasterPoints, rasterizeDistance } from './distance-raster.ts';
import { listReachedRoads, visitReachedStretches } from './reached-roads.ts';
import type { ReachedRoads } from './reached-roads.ts';
import { groupRings } from './ring-polygons.ts';
import { simplifyRings } from './simplify-rings.ts';

export interface IsolineOptions {
  /** Travel times in minutes, each above zero. */
  readonly minutes: readonly number[];
  /** Places this near to a reached road count as reached. */
  readonly reachMetres: Metres;
}

/** Area reached within a time: polygons of rings, outer ring first, counterclockwise, holes clockwise, all closed. */
export interface Isoline {
  readonly minutes: number;
  readonly polygons: readonly (readonly (readonly LonLat[])[])[];
  /** Length of the roads that are reached. */
  readonly roadMetres: Metres;
  /** As asked for, or larger where the area was too large or too ragged for its limits. */
  readonly reachMetres: Metres;
}

/** Grid points of one raster, and positions of one isoline, at most. */
const MAX_RASTER_POINTS = 1_000_000;
const MAX_POSITIONS = 20_000;
/** Steps of the grid by reach: a reached road then always lies inside, since the corners of its cell do. */
const STEPS_PER_REACH = 2;
/** Rings may stray from the contour by this share of a step. */
const TOLERANCE_STEPS = 0.25;

/**
 * Areas that a vehicle reaches from a position on the network in given times: every place within `reachMetres` of a
 * stretch of road that it drives on in time. With grid step h = reach / 2, a place nearer than reach - 1.7 h to a
 * reached road is inside and one farther than reach + 1.7 h outside; areas of longer times hold those of shorter
 * ones to within half a step. Deterministic. O(arcs log nodes + raster).
 */
export function computeIsolines(
  network: ProfileNetwork,
  start: NetworkPosition,
  options: IsolineOptions,
): readonly Isoline[] {
  const access = toPositionAccess(network, start);
  const tree = new ShortestPathTree(network);
  tree.grow(
    access.departures,
    Uint32Array.from({ length: network.nodeCount }, (_, node) => node),
  );
  const plane = new Plane(start.location);
  return options.minutes.map((minutes) => {
    const reached = listReachedRoads(network, tree, access, minutes * 60);
    const { segments, roadMetres } = layOut(network, reached, plane);
    const { rings, reach } = outline(segments, options.reachMetres);
    return { minutes, polygons: toPolygons(rings, plane), roadMetres, reachMetres: reach };
  });
}

/** Plane that touches the sphere at its origin (equirectangular), in metres. */
class Plane {
  readonly #origin: LonLat;
  readonly #scaleX: number;

  constructor(origin: LonLat) {
    this.#origin = origin;
    this.#scaleX = metresPerDegreeLon(origin[1]);
  }

  toX(lon: number): Metres {
    return (lon - this.#origin[0]) * this.#scaleX;
  }

  toY(lat: number): Metres {
    return (lat - this.#origin[1]) * METRES_PER_DEGREE;
  }

  toLonLat(x: Metres, y: Metres): LonLat {
    const lon = this.#origin[0] + x / this.#scaleX;
    const lat = this.#origin[1] + y / METRES_PER_DEGREE;
    return [Math.round(lon * 1e6) / 1e6, Math.round(lat * 1e6) / 1e6];
  }
}

/** Reached stretches in the plane. */
function layOut(
  network: ProfileNetwork,
  reached: ReachedRoads,
  plane: Plane,
): { segments: PlaneSegments; roadMetres: Metres } {
  const { shapeStart, shapeLonE7, shapeLatE7 } = network.graph;
  const segments: number[] = [];
  let roadMetres = 0;
  visitReachedStretches(network, reached, (edge, from, to) => {
    if (edge !== reached.ownEdge) roadMetres += to - from;
    let offset = 0;
    for (let point = shapeStart[edge]; point < shapeStart[edge + 1] - 1; point++) {
      const length = segmentMetres(shapeLonE7, shapeLatE7, point);
      const first = length === 0 ? 0 : Math.max(0, (from - offset) / length);
      const last = length === 0 ? 1 : Math.min(1, (to - offset) / length);
      offset += length;
      if (first > last) continue;
      for (const share of [first, last]) {
        const lonE7 = shapeLonE7[point] + share * (shapeLonE7[point + 1] - shapeLonE7[point]);
        const latE7 = shapeLatE7[point] + share * (shapeLatE7[point + 1] - shapeLatE7[point]);
        segments.push(plane.toX(lonE7 / 1e7), plane.toY(latE7 / 1e7));
      }
    }
  });
  const own = lengthOnOwnEdge(network, reached);
  return { segments: Float64Array.from(segments), roadMetres: roadMetres + own };
}

/** The edge of the start is reached from itself and from its ends. */
function lengthOnOwnEdge({ graph }: ProfileNetwork, reached: ReachedRoads): Metres {
  const { ownEdge: edge, ownFrom, ownTo } = reached;
  const length = graph.edgeMetres[edge];
  const low = Math.min(reached.fromStart[edge], ownFrom);
  const high = Math.min(reached.fromEnd[edge], length - ownTo);
  return Math.min(length, low + (ownTo - ownFrom) + high);
}

/** Widens the reach until raster and rings keep to their limits. */
function outline(segments: PlaneSegments, asked: Metres): { rings: readonly PlaneRing[]; reach: Metres } {
  let reach = asked;
  for (;;) {
    const step = reach / STEPS_PER_REACH;
    if (countRasterPoints(segments, reach, step) <= MAX_RASTER_POINTS) {
      const contours = traceContours(rasterizeDistance(segments, reach, step), reach);
      const rings = simplifyRings(contours, TOLERANCE_STEPS * step);
      if (rings.reduce((sum, ring) => sum + ring.length / 2, 0) <= MAX_POSITIONS) return { rings, reach };
    }
    reach *= 1.5;
  }
}

function toPolygons(rings: readonly PlaneRing[], plane: Plane): Isoline['polygons'] {
  const close = (ring: PlaneRing): readonly LonLat[] => {
    const positions: LonLat[] = [];
    for (let at = 0; at < ring.length; at += 2) positions.push(plane.toLonLat(ring[at], ring[at + 1]));
    return [...positions, positions[0]];
  };
  return groupRings(rings).map(({ outer, holes }) => [outer].concat(holes).map(close));
}
