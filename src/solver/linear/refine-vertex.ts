import type { LinearProgram } from './linear-program.ts';
import { activityOf, boundsOf } from './linear-program.ts';

/** Pivots below this leave a coordinate where it was. */
const SMALLEST_PIVOT = 1e-7;

/**
 * Sharpens a point that an engine rounded: solves the rows and bounds within `reach` of a side as equations, by
 * Gaussian elimination with complete pivoting; coordinates that they leave open keep their values.
 * O(rows * variables^2). The result is no more proven than the point was.
 */
export function refineVertex(
  program: LinearProgram,
  values: readonly number[],
  reach: number,
): readonly number[] {
  const equations = listActive(program, values, reach);
  // Corrections d solve A d = b - A x: small right-hand sides, so coordinates left open change by nothing.
  for (const equation of equations) {
    let residual = equation[values.length];
    for (const [variable, value] of values.entries()) residual -= equation[variable] * value;
    equation[values.length] = residual;
  }
  const corrections = eliminate(equations, values.length);
  return values.map((value, variable) => value + corrections[variable]);
}

/** Each active row or bound as its coefficients followed by its side. */
function listActive(program: LinearProgram, values: readonly number[], reach: number): number[][] {
  const size = values.length;
  const active: number[][] = [];
  for (const row of program.rows) {
    const side = activeSide(activityOf(row, values), row.lower, row.upper, reach);
    if (side === null) continue;
    const equation = Array.from({ length: size + 1 }, () => 0);
    for (const [variable, factor] of row.coefficients) equation[variable] = factor;
    equation[size] = side;
    active.push(equation);
  }
  for (const [variable, value] of values.entries()) {
    const side = activeSide(value, ...boundsOf(program, variable), reach);
    if (side === null) continue;
    const equation = Array.from({ length: size + 1 }, () => 0);
    equation[variable] = 1;
    equation[size] = side;
    active.push(equation);
  }
  return active;
}

function activeSide(value: number, lower: number, upper: number, reach: number): number | null {
  if (Math.abs(value - lower) <= reach) return lower;
  return Math.abs(value - upper) <= reach ? upper : null;
}

/** Gauss-Jordan; a coordinate without a pivot is 0. */
function eliminate(equations: number[][], size: number): readonly number[] {
  const pivots: { readonly row: number[]; readonly column: number }[] = [];
  const left = new Set(equations);
  while (left.size > 0) {
    const pivot = largestEntry(left, size);
    if (pivot === null) break;
    left.delete(pivot.row);
    const divisor = pivot.row[pivot.column];
    for (let column = 0; column <= size; column++) pivot.row[column] /= divisor;
    for (const row of equations) {
      const factor = row === pivot.row ? 0 : row[pivot.column];
      if (factor === 0) continue;
      for (let column = 0; column <= size; column++) row[column] -= factor * pivot.row[column];
    }
    pivots.push(pivot);
  }
  const solution = Array.from({ length: size }, () => 0);
  for (const { row, column } of pivots) solution[column] = row[size];
  return solution;
}

function largestEntry(rows: ReadonlySet<number[]>, size: number): { row: number[]; column: number } | null {
  let best: { row: number[]; column: number } | null = null;
  let largest = SMALLEST_PIVOT;
  for (const row of rows) {
    for (let column = 0; column < size; column++) {
      if (Math.abs(row[column]) <= largest) continue;
      largest = Math.abs(row[column]);
      best = { row, column };
    }
  }
  return best;
}
