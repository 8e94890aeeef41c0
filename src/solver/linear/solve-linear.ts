import { buildDual, toRowDuals } from './dual-program.ts';
import { solveExactly } from './exact-simplex.ts';
import type { LinearAnswer, LinearProgram, OptimalAnswer } from './linear-program.ts';
import { dot } from './linear-program.ts';
import { solveBySimplex } from './simplex-engine.ts';
import { findFlaw } from './verify-optimum.ts';

/** Which way an answer was found, for those who count. */
export type LinearEngine = 'simplex' | 'exact';

/**
 * Solves a linear program without integers, deterministically: `javascript-lp-solver` gives a point and, from the dual
 * program, the multipliers that prove it optimal. What substitution does not prove, and everything that the engine
 * calls infeasible or unbounded, is solved again in exact arithmetic. Meant for tens of rows and variables.
 */
export function solveLinear(
  program: LinearProgram,
  onEngine: (engine: LinearEngine) => void = () => {},
): LinearAnswer {
  if (program.integers !== undefined && program.integers.length > 0) {
    throw new RangeError('whole variables need the mixed-integer engine');
  }
  const answer = solveVerified(program);
  onEngine(answer === null ? 'exact' : 'simplex');
  return answer ?? solveExactly(program);
}

/** The engine's answer where substitution proves it, else null. */
function solveVerified(program: LinearProgram): OptimalAnswer | null {
  const values = solveBySimplex(program);
  if (values === null) return null;
  const dual = buildDual(program);
  const multipliers = solveBySimplex(dual.program);
  if (multipliers === null) return null;
  const answer: OptimalAnswer = {
    status: 'optimal',
    objective: dot(program.objective, values),
    values,
    duals: toRowDuals(dual.terms, multipliers, program.rows.length),
  };
  return findFlaw(program, answer) === null ? answer : null;
}
