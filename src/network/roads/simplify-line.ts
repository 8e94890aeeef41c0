import type { LonLat, Metres } from '../../model/units.ts';
import { METRES_PER_DEGREE } from '../great-circle.ts';
import { metresPerDegreeLon } from './project-point.ts';

/**
 * Thins a line so that no dropped point lies farther than `tolerance` from the rest; both ends stay. Douglas and
 * Peucker (1973) without recursion, in a plane through the line's first latitude; O(n^2) at worst, O(n log n) usually.
 */
export function simplifyLine(line: readonly LonLat[], tolerance: Metres): readonly LonLat[] {
  if (line.length < 3 || !(tolerance > 0)) return line;
  const scaleX = metresPerDegreeLon(line[0][1]);
  const xs = Float64Array.from(line, ([lon]) => lon * scaleX);
  const ys = Float64Array.from(line, ([, lat]) => lat * METRES_PER_DEGREE);
  const kept = new Uint8Array(line.length);
  kept[0] = kept[line.length - 1] = 1;
  const open: [number, number][] = [[0, line.length - 1]];
  for (let range = open.pop(); range !== undefined; range = open.pop()) {
    const [first, last] = range;
    const farthest = findFarthest(xs, ys, first, last, tolerance);
    if (farthest < 0) continue;
    kept[farthest] = 1;
    open.push([first, farthest], [farthest, last]);
  }
  return line.filter((_, at) => kept[at] === 1);
}

/** Point between two others that is farthest from their connection, or -1 when all are within the tolerance. */
function findFarthest(
  xs: Float64Array,
  ys: Float64Array,
  first: number,
  last: number,
  tolerance: Metres,
): number {
  const alongX = xs[last] - xs[first];
  const alongY = ys[last] - ys[first];
  const square = alongX * alongX + alongY * alongY;
  let most = tolerance;
  let farthest = -1;
  for (let at = first + 1; at < last; at++) {
    const x = xs[at] - xs[first];
    const y = ys[at] - ys[first];
    const share = square === 0 ? 0 : Math.min(1, Math.max(0, (x * alongX + y * alongY) / square));
    const metres = Math.hypot(x - share * alongX, y - share * alongY);
    if (metres > most) {
      most = metres;
      farthest = at;
    }
  }
  return farthest;
}
