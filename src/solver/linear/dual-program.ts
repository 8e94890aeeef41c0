import type { LinearProgram } from './linear-program.ts';
import { boundsOf } from './linear-program.ts';

/** One multiplier of the dual: of a row's or a variable's finite side, with the sign it enters the sums with. */
export interface DualTerm {
  readonly kind: 'row' | 'variable';
  readonly index: number;
  readonly sign: 1 | -1;
}

/**
 * Dual of a linear program without integers, as a minimisation over non-negative multipliers: one for each finite
 * side of a row or a variable, and an equation for each variable of the primal. Its optimum is minus the primal's.
 */
export function buildDual(program: LinearProgram): {
  readonly program: LinearProgram;
  readonly terms: readonly DualTerm[];
} {
  const terms: DualTerm[] = [];
  const objective: number[] = [];
  const columns: [number, number][][] = program.objective.map(() => []);
  const add = (term: DualTerm, side: number, entries: readonly (readonly [number, number])[]): void => {
    if (!Number.isFinite(side)) return;
    for (const [variable, coefficient] of entries)
      columns[variable].push([terms.length, term.sign * coefficient]);
    terms.push(term);
    objective.push(-term.sign * side);
  };
  for (const [index, row] of program.rows.entries()) {
    add({ kind: 'row', index, sign: 1 }, row.lower, row.coefficients);
    add({ kind: 'row', index, sign: -1 }, row.upper, row.coefficients);
  }
  for (const index of program.objective.keys()) {
    const [lower, upper] = boundsOf(program, index);
    add({ kind: 'variable', index, sign: 1 }, lower, [[index, 1]]);
    add({ kind: 'variable', index, sign: -1 }, upper, [[index, 1]]);
  }
  const rows = columns.map((coefficients, index) => ({
    coefficients,
    lower: program.objective[index],
    upper: program.objective[index],
  }));
  return { program: { objective, rows, lower: terms.map(() => 0) }, terms };
}

/** Multipliers up to this share of the largest are rounding errors of either sign. */
const NO_MULTIPLIER = 1e-12;

/** The multipliers of the primal's rows, by row, from the values of its dual. */
export function toRowDuals(
  terms: readonly DualTerm[],
  values: readonly number[],
  rowCount: number,
): readonly number[] {
  const duals = Array.from({ length: rowCount }, () => 0);
  const least = NO_MULTIPLIER * Math.max(1, ...values);
  for (const [position, { kind, index, sign }] of terms.entries()) {
    if (kind === 'row' && values[position] > least) duals[index] += sign * values[position];
  }
  return duals;
}
