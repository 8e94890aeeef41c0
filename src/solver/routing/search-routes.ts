import { Annealing, meanTripCost } from './annealing.ts';
import type { CompiledProblem } from './compiled-problem.ts';
import { Incumbent } from './incumbent.ts';
import type { Random } from './random.ts';
import { RuinRecreate } from './ruin-recreate.ts';
import type { SearchBudget } from './search-budget.ts';
import type { RoutingRoute } from './solution.ts';
import type { RoutingProgress } from './solve-routing.ts';

/** Share by which the penalty of a required request grows with each iteration that it stays out. */
const PENALTY_GROWTH = 0.002;

/**
 * Searches by ruin and recreate under simulated annealing until the budget is over, and returns the best met.
 *
 * Deterministic for a generator and a budget in iterations.
 */
export function searchRoutes(
  problem: CompiledProblem,
  random: Random,
  budget: SearchBudget,
  initial: readonly RoutingRoute[],
  report: (progress: RoutingProgress) => void,
): Incumbent {
  const work = new RuinRecreate(problem, random);
  const best = new Incumbent(4 * problem.clients + 4, problem.source.fewestVehiclesFirst ?? false);
  loadRoutes(work, initial);
  work.recreate();
  work.keep();
  best.offer(work);
  const tell = (): void => {
    report({ iterations: budget.iterations, bestCost: best.cost, feasible: best.requiredAbsent === 0 });
  };
  const annealing = new Annealing(meanTripCost(work.state));
  while (!budget.isOver && work.state.routeCount > 0) {
    annealing.cool(budget.spent);
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
  return best;
}

function raisePenalties(work: RuinRecreate): void {
  const { required, leaveCost } = work.requests;
  for (let at = 0; at < work.absentCount; at++) {
    const request = work.absent[at];
    if (required[request] === 1) leaveCost[request] *= 1 + PENALTY_GROWTH;
  }
  work.sumAbsent();
}

/** Puts given routes in place; a route that breaks a constraint is taken off again. */
function loadRoutes(work: RuinRecreate, initial: readonly RoutingRoute[]): void {
  const { state, requests } = work;
  for (const { vehicleType, trips } of initial) {
    if (state.used[vehicleType] >= work.problem.fleet.count[vehicleType]) continue;
    const route = state.openRoute(vehicleType);
    let node = state.firstStart + route;
    trips.forEach(({ clients, startBase }, trip) => {
      if (trip > 0) node = state.insertReload(node, startBase);
      for (const client of clients) {
        state.insertAfter(node, client);
        node = client;
      }
    });
    state.update(route);
  }
  work.keep();
  const present = new Set<number>();
  for (let client = 0; client < state.problem.clients; client++) {
    if (state.routeOf[client] >= 0) present.add(requests.requestOf[client]);
  }
  const absent = Array.from(work.absent.subarray(0, work.absentCount)).filter(
    (request) => !present.has(request),
  );
  work.absent.set(absent);
  work.absentCount = absent.length;
  work.sumAbsent();
}
