import { area, booleanPointInPolygon } from '@turf/turf';
import type { Polygon } from 'geojson';

import type { CountyIssueList } from '../model/county-issue-list.ts';
import type { LonLat } from '../model/units.ts';
import { type CoordinateSystem, findCoordinateSystem, toWgs84 } from './coordinate-system.ts';

/** What a boundary document says beside its ring. */
export interface BoundaryDocument {
  /** Largest outer ring, in the document's own coordinate system; null when it has none. */
  readonly ring: readonly LonLat[] | null;
  readonly crs: CoordinateSystem | null;
  readonly code: string | null;
  readonly name: string | null;
}

type JsonObject = Readonly<Record<string, unknown>>;

/** Reads a GeoJSON geometry, feature or collection (its first feature) with a Polygon or MultiPolygon. */
export function readBoundary(document: unknown): BoundaryDocument {
  const root = toObject(document);
  const features = root['features'];
  const feature = Array.isArray(features) ? toObject(features[0]) : root;
  const properties = toObject(feature['properties']);
  const geometry = feature['type'] === 'Feature' ? toObject(feature['geometry']) : feature;
  return {
    ring: findLargestRing(geometry),
    crs: findCoordinateSystem(toText(properties['crs']) ?? ''),
    code: toText(properties['code']),
    name: toText(properties['name']),
  };
}

/** The ring in WGS-84, closed; null with an error where it is no ring of positions. */
export function toBoundary(
  document: BoundaryDocument,
  crs: CoordinateSystem,
  file: string,
  issues: CountyIssueList,
): readonly LonLat[] | null {
  const ring = document.ring?.map((position) => toWgs84(position, document.crs ?? crs)) ?? null;
  if (ring === null || ring.length < 3) {
    const text = {
      code: 'bad_boundary',
      message: `"${file}" holds no Polygon or MultiPolygon with positions.`,
      remedy: 'Give the county as a GeoJSON Polygon.',
    };
    issues.addError(text, { file, row: null });
    return null;
  }
  const [first, last] = [ring[0], ring[ring.length - 1]];
  return first[0] === last[0] && first[1] === last[1] ? ring : [...ring, first];
}

/** True inside the closed ring; its edge counts as inside. */
export function isInsideRing(location: LonLat, ring: readonly LonLat[]): boolean {
  return booleanPointInPolygon([...location], toPolygon(ring));
}

function findLargestRing(geometry: JsonObject): readonly LonLat[] | null {
  const coordinates = geometry['coordinates'];
  if (!Array.isArray(coordinates)) return null;
  const polygons = geometry['type'] === 'MultiPolygon' ? coordinates : [coordinates];
  let largest: readonly LonLat[] | null = null;
  for (const polygon of polygons) {
    const ring = toRing(Array.isArray(polygon) ? polygon[0] : null);
    if (ring !== null && (largest === null || area(toPolygon(ring)) > area(toPolygon(largest))))
      largest = ring;
  }
  return largest;
}

function toRing(value: unknown): readonly LonLat[] | null {
  if (!Array.isArray(value)) return null;
  const ring: LonLat[] = [];
  for (const position of value) {
    const [lon, lat] = Array.isArray(position) ? (position as unknown[]) : [];
    if (typeof lon !== 'number' || typeof lat !== 'number') return null;
    if (Math.abs(lon) > 180 || Math.abs(lat) > 90) return null;
    ring.push([lon, lat]);
  }
  return ring;
}

function toPolygon(ring: readonly LonLat[]): Polygon {
  return { type: 'Polygon', coordinates: [ring.map((position) => [...position])] };
}

function toObject(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null ? (value as JsonObject) : {};
}

function toText(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}
