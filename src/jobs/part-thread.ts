import type { CompiledProblem } from '../solver/routing/compiled-problem.ts';
import { searchPart, type PartAnswer, type SearchPart } from '../solver/routing/decomposition/search-part.ts';
import type { SearchTables } from '../solver/routing/ruin-recreate/search-tables.ts';
import type { RoutingProblem } from '../solver/routing/problem.ts';
import type { RoutingSolution } from '../solver/routing/solution.ts';
import {
  solveRouting,
  type RoutingProgress,
  type SolveRoutingOptions,
  type StopRule,
} from '../solver/routing/solve-routing.ts';
import { createCancelFlag } from './cancel-flag.ts';

/** A part of a search for one thread; problem and tables lie in memory that all threads share. */
export interface PartTask {
  readonly problem: CompiledProblem;
  readonly tables: SearchTables;
  readonly part: SearchPart;
  /** Buffer of a `CancelFlag`. */
  readonly cancel: SharedArrayBuffer;
  /** Written as the search goes on: iterations, best cost, 1 where feasible. */
  readonly progress: Float64Array;
  readonly clock: ThreadClock;
}

/** A whole problem for one thread. */
export interface WholeTask {
  readonly problem: RoutingProblem;
  readonly options: SolveRoutingOptions;
  readonly cancel: SharedArrayBuffer;
  readonly progress: Float64Array;
  readonly clock: ThreadClock;
}

/** How seconds are counted: as they pass, or as processor time of the thread. */
export type ThreadClock = 'wall' | 'cpu';

/** Body of a thread that searches parts. */
export default function searchPartTask(task: PartTask): PartAnswer {
  const { problem, tables, part, progress } = task;
  return searchPart(problem, tables, part, getControl(task, part.stop), tellInto(progress));
}

/** Body of a thread that solves a whole problem. */
export function solveWholeTask(task: WholeTask): RoutingSolution {
  const { problem, options, progress } = task;
  const control = getControl(task, options.stop);
  return solveRouting(problem, { ...options, ...control, onProgress: tellInto(progress) });
}

function getControl({ cancel, clock }: Pick<PartTask, 'cancel' | 'clock'>, { seconds }: StopRule) {
  const flag = createCancelFlag(cancel);
  return {
    isCancelled: () => flag.isRaised(),
    ...(seconds !== undefined && { now: getClock(clock) }),
  };
}

function tellInto(cells: Float64Array): (progress: RoutingProgress) => void {
  return ({ iterations, bestCost, feasible }) => {
    cells[0] = iterations;
    cells[1] = bestCost;
    cells[2] = feasible ? 1 : 0;
  };
}

/** A monotonic clock in milliseconds. */
export function getClock(clock: ThreadClock): () => number {
  if (clock === 'wall') return () => performance.now();
  return () => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1000;
  };
}
