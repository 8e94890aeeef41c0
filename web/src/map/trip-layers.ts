import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';

import { byZoom, FONT, INK, matchIds } from './drawing.ts';

/** Layers that a click picks from. */
export const TRIP_LAYERS = ['trips-village', 'trips-feeder', 'trips-trunk'];
/** Layers that show only the trips chosen. */
export const CHOSEN_TRIP_LAYERS = ['trips-chosen-casing', 'trips-chosen', 'trips-chosen-direction'];

/** Trips of different carriers lie side by side, on the right of their direction of travel. */
function laneOffset(): ExpressionSpecification {
  const lanes = (pixels: number): ExpressionSpecification => ['*', ['+', ['get', 'lane'], 1], pixels];
  return ['interpolate', ['linear'], ['zoom'], 8, lanes(0.7), 13, lanes(2.4)];
}

/** Trips by stage, in the colours that their features carry, and above them the chosen ones. */
export function buildTripLayers(): LayerSpecification[] {
  return [
    buildTripLayer('village', byZoom(1.6, 4)),
    buildTripLayer('feeder', byZoom(2, 4.5), [1.6, 1.4]),
    buildTripLayer('trunk', byZoom(2.8, 6.5)),
    {
      ...buildChosenLayer('trips-chosen-casing'),
      paint: { 'line-color': '#ffffff', 'line-width': byZoom(7, 14), 'line-offset': laneOffset() },
    },
    {
      ...buildChosenLayer('trips-chosen'),
      paint: { 'line-color': ['get', 'colour'], 'line-width': byZoom(3.6, 8), 'line-offset': laneOffset() },
    },
    buildDirectionLayer(),
  ];
}

function buildTripLayer(
  echelon: string,
  width: ExpressionSpecification,
  dash?: number[],
): LayerSpecification {
  return {
    id: `trips-${echelon}`,
    type: 'line',
    source: 'trips',
    filter: ['==', ['get', 'echelon'], echelon],
    layout: { 'line-join': 'round', 'line-cap': dash === undefined ? 'round' : 'butt' },
    paint: {
      'line-color': ['get', 'colour'],
      'line-width': width,
      'line-offset': laneOffset(),
      ...(dash === undefined ? {} : { 'line-dasharray': dash }),
    },
  };
}

function buildChosenLayer(id: string) {
  return {
    id,
    type: 'line',
    source: 'trips',
    filter: matchIds([]),
    layout: { 'line-join': 'round', 'line-cap': 'round' },
  } satisfies LayerSpecification;
}

function buildDirectionLayer(): LayerSpecification {
  return {
    id: 'trips-chosen-direction',
    type: 'symbol',
    source: 'trips',
    filter: matchIds([]),
    layout: {
      'symbol-placement': 'line',
      'symbol-spacing': 90,
      'text-field': '▶',
      'text-font': FONT,
      'text-size': 13,
      'text-keep-upright': false,
      'text-allow-overlap': true,
    },
    paint: { 'text-color': '#ffffff', 'text-halo-color': INK, 'text-halo-width': 1.4 },
  };
}
