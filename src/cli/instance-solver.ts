import type { InstanceSolver } from '../benchmark-instances/run-instance.ts';
import { createParallelSearch } from '../jobs/parallel-search.ts';
import type { ThreadClock } from '../jobs/part-thread.ts';
import { solveRouting } from '../solver/routing/solve-routing.ts';

/** Solves in this thread where one is asked for, else on so many that work together. Close it in the end. */
export function createInstanceSolver(
  threads: number,
  clock: ThreadClock = 'wall',
): { readonly solve: InstanceSolver; readonly close: () => Promise<void> } {
  if (threads === 1) return { solve: solveRouting, close: () => Promise.resolve() };
  const search = createParallelSearch(threads, clock);
  return { solve: (problem, options) => search.solve(problem, options), close: () => search.close() };
}
