import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl';

import { byZoom, PAPER } from './drawing.ts';
import { buildSiteLayers } from './site-layers.ts';
import { buildTripLayers } from './trip-layers.ts';

/** Sources of the map; all are filled from the planner's own GeoJSON. */
export const SOURCES = ['boundary', 'roads', 'trips', 'stops', 'sites'] as const;
export type SourceName = (typeof SOURCES)[number];

/** Base map, trips and sites without any outside resource; every source starts empty. */
export function buildMapStyle(): StyleSpecification {
  const sources = SOURCES.map((name) => [name, { type: 'geojson', data: emptyCollection() }] as const);
  return {
    version: 8,
    sources: Object.fromEntries(sources),
    layers: [...buildBaseLayers(), ...buildTripLayers(), ...buildSiteLayers()],
  };
}

function emptyCollection(): GeoJSON.FeatureCollection {
  return { type: 'FeatureCollection', features: [] };
}

function buildBaseLayers(): LayerSpecification[] {
  return [
    { id: 'paper', type: 'background', paint: { 'background-color': PAPER } },
    { id: 'county', type: 'fill', source: 'boundary', paint: { 'fill-color': '#fffefa' } },
    {
      id: 'roads',
      type: 'line',
      source: 'roads',
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': byRoadClass('#b9b3a2', '#c9c4b6', '#d8d4c8'),
        'line-width': byZoom(byRoadClass(1.6, 1, 0.6), byRoadClass(5, 3.5, 2)),
      },
    },
    {
      id: 'county-line',
      type: 'line',
      source: 'boundary',
      paint: { 'line-color': '#8d8775', 'line-width': 1.2, 'line-dasharray': [4, 2] },
    },
  ];
}

/** Value by rank of the road: trunk to secondary (县道), tertiary (乡道), the rest (村道 and below). */
function byRoadClass<T extends string | number>(main: T, township: T, village: T): ExpressionSpecification {
  const mainRoads = ['motorway', 'trunk', 'primary', 'secondary'];
  return ['match', ['get', 'class'], mainRoads, main, 'tertiary', township, village];
}
