import type { Metres, Seconds } from '../model/units.ts';

/**
 * Distances and durations between `size` points, row-major: entry `from * size + to`.
 * `Infinity` in both arrays means that there is no way.
 */
export interface TravelMatrix {
  readonly size: number;
  readonly distances: Float64Array;
  readonly durations: Float64Array;
}

/** Distance from point `from` to point `to`. */
export function distanceBetween(matrix: TravelMatrix, from: number, to: number): Metres {
  return matrix.distances[from * matrix.size + to];
}

/** Travel time from point `from` to point `to`. */
export function durationBetween(matrix: TravelMatrix, from: number, to: number): Seconds {
  return matrix.durations[from * matrix.size + to];
}
