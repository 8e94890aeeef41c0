import solver from 'javascript-lp-solver';

import type { LinearProgram } from './linear-program.ts';
import { boundsOf } from './linear-program.ts';
import { refineVertex } from './refine-vertex.ts';

/** A variable as the engine sees it: `offset + sign * non-negative`, or the difference of two where it is free. */
interface Column {
  readonly offset: number;
  readonly sign: 1 | -1;
  readonly free: boolean;
}

/** Flags and the non-zero variables by name. */
type EngineAnswer = Readonly<Record<string, number | boolean | undefined>>;

const OBJECTIVE = 'objective';

/** Size to which the largest right-hand side is scaled: the engine's tolerance of 1e-8 is absolute. */
const LARGEST_SIDE = 1024;

/** How near to a side, on that scale, the engine's rounded point counts as on it. */
const REACH = 1e-6;

/**
 * Point that `javascript-lp-solver` takes for optimal in a program without integers, null where it finds none or says
 * that there is none. To be verified: the engine returns values rounded to eight decimals, ends some programs early,
 * and is wrong about free variables, which are therefore split into a difference (`unrestricted` is not used).
 */
export function solveBySimplex(program: LinearProgram): readonly number[] | null {
  const columns = program.objective.map((_, variable) => toColumn(...boundsOf(program, variable)));
  const scale = scaleOf(program, columns);
  const answer = solver.Solve(toModel(program, columns, scale)) as EngineAnswer;
  if (!answer.feasible || answer.bounded === false) return null;
  const values = columns.map(({ offset, sign, free }, variable) => {
    const plus = read(answer, `x${variable}`);
    return free ? (plus - read(answer, `y${variable}`)) / scale : offset + (sign * plus) / scale;
  });
  return refineVertex(program, values, REACH / scale);
}

function read(answer: EngineAnswer, name: string): number {
  const value = answer[name];
  return typeof value === 'number' ? value : 0;
}

function toColumn(lower: number, upper: number): Column {
  if (Number.isFinite(lower)) return { offset: lower, sign: 1, free: false };
  if (Number.isFinite(upper)) return { offset: upper, sign: -1, free: false };
  return { offset: 0, sign: 1, free: true };
}

function toModel(
  program: LinearProgram,
  columns: readonly Column[],
  scale: number,
): Parameters<typeof solver.Solve>[0] {
  const variables: Record<string, Record<string, number>> = {};
  const constraints: Record<string, { min?: number; max?: number; equal?: number }> = {};
  for (const [variable, column] of columns.entries()) {
    variables[`x${variable}`] = { [OBJECTIVE]: column.sign * program.objective[variable] };
    if (column.free) variables[`y${variable}`] = { [OBJECTIVE]: -program.objective[variable] };
    const [lower, upper] = boundsOf(program, variable);
    if (Number.isFinite(lower) && Number.isFinite(upper)) {
      constraints[`b${variable}`] = { max: (upper - lower) * scale };
      variables[`x${variable}`][`b${variable}`] = 1;
    }
  }
  for (const [index, { coefficients, lower, upper }] of program.rows.entries()) {
    const offset = coefficients.reduce(
      (sum, [variable, factor]) => sum + factor * columns[variable].offset,
      0,
    );
    constraints[`r${index}`] = toSides((lower - offset) * scale, (upper - offset) * scale);
    for (const [variable, factor] of coefficients) {
      variables[`x${variable}`][`r${index}`] = columns[variable].sign * factor;
      if (columns[variable].free) variables[`y${variable}`][`r${index}`] = -factor;
    }
  }
  return { optimize: OBJECTIVE, opType: 'min', constraints, variables, options: { exitOnCycles: true } };
}

function toSides(min: number, max: number): { min?: number; max?: number; equal?: number } {
  if (min === max) return { equal: min };
  return { ...(Number.isFinite(min) ? { min } : {}), ...(Number.isFinite(max) ? { max } : {}) };
}

/** Power of two, so that scaling loses nothing. */
function scaleOf(program: LinearProgram, columns: readonly Column[]): number {
  let largest = 0;
  const see = (side: number): void => {
    if (Number.isFinite(side)) largest = Math.max(largest, Math.abs(side));
  };
  for (const { coefficients, lower, upper } of program.rows) {
    const offset = coefficients.reduce(
      (sum, [variable, factor]) => sum + factor * columns[variable].offset,
      0,
    );
    see(lower - offset);
    see(upper - offset);
  }
  for (const variable of columns.keys()) {
    const [lower, upper] = boundsOf(program, variable);
    see(upper - lower);
  }
  return largest === 0 ? 1 : 2 ** Math.floor(Math.log2(LARGEST_SIDE / largest));
}
