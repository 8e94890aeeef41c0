import { bbox } from '@turf/turf';
import type {
  Feature,
  FeatureCollection,
  LineString,
  MultiLineString,
  MultiPolygon,
  Point,
  Polygon,
} from 'geojson';
import type { LonLat } from '../model/units.ts';

/** The kinds of geometry that the planner exports. */
export type PlannerGeometry = Point | LineString | MultiLineString | Polygon | MultiPolygon;

/** Where the features come from; every export carries it as foreign members (RFC 7946, section 6.1). */
export interface Origin {
  /** Attribution lines, e.g. of OpenStreetMap. */
  readonly attributions: readonly string[];
  /** SHA-256 of the county dataset; null where the source has none. */
  readonly datasetHash: string | null;
}

/** Feature collection with its bounding box, attribution and dataset hash. */
export interface AttributedCollection<G extends PlannerGeometry | null, P> extends FeatureCollection<G, P> {
  readonly attribution: string;
  readonly generatedFrom: string | null;
}

/**
 * Collection as in RFC 7946: CRS84, no `crs` member, `bbox` as west, south, east, north (left out where no feature
 * has a geometry). A county never spans the antimeridian. Linear in the number of positions.
 */
export function buildFeatureCollection<G extends PlannerGeometry | null, P>(
  features: readonly Feature<G, P>[],
  origin: Origin,
): AttributedCollection<G, P> {
  const geometries = features.flatMap(({ geometry }) => geometry ?? []);
  return {
    type: 'FeatureCollection',
    ...(geometries.length === 0 ? {} : { bbox: bbox({ type: 'GeometryCollection', geometries }) }),
    attribution: origin.attributions.join('; '),
    generatedFrom: origin.datasetHash,
    features: [...features],
  };
}

/** Rounded to 6 decimals, about 0.1 m. */
export function toPosition([longitude, latitude]: LonLat): [longitude: number, latitude: number] {
  return [roundDegrees(longitude), roundDegrees(latitude)];
}

function roundDegrees(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6;
}
