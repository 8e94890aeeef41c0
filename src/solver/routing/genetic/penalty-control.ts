import { priceBreaches } from '../local-search/breaches.ts';
import { type PenaltyWeights, scaled, scaledWeights } from '../local-search/penalty-weights.ts';
import type { SearchState } from '../local-search/search-state.ts';
import type { Individual } from './individual.ts';

/** Children between two looks at the prices, and the share of them that should break no constraint of a kind. */
const PERIOD = 50;
const TARGET = 0.35;
const BAND = 0.05;
const RISE = 1.25;
const FALL = 0.85;

/** Adapts the price of each kind of breach so that about the target share of children is without it (Vidal et al., 2012). */
export class PenaltyControl {
  private readonly state: SearchState;
  private readonly dimensions: number;
  /** Children without breach, by load dimension, then late, duration, distance and stops. */
  private readonly clean: Int32Array;
  private count = 0;
  private kept: PenaltyWeights | null = null;

  constructor(state: SearchState) {
    this.state = state;
    this.dimensions = state.problem.dimensions;
    this.clean = new Int32Array(this.dimensions + 4);
  }

  /** Counts a child; true when the prices changed. */
  record({ breaches }: Individual): boolean {
    const { clean, dimensions } = this;
    for (let dimension = 0; dimension < dimensions; dimension++) {
      if (breaches.load[dimension] === 0) clean[dimension]++;
    }
    const others = [breaches.late, breaches.duration, breaches.distance, breaches.stops];
    others.forEach((breach, kind) => (clean[dimensions + kind] += breach === 0 ? 1 : 0));
    if (++this.count < PERIOD) return false;
    this.adapt();
    this.count = 0;
    clean.fill(0);
    return true;
  }

  private adapt(): void {
    const { weights } = this.state;
    for (let dimension = 0; dimension < this.dimensions; dimension++) {
      weights.load[dimension] = scaled(weights.load[dimension], this.factor(dimension));
    }
    weights.late = scaled(weights.late, this.factor(this.dimensions));
    weights.duration = scaled(weights.duration, this.factor(this.dimensions + 1));
    weights.distance = scaled(weights.distance, this.factor(this.dimensions + 2));
    weights.stops = scaled(weights.stops, this.factor(this.dimensions + 3));
  }

  private factor(kind: number): number {
    const share = this.clean[kind] / this.count;
    if (share < TARGET - BAND) return RISE;
    return share > TARGET + BAND ? FALL : 1;
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
