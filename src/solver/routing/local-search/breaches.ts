import type { PenaltyWeights } from './penalty-weights.ts';

/** By how much a solution breaks its constraints; `forbidden` counts legs that may not be driven. */
export interface Breaches {
  /** Load over capacity, by dimension. */
  readonly load: Float64Array;
  /** Seconds late, seconds and metres and stops over the limits. */
  late: number;
  /** Routes that are late. */
  lateRoutes: number;
  duration: number;
  distance: number;
  stops: number;
  forbidden: number;
}

export function createBreaches(dimensions: number): Breaches {
  return {
    load: new Float64Array(dimensions),
    late: 0,
    lateRoutes: 0,
    duration: 0,
    distance: 0,
    stops: 0,
    forbidden: 0,
  };
}

/** Sets all to none, for measuring anew. */
export function clearBreaches(breaches: Breaches): void {
  breaches.load.fill(0);
  breaches.late = 0;
  breaches.lateRoutes = 0;
  breaches.duration = 0;
  breaches.distance = 0;
  breaches.stops = 0;
  breaches.forbidden = 0;
}

export function isWithoutBreach({ load, late, duration, distance, stops, forbidden }: Breaches): boolean {
  return late + duration + distance + stops + forbidden === 0 && load.every((over) => over === 0);
}

/** What breaches cost. */
export function priceBreaches(weights: PenaltyWeights, breaches: Breaches): number {
  let sum = 0;
  for (let dimension = 0; dimension < weights.load.length; dimension++) {
    sum += breaches.load[dimension] * weights.load[dimension];
  }
  const late = breaches.late + breaches.lateRoutes * weights.lateSurcharge;
  sum += late * weights.late + breaches.duration * weights.duration;
  return sum + breaches.distance * weights.distance + breaches.stops * weights.stops;
}
