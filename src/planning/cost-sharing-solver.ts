import type { SolveLinear } from '../cost-sharing/linear-program.ts';
import { solveLinear } from '../solver/linear/solve-linear.ts';

/** The linear solver of the cost-sharing rules: deterministic, every answer proven by substitution. */
export const solveCostSharing: SolveLinear = (program) => solveLinear(program);
