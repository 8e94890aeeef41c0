import type { CompiledProblem } from '../compiled-problem.ts';
import { buildSearchState, loadRoutes } from '../local-search/build-search-state.ts';
import { insertGreedily } from '../local-search/greedy-insertion.ts';
import { type Individual, listGivenRoutes, takeIndividual } from '../local-search/individual.ts';
import { LocalSearch } from '../local-search/local-search.ts';
import type { LocalSearchTables } from '../local-search/local-search-tables.ts';
import { type PenaltyWeights, scaledWeights } from '../local-search/penalty-weights.ts';
import { PenaltyControl, type PricePace } from '../local-search/penalty-control.ts';
import type { SearchState } from '../local-search/search-state.ts';
import type { Random } from '../random.ts';
import type { GivenRoute } from '../ruin-recreate/ruin-recreate.ts';
import type { SearchBudget } from '../search-budget.ts';
import { crossOrders } from './order-crossover.ts';
import { Population } from './population.ts';
import { RouteExchangeCrossover } from './route-exchange-crossover.ts';
import { Split } from './split.ts';

/** First individuals, at most, and the largest share of the budget they may take. */
const FIRST_INDIVIDUALS = 40;
const FIRST_SHARE = 0.15;
const PACE: PricePace = { target: 0.35, period: 50, rise: 1.25, fall: 0.85 };
/** Chance that an infeasible child is repaired at ten times the prices. */
const REPAIR_RATE = 0.5;
const REPAIR_FACTOR = 10;
/** Children without a better solution before the population starts anew, or is left. */
const PATIENCE = 10_000;
/** A child counts as this many iterations of the budget per client, about what ruin and recreate does in its time. */
const ITERATIONS_PER_CLIENT = 2.5;

/**
 * Hybrid genetic search (Vidal et al., 2012; Vidal, 2022): children of two individuals are educated by local search in a
 * space where constraints may be broken at prices that adapt; survival rewards cost and difference.
 *
 * For problems whose vehicles make one trip and whose clients are all required and have one window.
 */
export class GeneticSearch {
  /** Least cost met without any breach, and its routes. */
  bestCost = Infinity;
  private best: Individual | null = null;

  private readonly random: Random;
  private readonly budget: SearchBudget;
  private readonly state: SearchState;
  private readonly search: LocalSearch;
  private readonly population: Population;
  private readonly penalties: PenaltyControl;
  private readonly routeExchange: RouteExchangeCrossover;
  private readonly split: Split | null;
  private readonly tours: readonly [Int32Array, Int32Array, Int32Array];
  private readonly taken: Uint8Array;
  private readonly isOver: () => boolean;
  private readonly cost: number;
  /** Share of the budget at which the present call ends. */
  private until = 1;

  constructor(
    problem: CompiledProblem,
    { travel, neighbours }: LocalSearchTables,
    random: Random,
    budget: SearchBudget,
    known: readonly GivenRoute[],
    mostVehicles: number,
  ) {
    this.random = random;
    this.budget = budget;
    this.state = buildSearchState(problem, travel, known, mostVehicles);
    this.search = new LocalSearch(problem, this.state, neighbours, random);
    this.population = new Population(random);
    this.penalties = new PenaltyControl(this.state, PACE);
    this.routeExchange = new RouteExchangeCrossover(this.state, neighbours, random);
    this.split = problem.types === 1 ? new Split(this.state) : null;
    const { clients } = problem;
    this.tours = [new Int32Array(clients), new Int32Array(clients), new Int32Array(clients)];
    this.taken = new Uint8Array(clients);
    this.isOver = () => budget.isPast();
    this.cost = Math.max(1, Math.round(ITERATIONS_PER_CLIENT * clients));
  }

  /** Routes of the best solution, or none. */
  listRoutes(): readonly GivenRoute[] {
    return this.best ? listGivenRoutes(this.best) : [];
  }

  /** Searches until the budget is over. @param report told of each better solution and each child */
  run(known: readonly GivenRoute[], report: () => void): void {
    let seeds: readonly GivenRoute[] = known;
    this.until = 1;
    while (!this.isDone()) {
      this.population.clear();
      this.populate(seeds, report);
      this.evolve(report);
      seeds = [];
    }
  }

  /**
   * Adds answers of other searches to the population as they are, and mates until a share of the budget is spent. No individual
   * is made at random: the answers bring all the difference there is.
   *
   * @param prices of breaches, which the search goes on from; those of a search that has been at work for long, since at the first
   * ones children of good answers break much
   */
  recombine(
    answers: readonly (readonly GivenRoute[])[],
    prices: PenaltyWeights,
    report: () => void,
    share: number,
  ): void {
    const { state, population, penalties } = this;
    this.until = share;
    state.weights = scaledWeights(prices, 1);
    population.reprice((individual) => penalties.price(individual));
    for (const answer of answers) {
      loadRoutes(state, answer);
      const individual = takeIndividual(state);
      this.offer(individual);
      population.add(individual);
    }
    if (population.size > 1) this.evolve(report);
  }

  /** The best answers of the population that differ; see `Population.listElites`. */
  listElites(most: number, leastDistance: number): readonly (readonly GivenRoute[])[] {
    return this.population.listElites(most, leastDistance).map(listGivenRoutes);
  }

  private isDone(): boolean {
    return this.budget.isOver || this.budget.spent >= this.until;
  }

  private populate(known: readonly GivenRoute[], report: () => void): void {
    if (known.length > 0) {
      loadRoutes(this.state, known);
      this.educate(report);
    }
    const until = this.budget.spent + FIRST_SHARE * (1 - this.budget.spent);
    for (let count = 0; count < FIRST_INDIVIDUALS && !this.budget.isOver; count++) {
      if (this.budget.spent > until && this.population.size > 1) return;
      this.createAtRandom();
      this.educate(report);
    }
  }

  private createAtRandom(): void {
    const [tour] = this.tours;
    for (let client = 0; client < tour.length; client++) tour[client] = client;
    this.random.shuffle(tour, tour.length);
    if (this.split) this.cut(tour);
    else {
      this.state.clear();
      insertGreedily(this.state, tour, tour.length);
    }
  }

  private cut(tour: Int32Array): void {
    const [, , left] = this.tours;
    const count = this.split?.run(tour, left) ?? 0;
    insertGreedily(this.state, left, count);
  }

  private evolve(report: () => void): void {
    let fruitless = 0;
    while (!this.isDone() && fruitless < PATIENCE) {
      const before = this.bestCost;
      const settled = this.mate();
      this.educate(report, settled);
      fruitless = this.bestCost < before ? 0 : fruitless + 1;
    }
  }

  /** Builds a child in the state; routes that no move changed after the one returned are as its mother has them. */
  private mate(): number {
    const mother = this.population.draw();
    const father = this.population.draw();
    if (!this.split || this.random.below(2) === 0) {
      return this.routeExchange.cross(mother, father);
    }
    const [one, other, child] = this.tours;
    toTour(mother, one);
    toTour(father, other);
    crossOrders(one, other, this.random, this.taken, child);
    one.set(child);
    this.cut(one);
    return -1;
  }

  /** Local search on the state's solution, which then joins the population; sometimes a repaired copy too. */
  private educate(report: () => void, settled = -1): void {
    const { search, state, random, penalties, population, budget } = this;
    search.run(this.isOver, settled);
    const child = takeIndividual(state);
    this.offer(child);
    population.add(child);
    if (penalties.record(child.breaches)) {
      state.reprice();
      population.reprice((individual) => penalties.price(individual));
    }
    if (!child.feasible && !budget.isOver && random.uniform() < REPAIR_RATE) this.repair();
    if (budget.advance(this.cost)) report();
  }

  private repair(): void {
    const { state, search, penalties, population } = this;
    penalties.raise(REPAIR_FACTOR);
    state.reprice();
    search.run(this.isOver, this.markBroken());
    penalties.restore();
    state.reprice();
    const mended = takeIndividual(state);
    if (!mended.feasible) return;
    this.offer(mended);
    population.add(mended);
  }

  /** Counts the routes that break something as changed; the move before. */
  private markBroken(): number {
    const { state } = this;
    const settled = state.moves;
    for (let slot = 0; slot < state.slots.count; slot++) {
      if (state.stops[slot] > 0 && state.pen[slot] > 0) state.changedAt[slot] = ++state.moves;
    }
    return settled;
  }

  private offer(individual: Individual): void {
    if (!individual.feasible || individual.cost >= this.bestCost) return;
    this.bestCost = individual.cost;
    this.best = individual;
  }
}

/** All clients, route after route. */
function toTour({ routes }: Individual, tour: Int32Array): void {
  let put = 0;
  for (let at = 0; at < routes.length; at += 2 + routes[at + 1]) {
    for (let index = 0; index < routes[at + 1]; index++) tour[put++] = routes[at + 2 + index];
  }
}
