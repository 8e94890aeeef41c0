import type { MatrixPart, TravelMatrix } from '../travel-matrix.ts';

/** Cuts a part of a matrix into blocks of at most `size` rows and columns. */
export function* listBlocks({ rows, columns }: MatrixPart, size: number): Generator<MatrixPart> {
  for (let row = 0; row < rows.length; row += size) {
    for (let column = 0; column < columns.length; column += size) {
      yield { rows: rows.slice(row, row + size), columns: columns.slice(column, column + size) };
    }
  }
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
