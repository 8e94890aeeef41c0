import { SearchStopped, type Checkpoint } from './search-stopped.ts';
import type { SolveRoutingOptions } from './solve-routing.ts';

/** Milliseconds between two looks at cancellation and two reports of progress, at most. */
const POLL_MILLISECONDS = 25;
const REPORT_MILLISECONDS = 250;
/** Without a clock: iterations between two looks at cancellation, and between two reports. */
const POLL_ITERATIONS = 16;
const REPORT_ITERATIONS = 5000;
/** Iterations between two looks at the clock. */
const CLOCK_ITERATIONS = 16;
/** As many for whole steps, a few milliseconds as a rule; longer steps look at the clock themselves. */
const CLOCK_STEP_ITERATIONS = 640;
/** What a step counts for there at least, so that many short ones do not go unwatched. */
const LEAST_STEP_ITERATIONS = 80;
/** Cells of matrices read between two looks at the clock while a search is prepared; some milliseconds. */
const POLL_CELLS = 500_000;

/**
 * How much of the effort granted to a search is spent. Where iterations are given the share counts them alone, so that
 * a clock beside them may end the search but never changes its course.
 */
export class SearchBudget {
  iterations = 0;
  /** Share spent, 0 to 1. */
  spent = 0;
  isOver = false;
  private readonly options: SolveRoutingOptions;
  private readonly limit: number;
  private readonly milliseconds: number;
  private readonly now: (() => number) | null;
  private readonly began: number;
  private polledAt: number;
  private reportedAt: number;
  private prepared = 0;
  private unread = 0;

  constructor(options: SolveRoutingOptions) {
    const { iterations = Infinity, seconds = Infinity } = options.stop;
    if (iterations === Infinity && seconds === Infinity)
      throw new RangeError('a stop rule in iterations or seconds is needed');
    if (seconds < Infinity && !options.now) throw new RangeError('a limit in seconds needs a clock');
    this.options = options;
    this.limit = iterations;
    this.milliseconds = seconds * 1000;
    this.now = options.now ?? null;
    this.began = this.now?.() ?? 0;
    this.polledAt = this.began;
    this.reportedAt = this.began;
    this.isOver = iterations <= 0 || options.isCancelled?.() === true;
  }

  /** Counts one iteration and looks at clock and cancellation when due; true when progress should be reported. */
  tick(): boolean {
    this.iterations++;
    if (this.iterations >= this.limit) this.isOver = true;
    if (this.limit < Infinity) this.spent = this.iterations / this.limit;
    if (this.now === null) {
      if (this.iterations % POLL_ITERATIONS === 0) this.poll();
      return this.iterations % REPORT_ITERATIONS === 0;
    }
    if (this.iterations % CLOCK_ITERATIONS !== 0) return false;
    return this.lookAtClock(this.now());
  }

  /** False where the iterations granted are fewer than `least` per client. */
  allowsPerClient(clients: number, least: number): boolean {
    return this.limit >= clients * least;
  }

  /** Counts a step of the search worth many iterations; true when progress should be reported. */
  advance(iterations: number): boolean {
    const due = Math.floor(this.iterations / REPORT_ITERATIONS);
    this.iterations = Math.min(this.limit, this.iterations + iterations);
    if (this.iterations >= this.limit) this.isOver = true;
    if (this.limit < Infinity) this.spent = this.iterations / this.limit;
    if (this.now !== null) {
      this.unread += Math.max(iterations, LEAST_STEP_ITERATIONS);
      if (this.unread < CLOCK_STEP_ITERATIONS) return false;
      this.unread = 0;
      return this.lookAtClock(this.now());
    }
    this.poll();
    return Math.floor(this.iterations / REPORT_ITERATIONS) > due;
  }

  /** Looks at the clock and at cancellation inside a long step, whose iterations are not counted yet; a report stays due. */
  isPast(): boolean {
    if (this.now === null) this.poll();
    else this.passTime(this.now());
    return this.isOver;
  }

  /** A checkpoint of preparations: looks at clock and cancellation once enough work was done. @throws SearchStopped */
  readonly checkpoint: Checkpoint = (cells) => {
    this.prepared += cells;
    if (this.prepared < POLL_CELLS) return;
    this.prepared = 0;
    if (this.now) this.passTime(this.now());
    this.poll();
    if (this.isOver) throw new SearchStopped();
  };

  /** True when a report is due, which then counts as made. */
  private lookAtClock(time: number): boolean {
    this.passTime(time);
    if (time - this.reportedAt < REPORT_MILLISECONDS) return false;
    this.reportedAt = time;
    return true;
  }

  private passTime(time: number): void {
    const passed = time - this.began;
    if (this.limit === Infinity) this.spent = Math.min(1, passed / this.milliseconds);
    if (passed >= this.milliseconds) this.isOver = true;
    if (time - this.polledAt >= POLL_MILLISECONDS) {
      this.polledAt = time;
      this.poll();
    }
  }

  private poll(): void {
    if (this.options.isCancelled?.()) this.isOver = true;
  }
}
