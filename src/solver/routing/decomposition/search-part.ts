import { Annealing } from '../ruin-recreate/annealing.ts';
import type { CompiledProblem } from '../compiled-problem.ts';
import { Incumbent } from '../ruin-recreate/incumbent.ts';
import { Random } from '../random.ts';
import { RuinRecreate, type GivenRoute } from '../ruin-recreate/ruin-recreate.ts';
import { annealRoutes } from '../ruin-recreate/search-routes.ts';
import type { SearchTables } from '../ruin-recreate/search-tables.ts';
import { SearchBudget } from '../search-budget.ts';
import type { FleetShare } from './share-vehicles.ts';
import type { RoutingProgress, SolveRoutingOptions, StopRule } from '../solve-routing.ts';

/**
 * A part of a solution to be improved by itself: some of its routes, the requests that these serve or that nobody
 * serves yet, and the vehicles that may be used. Every constraint of the problem holds in it.
 */
export interface SearchPart {
  readonly routes: readonly GivenRoute[];
  readonly requests: Int32Array;
  /** Of each request, the cost of leaving it out, which grows while a required one stays out. */
  readonly leaveCosts: Float64Array;
  readonly fleet: FleetShare;
  readonly seed: number;
  readonly stop: StopRule;
  /** Unit of the temperatures for the whole solution, and the share of the annealing schedule that is passed. */
  readonly annealingUnit: number;
  readonly from: number;
  readonly to: number;
}

/** Routes with the objective, and how many required requests they leave out and vehicles are missing. */
export interface PartState {
  readonly routes: readonly GivenRoute[];
  readonly cost: number;
  readonly shortfall: number;
}

export interface PartAnswer {
  /** Where the annealing stands, and the best that it met. */
  readonly current: PartState;
  readonly best: PartState;
  readonly leaveCosts: Float64Array;
  readonly iterations: number;
}

/** Anneals a part over its share of the schedule. Deterministic for a stop rule in iterations. */
export function searchPart(
  problem: CompiledProblem,
  tables: SearchTables,
  part: SearchPart,
  control: Pick<SolveRoutingOptions, 'now' | 'isCancelled'>,
  report: (progress: RoutingProgress) => void,
): PartAnswer {
  const random = new Random(part.seed);
  const work = new RuinRecreate(problem, random, tables);
  part.requests.forEach((request, at) => (work.requests.leaveCost[request] = part.leaveCosts[at]));
  work.confine(part.requests, part.fleet.most, part.fleet.least);
  work.load(part.routes);
  const budget = new SearchBudget({ seed: part.seed, stop: part.stop, ...control });
  const best = new Incumbent(work.state.slots, false);
  best.offer(work);
  const annealing = new Annealing(part.annealingUnit, part.from, part.to);
  annealRoutes(work, best, annealing, budget, random, () => {
    report({ iterations: budget.iterations, bestCost: best.cost, feasible: best.shortfall === 0 });
  });
  const bestState = { routes: best.listRoutes(), cost: best.cost, shortfall: best.shortfall };
  return {
    current: { routes: work.listRoutes(), cost: work.objective, shortfall: work.shortfall },
    best: bestState,
    leaveCosts: Float64Array.from(part.requests, (request) => work.requests.leaveCost[request]),
    iterations: budget.iterations,
  };
}
