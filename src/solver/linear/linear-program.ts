/** Linear constraint `lower <= sum of coefficients * x <= upper`; infinite where one side is open. */
export interface LinearRow {
  /** By variable, each variable at most once; those not named are 0. */
  readonly coefficients: readonly (readonly [variable: number, coefficient: number])[];
  readonly lower: number;
  readonly upper: number;
}

/** Minimise `objective . x` subject to rows and bounds; a bound may be infinite, so a variable may be free. */
export interface LinearProgram {
  readonly objective: readonly number[];
  readonly rows: readonly LinearRow[];
  /** Bounds by variable; absent: all free. */
  readonly lower?: readonly number[];
  readonly upper?: readonly number[];
  /** Variables that must be whole; only the mixed-integer engine takes any. */
  readonly integers?: readonly number[];
}

export interface OptimalAnswer {
  readonly status: 'optimal';
  readonly objective: number;
  readonly values: readonly number[];
  /**
   * By row: change of the objective per unit of the binding side, at least 0 for `lower`, at most 0 for `upper`. Empty
   * for a program with integers.
   */
  readonly duals: readonly number[];
}

export type LinearAnswer =
  | OptimalAnswer
  | { readonly status: 'infeasible' }
  | { readonly status: 'unbounded' };

/** Lower and upper bound of a variable. */
export function boundsOf({ lower, upper }: LinearProgram, variable: number): readonly [number, number] {
  return [lower?.[variable] ?? -Infinity, upper?.[variable] ?? Infinity];
}

/** Value of a row at a point. */
export function activityOf({ coefficients }: LinearRow, values: readonly number[]): number {
  return coefficients.reduce((sum, [variable, coefficient]) => sum + coefficient * values[variable], 0);
}

/** `vector . values`. */
export function dot(vector: readonly number[], values: readonly number[]): number {
  return vector.reduce((sum, coefficient, index) => sum + coefficient * values[index], 0);
}
