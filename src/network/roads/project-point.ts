import type { Metres, Share } from '../../model/units.ts';
import { METRES_PER_DEGREE } from '../great-circle.ts';
import type { RoadShape } from './road-graph.ts';

/** Metres of one degree of longitude at a latitude. */
export function metresPerDegreeLon(lat: number): number {
  return METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180);
}

/**
 * Share of the way from shape point `point` to the next one at which a position comes nearest, in the plane that
 * touches the sphere at the position (equirectangular; off by less than 0.02 % within 10 km).
 */
export function projectOnSegment(shape: RoadShape, point: number, lon: number, lat: number): Share {
  const scaleX = metresPerDegreeLon(lat);
  const startX = (shape.shapeLonE7[point] / 1e7 - lon) * scaleX;
  const startY = (shape.shapeLatE7[point] / 1e7 - lat) * METRES_PER_DEGREE;
  const alongX = ((shape.shapeLonE7[point + 1] - shape.shapeLonE7[point]) / 1e7) * scaleX;
  const alongY = ((shape.shapeLatE7[point + 1] - shape.shapeLatE7[point]) / 1e7) * METRES_PER_DEGREE;
  const square = alongX * alongX + alongY * alongY;
  if (square === 0) return 0;
  return Math.min(1, Math.max(0, -(startX * alongX + startY * alongY) / square));
}

/** Distance in the same plane from a position to the point at `share` of the segment. */
export function metresToShare(
  shape: RoadShape,
  point: number,
  share: Share,
  lon: number,
  lat: number,
): Metres {
  const { shapeLonE7, shapeLatE7 } = shape;
  const nearLon = (shapeLonE7[point] + share * (shapeLonE7[point + 1] - shapeLonE7[point])) / 1e7;
  const nearLat = (shapeLatE7[point] + share * (shapeLatE7[point + 1] - shapeLatE7[point])) / 1e7;
  return Math.hypot((nearLon - lon) * metresPerDegreeLon(lat), (nearLat - lat) * METRES_PER_DEGREE);
}

/** Distance from a position to the nearest point of a segment. */
export function metresToSegment(shape: RoadShape, point: number, lon: number, lat: number): Metres {
  return metresToShare(shape, point, projectOnSegment(shape, point, lon, lat), lon, lat);
}
