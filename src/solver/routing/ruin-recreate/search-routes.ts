import { Annealing, annealingUnit } from './annealing.ts';
import { reduceFleet } from './fleet-reduction.ts';
import { Incumbent } from './incumbent.ts';
import type { PreparedSearch } from '../prepare-search.ts';
import type { Random } from '../random.ts';
import { RuinRecreate } from './ruin-recreate.ts';
import type { SearchBudget } from '../search-budget.ts';
import type { RoutingProgress } from '../solve-routing.ts';

/** Share of the budget for saving vehicles where nothing else does. */
const SAVING_SHARE = 0.3;
/** Share by which the penalty of a required request grows with each iteration that it stays out, and its largest. */
const PENALTY_GROWTH = 0.002;
const LARGEST_PENALTY_FACTOR = 1000;

/**
 * Searches by ruin and recreate under simulated annealing until the budget is over, and returns the best met.
 *
 * @param share of the budget to use
 * @param savingShare share until which vehicles are saved, where these count first
 *
 * Deterministic for a generator and a budget in iterations.
 */
export function searchRoutes(
  { problem, tables, initial }: PreparedSearch,
  random: Random,
  budget: SearchBudget,
  report: (progress: RoutingProgress) => void,
  share = 1,
  savingShare = SAVING_SHARE,
): Incumbent {
  const work = startSearch({ problem, tables, initial }, random, budget);
  const best = new Incumbent(work.state.slots, problem.source.fewestVehiclesFirst ?? false);
  best.offer(work);
  const tell = (): void => {
    report({ iterations: budget.iterations, bestCost: best.cost, feasible: best.shortfall === 0 });
  };
  if (problem.source.fewestVehiclesFirst) reduceFleet(work, best, budget, random, tell, savingShare);
  annealRoutes(work, best, new Annealing(annealingUnit(work.state)), budget, random, tell, share);
  return best;
}

/** A first solution: the initial routes, and the other clients put in greedily. */
export function startSearch(
  { problem, tables, initial }: Pick<PreparedSearch, 'problem' | 'tables' | 'initial'>,
  random: Random,
  budget: SearchBudget,
): RuinRecreate {
  const work = new RuinRecreate(problem, random, tables);
  work.load(initial);
  work.construct(budget.checkpoint);
  work.keep();
  return work;
}

/** Steps until the budget, or a share of it, is over, under annealing; offers each accepted solution to the incumbent. */
export function annealRoutes(
  work: RuinRecreate,
  best: Incumbent,
  annealing: Annealing,
  budget: SearchBudget,
  random: Random,
  tell: () => void,
  share = 1,
): void {
  while (!budget.isOver && budget.spent < share && work.state.routeCount > 0) {
    annealing.cool(budget.spent / share);
    const current = work.objective;
    work.step();
    const accepted =
      work.state.badCount === 0 && work.objective < annealing.threshold(current, 1 - random.uniform());
    if (accepted) {
      work.keep();
      best.offer(work);
    } else {
      work.undo();
    }
    if (work.requiredAbsent > 0) raisePenalties(work);
    if (budget.tick()) tell();
  }
}

function raisePenalties(work: RuinRecreate): void {
  const { required, leaveCost, penalty } = work.requests;
  const largest = LARGEST_PENALTY_FACTOR * penalty;
  for (let at = 0; at < work.absentCount; at++) {
    const request = work.absent[at];
    if (required[request] === 1 && leaveCost[request] < largest) leaveCost[request] *= 1 + PENALTY_GROWTH;
  }
  work.sumAbsent();
}
