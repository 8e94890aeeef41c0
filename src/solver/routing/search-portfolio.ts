import type { CompiledProblem } from './compiled-problem.ts';
import { GeneticSearch } from './genetic/genetic-search.ts';
import type { PreparedSearch } from './prepare-search.ts';
import type { Random } from './random.ts';
import type { GivenRoute } from './ruin-recreate/ruin-recreate.ts';
import { searchRoutes } from './ruin-recreate/search-routes.ts';
import type { SearchBudget } from './search-budget.ts';
import type { RoutingProgress } from './solve-routing.ts';

/** Most clients for which the genetic search is the better one within seconds; fewer where hours have to be kept. */
const MOST_CLIENTS = 420;
const MOST_CLIENTS_TIMED = 250;
/** Iterations per client below which the genetic search cannot evolve. */
const LEAST_ITERATIONS_PER_CLIENT = 200;
/** Share of the budget for ruin and recreate, whose answer then joins the population. */
const FIRST_SHARE = 0.1;
/** The same for mixed fleets, where that answer would mislead the population and only stands by. */
const FIRST_SHARE_MIXED = 0.02;

/**
 * Searches with what suits the problem: ruin and recreate alone for large or richly constrained problems and short budgets,
 * else ruin and recreate first and hybrid genetic search from its answer on (docs/decisions/0004).
 */
export function searchPortfolio(
  prepared: PreparedSearch,
  random: Random,
  budget: SearchBudget,
  report: (progress: RoutingProgress) => void,
): readonly GivenRoute[] {
  const { problem } = prepared;
  const genetic =
    suitsGeneticSearch(problem) && budget.allowsPerClient(problem.clients, LEAST_ITERATIONS_PER_CLIENT);
  const { mixedFleet } = problem.features;
  const share = genetic ? (mixedFleet ? FIRST_SHARE_MIXED : FIRST_SHARE) : 1;
  const first = searchRoutes(prepared, random, budget, report, share);
  if (!genetic || budget.isOver) return first.listRoutes();
  const vehiclesFirst = problem.source.fewestVehiclesFirst ?? false;
  const complete = first.shortfall === 0;
  const known = first.listRoutes();
  const search = new GeneticSearch(
    problem,
    random,
    budget,
    known,
    vehiclesFirst && complete ? first.vehicles : Infinity,
  );
  search.run(mixedFleet ? [] : known, () => {
    const bestCost = complete ? Math.min(first.cost, search.bestCost) : search.bestCost;
    report({ iterations: budget.iterations, bestCost, feasible: complete || search.bestCost < Infinity });
  });
  return search.bestCost < (complete ? first.cost : Infinity) ? search.listRoutes() : known;
}

/** One trip, one window, every client required and possible to serve. */
function suitsGeneticSearch({ source, clients, features }: CompiledProblem): boolean {
  if (clients < 3 || clients > (features.timed ? MOST_CLIENTS_TIMED : MOST_CLIENTS)) return false;
  if (
    features.trips ||
    features.severalWindows ||
    features.release ||
    features.classes ||
    features.gaps ||
    features.heads
  )
    return false;
  if (source.clients.some(({ prize, group }) => prize !== undefined || group !== undefined)) return false;
  return !features.deliveriesFirst || source.clients.every(isLoaded);
}

function isLoaded({ delivery, pickup }: CompiledProblem['source']['clients'][number]): boolean {
  return delivery.some((load) => load > 0) || pickup.some((load) => load > 0);
}
