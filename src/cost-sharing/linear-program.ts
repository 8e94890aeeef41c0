/** Linear constraint `lower <= sum of coefficients * x <= upper`; infinite where one side is open. */
export interface LinearRow {
  /** By variable; those not named are 0. */
  readonly coefficients: readonly (readonly [variable: number, coefficient: number])[];
  readonly lower: number;
  readonly upper: number;
}

/** Minimise `objective . x` subject to rows and bounds; a bound may be infinite, so a variable may be free. */
export interface LinearProgram {
  readonly objective: readonly number[];
  readonly rows: readonly LinearRow[];
  /** Lower bounds by variable; absent: all free. */
  readonly lower?: readonly number[];
}

export type LinearAnswer =
  | {
      readonly status: 'optimal';
      readonly objective: number;
      readonly values: readonly number[];
      /** Change of the objective per unit of each row's binding side: at most 0 for `upper`, at least 0 for `lower`. */
      readonly duals: readonly number[];
    }
  | { readonly status: 'infeasible' }
  | { readonly status: 'unbounded' };

/**
 * Port: solves a linear program. Implementations verify the point they return by substitution and throw where they
 * cannot give a verified one.
 */
export type SolveLinear = (program: LinearProgram) => LinearAnswer;
