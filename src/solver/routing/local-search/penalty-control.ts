import { type Breaches, isWithoutBreach, priceBreaches } from './breaches.ts';
import { type PenaltyWeights, scaled, scaledWeights } from './penalty-weights.ts';
import type { SearchState } from './search-state.ts';
import type { Individual } from './individual.ts';

/** How prices follow the solutions met. */
export interface PricePace {
  /** Share of solutions that should break no constraint of a kind. */
  readonly target: number;
  /** Solutions between two looks at the prices. */
  readonly period: number;
  /** Factors of a price that is too low or too high. */
  readonly rise: number;
  readonly fall: number;
}

const BAND = 0.05;
/** Largest price as a multiple of the first one; beyond, the way no longer counts and the search freezes. */
const LARGEST = 200;

/** Adapts the price of each kind of breach so that about the target share of solutions is without it (Vidal et al., 2012). */
export class PenaltyControl {
  private readonly state: SearchState;
  private readonly dimensions: number;
  /** Solutions without breach, by load dimension, then late, duration, distance and stops. */
  private readonly clean: Int32Array;
  private readonly pace: PricePace;
  private readonly largest: PenaltyWeights;
  private count = 0;
  private wholly = 0;
  private kept: PenaltyWeights | null = null;

  constructor(state: SearchState, pace: PricePace) {
    this.state = state;
    this.pace = pace;
    this.largest = scaledWeights(state.weights, LARGEST);
    this.dimensions = state.problem.dimensions;
    this.clean = new Int32Array(this.dimensions + 4);
  }

  /** Counts a solution; true when the prices changed. */
  record(breaches: Breaches): boolean {
    const { clean, dimensions } = this;
    for (let dimension = 0; dimension < dimensions; dimension++) {
      if (breaches.load[dimension] === 0) clean[dimension]++;
    }
    const others = [breaches.late, breaches.duration, breaches.distance, breaches.stops];
    others.forEach((breach, kind) => (clean[dimensions + kind] += breach === 0 ? 1 : 0));
    if (isWithoutBreach(breaches)) this.wholly++;
    if (++this.count < this.pace.period) return false;
    this.adapt();
    this.count = 0;
    this.wholly = 0;
    clean.fill(0);
    return true;
  }

  private adapt(): void {
    const { dimensions, largest } = this;
    const { weights } = this.state;
    for (let dimension = 0; dimension < dimensions; dimension++) {
      weights.load[dimension] = this.adapted(weights.load[dimension], dimension, largest.load[dimension]);
    }
    weights.late = this.adapted(weights.late, dimensions, largest.late);
    weights.duration = this.adapted(weights.duration, dimensions + 1, largest.duration);
    weights.distance = this.adapted(weights.distance, dimensions + 2, largest.distance);
    weights.stops = this.adapted(weights.stops, dimensions + 3, largest.stops);
  }

  private adapted(weight: number, kind: number, largest: number): number {
    return Math.min(largest, scaled(weight, this.factor(kind)));
  }

  private factor(kind: number): number {
    const share = this.clean[kind] / this.count;
    const { target, rise, fall } = this.pace;
    if (this.wholly === 0) return share < 1 ? rise : 1;
    if (share < target - BAND) return rise;
    return share > target + BAND ? fall : 1;
  }

  /** Multiplies all prices until `restore`. */
  raise(factor: number): void {
    this.kept = this.state.weights;
    this.state.weights = scaledWeights(this.state.weights, factor);
  }

  restore(): void {
    if (this.kept) this.state.weights = this.kept;
    this.kept = null;
  }

  /** Cost of an individual at today's prices. */
  price({ breaches, unpriced }: Individual): number {
    return unpriced + priceBreaches(this.state.weights, breaches);
  }
}
