import type { Metres, Share } from '../../model/units.ts';
import { TRAVEL_PROFILES } from '../../model/vehicle-type.ts';
import type { TravelProfile } from '../../model/vehicle-type.ts';
import type { ElevationModel } from '../elevation/elevation-model.ts';
import { PROFILE_RULES } from './profile-rules.ts';
import type { SlopeRules } from './profile-rules.ts';
import { segmentMetres } from './road-graph.ts';
import type { RoadGraph } from './road-graph.ts';
import type { RoadWay } from './road-source.ts';

/**
 * Length of the parts of an edge whose slopes are told apart, at least; shorter edges are counted as that long, so that
 * a few metres that the ground is off make no wall. Assumption, of the order of the grids' own spacing.
 */
export const PART_METRES: Metres = 100;

/** Most parts of one edge: no stretch between junctions is longer than 100 km, unless its positions are wrong. */
const MAX_PARTS = 1000;

/** Parts by whose slope an edge is too steep; shorter edges never are. Assumption, as above. */
export const CLIMB_METRES: Metres = 300;

const GRAVITY = 9.81;
/** What a vehicle does at least, however steep. */
const LEAST_KMH = 3;

/** What heights did to a graph. */
export interface SlopeReport {
  /** Length of the parts of edges at an end of which no height is known, and of all edges that heights may change. */
  readonly unknownMetres: Metres;
  readonly metres: Metres;
  /** Directions of edges that are too steep, by profile. */
  readonly closed: Readonly<Record<TravelProfile, number>>;
}

/**
 * The graph with speeds by slope: uphill no faster than the vehicle's power allows, downhill slower by a share per
 * percent, and closed uphill where it is steeper than the vehicle climbs (`slope` of the profiles). Speeds that the
 * source states for a road, and ferries, stay. On bridges and in tunnels the road goes straight from end to end. Where
 * no height is known the road counts as level. O(shape points + length over `PART_METRES`, at most `MAX_PARTS` an edge).
 */
export function applySlopes(
  graph: RoadGraph,
  ways: readonly RoadWay[],
  elevation: ElevationModel,
): { readonly graph: RoadGraph; readonly report: SlopeReport } {
  const forwardKmh = graph.forwardKmh.map((column) => column.slice());
  const backwardKmh = graph.backwardKmh.map((column) => column.slice());
  const closed = { van: 0, truck: 0, trike: 0, bus: 0 };
  let metres = 0;
  let unknownMetres = 0;
  for (let edge = 0; edge < graph.edgeCount; edge++) {
    const way = ways[graph.edgeWay[edge]];
    if (way.roadClass === 'ferry' || way.givenKmh !== null) continue;
    const along = new EdgeHeights(graph, edge, elevation, way.offGround);
    metres += graph.edgeMetres[edge];
    unknownMetres += graph.edgeMetres[edge] * along.unknownShare;
    TRAVEL_PROFILES.forEach((name, profile) => {
      const { slope } = PROFILE_RULES[name];
      for (const [column, sign] of [[forwardKmh[profile], 1] as const, [backwardKmh[profile], -1] as const]) {
        if (column[edge] === 0) continue;
        const kmh =
          along.steepest(sign) > slope.maxClimbPercent ? 0 : along.meanKmh(column[edge], sign, slope);
        if (kmh === 0) closed[name]++;
        column[edge] = kmh;
      }
    });
  }
  return { graph: { ...graph, forwardKmh, backwardKmh }, report: { unknownMetres, metres, closed } };
}

/** Heights along one edge. */
class EdgeHeights {
  /** Slopes of the parts as shares of their lengths, with the direction of the edge. */
  readonly #slopes: Float64Array;
  readonly #climbs: Float64Array;
  /** Share of the parts whose slopes are not known. */
  readonly unknownShare: Share;

  constructor(graph: RoadGraph, edge: number, elevation: ElevationModel, offGround: boolean) {
    const length = graph.edgeMetres[edge];
    const parts = Math.min(MAX_PARTS, Math.max(1, Math.floor(length / PART_METRES)));
    const count = offGround ? 1 : parts;
    const heights = sampleEdge(graph, edge, count, elevation);
    this.unknownShare = countUnknown(heights) / count;
    this.#slopes = toSlopes(heights, 1, Math.max(length / count, PART_METRES));
    const step = offGround ? 1 : Math.ceil((CLIMB_METRES * count) / Math.max(length, CLIMB_METRES));
    this.#climbs =
      length < CLIMB_METRES ? new Float64Array(0) : toSlopes(heights, step, (length * step) / count);
  }

  /** The steepest climb in percent, 0 where there is none. */
  steepest(sign: 1 | -1): number {
    return this.#climbs.reduce((most, slope) => Math.max(most, slope * sign * 100), 0);
  }

  /** Speed at which the edge takes as long as its parts together, each at its own. */
  meanKmh(kmh: number, sign: 1 | -1, rules: SlopeRules): number {
    const time = this.#slopes.reduce((sum, slope) => sum + 1 / toSlopeKmh(kmh, slope * sign, rules), 0);
    return this.#slopes.length / time;
  }
}

/** Speed on a slope, a share of the length that is negative downhill, of a vehicle that does `kmh` on the level. */
export function toSlopeKmh(kmh: number, slope: number, rules: SlopeRules): number {
  if (slope > 0) {
    const power = (3.6 * rules.wattsPerKg) / (GRAVITY * (rules.rollingResistance + slope));
    return Math.min(kmh, Math.max(power, LEAST_KMH));
  }
  return kmh * Math.max(rules.leastDownFactor, 1 + rules.slowdownPerPercentDown * slope * 100);
}

/** Parts of which an end has no height. */
function countUnknown(heights: Float64Array): number {
  let unknown = 0;
  for (let at = 1; at < heights.length; at++) if (Number.isNaN(heights[at - 1] + heights[at])) unknown++;
  return unknown;
}

/** Slopes between heights that stand `step` apart; 0 where one is not known. */
function toSlopes(heights: Float64Array, step: number, metres: Metres): Float64Array {
  return Float64Array.from({ length: Math.max(0, heights.length - step) }, (_, at) => {
    const slope = (heights[at + step] - heights[at]) / metres;
    return Number.isNaN(slope) ? 0 : slope;
  });
}

/** Heights at the ends of `count` equal parts of an edge. */
function sampleEdge(graph: RoadGraph, edge: number, count: number, elevation: ElevationModel): Float64Array {
  const { shapeStart, shapeLonE7, shapeLatE7, edgeMetres } = graph;
  const heights = new Float64Array(count + 1);
  const last = shapeStart[edge + 1] - 1;
  let point = shapeStart[edge];
  let passed = 0;
  let ahead = segmentMetres(shapeLonE7, shapeLatE7, point);
  for (let at = 0; at <= count; at++) {
    const offset = (edgeMetres[edge] * at) / count;
    while (passed + ahead < offset && point < last - 1) {
      passed += ahead;
      ahead = segmentMetres(shapeLonE7, shapeLatE7, ++point);
    }
    const share = ahead === 0 ? 0 : Math.min(1, (offset - passed) / ahead);
    const lonE7 = shapeLonE7[point] + share * (shapeLonE7[point + 1] - shapeLonE7[point]);
    const latE7 = shapeLatE7[point] + share * (shapeLatE7[point + 1] - shapeLatE7[point]);
    heights[at] = elevation.heightAt(lonE7 / 1e7, latE7 / 1e7);
  }
  return heights;
}
