import type { RoutingProblem } from '../../solver/routing/problem.ts';
import { RoutingProblemError } from '../../solver/routing/routing-problem-error.ts';
import { settleFrozen } from '../../solver/routing/settled-problem.ts';
import type { FrozenRoute, RoutingRoute, RoutingTrip } from '../../solver/routing/solution.ts';
import type { RequestIssues } from './request-issues.ts';
import type { RoutingRequest } from './routing-schemas.ts';

/** Routes that come with a request, in the indices of its problem. */
export interface GivenRoutes {
  readonly initial: readonly RoutingRoute[];
  readonly frozen: readonly FrozenRoute[];
}

type RequestedRoute = NonNullable<RoutingRequest['frozen']>[number];

interface Ids {
  readonly bases: ReadonlyMap<string, number>;
  readonly clients: ReadonlyMap<string, number>;
  readonly vehicleTypes: ReadonlyMap<string, number>;
}

/**
 * The routes to start from and the frozen ones of a request; unknown ids go to `issues`.
 *
 * @throws RoutingProblemError with the request's paths, where the routes do not fit together.
 */
export function toGivenRoutes(
  request: RoutingRequest,
  problem: RoutingProblem,
  issues: RequestIssues,
): GivenRoutes {
  const ids: Ids = {
    bases: positionsOf(request.bases),
    clients: positionsOf(request.clients),
    vehicleTypes: positionsOf(request.vehicleTypes),
  };
  const initial = (request.initialRoutes ?? []).map((route, index) => {
    const { vehicleType, trips } = toRoute(route, problem, ids, issues, `/initialRoutes/${index}`);
    return { vehicleType, trips, start: 0 };
  });
  const frozen = (request.frozen ?? []).map((route, index) => {
    const { vehicleType, trips } = toRoute(route, problem, ids, issues, `/frozen/${index}`);
    return route.stops === undefined ? { vehicleType, trips } : { vehicleType, trips, stops: route.stops };
  });
  issues.refuse();
  try {
    settleFrozen(problem, initial, frozen);
  } catch (error) {
    throw error instanceof RoutingProblemError ? inRequestPaths(error) : error;
  }
  return { initial, frozen };
}

function positionsOf(rows: readonly { readonly id: string }[]): ReadonlyMap<string, number> {
  return new Map(rows.map(({ id }, position) => [id, position]));
}

function toRoute(
  route: RequestedRoute,
  problem: RoutingProblem,
  ids: Ids,
  issues: RequestIssues,
  path: string,
): Pick<RoutingRoute, 'vehicleType' | 'trips'> {
  const vehicleType = issues.resolve(ids.vehicleTypes, route.vehicleTypeId, `${path}/vehicleTypeId`);
  const type = problem.vehicleTypes[vehicleType];
  const trips: RoutingTrip[] = [];
  route.trips.forEach(({ clientIds, startBaseId, endBaseId }, trip) => {
    const where = `${path}/trips/${trip}`;
    const base = (id: string, member: string): number => issues.resolve(ids.bases, id, `${where}/${member}`);
    const ended = trips.at(-1)?.endBase ?? type.startBase;
    const onward = route.trips[trip + 1]?.startBaseId;
    const last = trip === route.trips.length - 1;
    const usual = last ? type.endBase : (type.reloadBases?.[0] ?? type.startBase);
    const next = onward === undefined ? usual : (ids.bases.get(onward) ?? usual);
    trips.push({
      clients: clientIds.map((id, i) => issues.resolve(ids.clients, id, `${where}/clientIds/${i}`)),
      startBase: startBaseId === undefined ? ended : base(startBaseId, 'startBaseId'),
      endBase: endBaseId === undefined ? next : endBaseId === null ? null : base(endBaseId, 'endBaseId'),
    });
  });
  return { vehicleType, trips };
}

function inRequestPaths({ issues }: RoutingProblemError): RoutingProblemError {
  return new RoutingProblemError(
    issues.map(({ code, path, message }) => ({
      code,
      message,
      path: path
        .replace(/^initial\//, 'initialRoutes/')
        .replace('/clients/', '/clientIds/')
        .replace(/(vehicleType|startBase|endBase)$/, '$1Id'),
    })),
  );
}
