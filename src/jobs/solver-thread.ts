import type { RoutingProblem } from '../solver/routing/problem.ts';
import type { RoutingSolution } from '../solver/routing/solution.ts';
import { solveRouting } from '../solver/routing/solve-routing.ts';
import type { SolveRouting } from '../solver/routing/solve-routing.ts';
import { createCancelFlag } from './cancel-flag.ts';

/** One problem for a solver thread. */
export interface SolverTask {
  readonly problem: RoutingProblem;
  readonly options: Parameters<SolveRouting>[1];
  /** Buffer of a `CancelFlag`, or null. */
  readonly cancel: SharedArrayBuffer | null;
}

/** Body of a solver thread: solves one problem, with a clock only where the effort is a time. */
export default function solveTask({ problem, options, cancel }: SolverTask): RoutingSolution {
  const flag = cancel && createCancelFlag(cancel);
  return solveRouting(problem, {
    ...options,
    ...(options.stop.seconds !== undefined && { now: () => performance.now() }),
    isCancelled: () => flag?.isRaised() ?? false,
  });
}
