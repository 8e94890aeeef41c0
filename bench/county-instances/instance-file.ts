import { createHash } from 'node:crypto';
import type { RoutingProblem } from '../../src/solver/routing/problem.ts';
import type { CountyInstance } from './build-county-instance.ts';

/** A problem as JSON: fields as in `RoutingProblem`, matrices as plain arrays, `null` for Infinity. */
export function toProblemText(problem: RoutingProblem): string {
  return JSON.stringify(problem, (_, value: unknown) =>
    value instanceof Float64Array ? Array.from(value) : value,
  );
}

/** Reads `toProblemText` back; county instances have no unlimited figures, so nulls stand in matrices alone. */
export function readProblemText(text: string): RoutingProblem {
  const problem = JSON.parse(text) as RoutingProblem;
  const toFloats = (values: ArrayLike<number | null>): Float64Array =>
    Float64Array.from(values, (value) => value ?? Infinity);
  const matrices = problem.matrices.map(({ size, distances, durations }) => ({
    size,
    distances: toFloats(distances),
    durations: toFloats(durations),
  }));
  return { ...problem, matrices };
}

/** The text of an instance file. */
export function toInstanceText({ name, source, beyondReach, problem }: CountyInstance): string {
  return `{"name": ${JSON.stringify(name)},\n "source": ${JSON.stringify(source)},\n "beyondReach": ${beyondReach},\n "problem": ${toProblemText(problem)}}\n`;
}

/** Short hash of a problem: tells whether a best known value is one of this very problem. */
export function fingerprint(problem: RoutingProblem): string {
  return createHash('sha256').update(toProblemText(problem)).digest('hex').slice(0, 16);
}
