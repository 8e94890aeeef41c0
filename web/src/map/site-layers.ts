import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';

import { byZoom, FONT, INK, matchIds, WANTING } from './drawing.ts';

/** Layers that a click picks from. */
export const SITE_LAYERS = ['sites-village', 'sites-base'];
export const CHOSEN_SITE_LAYER = 'sites-chosen';

const IS_BASE: ExpressionSpecification = ['!=', ['get', 'tier'], 'village'];
const IS_PUBLIC: ExpressionSpecification = ['to-boolean', ['get', 'isPublic']];

function matchTier(tier: string): ExpressionSpecification {
  return ['==', ['get', 'tier'], tier];
}

/** Sites by tier and service, the numbered stops of the chosen trip, and their names. */
export function buildSiteLayers(): LayerSpecification[] {
  const wanting: ExpressionSpecification = ['in', ['get', 'service'], ['literal', ['partly', 'not_served']]];
  return [
    {
      id: 'sites-village',
      type: 'circle',
      source: 'sites',
      filter: matchTier('village'),
      paint: {
        'circle-radius': byZoom(['case', wanting, 4, 2.4], ['case', wanting, 9, 7]),
        'circle-color': [
          'match',
          ['get', 'service'],
          'not_served',
          '#ffffff',
          'no_demand',
          '#c4c8c5',
          '#ffffff',
        ],
        'circle-stroke-color': ['case', wanting, WANTING, '#59645d'],
        'circle-stroke-width': ['case', wanting, 2, 1.2],
      },
    },
    {
      id: 'sites-wanting',
      type: 'symbol',
      source: 'sites',
      filter: ['==', ['get', 'service'], 'not_served'],
      layout: { 'text-field': '×', 'text-font': FONT, 'text-size': 14, 'text-allow-overlap': true },
      paint: { 'text-color': WANTING },
    },
    {
      id: 'sites-base',
      type: 'circle',
      source: 'sites',
      filter: IS_BASE,
      paint: {
        'circle-radius': byZoom(['match', ['get', 'tier'], 'county', 7, 4.6], 12),
        'circle-color': ['match', ['get', 'tier'], 'county', INK, '#f5c04a'],
        'circle-stroke-color': ['match', ['get', 'tier'], 'county', '#f5c04a', INK],
        'circle-stroke-width': ['match', ['get', 'tier'], 'county', 2.4, 1.4],
      },
    },
    {
      id: CHOSEN_SITE_LAYER,
      type: 'circle',
      source: 'sites',
      filter: matchIds([]),
      paint: {
        'circle-radius': byZoom(10, 16),
        'circle-color': 'rgba(0, 0, 0, 0)',
        'circle-stroke-color': INK,
        'circle-stroke-width': 2.5,
      },
    },
    ...buildStopLayers(),
    buildLabelLayer('labels-village', matchTier('village'), 11, 10.8),
    buildLabelLayer('labels-carrier-bases', ['all', IS_BASE, ['!', IS_PUBLIC]], 11, 10.8),
    buildLabelLayer('labels-township', ['all', matchTier('township'), IS_PUBLIC], 13, 0),
    buildLabelLayer('labels-county', ['all', matchTier('county'), IS_PUBLIC], 14, 0),
  ];
}

function buildStopLayers(): LayerSpecification[] {
  return [
    {
      id: 'stops',
      type: 'circle',
      source: 'stops',
      paint: {
        'circle-radius': 9,
        'circle-color': '#ffffff',
        'circle-stroke-color': ['get', 'colour'],
        'circle-stroke-width': 2.5,
      },
    },
    {
      id: 'stop-numbers',
      type: 'symbol',
      source: 'stops',
      layout: {
        'text-field': ['to-string', ['get', 'sequence']],
        'text-font': FONT,
        'text-size': 11,
        'text-allow-overlap': true,
      },
      paint: { 'text-color': INK },
    },
  ];
}

function buildLabelLayer(
  id: string,
  filter: ExpressionSpecification,
  size: number,
  minzoom: number,
): LayerSpecification {
  return {
    id,
    type: 'symbol',
    source: 'sites',
    minzoom,
    filter,
    layout: {
      'text-field': ['get', 'name'],
      'text-font': FONT,
      'text-size': size,
      'text-variable-anchor': ['top', 'bottom', 'right', 'left'],
      'text-radial-offset': 0.8,
      'text-max-width': 8,
    },
    paint: { 'text-color': INK, 'text-halo-color': '#ffffff', 'text-halo-width': 1.6 },
  };
}
