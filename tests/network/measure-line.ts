import type { LonLat } from '../../src/model/units.ts';
import { distanceOf } from '../../src/network/great-circle.ts';

/** Great-circle length of a line in metres. */
export function measureLine(line: readonly LonLat[]): number {
  return line.slice(1).reduce((sum, point, index) => sum + distanceOf(line[index], point), 0);
}
