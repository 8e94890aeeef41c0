import type { ExpressionSpecification } from 'maplibre-gl';

/** Drawn by the browser from its own fonts: the style names no glyph server. */
export const FONT = ['sans-serif'];
export const INK = '#1f2a24';
export const PAPER = '#f4f2ec';
/** What is not served. */
export const WANTING = '#b3261e';

/** Size in pixels from the whole county (zoom 8) to one street (zoom 15). */
export function byZoom(
  far: number | ExpressionSpecification,
  near: number | ExpressionSpecification,
): ExpressionSpecification {
  return ['interpolate', ['exponential', 1.4], ['zoom'], 8, far, 15, near];
}

/** Filter for features whose `id` property is one of these. */
export function matchIds(ids: readonly string[]): ExpressionSpecification {
  return ['in', ['get', 'id'], ['literal', [...ids]]];
}
