import type { RouteState } from './route-state.ts';

/** First and last temperature in mean legs: the cost of a vehicle's way divided by its stops and tours. */
const FIRST_TEMPERATURE = 0.1;
const LAST_TEMPERATURE = 0.001;

/**
 * Simulated annealing with a geometric schedule over the share of the budget that is spent (Kirkpatrick et al., 1983).
 * Temperatures are in units of the problem's own mean leg, so that money and metres anneal alike.
 */
export class Annealing {
  private readonly first: number;
  private readonly ratio: number;
  temperature: number;

  constructor(meanLeg: number) {
    this.first = FIRST_TEMPERATURE * meanLeg;
    this.ratio = LAST_TEMPERATURE / FIRST_TEMPERATURE;
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

/** Mean cost of a leg of the current routes, fixed costs and visits aside; 1 where nothing costs. */
export function meanLegCost(state: RouteState): number {
  const { fleet } = state.problem;
  let cost = 0;
  let legs = 0;
  for (let route = 0; route < state.slots; route++) {
    if (state.active[route] === 0) continue;
    const type = state.typeOf[route];
    cost +=
      fleet.costPerMetre[type] * state.distance[route] + fleet.costPerSecond[type] * state.duration[route];
    legs += state.stops[route] + state.trips[route];
  }
  return cost > 0 && legs > 0 ? cost / legs : 1;
}
