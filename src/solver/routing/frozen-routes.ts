import type { RoutingProblem } from './problem.ts';
import { RoutingProblemError, type RoutingProblemIssue } from './routing-problem-error.ts';
import type { FrozenRoute, RoutingTrip } from './solution.ts';

/** The part of a frozen route that has to stay: all of it, or its first stops with an end as the vehicle type has it. */
export function keptTrips(problem: RoutingProblem, frozen: FrozenRoute): readonly RoutingTrip[] {
  if (frozen.stops === undefined) return frozen.trips;
  const kept: RoutingTrip[] = [];
  let left = frozen.stops;
  for (const trip of frozen.trips) {
    if (left <= 0) break;
    kept.push({ ...trip, clients: trip.clients.slice(0, left) });
    left -= trip.clients.length;
  }
  const { endBase } = problem.vehicleTypes[frozen.vehicleType];
  return kept.with(kept.length - 1, { ...kept[kept.length - 1], endBase });
}

/**
 * Checks frozen routes against a valid problem: indices, clients and groups that come twice, stops, how trips join, and the number of
 * vehicles. Limits that a frozen route breaks are no wrong input; the answer is infeasible then.
 *
 * @throws RoutingProblemError with every issue. Linear in the stops.
 */
export function validateFrozenRoutes(problem: RoutingProblem, frozen: readonly FrozenRoute[]): void {
  const issues = listFrozenIssues(problem, frozen);
  if (issues.length > 0) throw new RoutingProblemError(issues);
}

function listFrozenIssues(
  problem: RoutingProblem,
  frozen: readonly FrozenRoute[],
): readonly RoutingProblemIssue[] {
  const unknown = frozen.flatMap((route, index) => listUnknown(problem, route, `frozen/${index}`));
  if (unknown.length > 0) return unknown;
  const misshapen = frozen.flatMap((route, index) => listMisshapen(problem, route, `frozen/${index}`));
  if (misshapen.length > 0) return misshapen;
  return [...listTwice(problem, frozen), ...listBeyondFleet(problem, frozen)];
}

function listUnknown(
  problem: RoutingProblem,
  { vehicleType, trips }: FrozenRoute,
  path: string,
): readonly RoutingProblemIssue[] {
  const issues: RoutingProblemIssue[] = [];
  const expect = (value: number, length: number, where: string): void => {
    if (Number.isInteger(value) && value >= 0 && value < length) return;
    issues.push({
      code: 'index_out_of_range',
      path: where,
      message: `${value} is not an index below ${length}`,
    });
  };
  expect(vehicleType, problem.vehicleTypes.length, `${path}/vehicleType`);
  trips.forEach(({ clients, startBase, endBase }, trip) => {
    const where = `${path}/trips/${trip}`;
    expect(startBase, problem.bases.length, `${where}/startBase`);
    if (endBase !== null) expect(endBase, problem.bases.length, `${where}/endBase`);
    clients.forEach((client, index) => expect(client, problem.clients.length, `${where}/clients/${index}`));
  });
  return issues;
}

function listMisshapen(
  problem: RoutingProblem,
  route: FrozenRoute,
  path: string,
): readonly RoutingProblemIssue[] {
  const { trips, stops } = route;
  const type = problem.vehicleTypes[route.vehicleType];
  const total = trips.reduce((sum, { clients }) => sum + clients.length, 0);
  if (total === 0 || trips.some(({ clients }) => clients.length === 0)) {
    return [{ code: 'empty_route', path: `${path}/trips`, message: 'every trip visits a client' }];
  }
  if (stops !== undefined && !(Number.isInteger(stops) && stops >= 1 && stops <= total)) {
    const message = `${stops} is not a number of stops from 1 to ${total}`;
    return [{ code: 'stops_out_of_range', path: `${path}/stops`, message }];
  }
  const kept = keptTrips(problem, route);
  return kept.flatMap(({ startBase, endBase }, trip) => {
    const start = trip === 0 ? type.startBase : kept[trip - 1].endBase;
    const reload = trip === 0 || (type.reloadBases ?? []).includes(startBase);
    const ends = trip < kept.length - 1 || endBase === type.endBase;
    if (startBase === start && reload && ends) return [];
    const message =
      'a trip starts where the one before ended, at a base of the vehicle type, and the last ends there';
    return [{ code: 'broken_chain', path: `${path}/trips/${trip}`, message }];
  });
}

function listTwice(problem: RoutingProblem, frozen: readonly FrozenRoute[]): readonly RoutingProblemIssue[] {
  const issues: RoutingProblemIssue[] = [];
  const clients = new Set<number>();
  const groups = new Set<number>();
  frozen.forEach((route, index) => {
    for (const client of keptTrips(problem, route).flatMap((trip) => trip.clients)) {
      const { group } = problem.clients[client];
      const path = `frozen/${index}/trips`;
      if (clients.has(client))
        issues.push({ code: 'client_twice', path, message: `client ${client} comes twice` });
      else if (group !== undefined && groups.has(group))
        issues.push({ code: 'group_twice', path, message: `group ${group} comes twice` });
      clients.add(client);
      if (group !== undefined) groups.add(group);
    }
  });
  return issues;
}

function listBeyondFleet(
  { vehicleTypes }: RoutingProblem,
  frozen: readonly FrozenRoute[],
): readonly RoutingProblemIssue[] {
  return vehicleTypes.flatMap(({ count }, type) => {
    const bound = frozen.flatMap(({ vehicleType }, index) => (vehicleType === type ? [index] : []));
    if (bound.length <= count) return [];
    const message = `${bound.length} routes of a vehicle type of which there are ${count}`;
    return [{ code: 'frozen_above_count', path: `frozen/${bound[count]}/vehicleType`, message }];
  });
}
