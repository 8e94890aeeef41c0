import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import type { CompiledProblem } from '../solver/routing/compiled-problem.ts';
import type { PartAnswer, SearchPart } from '../solver/routing/decomposition/search-part.ts';
import { solveApart, suitsSearchesApart } from '../solver/routing/decomposition/solve-apart.ts';
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
import { getClock, type PartTask, type ThreadClock, type WholeTask } from './part-thread.ts';
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

type ThreadPool = Piscina<PartTask | WholeTask, PartAnswer | RoutingSolution>;

const IDLE_MILLISECONDS = 60_000;
const PROGRESS_MILLISECONDS = 200;

/**
 * @param threads at least 1; the answer under a budget in iterations depends on their number, not on their pace
 * @param clock whether seconds of the stop rule are those of the wall or of each thread's processor time
 */
export function createParallelSearch(threads: number, clock: ThreadClock = 'wall'): ParallelSearch {
  const pool: ThreadPool = new Piscina({
    filename: fileURLToPath(new URL('part-thread.ts', import.meta.url)),
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: IDLE_MILLISECONDS,
  });
  return {
    threads,
    solve: async (problem, options, cancel = createCancelFlag()) => {
      if (suitsSearchesApart(problem, options))
        return solveOnThreads(pool, problem, options, { cancel, clock, threads });
      const place = new ThreadedParts(pool, cancel, clock, options.onProgress);
      const timed = options.stop.seconds === undefined ? {} : { now: getClock(clock) };
      const control = { ...options, ...timed, isCancelled: () => cancel.isRaised() };
      return solveInRounds(problem, control, threads, place);
    },
    close: () => pool.destroy(),
  };
}

/** Has searches with seeds of their own solve the problem, and tells of the best that any has. */
async function solveOnThreads(
  pool: ThreadPool,
  problem: RoutingProblem,
  { seed, stop, initial, frozen, onProgress }: Omit<SolveRoutingOptions, 'now' | 'isCancelled'>,
  {
    cancel,
    clock,
    threads,
  }: { readonly cancel: CancelFlag; readonly clock: ThreadClock; readonly threads: number },
): Promise<RoutingSolution> {
  const cells = Array.from({ length: threads }, buildCells);
  const tell = (): void => {
    const told = cells.filter(([iterations]) => iterations > 0);
    if (told.length === 0) return;
    const feasible = told.some(([, , word]) => word === 1);
    const costs = told.filter(([, , word]) => !feasible || word === 1).map(([, cost]) => cost);
    const iterations = told.reduce((sum, [count]) => sum + count, 0);
    onProgress?.({ iterations, bestCost: Math.min(...costs), feasible });
  };
  const options = { seed, stop, ...(initial && { initial }), ...(frozen && { frozen }) };
  const timer = setInterval(tell, PROGRESS_MILLISECONDS);
  try {
    const solution = await solveApart(problem, options, threads, (own, search) => {
      const task = { problem, options: own, cancel: cancel.buffer, progress: cells[search], clock };
      return pool.run(task, { name: 'solveWholeTask' }) as Promise<RoutingSolution>;
    });
    onProgress?.({ iterations: solution.iterations, bestCost: solution.cost, feasible: solution.feasible });
    return solution;
  } finally {
    clearInterval(timer);
  }
}

/** Where a thread writes its iterations, best cost and whether that is feasible. */
function buildCells(): Float64Array {
  return new Float64Array(new SharedArrayBuffer(3 * Float64Array.BYTES_PER_ELEMENT));
}

/** Has the parts of one search done by the pool, and tells of their progress meanwhile. */
class ThreadedParts implements PartSearch {
  private readonly pool: ThreadPool;
  private readonly cancel: CancelFlag;
  private readonly clock: ThreadClock;
  private readonly onProgress: ((progress: RoutingProgress) => void) | undefined;
  private given: Pick<PartTask, 'problem' | 'tables'> | null = null;

  constructor(
    pool: ThreadPool,
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
    const cells = parts.map(buildCells);
    const timer = setInterval(() => this.tell(cells, soFar), PROGRESS_MILLISECONDS);
    try {
      return await Promise.all(
        parts.map((part, index) => {
          const task = { ...given, part, cancel: this.cancel.buffer, progress: cells[index], clock };
          return this.pool.run(task) as Promise<PartAnswer>;
        }),
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
