import type { RoutingProblem } from './problem.ts';
import type { RoutingRoute } from './solution.ts';

/** A problem without what fixed routes settle already, and the way back from its clients. */
export interface RemainingProblem {
  readonly problem: RoutingProblem;
  /** Client of the whole problem by client of the remaining one. */
  readonly clientOf: readonly number[];
  /** The other way round; -1 for a settled client. */
  readonly indexOf: Int32Array;
}

type FixedRoute = Pick<RoutingRoute, 'vehicleType' | 'trips'>;

/**
 * Takes routes that stay as they are out of a problem: their clients with the groups these serve, and their vehicles. Linear in
 * the clients; the problem itself when there are no such routes.
 */
export function setAside(problem: RoutingProblem, routes: readonly FixedRoute[]): RemainingProblem {
  const settled = new Set(routes.flatMap(({ trips }) => trips.flatMap(({ clients }) => clients)));
  const groups = new Set([...settled].flatMap((client) => problem.clients[client].group ?? []));
  const clientOf = problem.clients.flatMap(({ group }, client) => {
    return settled.has(client) || (group !== undefined && groups.has(group)) ? [] : [client];
  });
  const indexOf = new Int32Array(problem.clients.length).fill(-1);
  clientOf.forEach((client, index) => (indexOf[client] = index));
  if (routes.length === 0) return { problem, clientOf, indexOf };
  const vehicleTypes = problem.vehicleTypes.map((type, index) => {
    const taken = routes.filter(({ vehicleType }) => vehicleType === index).length;
    return {
      ...type,
      count: type.count - taken,
      minCount: Math.max(0, (type.minCount ?? 0) - taken),
    };
  });
  const clients = clientOf.map((client) => problem.clients[client]);
  return { problem: { ...problem, clients, vehicleTypes }, clientOf, indexOf };
}
