import type { RouteState } from './route-state.ts';

/** First and last temperature in mean trips: what a vehicle's time and way cost from loading to loading. */
const FIRST_TEMPERATURE = 0.08;
const LAST_TEMPERATURE = 0.0008;

/**
 * Simulated annealing with a geometric schedule over the share of the budget that is spent (Kirkpatrick et al., 1983).
 * Temperatures are in units of the problem's own mean trip, so that money and metres anneal alike.
 */
export class Annealing {
  private readonly first: number;
  private readonly ratio: number;
  temperature: number;

  /**
   * @param unit of the temperatures, see `annealingUnit`
   * @param from share of the schedule already passed
   * @param to where this search ends on it
   */
  constructor(unit: number, from = 0, to = 1) {
    const ratio = LAST_TEMPERATURE / FIRST_TEMPERATURE;
    this.first = FIRST_TEMPERATURE * unit * ratio ** from;
    this.ratio = ratio ** (to - from);
    this.temperature = this.first;
  }

  /** Cools to the share of the budget spent, 0 to 1. */
  cool(spent: number): void {
    this.temperature = this.first * this.ratio ** spent;
  }

  /** Largest objective accepted from `current`, for a uniform draw in (0, 1]. */
  threshold(current: number, draw: number): number {
    return current - this.temperature * Math.log(draw);
  }
}

/**
 * Days of several trips are rugged, so they anneal warmer than single trips (figures in docs/decisions/0004).
 */
const SEVERAL_TRIPS_FACTOR = 2.2;

/** Unit of the temperatures for days like the current routes. */
export function annealingUnit(state: RouteState): number {
  return meanTripCost(state) * (state.problem.features.trips ? SEVERAL_TRIPS_FACTOR : 1);
}

/** Mean cost of a trip of the current routes, fixed costs and visits aside; 1 where nothing costs. */
export function meanTripCost(state: RouteState): number {
  const { fleet } = state.problem;
  let cost = 0;
  let trips = 0;
  for (let route = 0; route < state.slots; route++) {
    if (state.active[route] === 0) continue;
    const type = state.typeOf[route];
    cost +=
      fleet.costPerMetre[type] * state.distance[route] + fleet.costPerSecond[type] * state.duration[route];
    trips += state.trips[route];
  }
  return cost > 0 && trips > 0 ? cost / trips : 1;
}
