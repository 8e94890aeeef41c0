import type { CompiledProblem } from './compiled-problem.ts';
import { GeneticSearch } from './genetic/genetic-search.ts';
import { IteratedLocalSearch } from './iterated-local-search/iterated-local-search.ts';
import { buildLocalSearchTables, type LocalSearchTables } from './local-search/local-search-tables.ts';
import type { PreparedSearch } from './prepare-search.ts';
import type { Random } from './random.ts';
import { fewestByLoad } from './ruin-recreate/fleet-reduction.ts';
import type { Incumbent } from './ruin-recreate/incumbent.ts';
import type { LoneTours } from './ruin-recreate/lone-tours.ts';
import type { GivenRoute } from './ruin-recreate/ruin-recreate.ts';
import { searchRoutes } from './ruin-recreate/search-routes.ts';
import { requiredLoad } from './required-load.ts';
import type { SearchBudget } from './search-budget.ts';
import { buildUnlessStopped } from './search-stopped.ts';
import {
  type Answer,
  LEAST_ITERATIONS_PER_CLIENT_BY_TURNS,
  searchByTurns,
  START_SHARE,
} from './search-by-turns.ts';
import { isCheaper } from './slack.ts';
import { searchTrips, suitsTripSchedule } from './trip-scheduling/search-trips.ts';
import type { RoutingProgress } from './solve-routing.ts';

/** Most clients for which the genetic search is the better one within seconds; where hours have to be kept, fewer. */
export const MOST_GENETIC_CLIENTS = 420;
const MOST_GENETIC_CLIENTS_TIMED = 150;
/** Most clients for which iterated local search, whose tables grow with their square, is tried where hours have to be kept. */
const MOST_ITERATED_CLIENTS = 1200;
/** Most clients for which iterated local search takes turns with the genetic search. */
const MOST_CLIENTS_BY_TURNS = 500;
/** Iterations per client below which neither can get anywhere. */
const LEAST_ITERATIONS_PER_CLIENT = 200;
/** Share of the budget for ruin and recreate, whose answer the others start from. */
const FIRST_SHARE = 0.1;
/** The same for mixed fleets, where that answer would mislead a population and only stands by. */
const FIRST_SHARE_MIXED = 0.02;
/** Shares of the budget until which ruin and recreate, and then iterated local search, save vehicles before their way is. */
const FIRST_FEWEST_SHARE = 0.15;
const FEWEST_SHARE = 0.35;
/** Shares of the budget after which a search for a solution with a vehicle less gives way to one for a better start, and back. */
const FEWER_SHARE = 0.05;
const BETTER_SHARE = 0.025;
/** Share of the budget for local search to find an answer that serves everybody where the first part has none. */
const COMPLETION_SHARE = 0.15;
/** Share of the clients of whom the first part may leave out so many at most; where more are out there is hardly room for all. */
const MOST_LEFT_OUT = 0.25;
/** Share of the budget at which ruin and recreate goes on where iterated local search has met nothing better than its answer. */
const HOPELESS_SHARE = 0.6;

/**
 * Searches with what suits the problem (docs/decisions/0004): ruin and recreate for large or richly constrained problems
 * and short budgets; else ruin and recreate first and then hybrid genetic search, iterated local search where many clients
 * have hours, or trips planned for the fleet. Where the first part finds no answer that serves everybody, local search
 * looks for one, since it may break constraints on the way; if that fails ruin and recreate goes on, which weighs whom to
 * leave out.
 */
export function searchPortfolio(
  prepared: PreparedSearch,
  random: Random,
  budget: SearchBudget,
  report: (progress: RoutingProgress) => void,
): readonly GivenRoute[] {
  const { problem } = prepared;
  const method = chooseMethod(prepared);
  if (method === 'ruin-recreate' || !budget.allowsPerClient(problem.clients, LEAST_ITERATIONS_PER_CLIENT)) {
    return searchRoutes(prepared, random, budget, report).listRoutes();
  }
  const byTurns = method === 'iterated' && suitsTurns(problem, budget);
  const share = byTurns ? budget.spent + START_SHARE : firstShare(problem, method);
  const savingShare = method === 'iterated' ? FIRST_FEWEST_SHARE : undefined;
  const first = searchRoutes(prepared, random, budget, report, share, savingShare);
  if (budget.isOver) return first.listRoutes();
  const goOn = (initial: readonly GivenRoute[]): readonly GivenRoute[] =>
    searchRoutes({ ...prepared, initial }, random, budget, report).listRoutes();
  const tell = (bestCost: number): void =>
    report({ iterations: budget.iterations, bestCost, feasible: true });
  if (method === 'trips') {
    return first.shortfall > 0
      ? goOn(first.listRoutes())
      : searchTrips(prepared, first, random, budget, tell);
  }
  const tables = buildUnlessStopped(() => buildLocalSearchTables(problem, budget.checkpoint));
  if (tables === null) return first.listRoutes();
  const known =
    first.shortfall > 0 ? complete(problem, tables, random, budget, report, first) : standing(first);
  if (known === null) return goOn(first.listRoutes());
  const answer = byTurns ? searchByTurns(prepared, tables, random, budget, tell, known) : known;
  if (budget.isOver) return answer.routes;
  const isTight =
    first.shortfall > 0 && (problem.features.timed || problem.source.fewestVehiclesFirst === true);
  return method === 'genetic' && !isTight
    ? evolve(problem, tables, random, budget, tell, answer)
    : iterate(problem, tables, random, budget, tell, answer, goOn);
}

function firstShare({ features }: CompiledProblem, method: Method): number {
  return method === 'genetic' && features.mixedFleet ? FIRST_SHARE_MIXED : FIRST_SHARE;
}

function standing(first: Incumbent): Answer {
  return { routes: first.listRoutes(), cost: first.cost };
}

/** Local search from an answer that leaves somebody out, until one serves everybody; null where it meets none in its share. */
function complete(
  problem: CompiledProblem,
  tables: LocalSearchTables,
  random: Random,
  budget: SearchBudget,
  report: (progress: RoutingProgress) => void,
  first: Incumbent,
): Answer | null {
  const routes = first.listRoutes();
  if (first.shortfall > MOST_LEFT_OUT * problem.clients || isOverloaded(problem)) return null;
  const search = new IteratedLocalSearch(problem, tables, random, budget, routes, Infinity);
  const tell = (): void => report({ iterations: budget.iterations, bestCost: first.cost, feasible: false });
  search.run(routes, tell, { share: budget.spent + COMPLETION_SHARE, any: true });
  return search.bestCost < Infinity ? { routes: search.listRoutes(), cost: search.bestCost } : null;
}

/** Do the loads ask for more room than the whole fleet has? */
function isOverloaded(problem: CompiledProblem): boolean {
  const { dimensions, types, fleet } = problem;
  for (let dimension = 0; dimension < dimensions; dimension++) {
    let room = 0;
    for (let type = 0; type < types; type++) {
      const capacity = fleet.capacity[type * dimensions + dimension];
      if (capacity > 0) room += fleet.count[type] * capacity;
    }
    if (requiredLoad(problem, dimension) > room) return true;
  }
  return false;
}

/** Hybrid genetic search with an answer that stands by. */
function evolve(
  problem: CompiledProblem,
  tables: LocalSearchTables,
  random: Random,
  budget: SearchBudget,
  tell: (bestCost: number) => void,
  { routes, cost }: Answer,
): readonly GivenRoute[] {
  const most = problem.source.fewestVehiclesFirst ? routes.length : Infinity;
  const search = new GeneticSearch(problem, tables, random, budget, routes, most);
  search.run(problem.features.mixedFleet ? [] : routes, () => tell(Math.min(cost, search.bestCost)));
  return search.bestCost < cost ? search.listRoutes() : routes;
}

/**
 * Iterated local search from an answer, with fewer and fewer vehicles first where these count first; ruin and recreate goes
 * on where that finds nothing better.
 */
function iterate(
  problem: CompiledProblem,
  tables: LocalSearchTables,
  random: Random,
  budget: SearchBudget,
  tell: (bestCost: number) => void,
  first: Answer,
  goOn: (routes: readonly GivenRoute[]) => readonly GivenRoute[],
): readonly GivenRoute[] {
  const { fewestVehiclesFirst } = problem.source;
  let { routes, cost } = first;
  const owed = problem.fleet.minCount.reduce((sum, count) => sum + count, 0);
  const fewest = fewestVehiclesFirst ? Math.max(owed, fewestByLoad(problem)) : Infinity;
  const within = (share: number): number => Math.min(FEWEST_SHARE, budget.spent + share);
  while (routes.length > fewest && budget.spent < FEWEST_SHARE && !budget.isOver) {
    const longestFirst = routes.toSorted((one, other) => other.nodes.length - one.nodes.length);
    const fewer = new IteratedLocalSearch(problem, tables, random, budget, routes, routes.length - 1);
    fewer.run(longestFirst, () => tell(cost), { share: within(FEWER_SHARE), any: true });
    if (fewer.bestCost < Infinity) {
      routes = fewer.listRoutes();
      cost = fewer.bestCost;
      continue;
    }
    const better = new IteratedLocalSearch(problem, tables, random, budget, routes, routes.length);
    better.run(routes, () => tell(Math.min(cost, better.bestCost)), { share: within(BETTER_SHARE) });
    if (better.bestCost < cost) {
      routes = better.listRoutes();
      cost = better.bestCost;
    }
  }
  const most = fewestVehiclesFirst ? routes.length : Infinity;
  const search = new IteratedLocalSearch(problem, tables, random, budget, routes, most);
  search.run(routes, () => tell(Math.min(cost, search.bestCost)), { hopelessAt: HOPELESS_SHARE });
  if (isCheaper(search.bestCost, cost)) return search.listRoutes();
  return budget.isOver ? routes : goOn(routes);
}

function suitsTurns({ clients, source }: CompiledProblem, budget: SearchBudget): boolean {
  if (source.fewestVehiclesFirst || clients > MOST_CLIENTS_BY_TURNS) return false;
  return budget.allowsPerClient(clients, LEAST_ITERATIONS_PER_CLIENT_BY_TURNS);
}

type Method = 'trips' | 'genetic' | 'iterated' | 'ruin-recreate';

function chooseMethod(prepared: PreparedSearch): Method {
  const { clients, features } = prepared.problem;
  if (suitsTripSchedule(prepared.problem)) return 'trips';
  if (!suitsLocalSearch(prepared)) return 'ruin-recreate';
  if (clients <= (features.timed ? MOST_GENETIC_CLIENTS_TIMED : MOST_GENETIC_CLIENTS)) return 'genetic';
  return features.timed && clients <= MOST_ITERATED_CLIENTS ? 'iterated' : 'ruin-recreate';
}

/**
 * One trip, one window, every client required and possible to serve; where vehicles count first all of one type, since
 * local search bounds their number by type alone.
 */
function suitsLocalSearch({ problem, tables }: PreparedSearch): boolean {
  const { source, clients, types, features } = problem;
  if (clients < 3 || (source.fewestVehiclesFirst && types > 1)) return false;
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
