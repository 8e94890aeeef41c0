import type { Feature, LineString } from 'geojson';
import type { County } from '../model/county.ts';
import type { RoadFeature, RoadProperties } from '../network/roads/road-features.ts';
import { toRoadFeatures } from '../network/roads/road-features.ts';
import type { RoadGraph } from '../network/roads/road-graph.ts';
import type { AttributedCollection } from './feature-collection.ts';
import { buildFeatureCollection, toPosition } from './feature-collection.ts';

/** A county's roads by class, simplified, the most important `maxFeatures`; none where it has no road network. */
export function toCountyRoadFeatures(
  county: County,
  datasetHash: string,
  graph: RoadGraph | null,
  maxFeatures: number,
): AttributedCollection<LineString, RoadProperties> {
  const roads = graph === null ? [] : toRoadFeatures(graph, { maxFeatures }).features;
  return buildFeatureCollection(roads.map(toLine), { attributions: county.attributions, datasetHash });
}

function toLine({ id, properties, geometry }: RoadFeature): Feature<LineString, RoadProperties> {
  const coordinates = geometry.coordinates.map(toPosition);
  return { type: 'Feature', id, properties, geometry: { type: 'LineString', coordinates } };
}
