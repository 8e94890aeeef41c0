import type { TravelMatrix } from '../travel-matrix.ts';

/** Some rows and columns of a matrix, as positions in its list of points. */
export interface MatrixBlock {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
}

/** Cuts the square over some points into blocks of at most `size` rows and columns. */
export function* listBlocks(points: readonly number[], size: number): Generator<MatrixBlock> {
  for (let row = 0; row < points.length; row += size) {
    for (let column = 0; column < points.length; column += size) {
      yield { rows: points.slice(row, row + size), columns: points.slice(column, column + size) };
    }
  }
}

/** A matrix in which there is no way yet but from each point to itself. */
export function createEmptyMatrix(size: number): TravelMatrix {
  const distances = new Float64Array(size * size).fill(Infinity);
  const durations = new Float64Array(size * size).fill(Infinity);
  for (let point = 0; point < size; point++) distances[point * size + point] = 0;
  for (let point = 0; point < size; point++) durations[point * size + point] = 0;
  return { size, distances, durations };
}

/** Enters a way; one without a time, or without a distance, is none, and from a point to itself it stays 0. */
export function enterWay(
  matrix: TravelMatrix,
  from: number,
  to: number,
  way: { readonly metres: number; readonly seconds: number },
): void {
  if (from === to || !Number.isFinite(way.seconds) || !Number.isFinite(way.metres)) return;
  matrix.distances[from * matrix.size + to] = way.metres;
  matrix.durations[from * matrix.size + to] = way.seconds;
}

/** Works on items a few at a time, in order; results in the order of the items. */
export async function mapFew<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (let first = 0; first < items.length; first += atOnce) {
    results.push(...(await Promise.all(items.slice(first, first + atOnce).map(work))));
  }
  return results;
}
