import type { CompiledProblem } from '../compiled-problem.ts';
import { type Breaches, clearBreaches, createBreaches, isWithoutBreach } from '../local-search/breaches.ts';
import { buildSearchState, loadRoutes } from '../local-search/build-search-state.ts';
import { type Individual, listGivenRoutes, takeIndividual } from '../local-search/individual.ts';
import { LocalSearch } from '../local-search/local-search.ts';
import type { LocalSearchTables } from '../local-search/local-search-tables.ts';
import { type PenaltyWeights, scaledWeights } from '../local-search/penalty-weights.ts';
import { PenaltyControl, type PricePace } from '../local-search/penalty-control.ts';
import type { SearchState } from '../local-search/search-state.ts';
import type { Random } from '../random.ts';
import type { GivenRoute } from '../ruin-recreate/ruin-recreate.ts';
import type { SearchBudget } from '../search-budget.ts';
import { CrossExchange } from './cross-exchange.ts';
import { NearInsertion } from './near-insertion.ts';
import { StringPerturbation } from './string-perturbation.ts';

/** First and last temperature of a search, in mean legs. */
export interface Cooling {
  readonly from: number;
  readonly to: number;
}

const WHOLE_COOLING: Cooling = { from: 1, to: 0.2 };
/** Shares of the schedule at which the search goes back to its best solution: 0.7, 0.8 and 0.9. */
const FIRST_RETURN = 0.7;
const NEXT_RETURN = 0.1;
/** Slower than in a genetic search: most solutions are hardly other than the one that stays, and break what it breaks. */
const PACE: PricePace = { target: 0.5, period: 100, rise: 1.15, fall: 0.9 };
/** Mean legs whose time a late route pays for beside its lateness. */
const SURCHARGED_LEGS = 0.5;
/** A step counts as this many iterations of the budget, about what ruin and recreate does in its time. */
const ITERATIONS_PER_STEP = 80;
/** Share of the steps that may exchange stretches, and stops of the drawn route up to which they never do. */
const CROSS_RATE = 0.2;
const SHORT_ROUTE = 20;
/** Steps between two looks at changes of vehicles, which concern whole routes. */
const VEHICLE_STEPS = 10;

/**
 * Iterated local search: strings of clients leave a few near routes and are put back, or stretches of long routes change
 * places; local search descends from there looking only at what changed, and the result stays under simulated annealing.
 * Constraints may be broken at prices that adapt, as in the genetic search; a step costs hardly more for a thousand clients
 * than for a hundred.
 *
 * For the same problems as the genetic search.
 */
export class IteratedLocalSearch {
  /** Least cost met without any breach. */
  bestCost = Infinity;
  private best: Individual | null = null;

  private readonly random: Random;
  private readonly budget: SearchBudget;
  private readonly state: SearchState;
  private readonly search: LocalSearch;
  private readonly penalties: PenaltyControl;
  private readonly perturbation: StringPerturbation;
  private readonly insertion: NearInsertion;
  private readonly stretches: CrossExchange;
  private readonly breaches: Breaches;
  /** Next node of each on the solution that stays. */
  private readonly kept: Int32Array;
  private readonly isOver: () => boolean;
  /** Move before the step that tried changes of vehicles last. */
  private vehiclesTestedAt = 0;

  /** @param prices of breaches to go on from, those of an earlier search */
  constructor(
    problem: CompiledProblem,
    { travel, neighbours }: LocalSearchTables,
    random: Random,
    budget: SearchBudget,
    known: readonly GivenRoute[],
    mostVehicles: number,
    prices: PenaltyWeights | null = null,
  ) {
    this.random = random;
    this.budget = budget;
    this.state = buildSearchState(problem, travel, known, mostVehicles, SURCHARGED_LEGS);
    this.search = new LocalSearch(problem, this.state, neighbours, random);
    this.penalties = new PenaltyControl(this.state, PACE);
    if (prices) this.state.weights = scaledWeights(prices, 1);
    this.perturbation = new StringPerturbation(this.state, neighbours, random);
    this.insertion = new NearInsertion(this.state, neighbours, random);
    this.stretches = new CrossExchange(this.state, random);
    this.breaches = createBreaches(problem.dimensions);
    this.kept = new Int32Array(this.state.next.length);
    this.isOver = () => budget.isPast();
  }

  /** Prices of breaches now. */
  get prices(): PenaltyWeights {
    return this.state.weights;
  }

  /** Routes of the best solution, or none. */
  listRoutes(): readonly GivenRoute[] {
    return this.best ? listGivenRoutes(this.best) : [];
  }

  /**
   * Searches from known routes until the budget, or a share of it, is over.
   *
   * @param report told now and then
   * @param until.share of the budget at which it ends
   * @param until.any ends with the first solution that breaks nothing
   * @param until.cooling how warm it is, the whole way when absent
   * @param until.hopelessAt share of the budget at which it ends where nothing better than the known routes was met
   */
  run(
    known: readonly GivenRoute[],
    report: () => void,
    until: { share?: number; cooling?: Cooling; any?: boolean; hopelessAt?: number } = {},
  ): void {
    const { state, search, budget } = this;
    const { share = 1, cooling = WHOLE_COOLING, any = false, hopelessAt = 1 } = until;
    loadRoutes(state, known);
    this.offer(state.totalCost());
    const knownCost = this.bestCost;
    search.run(() => budget.isPast() || budget.spent >= share);
    this.kept.set(state.next);
    let current = state.totalCost();
    this.offer(current);
    const from = budget.spent;
    const span = Math.max(share - from, 1e-9);
    const ratio = cooling.to / cooling.from;
    let nextReturn = FIRST_RETURN;
    for (let step = 1; !budget.isOver && budget.spent < share; step++) {
      if (any && this.best) return;
      if (budget.spent > hopelessAt && this.bestCost >= knownCost) return;
      const passed = Math.min(1, (budget.spent - from) / span);
      const temperature = cooling.from * state.travel.meanLeg * ratio ** passed;
      if (passed > nextReturn && this.best) {
        while (passed > nextReturn) nextReturn += NEXT_RETURN;
        current = this.returnToBest();
      }
      current = this.step(current, temperature, step % VEHICLE_STEPS === 0);
      if (budget.advance(ITERATIONS_PER_STEP)) report();
    }
  }

  /** The best solution stays from now on; its cost. */
  private returnToBest(): number {
    const { state } = this;
    loadRoutes(state, this.listRoutes());
    this.kept.set(state.next);
    this.vehiclesTestedAt = 0;
    return state.totalCost();
  }

  /** One step from the solution that stays; the cost of the one that stays then. */
  private step(current: number, temperature: number, vehicles: boolean): number {
    const { state, search, penalties, random } = this;
    const settled = state.moves;
    this.perturb();
    search.runAround(this.isOver, settled, vehicles ? this.vehiclesTestedAt : Infinity);
    if (vehicles) this.vehiclesTestedAt = settled;
    const cost = state.totalCost();
    this.offer(cost);
    const accepted = cost < current - temperature * Math.log(1 - random.uniform());
    const changed = penalties.record(this.breaches);
    if (accepted) this.keep(settled);
    else this.undo(settled);
    if (!changed) return accepted ? cost : current;
    state.reprice();
    return state.totalCost();
  }

  /** Strings leave and come back, or a stretch of a long route changes places with one of another. */
  private perturb(): void {
    const { state, perturbation, insertion, stretches, random } = this;
    if (random.uniform() < CROSS_RATE) {
      const slot = state.routeOf[random.below(state.clients)];
      if (state.stops[slot] > SHORT_ROUTE && stretches.evaluate(slot) < Infinity) {
        stretches.apply();
        return;
      }
    }
    insertion.run(perturbation.removed, perturbation.run());
  }

  private keep(settled: number): void {
    const { state, kept } = this;
    for (let slot = 0; slot < state.slots.count; slot++) {
      if (state.changedAt[slot] <= settled) continue;
      for (let node = state.firstStart + slot; node < state.firstEnd; node = state.next[node]) {
        kept[node] = state.next[node];
      }
    }
  }

  private undo(settled: number): void {
    const { state, kept } = this;
    for (let slot = 0; slot < state.slots.count; slot++) {
      if (state.changedAt[slot] <= settled) continue;
      for (let node = state.firstStart + slot; node < state.firstEnd; node = kept[node]) {
        state.link(node, kept[node]);
      }
      state.update(slot);
    }
  }

  /** Takes the state's solution where it breaks nothing and is better; its breaches are measured in any case. */
  private offer(cost: number): void {
    const { state, breaches } = this;
    clearBreaches(breaches);
    for (let slot = 0; slot < state.slots.count; slot++) state.measureBreaches(slot, breaches);
    if (cost >= this.bestCost || !isWithoutBreach(breaches)) return;
    const individual = takeIndividual(state);
    if (!individual.feasible) return;
    this.bestCost = cost;
    this.best = individual;
  }
}
