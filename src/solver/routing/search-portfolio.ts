import type { CompiledProblem } from './compiled-problem.ts';
import { GeneticSearch } from './genetic/genetic-search.ts';
import type { PreparedSearch } from './prepare-search.ts';
import type { Random } from './random.ts';
import type { Incumbent } from './ruin-recreate/incumbent.ts';
import type { LoneTours } from './ruin-recreate/lone-tours.ts';
import type { GivenRoute } from './ruin-recreate/ruin-recreate.ts';
import { searchRoutes } from './ruin-recreate/search-routes.ts';
import type { SearchBudget } from './search-budget.ts';
import { searchTrips, suitsTripSchedule } from './trip-scheduling/search-trips.ts';
import type { RoutingProgress } from './solve-routing.ts';

/** Most clients for which the genetic search is the better one within seconds; fewer where hours have to be kept. */
export const MOST_GENETIC_CLIENTS = 420;
const MOST_CLIENTS_TIMED = 250;
/** Iterations per client below which the genetic search cannot evolve. */
const LEAST_ITERATIONS_PER_CLIENT = 200;
/** Share of the budget for ruin and recreate, whose answer then joins the population. */
const FIRST_SHARE = 0.1;
/** The same for mixed fleets, where that answer would mislead the population and only stands by. */
const FIRST_SHARE_MIXED = 0.02;

/**
 * Searches with what suits the problem (docs/decisions/0004): ruin and recreate for large or richly constrained problems
 * and short budgets; else ruin and recreate first and then hybrid genetic search. Where the first part finds no answer
 * that serves everybody, ruin and recreate goes on, since it weighs whom to leave out.
 */
export function searchPortfolio(
  prepared: PreparedSearch,
  random: Random,
  budget: SearchBudget,
  report: (progress: RoutingProgress) => void,
): readonly GivenRoute[] {
  const { problem } = prepared;
  const planned = suitsTripSchedule(problem);
  if (
    !(planned || suitsGeneticSearch(prepared)) ||
    !budget.allowsPerClient(problem.clients, LEAST_ITERATIONS_PER_CLIENT)
  ) {
    return searchRoutes(prepared, random, budget, report).listRoutes();
  }
  const share = problem.features.mixedFleet ? FIRST_SHARE_MIXED : FIRST_SHARE;
  const first = searchRoutes(prepared, random, budget, report, share);
  if (budget.isOver) return first.listRoutes();
  if (first.shortfall > 0) {
    const initial = first.listRoutes();
    return searchRoutes({ ...prepared, initial }, random, budget, report).listRoutes();
  }
  if (!planned) return evolve(problem, random, budget, report, first);
  return searchTrips(prepared, first, random, budget, (bestCost) =>
    report({ iterations: budget.iterations, bestCost, feasible: true }),
  );
}

/** Hybrid genetic search with an answer that stands by. */
function evolve(
  problem: CompiledProblem,
  random: Random,
  budget: SearchBudget,
  report: (progress: RoutingProgress) => void,
  first: Incumbent,
): readonly GivenRoute[] {
  const known = first.listRoutes();
  const most = problem.source.fewestVehiclesFirst ? first.vehicles : Infinity;
  const search = new GeneticSearch(problem, random, budget, known, most);
  search.run(problem.features.mixedFleet ? [] : known, () => {
    const bestCost = Math.min(first.cost, search.bestCost);
    report({ iterations: budget.iterations, bestCost, feasible: true });
  });
  return search.bestCost < first.cost ? search.listRoutes() : known;
}

/** One trip, one window, every client required and possible to serve. */
function suitsGeneticSearch({ problem, tables }: PreparedSearch): boolean {
  const { source, clients, features } = problem;
  if (clients < 3 || clients > (features.timed ? MOST_CLIENTS_TIMED : MOST_GENETIC_CLIENTS)) return false;
  const { trips, severalWindows, release, classes, gaps, heads } = features;
  if (trips || severalWindows || release || classes || gaps || heads) return false;
  if (source.clients.some(({ prize, group }) => prize !== undefined || group !== undefined)) return false;
  if (!canServeAll(problem, tables.tours)) return false;
  return !features.deliveriesFirst || source.clients.every(isLoaded);
}

/** Is there a vehicle for each client that can make a tour to it alone? */
function canServeAll({ clients, fleet }: CompiledProblem, { first, type }: LoneTours): boolean {
  for (let client = 0; client < clients; client++) {
    const types = type.subarray(first[client], first[client + 1]);
    if (!types.some((each) => fleet.count[each] > 0)) return false;
  }
  return true;
}

function isLoaded({ delivery, pickup }: CompiledProblem['source']['clients'][number]): boolean {
  return delivery.some((load) => load > 0) || pickup.some((load) => load > 0);
}
