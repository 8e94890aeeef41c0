import type { MultiPolygon, Position } from 'geojson';
import type { LonLat } from '../model/units.ts';
import type { Isoline } from '../network/isoline/compute-isolines.ts';
import type { AttributedCollection, Origin } from './feature-collection.ts';
import { buildFeatureCollection } from './feature-collection.ts';

export interface IsolineProperties {
  readonly minutes: number;
  /** Length of the roads reached. */
  readonly roadMetres: number;
  /** How near to a reached road counts as reached. */
  readonly reachMetres: number;
}

/** One MultiPolygon per travel time, exterior rings counterclockwise and holes clockwise (RFC 7946, 3.1.6). */
export function toIsolineFeatures(
  isolines: readonly Isoline[],
  origin: Origin,
): AttributedCollection<MultiPolygon, IsolineProperties> {
  const features = isolines.map(({ minutes, polygons, roadMetres, reachMetres }, index) => ({
    type: 'Feature' as const,
    id: index + 1,
    geometry: {
      type: 'MultiPolygon' as const,
      coordinates: polygons.map((rings) => rings.map((ring) => ring.map(toCoordinates))),
    },
    properties: {
      minutes,
      roadMetres: Math.round(roadMetres),
      reachMetres: Math.round(reachMetres),
    },
  }));
  return buildFeatureCollection(features, origin);
}

function toCoordinates(position: LonLat): Position {
  return [...position];
}
