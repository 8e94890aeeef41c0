import type { LonLat, Metres } from '../model/units.ts';

/** Mean Earth radius R1 of the International Union of Geodesy and Geophysics. */
export const EARTH_RADIUS_METRES = 6_371_008.8;

const RADIANS_PER_DEGREE = Math.PI / 180;

/** Metres of one degree of latitude on the mean sphere. */
export const METRES_PER_DEGREE = EARTH_RADIUS_METRES * RADIANS_PER_DEGREE;

/** Great-circle distance by the haversine formula, coordinates in degrees; within 0.6 % of the ellipsoid. */
export function greatCircleMetres(lonA: number, latA: number, lonB: number, latB: number): Metres {
  const sinLat = Math.sin(((latB - latA) * RADIANS_PER_DEGREE) / 2);
  const sinLon = Math.sin(((lonB - lonA) * RADIANS_PER_DEGREE) / 2);
  const cosines = Math.cos(latA * RADIANS_PER_DEGREE) * Math.cos(latB * RADIANS_PER_DEGREE);
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.hypot(sinLat, Math.sqrt(cosines) * sinLon)));
}

/** Great-circle distance between two positions. */
export function distanceOf(a: LonLat, b: LonLat): Metres {
  return greatCircleMetres(a[0], a[1], b[0], b[1]);
}
