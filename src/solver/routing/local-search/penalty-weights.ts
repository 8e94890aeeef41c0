import type { CompiledMatrix, CompiledProblem } from '../compiled-problem.ts';

/** Prices of what breaks a constraint, in cost per unit. They rise and fall with the share of solutions that break it. */
export interface PenaltyWeights {
  /** Per unit of load over capacity, by dimension. */
  readonly load: Float64Array;
  /** Per second late. */
  late: number;
  /** Seconds that a late route pays for beside those that it is late, lest it stay late by next to nothing. */
  readonly lateSurcharge: number;
  /** Per second over the longest duration. */
  duration: number;
  /** Per metre over the longest distance. */
  distance: number;
  /** Per stop over the most stops. */
  stops: number;
}

const LEAST_WEIGHT = 1e-6;
const LARGEST_WEIGHT = 1e9;

/**
 * First weights: a full load over capacity costs as much as the longest leg, an hour late as much as an hour's way.
 *
 * @param surchargedLegs mean legs whose time a late route pays for beside its lateness
 */
export function buildPenaltyWeights(
  problem: CompiledProblem,
  meanLegCost: number,
  surchargedLegs = 0,
): PenaltyWeights {
  const { clients, dimensions, delivery, pickup } = problem;
  const load = new Float64Array(dimensions);
  for (let dimension = 0; dimension < dimensions; dimension++) {
    let sum = 0;
    for (let client = 0; client < clients; client++) {
      const cell = client * dimensions + dimension;
      sum += Math.max(delivery[cell], pickup[cell]);
    }
    load[dimension] = sum > 0 ? (2 * meanLegCost * clients) / sum : 1;
  }
  const meanDuration = meanOf(problem.duration[0], problem);
  const meanDistance = meanOf(problem.distance[0], problem);
  return {
    load,
    late: meanLegCost / Math.max(meanDuration, 1e-9),
    lateSurcharge: surchargedLegs * meanDuration,
    duration: meanLegCost / Math.max(meanDuration, 1e-9),
    distance: meanLegCost / Math.max(meanDistance, 1e-9),
    stops: meanLegCost,
  };
}

/** Mean leg to the ten nearest of some clients. */
function meanOf(matrix: CompiledMatrix, { clients, width }: CompiledProblem): number {
  let sum = 0;
  let count = 0;
  for (let client = 0; client < clients; client += Math.max(1, Math.floor(clients / 50))) {
    const row = matrix.slice(client * width, client * width + clients).sort();
    for (let at = 1; at < Math.min(row.length, 11); at++) {
      sum += row[at];
      count++;
    }
  }
  return count > 0 && sum > 0 ? sum / count : 1;
}

/** A weight times a factor, within bounds. */
export function scaled(weight: number, factor: number): number {
  return Math.min(LARGEST_WEIGHT, Math.max(LEAST_WEIGHT, weight * factor));
}

/** All weights times a factor. */
export function scaledWeights(weights: PenaltyWeights, factor: number): PenaltyWeights {
  return {
    load: weights.load.map((weight) => weight * factor),
    late: weights.late * factor,
    lateSurcharge: weights.lateSurcharge,
    duration: weights.duration * factor,
    distance: weights.distance * factor,
    stops: weights.stops * factor,
  };
}
