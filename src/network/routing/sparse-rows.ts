/** Things in compressed sparse rows: those of row `r` are `order[rows[r]]` to `order[rows[r + 1] - 1]`. */
export interface SparseRows {
  readonly rows: Uint32Array;
  readonly order: Uint32Array;
}

/** Counting sort of things by row, stable, O(rows + things). */
export function toRows(rowCount: number, rowOf: Uint32Array): SparseRows {
  const rows = new Uint32Array(rowCount + 1);
  for (const row of rowOf) rows[row + 1]++;
  for (let row = 0; row < rowCount; row++) rows[row + 1] += rows[row];
  const next = rows.slice();
  const order = new Uint32Array(rowOf.length);
  for (let thing = 0; thing < rowOf.length; thing++) order[next[rowOf[thing]]++] = thing;
  return { rows, order };
}
