import type { Checkpoint } from './search-stopped.ts';

/** Stands for a leg that no road joins; finite, so that differences stay numbers, and exact in 32 bits. */
export const UNREACHABLE = 2 ** 40;

/** A compiled matrix, in 32 bits where it is large and they hold every value exactly. */
export type CompiledMatrix = Float64Array | Float32Array;

/** Places from which on 32 bits are worth a look at every value. */
const LARGE_WIDTH = 2000;

/** A matrix among the locations, and `nowhere` at no distance, in memory that threads share. */
export function compileMatrix(
  values: Float64Array,
  size: number,
  locations: Int32Array,
  checkpoint: Checkpoint,
): CompiledMatrix {
  const cells = (locations.length + 1) ** 2;
  if (locations.length >= LARGE_WIDTH) {
    const small = allocate(true, cells);
    if (fillMatrix(small, values, size, locations, checkpoint)) return small;
  }
  const matrix = allocate(false, cells);
  fillMatrix(matrix, values, size, locations, checkpoint);
  return matrix;
}

function allocate(isSmall: boolean, cells: number): CompiledMatrix {
  return isSmall
    ? new Float32Array(new SharedArrayBuffer(cells * Float32Array.BYTES_PER_ELEMENT))
    : new Float64Array(new SharedArrayBuffer(cells * Float64Array.BYTES_PER_ELEMENT));
}

/** Copies the values between locations; stops with false at the first that the matrix cannot hold exactly. */
function fillMatrix(
  matrix: CompiledMatrix,
  values: Float64Array,
  size: number,
  locations: Int32Array,
  checkpoint: Checkpoint,
): boolean {
  const count = locations.length;
  for (let row = 0; row < count; row++) {
    const from = locations[row] * size;
    const to = row * (count + 1);
    for (let column = 0; column < count; column++) {
      const given = values[from + locations[column]];
      const value = given < UNREACHABLE ? given : UNREACHABLE;
      matrix[to + column] = value;
      if (matrix[to + column] !== value) return false;
    }
    checkpoint(count);
  }
  return true;
}

/** Rows and columns of the square tiles in which a matrix is read across, so that both ways stay in the cache. */
const TILE = 32;

/** The transpose, or the matrix itself when it is symmetric. */
export function transposed(matrix: CompiledMatrix, width: number, checkpoint: Checkpoint): CompiledMatrix {
  if (isSymmetric(matrix, width, checkpoint)) return matrix;
  const other = allocate(matrix instanceof Float32Array, matrix.length);
  for (let top = 0; top < width; top += TILE) {
    for (let left = 0; left < width; left += TILE) {
      for (let row = top; row < Math.min(top + TILE, width); row++) {
        for (let column = left; column < Math.min(left + TILE, width); column++)
          other[column * width + row] = matrix[row * width + column];
      }
    }
    checkpoint(TILE * width);
  }
  return other;
}

function isSymmetric(matrix: CompiledMatrix, width: number, checkpoint: Checkpoint): boolean {
  for (let top = 0; top < width; top += TILE) {
    for (let left = 0; left <= top; left += TILE) {
      for (let row = top; row < Math.min(top + TILE, width); row++) {
        for (let column = left; column < Math.min(left + TILE, row); column++)
          if (matrix[row * width + column] !== matrix[column * width + row]) return false;
      }
    }
    checkpoint(TILE * top);
  }
  return true;
}

/** Cells looked through between two checkpoints. */
const STRETCH = 100_000;

/** Whether some places are not joined. */
export function hasGaps(matrix: CompiledMatrix, checkpoint: Checkpoint): boolean {
  for (let from = 0; from < matrix.length; from += STRETCH) {
    if (matrix.subarray(from, from + STRETCH).includes(UNREACHABLE)) return true;
    checkpoint(STRETCH);
  }
  return false;
}
