import type { LinearProgram, OptimalAnswer } from './linear-program.ts';
import { activityOf, boundsOf, dot } from './linear-program.ts';

/** Rounding errors allowed, relative to the size of the terms of each sum. */
const RELATIVE_TOLERANCE = 1e-9;

/**
 * Proves an answer by substitution: every row and bound holds, the duals have the right signs, and the bound that they
 * give on the optimum (weak duality) is the objective reached. Whoever found the answer need not be trusted.
 * O(non-zeros). Returns what fails, null where the answer is proven.
 */
export function findFlaw(program: LinearProgram, { values, duals, objective }: OptimalAnswer): string | null {
  return (
    findBrokenRow(program, values) ??
    findBrokenBound(program, values) ??
    findObjectiveFlaw(program, values, objective) ??
    findGap(program, values, duals)
  );
}

/** First row that a point breaks, null where all hold. */
export function findBrokenRow({ rows }: LinearProgram, values: readonly number[]): string | null {
  for (const [index, row] of rows.entries()) {
    const activity = activityOf(row, values);
    const terms = row.coefficients.reduce(
      (sum, [variable, factor]) => sum + Math.abs(factor * values[variable]),
      0,
    );
    if (!isWithin(activity, row.lower, row.upper, terms)) return `row ${index} is ${activity}`;
  }
  return null;
}

/** First variable outside its bounds, or no number, null where there is none. */
export function findBrokenBound(program: LinearProgram, values: readonly number[]): string | null {
  if (values.length !== program.objective.length) return `${values.length} values`;
  for (const [index, value] of values.entries()) {
    const [lower, upper] = boundsOf(program, index);
    if (!Number.isFinite(value) || !isWithin(value, lower, upper, Math.abs(value))) {
      return `variable ${index} is ${value}`;
    }
  }
  return null;
}

function findObjectiveFlaw(
  program: LinearProgram,
  values: readonly number[],
  objective: number,
): string | null {
  const reached = dot(program.objective, values);
  const size = program.objective.reduce((sum, factor, index) => sum + Math.abs(factor * values[index]), 0);
  return Math.abs(reached - objective) <= allowed(size) ? null : `objective ${objective}, not ${reached}`;
}

/** A multiplier times its slack, summed over all rows and bounds, is the gap between the point and the optimum. */
function findGap(program: LinearProgram, values: readonly number[], duals: readonly number[]): string | null {
  if (duals.length !== program.rows.length) return `${duals.length} duals`;
  const reduced = [...program.objective];
  let gap = 0;
  let size = Math.abs(dot(program.objective, values));
  const count = (dual: number, value: number, lower: number, upper: number, noise: number): boolean => {
    const side = dual > 0 ? lower : upper;
    if (Math.abs(dual) <= noise) return true;
    if (!Number.isFinite(side)) return false;
    gap += dual * (value - side);
    size += Math.abs(dual * side);
    return true;
  };
  for (const [index, row] of program.rows.entries()) {
    const dual = duals[index];
    if (!count(dual, activityOf(row, values), row.lower, row.upper, 0)) return `dual ${index} is ${dual}`;
    for (const [variable, factor] of row.coefficients) reduced[variable] -= dual * factor;
  }
  const noise = RELATIVE_TOLERANCE * Math.max(1, ...program.objective.map(Math.abs), ...duals.map(Math.abs));
  for (const [index, dual] of reduced.entries()) {
    const [lower, upper] = boundsOf(program, index);
    if (!count(dual, values[index], lower, upper, noise)) return `reduced cost ${index} is ${dual}`;
  }
  return gap <= allowed(size) ? null : `gap ${gap}`;
}

function isWithin(value: number, lower: number, upper: number, terms: number): boolean {
  return (
    value >= lower - allowed(Math.max(terms, finite(lower))) &&
    value <= upper + allowed(Math.max(terms, finite(upper)))
  );
}

function finite(side: number): number {
  return Number.isFinite(side) ? Math.abs(side) : 0;
}

function allowed(size: number): number {
  return RELATIVE_TOLERANCE * Math.max(1, size);
}
