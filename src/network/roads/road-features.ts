import type { LonLat, Metres } from '../../model/units.ts';
import { ROAD_CLASSES } from './road-class.ts';
import type { RoadClass } from './road-class.ts';
import { shapePoint } from './road-graph.ts';
import type { RoadGraph } from './road-graph.ts';
import { simplifyLine } from './simplify-line.ts';

export interface RoadFeatureOptions {
  /** Most features given; the least important classes are left out first, then short roads. Unlimited when absent. */
  readonly maxFeatures?: number;
  /** Points nearer than this to the simplified line are dropped; 0 keeps all. 5 m when absent. */
  readonly simplifyMetres?: Metres;
}

export interface RoadProperties {
  readonly class: RoadClass;
  readonly name: string | null;
  readonly wayId: number;
}

/** GeoJSON LineString of one road (RFC 7946); coordinates to 6 decimals. */
export interface RoadFeature {
  readonly type: 'Feature';
  readonly id: number;
  readonly properties: RoadProperties;
  readonly geometry: { readonly type: 'LineString'; readonly coordinates: readonly LonLat[] };
}

export interface RoadFeatureCollection {
  readonly type: 'FeatureCollection';
  readonly features: readonly RoadFeature[];
}

/** Consecutive edges of one way. */
interface Run {
  readonly first: number;
  readonly end: number;
  readonly metres: Metres;
}

/**
 * Roads as lines for a map: the edges of a way that follow each other are one feature, most important class first.
 * O(n log n) in the edges.
 */
export function toRoadFeatures(graph: RoadGraph, options: RoadFeatureOptions = {}): RoadFeatureCollection {
  const classOf = (run: Run) => graph.edgeClass[run.first];
  const runs = listRuns(graph)
    .sort((a, b) => classOf(a) - classOf(b) || b.metres - a.metres || a.first - b.first)
    .slice(0, options.maxFeatures ?? Infinity);
  const features = runs.map((run, index) => toFeature(graph, run, index + 1, options.simplifyMetres ?? 5));
  return { type: 'FeatureCollection', features };
}

function listRuns(graph: RoadGraph): Run[] {
  const runs: Run[] = [];
  let first = 0;
  let metres = 0;
  for (let edge = 0; edge < graph.edgeCount; edge++) {
    metres += graph.edgeMetres[edge];
    const next = edge + 1;
    const goesOn =
      next < graph.edgeCount &&
      graph.edgeWay[next] === graph.edgeWay[edge] &&
      graph.edgeFrom[next] === graph.edgeTo[edge];
    if (goesOn) continue;
    runs.push({ first, end: next, metres });
    first = next;
    metres = 0;
  }
  return runs;
}

function toFeature(graph: RoadGraph, run: Run, id: number, simplifyMetres: Metres): RoadFeature {
  const line: LonLat[] = [];
  for (let edge = run.first; edge < run.end; edge++) {
    const skip = edge === run.first ? 0 : 1;
    for (let point = graph.shapeStart[edge] + skip; point < graph.shapeStart[edge + 1]; point++) {
      line.push(shapePoint(graph, point));
    }
  }
  const way = graph.edgeWay[run.first];
  return {
    type: 'Feature',
    id,
    properties: {
      class: ROAD_CLASSES[graph.edgeClass[run.first]],
      name: graph.wayNames[way],
      wayId: graph.wayIds[way],
    },
    geometry: { type: 'LineString', coordinates: simplifyLine(line, simplifyMetres).map(roundPosition) },
  };
}

function roundPosition([lon, lat]: LonLat): LonLat {
  return [Math.round(lon * 1e6) / 1e6, Math.round(lat * 1e6) / 1e6];
}
