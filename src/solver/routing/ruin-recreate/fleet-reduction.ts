import type { CompiledProblem } from '../compiled-problem.ts';
import { meanTripCost } from './annealing.ts';
import type { Incumbent } from './incumbent.ts';
import type { Random } from '../random.ts';
import { requiredLoad } from '../required-load.ts';
import type { RuinRecreate } from './ruin-recreate.ts';
import type { SearchBudget } from '../search-budget.ts';

/** Temperature among equals in mean trips. */
const TEMPERATURE = 0.01;

/**
 * Saves vehicles: takes a route out and searches for room for its clients with no route opened, until a share of the
 * budget is spent. Clients that were often left out weigh more, so the search learns which are hard to place
 * (absence counters of Christiaens and Vanden Berghe, 2020). Ends on the incumbent, whose number of routes then holds.
 *
 * @param share of the budget at which it ends
 */
export function reduceFleet(
  work: RuinRecreate,
  best: Incumbent,
  budget: SearchBudget,
  random: Random,
  report: () => void,
  share: number,
): void {
  const { requests, state, insertion } = work;
  const penalties = requests.leaveCost.slice();
  for (let request = 0; request < requests.count; request++) {
    if (requests.required[request] === 1) requests.leaveCost[request] = 1;
  }
  work.sumAbsent();
  const fewest = fewestByLoad(work.problem);
  const temperature = TEMPERATURE * meanTripCost(state);
  while (!budget.isOver && budget.spent < share) {
    if (work.shortfall === 0) {
      best.offer(work);
      if (state.routeCount <= fewest) break;
      const easiest = easiestRoute(work);
      if (easiest < 0) break;
      work.dropRoute(easiest);
      work.keep();
      insertion.mostRoutes = state.routeCount;
    }
    const leaveCost = work.leaveCost;
    const cost = state.totalCost;
    const absent = work.requiredAbsent;
    const missing = state.missing;
    work.step();
    const placed = work.leaveCost < leaveCost || work.requiredAbsent < absent;
    const cheap =
      work.requiredAbsent <= absent && state.totalCost < cost - temperature * Math.log(1 - random.uniform());
    for (let at = 0; at < work.absentCount; at++) {
      requests.leaveCost[work.absent[at]] += requests.required[work.absent[at]];
    }
    if (state.badCount === 0 && state.missing <= missing && (placed || cheap)) work.keep();
    else work.undo();
    work.sumAbsent();
    if (budget.tick()) report();
  }
  best.offer(work);
  requests.leaveCost.set(penalties);
  work.load(best.listRoutes());
  insertion.mostRoutes = best.shortfall === 0 ? best.vehicles : Infinity;
}

/** The route whose clients were left out least often, of those whose vehicle may stay at home; -1 when there is none. */
function easiestRoute({ state, requests, problem }: RuinRecreate): number {
  let easiest = -1;
  let least = Infinity;
  for (let route = 0; route < state.slots; route++) {
    const type = state.typeOf[route];
    if (state.active[route] === 0 || state.used[type] <= state.least[type]) continue;
    if (state.hasHead(route)) continue;
    let sum = 0;
    const end = state.firstEnd + route;
    for (let node = state.next[state.firstStart + route]; node !== end; node = state.next[node]) {
      if (node < problem.clients) sum += requests.leaveCost[requests.requestOf[node]];
    }
    if (sum >= least) continue;
    least = sum;
    easiest = route;
  }
  return easiest;
}

/** Vehicles that the load alone asks for, were each as large as the largest and on as many trips as any. */
export function fewestByLoad(problem: CompiledProblem): number {
  const { dimensions, fleet } = problem;
  let fewest = 1;
  for (let dimension = 0; dimension < dimensions; dimension++) {
    let largest = 0;
    for (let type = 0; type < fleet.maxTrips.length; type++) {
      largest = Math.max(largest, fleet.capacity[type * dimensions + dimension] * fleet.maxTrips[type]);
    }
    if (largest > 0) fewest = Math.max(fewest, Math.ceil(requiredLoad(problem, dimension) / largest));
  }
  return fewest;
}
