import { GeneticSearch } from './genetic/genetic-search.ts';
import { type Cooling, IteratedLocalSearch } from './iterated-local-search/iterated-local-search.ts';
import type { LocalSearchTables } from './local-search/local-search-tables.ts';
import type { PenaltyWeights } from './local-search/penalty-weights.ts';
import type { PreparedSearch } from './prepare-search.ts';
import type { Random } from './random.ts';
import type { GivenRoute } from './ruin-recreate/ruin-recreate.ts';
import { searchRoutes } from './ruin-recreate/search-routes.ts';
import type { SearchBudget } from './search-budget.ts';
import { isCheaper } from './slack.ts';

/** Iterations per client of the whole budget below which a single cooling ends nearer. */
export const LEAST_ITERATIONS_PER_CLIENT_BY_TURNS = 5000;
/** Speed at which a clock meets the first start, as a share of that of the whole search: the code is not compiled well yet. */
const EARLY_SPEED = 0.4;
/** Starts of their own, the share of the budget for ruin and recreate to make each. */
const STARTS = 6;
export const START_SHARE = 0.02;
const FIRST_TURN: Turn = { cooling: { from: 1, to: 0.4 }, coolingShare: 0.05, matingShare: 0.1 };
/** Answers that are cooled again in each of the later turns, and the least share of arcs in which they differ. */
const ELITES = 2;
const LEAST_DISTANCE = 0.1;
const LATER_TURN: Turn = { cooling: { from: 0.4, to: 0.2 }, coolingShare: 0.06, matingShare: 0.06 };
const LATER_TURNS = 2;
const LAST_COOLING: Cooling = { from: 0.3, to: 0.2 };

interface Turn {
  readonly cooling: Cooling;
  /** Shares of the budget for one answer to be cooled, and for all to be recombined. */
  readonly coolingShare: number;
  readonly matingShare: number;
}

/** An answer that serves everybody. */
export interface Answer {
  readonly routes: readonly GivenRoute[];
  readonly cost: number;
}

/**
 * Iterated local search and hybrid genetic search by turns: answers from several starts are cooled one by one, then
 * recombined; the best that differ are cooled from a lower temperature and recombined with all others, and so on. Which
 * client is served from where is settled early in a cooling and differs from one to the next, and recombination takes from
 * each what is good of it.
 *
 * @param first an answer to start from, which no worse one is returned for. The search ends early, with the budget not over, where
 * that is too short for turns, and where the first turn met nothing better
 * @param tell the least cost met
 */
export function searchByTurns(
  prepared: PreparedSearch,
  tables: LocalSearchTables,
  random: Random,
  budget: SearchBudget,
  tell: (bestCost: number) => void,
  first: Answer,
): Answer {
  const { problem } = prepared;
  let best = first;
  /** Of breaches, as the last cooling left them. */
  let prices: PenaltyWeights | null = null;
  const take = (answer: Answer): void => {
    if (isCheaper(answer.cost, best.cost)) best = answer;
  };
  const cool = (routes: readonly GivenRoute[], cooling: Cooling, share: number): readonly GivenRoute[] => {
    const search = new IteratedLocalSearch(problem, tables, random, budget, routes, Infinity, prices);
    search.run(routes, () => tell(Math.min(best.cost, search.bestCost)), { share, cooling });
    prices = search.prices;
    if (search.bestCost === Infinity) return routes;
    take({ routes: search.listRoutes(), cost: search.bestCost });
    return search.listRoutes();
  };
  const genetic = new GeneticSearch(problem, tables, random, budget, first.routes, Infinity);
  const mate = (answers: readonly (readonly GivenRoute[])[], share: number): void => {
    if (prices === null) return;
    genetic.recombine(answers, prices, () => tell(Math.min(best.cost, genetic.bestCost)), share);
    if (genetic.bestCost < Infinity) take({ routes: genetic.listRoutes(), cost: genetic.bestCost });
  };
  const within = (share: number): number => Math.min(1, budget.spent + share);

  const answers: (readonly GivenRoute[])[] = [];
  while (answers.length < STARTS && !budget.isOver) {
    const start = answers.length === 0 ? first.routes : makeStart(prepared, random, budget, tell, best.cost);
    answers.push(cool(start, FIRST_TURN.cooling, within(FIRST_TURN.coolingShare)));
    if (answers.length === 1 && isTooShort(problem.clients, budget)) return best;
  }
  mate(answers, within(FIRST_TURN.matingShare));
  if (best === first) return first;
  for (let turn = 0; turn < LATER_TURNS && !budget.isOver; turn++) {
    const { cooling, coolingShare, matingShare } = LATER_TURN;
    const elites = genetic.listElites(ELITES, LEAST_DISTANCE);
    const cooled = elites.map((routes) => cool(routes, cooling, within(coolingShare)));
    mate(cooled, within(matingShare));
  }
  if (!budget.isOver) cool(best.routes, LAST_COOLING, 1);
  return best;
}

/** Going by what was done until now, will there be too few iterations? */
function isTooShort(clients: number, budget: SearchBudget): boolean {
  const least = EARLY_SPEED * LEAST_ITERATIONS_PER_CLIENT_BY_TURNS * clients;
  return budget.iterations < least * budget.spent;
}

/**
 * Another start by ruin and recreate, which is as cold as the budget is spent, so quickly made. It may leave somebody out, whom
 * local search then puts in.
 */
function makeStart(
  prepared: PreparedSearch,
  random: Random,
  budget: SearchBudget,
  tell: (bestCost: number) => void,
  bestCost: number,
): readonly GivenRoute[] {
  const share = Math.min(1, budget.spent + START_SHARE);
  return searchRoutes({ ...prepared, initial: [] }, random, budget, () => tell(bestCost), share).listRoutes();
}
