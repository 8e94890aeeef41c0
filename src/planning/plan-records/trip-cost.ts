import type { Route, Trip } from '../../model/plan.ts';
import type { Fen } from '../../model/units.ts';
import { apportion } from '../apportion.ts';

/**
 * Cost of each trip of a route on one operating day: distance by the trip's metres, vehicle day and driver time by
 * its duration. The parts sum to the route's cost.
 */
export function splitRouteCost(route: Route): readonly Fen[] {
  const metres = route.trips.map(sumMetres);
  const seconds = route.trips.map((trip) => trip.arrival - trip.departure);
  const byDistance = apportion(route.distanceFen, metres);
  const byTime = apportion(route.vehicleDayFen + route.driverTimeFen, seconds);
  return byDistance.map((fen, i) => fen + byTime[i]);
}

/** Length of a trip over its legs. */
export function sumMetres(trip: Trip): number {
  return trip.legs.reduce((metres, leg) => metres + leg.metres, 0);
}
