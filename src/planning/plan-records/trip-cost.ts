import type { Route, Trip } from '../../model/plan.ts';
import type { Fen } from '../../model/units.ts';

/**
 * Splits `total` in proportion to `weights` (equally where all are zero) into integers that sum to it exactly, by
 * largest remainders; ties go to the earlier part.
 */
export function splitFen(total: Fen, weights: readonly number[]): readonly Fen[] {
  if (weights.length === 0) return [];
  const sum = weights.reduce((a, b) => a + b, 0);
  const exact = weights.map((weight) => (sum > 0 ? (total * weight) / sum : total / weights.length));
  const parts = exact.map(Math.floor);
  let rest = total - parts.reduce((a, b) => a + b, 0);
  const order = exact.map((_, i) => i).sort((a, b) => exact[b] - parts[b] - (exact[a] - parts[a]) || a - b);
  for (let i = 0; rest > 0; i += 1, rest -= 1) parts[order[i]] += 1;
  return parts;
}

/**
 * Cost of each trip of a route on one operating day: distance by the trip's metres, vehicle day and driver time by
 * its duration. The parts sum to the route's cost.
 */
export function splitRouteCost(route: Route): readonly Fen[] {
  const metres = route.trips.map(sumMetres);
  const seconds = route.trips.map((trip) => trip.arrival - trip.departure);
  const byDistance = splitFen(route.distanceFen, metres);
  const byTime = splitFen(route.vehicleDayFen + route.driverTimeFen, seconds);
  return byDistance.map((fen, i) => fen + byTime[i]);
}

/** Length of a trip over its legs. */
export function sumMetres(trip: Trip): number {
  return trip.legs.reduce((metres, leg) => metres + leg.metres, 0);
}
