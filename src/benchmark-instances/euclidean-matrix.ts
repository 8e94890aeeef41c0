import type { TravelMatrix } from '../network/travel-matrix.ts';
import type { ArcRounding, Point } from './benchmark-instance.ts';

/** Factor between the numbers of a file and the integers that a rounding works in. */
export function scaleOf(rounding: ArcRounding): number {
  if (rounding === 'one_decimal') return 10;
  return rounding === 'thousandths' ? 1000 : 1;
}

/** Straight-line lengths between all points under a family's rounding; durations equal distances. */
export function buildEuclideanMatrix(points: readonly Point[], rounding: ArcRounding): TravelMatrix {
  const size = points.length;
  const distances = new Float64Array(size * size);
  for (let from = 0; from < size; from++) {
    for (let to = 0; to < size; to++) {
      distances[from * size + to] = roundedLength(points[from], points[to], rounding);
    }
  }
  return { size, distances, durations: distances };
}

function roundedLength(from: Point, to: Point, rounding: ArcRounding): number {
  const deltaX = from.x - to.x;
  const deltaY = from.y - to.y;
  const length = Math.sqrt(deltaX * deltaX + deltaY * deltaY);
  if (rounding === 'nearest') return Math.floor(length + 0.5);
  if (rounding === 'one_decimal') return Math.floor(length * 10);
  return rounding === 'thousandths' ? Math.round(length * 1000) : length;
}
