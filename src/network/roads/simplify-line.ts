import { lineString, simplify } from '@turf/turf';

import type { LonLat, Metres } from '../../model/units.ts';
import { METRES_PER_DEGREE } from '../great-circle.ts';

/**
 * Thins a line (Douglas and Peucker 1973) so that no dropped point lies farther than `tolerance` from the rest; both
 * ends stay. A degree of longitude counts as one of latitude, so towards the poles more points stay than need to.
 */
export function simplifyLine(line: readonly LonLat[], tolerance: Metres): readonly LonLat[] {
  if (line.length < 3 || !(tolerance > 0)) return line;
  const whole = lineString(line.map((position) => [...position]));
  const thinned = simplify(whole, {
    tolerance: tolerance / METRES_PER_DEGREE,
    highQuality: true,
    mutate: true,
  });
  return thinned.geometry.coordinates as [number, number][];
}
