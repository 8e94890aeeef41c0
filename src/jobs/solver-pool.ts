import { fileURLToPath } from 'node:url';

import { Piscina } from 'piscina';

import type { RoutingProblem } from '../solver/routing/problem.ts';
import type { RoutingSolution } from '../solver/routing/solution.ts';
import type { SolveRouting } from '../solver/routing/solve-routing.ts';
import type { CancelFlag } from './cancel-flag.ts';
import type { SolverTask } from './solver-thread.ts';

/** Threads that solve routing problems, one problem per thread at a time; further ones wait in order. */
export interface SolverPool {
  readonly threads: number;
  /** Problems waiting for a thread. */
  readonly waiting: number;
  /** As `SolveRouting`; a raised flag ends the search with the best solution so far. */
  solve(
    problem: RoutingProblem,
    options: Parameters<SolveRouting>[1],
    cancel?: CancelFlag | null,
  ): Promise<RoutingSolution>;
  /** Ends the threads; what they were solving is rejected. */
  close(): Promise<void>;
}

/** Idle threads end after this time; the next problem starts them again in about 100 ms. */
const IDLE_MILLISECONDS = 60_000;

/** @param threads how many problems are solved at once, at least 1 */
export function createSolverPool(threads: number): SolverPool {
  const pool = new Piscina<SolverTask, RoutingSolution>({
    filename: fileURLToPath(new URL('solver-thread.ts', import.meta.url)),
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: IDLE_MILLISECONDS,
  });
  return {
    threads,
    get waiting() {
      return pool.queueSize;
    },
    solve: (problem, options, cancel) => pool.run({ problem, options, cancel: cancel?.buffer ?? null }),
    close: () => pool.destroy(),
  };
}
