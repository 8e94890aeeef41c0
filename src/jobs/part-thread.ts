import type { CompiledProblem } from '../solver/routing/compiled-problem.ts';
import { searchPart, type PartAnswer, type SearchPart } from '../solver/routing/decomposition/search-part.ts';
import type { SearchTables } from '../solver/routing/ruin-recreate/search-tables.ts';
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

/** How seconds are counted: as they pass, or as processor time of the thread. */
export type ThreadClock = 'wall' | 'cpu';

/** Body of a thread that searches parts. */
export default function searchPartTask(task: PartTask): PartAnswer {
  const { problem, tables, part, progress } = task;
  const flag = createCancelFlag(task.cancel);
  const control = {
    isCancelled: () => flag.isRaised(),
    ...(part.stop.seconds !== undefined && { now: getClock(task.clock) }),
  };
  return searchPart(problem, tables, part, control, ({ iterations, bestCost, feasible }) => {
    progress[0] = iterations;
    progress[1] = bestCost;
    progress[2] = feasible ? 1 : 0;
  });
}

/** A monotonic clock in milliseconds. */
export function getClock(clock: ThreadClock): () => number {
  if (clock === 'wall') return () => performance.now();
  return () => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1000;
  };
}
