import { type CompiledProblem, compileProblem } from '../compiled-problem.ts';
import type { PreparedSearch } from '../prepare-search.ts';
import type { Random } from '../random.ts';
import { Annealing, meanTripCost } from '../ruin-recreate/annealing.ts';
import type { Incumbent } from '../ruin-recreate/incumbent.ts';
import { type GivenRoute, RuinRecreate } from '../ruin-recreate/ruin-recreate.ts';
import { buildSearchTables } from '../ruin-recreate/search-tables.ts';
import type { SearchBudget } from '../search-budget.ts';
import { LatenessPrice } from './lateness-price.ts';
import { TripSchedule } from './trip-schedule.ts';

/** Clients up to which planning all trips in a step costs little beside the step. */
const MOST_CLIENTS = 600;
/** Clients that a step removes on average: trips are short. */
const MEAN_REMOVED = 8;
/** Where the search starts and ends on the schedule of temperatures: the answer known is good already. */
const FROM = 0.1;
const TO = 0.3;

/** Are vehicles alike, load at one base, and cost nothing but their way, so that it is the same who makes a trip? */
export function suitsTripSchedule({ source, features, fleet, clients }: CompiledProblem): boolean {
  if (!features.trips || source.vehicleTypes.length !== 1 || clients > MOST_CLIENTS) return false;
  if (features.severalWindows || features.heads || source.fewestVehiclesFirst) return false;
  const [{ startBase, endBase, fixedCost, costPerSecond, minCount = 0 }] = source.vehicleTypes;
  const [bases] = fleet.reloadBases;
  if (bases.length !== 1 || bases[0] !== startBase || endBase !== startBase) return false;
  if (fixedCost !== 0 || costPerSecond !== 0 || minCount > 0) return false;
  return [fleet.maxDuration, fleet.maxDistance, fleet.maxStops].every(([limit]) => limit === Infinity);
}

/**
 * Searches trips by ruin and recreate as if each had a vehicle of its own, and plans them for the vehicles there are whenever
 * their cost would be accepted. Trips that begin late are allowed at a price that adapts; only solutions without count.
 *
 * @param known days that serve everybody
 * @param tell the least cost met, when progress is due
 * @returns the best days, those known where none better were found
 */
export function searchTrips(
  { problem }: PreparedSearch,
  known: Incumbent,
  random: Random,
  budget: SearchBudget,
  tell: (bestCost: number) => void,
): readonly GivenRoute[] {
  const trips = new PlannedTrips(problem, known, random);
  const annealing = new Annealing(meanTripCost(trips.work.state), FROM, TO);
  const from = budget.spent;
  while (!budget.isOver && trips.work.state.routeCount > 0) {
    annealing.cool((budget.spent - from) / (1 - from));
    trips.step(annealing, random);
    if (budget.tick()) tell(trips.bestCost);
  }
  return trips.best;
}

/** Trips under work, planned for the vehicles. */
class PlannedTrips {
  readonly work: RuinRecreate;
  best: readonly GivenRoute[];
  bestCost: number;
  private readonly schedule: TripSchedule;
  private readonly price: LatenessPrice;
  private readonly base: number;
  private late: number;

  constructor(problem: CompiledProblem, known: Incumbent, random: Random) {
    const single = withOneTrip(problem);
    const { fleet, clients } = problem;
    [[this.base]] = fleet.reloadBases;
    this.best = known.listRoutes();
    this.bestCost = known.cost;
    this.work = new RuinRecreate(single, random, buildSearchTables(single));
    this.work.removeOnAverage(MEAN_REMOVED);
    this.work.load(splitDays(this.best));
    this.schedule = new TripSchedule(this.work.state, Math.min(fleet.count[0], clients), fleet.maxTrips[0]);
    this.late = this.schedule.run();
    this.price = new LatenessPrice(meanCostPerSecond(this.work));
  }

  /** One step of ruin and recreate, kept where cost and lateness are accepted. */
  step(annealing: Annealing, random: Random): void {
    const { work, schedule, price } = this;
    const limit = annealing.threshold(work.objective + price.value * this.late, 1 - random.uniform());
    work.step();
    const cheap = work.state.badCount === 0 && work.objective < limit;
    if (cheap && work.objective + price.value * schedule.run() < limit) {
      work.keep();
      this.late = schedule.late;
      this.offer();
    } else {
      work.undo();
    }
    price.record(this.late === 0);
  }

  private offer(): void {
    const { work, schedule, base } = this;
    if (this.late > 0 || work.shortfall > 0 || work.objective >= this.bestCost) return;
    this.bestCost = work.objective;
    this.best = schedule.listDays(base);
  }
}

/** The problem with a vehicle for every trip. */
export function withOneTrip({ source, clients }: CompiledProblem): CompiledProblem {
  const vehicleTypes = source.vehicleTypes.map((type) => {
    return { ...type, count: clients, maxTrips: 1, reloadBases: [] };
  });
  return compileProblem({ ...source, vehicleTypes });
}

function splitDays(days: readonly GivenRoute[]): readonly GivenRoute[] {
  return days.flatMap(({ type, nodes }) => {
    const trips: number[][] = [[]];
    for (const node of nodes) {
      if (node < 0) trips.push([]);
      else trips[trips.length - 1].push(node);
    }
    return trips.map((trip) => ({ type, nodes: trip }));
  });
}

function meanCostPerSecond({ state }: RuinRecreate): number {
  let seconds = 0;
  for (let route = 0; route < state.slots; route++)
    if (state.active[route] === 1) seconds += state.elapsed[state.firstEnd + route];
  return seconds > 0 && state.totalCost > 0 ? state.totalCost / seconds : 1;
}
