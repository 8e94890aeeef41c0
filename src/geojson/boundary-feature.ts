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
  const wound = isCounterclockwise(ring) ? ring : ring.toReversed();
  return {
    type: 'Feature',
    id: county.code,
    geometry: { type: 'Polygon', coordinates: [wound.map(toPosition)] },
    properties: { code: county.code, name: county.name },
  };
}

/** Shoelace sum over a closed ring. */
function isCounterclockwise(ring: readonly LonLat[]): boolean {
  let doubleArea = 0;
  for (let i = 0; i + 1 < ring.length; i += 1) {
    doubleArea += ring[i][0] * ring[i + 1][1] - ring[i + 1][0] * ring[i][1];
  }
  return doubleArea >= 0;
}
