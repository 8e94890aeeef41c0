import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import type { CompiledProblem } from '../solver/routing/compiled-problem.ts';
import type { PartAnswer, SearchPart } from '../solver/routing/decomposition/search-part.ts';
import {
  solveInRounds,
  type PartSearch,
  type RoundsSoFar,
} from '../solver/routing/decomposition/solve-in-rounds.ts';
import type { RoutingProblem } from '../solver/routing/problem.ts';
import type { SearchTables } from '../solver/routing/ruin-recreate/search-tables.ts';
import type { RoutingSolution } from '../solver/routing/solution.ts';
import type { RoutingProgress, SolveRoutingOptions } from '../solver/routing/solve-routing.ts';
import { createCancelFlag, type CancelFlag } from './cancel-flag.ts';
import { getClock, type PartTask, type ThreadClock } from './part-thread.ts';
import { shareMemory } from './share-memory.ts';

/** Threads that solve one problem together. */
export interface ParallelSearch {
  readonly threads: number;
  /** As `solveRouting`, but for the clock, which is the threads' own; a raised flag ends the search with the best so far. */
  solve(
    problem: RoutingProblem,
    options: Omit<SolveRoutingOptions, 'now' | 'isCancelled'>,
    cancel?: CancelFlag,
  ): Promise<RoutingSolution>;
  close(): Promise<void>;
}

const IDLE_MILLISECONDS = 60_000;
const PROGRESS_MILLISECONDS = 200;

/**
 * @param threads at least 1; the answer under a budget in iterations depends on their number, not on their pace
 * @param clock whether seconds of the stop rule are those of the wall or of each thread's processor time
 */
export function createParallelSearch(threads: number, clock: ThreadClock = 'wall'): ParallelSearch {
  const pool = new Piscina<PartTask, PartAnswer>({
    filename: fileURLToPath(new URL('part-thread.ts', import.meta.url)),
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: IDLE_MILLISECONDS,
  });
  return {
    threads,
    solve: async (problem, options, cancel = createCancelFlag()) => {
      const place = new ThreadedParts(pool, cancel, clock, options.onProgress);
      const timed = options.stop.seconds === undefined ? {} : { now: getClock(clock) };
      const control = { ...options, ...timed, isCancelled: () => cancel.isRaised() };
      return solveInRounds(problem, control, threads, place);
    },
    close: () => pool.destroy(),
  };
}

/** Has the parts of one search done by the pool, and tells of their progress meanwhile. */
class ThreadedParts implements PartSearch {
  private readonly pool: Piscina<PartTask, PartAnswer>;
  private readonly cancel: CancelFlag;
  private readonly clock: ThreadClock;
  private readonly onProgress: ((progress: RoutingProgress) => void) | undefined;
  private given: Pick<PartTask, 'problem' | 'tables'> | null = null;

  constructor(
    pool: Piscina<PartTask, PartAnswer>,
    cancel: CancelFlag,
    clock: ThreadClock,
    onProgress: ((progress: RoutingProgress) => void) | undefined,
  ) {
    this.pool = pool;
    this.cancel = cancel;
    this.clock = clock;
    this.onProgress = onProgress;
  }

  /** The source stays behind: all that a search reads of it is compiled, and its matrices are large. */
  begin(problem: CompiledProblem, tables: SearchTables): void {
    const source = { ...problem.source, matrices: [], clients: [] };
    this.given = {
      problem: { ...shareMemory({ ...problem, source: null }), source },
      tables: shareMemory(tables),
    };
  }

  async search(parts: readonly SearchPart[], soFar: RoundsSoFar): Promise<readonly PartAnswer[]> {
    const { given, clock } = this;
    if (given === null) throw new Error('the search has not begun');
    const cells = parts.map(() => new Float64Array(new SharedArrayBuffer(24)));
    const timer = setInterval(() => this.tell(cells, soFar), PROGRESS_MILLISECONDS);
    try {
      return await Promise.all(
        parts.map((part, index) =>
          this.pool.run({ ...given, part, cancel: this.cancel.buffer, progress: cells[index], clock }),
        ),
      );
    } finally {
      clearInterval(timer);
    }
  }

  /** The best cost is that of the rounds before: parts of a round need not be better yet than the best of the whole. */
  private tell(cells: readonly Float64Array[], soFar: RoundsSoFar): void {
    const iterations = cells.reduce((sum, [count]) => sum + count, soFar.iterations);
    this.onProgress?.({ iterations, bestCost: soFar.bestCost, feasible: soFar.feasible });
  }
}
