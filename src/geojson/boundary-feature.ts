import { polygon, rewind } from '@turf/turf';
import type { Feature, Polygon } from 'geojson';
import type { County, CountyCode } from '../model/county.ts';
import type { LonLat } from '../model/units.ts';
import type { AttributedCollection } from './feature-collection.ts';
import { buildFeatureCollection, toPosition } from './feature-collection.ts';

interface BoundaryProperties {
  readonly code: CountyCode;
  readonly name: string;
}

/** The county's outline, one Polygon wound counterclockwise; no feature where the county has no boundary. */
export function toBoundaryFeatures(
  county: County,
  datasetHash: string,
): AttributedCollection<Polygon, BoundaryProperties> {
  const features = county.boundary === null ? [] : [toBoundaryFeature(county, county.boundary)];
  return buildFeatureCollection(features, { attributions: county.attributions, datasetHash });
}

function toBoundaryFeature(county: County, ring: readonly LonLat[]): Feature<Polygon, BoundaryProperties> {
  const properties = { code: county.code, name: county.name };
  const outline = polygon([ring.map(toPosition)], properties, { id: county.code });
  return rewind(outline) as typeof outline;
}
