import { toDouble, toWhole, wholePower } from './dyadic.ts';
import { IntegerTableau } from './integer-tableau.ts';
import type { LinearAnswer, LinearProgram } from './linear-program.ts';
import { boundsOf, dot } from './linear-program.ts';

/** How a variable of the program is made of non-negative columns: `offset + plus - minus`. */
interface Shape {
  readonly offset: bigint;
  readonly plus: number | null;
  readonly minus: number | null;
}

/** The program in whole numbers: coefficients, sides and objective each times a power of two of their own. */
interface WholeProgram {
  readonly powers: { readonly factor: number; readonly side: number; readonly objective: number };
  readonly shapes: readonly Shape[];
  readonly costs: readonly bigint[];
  /** One equation or inequality with a single side each; `row` is the program's, null for a bound. */
  readonly sides: readonly {
    readonly row: number | null;
    readonly entries: readonly (readonly [column: number, factor: bigint])[];
    readonly side: bigint;
    readonly relation: 'equal' | 'least' | 'most';
  }[];
}

/**
 * Solves a linear program without integers exactly: every double is a fraction with a power of two below it, the
 * tableau is kept in whole numbers of any size by integer pivoting (Edmonds 1967), and Bland's rule (1977) makes it
 * end. Two phases; values and duals are rounded to doubles at the end only. Exact but slow: meant for tens of rows,
 * where a faster engine's answer could not be verified, and for proving that there is no answer.
 */
export function solveExactly(program: LinearProgram): LinearAnswer {
  const whole = toWholeProgram(program);
  const tableau = new IntegerTableau(whole.costs, whole.sides);
  if (!tableau.makeFeasible()) return { status: 'infeasible' };
  if (!tableau.minimise()) return { status: 'unbounded' };
  return readAnswer(program, whole, tableau);
}

function readAnswer(program: LinearProgram, whole: WholeProgram, tableau: IntegerTableau): LinearAnswer {
  const { powers, shapes, sides } = whole;
  const { denominator } = tableau;
  const valueOf = (column: number | null): bigint => (column === null ? 0n : tableau.valueOf(column));
  const values = shapes.map(({ offset, plus, minus }) =>
    toDouble(offset * denominator + valueOf(plus) - valueOf(minus), denominator, -powers.side),
  );
  const duals = program.rows.map(() => 0);
  for (const [index, { row }] of sides.entries()) {
    const dual = toDouble(tableau.dualOf(index), denominator, powers.factor - powers.objective);
    if (row !== null) duals[row] += dual;
  }
  return { status: 'optimal', objective: dot(program.objective, values), values, duals };
}

function toWholeProgram(program: LinearProgram): WholeProgram {
  const powers = listPowers(program);
  const costs: bigint[] = [];
  const sides: WholeProgram['sides'][number][] = [];
  const shapes = program.objective.map((cost, variable): Shape => {
    const [lower, upper] = boundsOf(program, variable);
    const whole = toWhole(cost, powers.objective);
    const hasLower = Number.isFinite(lower);
    const offset = hasLower ? lower : Number.isFinite(upper) ? upper : 0;
    const plus = hasLower || !Number.isFinite(upper) ? costs.push(whole) - 1 : null;
    const minus = hasLower ? null : costs.push(-whole) - 1;
    return { offset: toWhole(offset, powers.side), plus, minus };
  });
  for (const [row, { coefficients, lower, upper }] of program.rows.entries()) {
    const factors = coefficients.map(
      ([variable, factor]) => [shapes[variable], toWhole(factor, powers.factor)] as const,
    );
    const offset = factors.reduce((sum, [shape, factor]) => sum + factor * shape.offset, 0n);
    const entries = factors.flatMap(([shape, factor]) => toEntries(shape, factor));
    const add = (side: number, relation: 'equal' | 'least' | 'most'): void => {
      if (!Number.isFinite(side)) return;
      sides.push({ row, entries, side: toWhole(side, powers.side + powers.factor) - offset, relation });
    };
    if (lower === upper) add(lower, 'equal');
    else {
      add(lower, 'least');
      add(upper, 'most');
    }
  }
  for (const [variable, shape] of shapes.entries()) {
    const [lower, upper] = boundsOf(program, variable);
    if (!Number.isFinite(lower) || !Number.isFinite(upper)) continue;
    const side = toWhole(upper, powers.side) - shape.offset;
    sides.push({ row: null, entries: toEntries(shape, 1n), side, relation: 'most' });
  }
  return { powers, shapes, costs, sides };
}

function toEntries({ plus, minus }: Shape, factor: bigint): readonly (readonly [number, bigint])[] {
  return [
    ...(plus === null ? [] : [[plus, factor] as const]),
    ...(minus === null ? [] : [[minus, -factor] as const]),
  ];
}

function listPowers(program: LinearProgram): WholeProgram['powers'] {
  const bounds = program.objective.flatMap((_, variable) => boundsOf(program, variable));
  return {
    factor: wholePower(program.rows.flatMap(({ coefficients }) => coefficients.map(([, factor]) => factor))),
    side: wholePower([...bounds, ...program.rows.flatMap(({ lower, upper }) => [lower, upper])]),
    objective: wholePower(program.objective),
  };
}
