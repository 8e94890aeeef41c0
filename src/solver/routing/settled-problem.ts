import { keptTrips, validateFrozenRoutes } from './frozen-routes.ts';
import type { RoutingProblem } from './problem.ts';
import { distanceOf, listActivities } from './route-evaluation.ts';
import { RoutingProblemError } from './routing-problem-error.ts';
import type { GivenRoute } from './ruin-recreate/ruin-recreate.ts';
import { StartRoutes, validateInitialRoutes } from './select-initial-routes.ts';
import { setAside } from './set-aside.ts';
import type { FrozenRoute, RoutingRoute, RoutingTrip } from './solution.ts';

/** What is left to search once the routes that stay are taken out. */
export interface SettledProblem {
  readonly problem: RoutingProblem;
  /** Routes to start from, those with a frozen head first. */
  readonly initial: readonly GivenRoute[];
  /** Clients of each frozen head, in order; they stay at the front of a route of their own and of that vehicle type. */
  readonly heads: readonly (readonly number[])[];
  /** Routes that stay as they are, in the clients of the whole problem. */
  readonly aside: readonly DayRoute[];
  /** Client of the whole problem by client of this one. */
  readonly clientOf: readonly number[];
}

/** A vehicle's day without its times. */
export type DayRoute = Pick<RoutingRoute, 'vehicleType' | 'trips'>;

/**
 * Splits the frozen routes into those to set aside (whole ones, and heads that break a limit, which no search can mend) and heads
 * to search behind; translates these and the initial routes into the clients that remain.
 *
 * @throws RoutingProblemError for frozen or initial routes that name what the problem does not have, or a client twice.
 */
export function settleFrozen(
  problem: RoutingProblem,
  initial: readonly RoutingRoute[],
  frozen: readonly FrozenRoute[],
): SettledProblem {
  validateFrozenRoutes(problem, frozen);
  validateInitialRoutes(problem, initial);
  const kept = frozen.map((route) => ({ ...route, head: keptTrips(problem, route) }));
  const start = new StartRoutes(
    problem,
    kept.flatMap(({ head }) => head),
  );
  const heads: (readonly RoutingTrip[])[] = [];
  const aside: DayRoute[] = [];
  for (const { vehicleType, head, trips, stops } of kept) {
    if (stops !== undefined && start.addWithHead(vehicleType, head, trips)) heads.push(head);
    else aside.push({ vehicleType, trips: head });
  }
  refuseUnreachable(problem, aside);
  const remaining = setAside(problem, aside);
  for (const { vehicleType, trips } of initial) start.add(vehicleType, trips);
  const indexOf = (client: number): number => remaining.indexOf[client];
  return {
    problem: remaining.problem,
    initial: start.routes.map(({ vehicleType, trips }) => ({
      type: vehicleType,
      nodes: toNodes(trips, indexOf),
    })),
    heads: heads.map((head) => head.flatMap(({ clients }) => clients.map(indexOf))),
    aside,
    clientOf: remaining.clientOf,
  };
}

/** A route without a road has no cost, so that no answer could hold it. */
function refuseUnreachable(problem: RoutingProblem, aside: readonly DayRoute[]): void {
  const issues = aside.flatMap(({ vehicleType, trips }) => {
    const { profile } = problem.vehicleTypes[vehicleType];
    const timed = listActivities(problem, problem.vehicleTypes[vehicleType], trips);
    if (
      distanceOf(problem, problem.vehicleTypes[vehicleType], trips) < Infinity &&
      timed.every(({ travel }) => travel < Infinity)
    )
      return [];
    const clients = trips.flatMap((trip) => trip.clients).join(', ');
    const message = `no road joins the stops ${clients} of a frozen route for travel profile ${profile}`;
    return [{ code: 'frozen_unreachable', path: 'frozen', message }];
  });
  if (issues.length > 0) throw new RoutingProblemError(issues);
}

function toNodes(trips: readonly RoutingTrip[], indexOf: (client: number) => number): readonly number[] {
  return trips.flatMap(({ clients, startBase }, trip) => {
    const nodes = clients.map(indexOf);
    return trip === 0 ? nodes : [-1 - startBase, ...nodes];
  });
}
