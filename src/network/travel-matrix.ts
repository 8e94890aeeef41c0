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

/** Rows and columns of a matrix that are asked for, as positions of its points. */
export interface MatrixPart {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
}

/** All of a matrix. */
export function wholeMatrix(size: number): MatrixPart {
  const points = Array.from({ length: size }, (_, point) => point);
  return { rows: points, columns: points };
}

/** A matrix in which there is no way yet but from each point to itself. */
export function createEmptyMatrix(size: number): TravelMatrix {
  const distances = new Float64Array(size * size).fill(Infinity);
  const durations = new Float64Array(size * size).fill(Infinity);
  for (let point = 0; point < size; point++) {
    distances[point * size + point] = durations[point * size + point] = 0;
  }
  return { size, distances, durations };
}

/** Distance from point `from` to point `to`. */
export function distanceBetween(matrix: TravelMatrix, from: number, to: number): Metres {
  return matrix.distances[from * matrix.size + to];
}

/** Travel time from point `from` to point `to`. */
export function durationBetween(matrix: TravelMatrix, from: number, to: number): Seconds {
  return matrix.durations[from * matrix.size + to];
}
