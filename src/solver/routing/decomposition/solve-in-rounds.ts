import { renumberRoutes } from '../client-order.ts';
import type { CompiledProblem } from '../compiled-problem.ts';
import { prepareSearch, withinFleet } from '../prepare-search.ts';
import type { RoutingProblem } from '../problem.ts';
import { Random } from '../random.ts';
import { startSearch } from '../ruin-recreate/search-routes.ts';
import type { SearchTables } from '../ruin-recreate/search-tables.ts';
import { SearchBudget } from '../search-budget.ts';
import { settleFrozen } from '../settled-problem.ts';
import type { RoutingSolution } from '../solution.ts';
import { solveRouting, type SolveRoutingOptions, type StopRule } from '../solve-routing.ts';
import { toSolution } from '../to-solution.ts';
import type { PartAnswer, SearchPart } from './search-part.ts';
import { ROUNDS, SearchRounds } from './search-rounds.ts';

/** Where the parts of a round are searched; answers come in the order of the parts. */
export interface PartSearch {
  /** Called once, before any part. */
  begin(problem: CompiledProblem, tables: SearchTables): void;
  search(parts: readonly SearchPart[], soFar: RoundsSoFar): Promise<readonly PartAnswer[]>;
}

/** What is known between two rounds. */
export interface RoundsSoFar {
  readonly iterations: number;
  readonly bestCost: number;
  readonly feasible: boolean;
  /** Whether the costs of the parts of a round add up to that of the whole. */
  readonly isCut: boolean;
}

/**
 * Solves a validated problem in rounds of `parts` searches side by side. Answers and errors as `solveRouting`; with
 * iterations alone the answer depends on the seed and the number of parts only. An iteration counts in whichever part it is made.
 * Heads of routes that are frozen are not cut apart: such a problem is searched as a whole.
 */
export async function solveInRounds(
  problem: RoutingProblem,
  options: SolveRoutingOptions,
  parts: number,
  place: PartSearch,
): Promise<RoutingSolution> {
  const settled = settleFrozen(problem, options.initial ?? [], options.frozen ?? []);
  if (settled.heads.length > 0) return solveRouting(problem, options);
  const budget = new SearchBudget(options);
  const effort = new RoundEffort(options);
  const prepared = prepareSearch(settled, budget);
  if (prepared === null)
    return toSolution(problem, settled, withinFleet(settled.problem, settled.initial), 0);
  const first = startSearch(prepared, new Random(options.seed), budget);
  const rounds = new SearchRounds(first, prepared.tables, options.seed, parts);
  place.begin(prepared.problem, prepared.tables);
  while (rounds.roundsLeft > 0 && !effort.isOver(rounds.iterations)) {
    const stopOf = effort.nextRound(rounds.roundsLeft);
    rounds.join(await place.search(rounds.cut(stopOf), describe(rounds)));
    options.onProgress?.(describe(rounds));
  }
  const solution = toSolution(
    problem,
    settled,
    renumberRoutes(rounds.best.routes, prepared.order),
    rounds.iterations,
  );
  options.onProgress?.({ ...describe(rounds), bestCost: solution.cost, feasible: solution.feasible });
  return solution;
}

function describe({ iterations, best, isCut }: SearchRounds): RoundsSoFar {
  return { iterations, bestCost: best.cost, feasible: best.shortfall === 0, isCut };
}

/** Divides iterations and seconds among rounds. A clock that stands still while others search counts what was given. */
class RoundEffort {
  private readonly options: SolveRoutingOptions;
  private readonly began: number;
  private given = 0;

  constructor(options: SolveRoutingOptions) {
    this.options = options;
    this.began = options.now?.() ?? 0;
  }

  isOver(iterations: number): boolean {
    const { stop, isCancelled } = this.options;
    return isCancelled?.() === true || iterations >= (stop.iterations ?? Infinity) || this.secondsLeft <= 0;
  }

  /** Stop rule of a part of the next round by its share of the clients. */
  nextRound(roundsLeft: number): (share: number) => StopRule {
    const { iterations } = this.options.stop;
    const left = this.secondsLeft;
    const seconds = iterations === undefined ? left / roundsLeft : left;
    if (iterations === undefined) this.given += seconds;
    return (share) => ({
      ...(iterations !== undefined && { iterations: Math.ceil((iterations / ROUNDS) * share) }),
      ...(seconds < Infinity && { seconds }),
    });
  }

  private get secondsLeft(): number {
    const { now, stop } = this.options;
    if (stop.seconds === undefined) return Infinity;
    const passed = now ? (now() - this.began) / 1000 : 0;
    return stop.seconds - Math.max(passed, this.given);
  }
}
