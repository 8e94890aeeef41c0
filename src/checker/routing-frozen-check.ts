import type { FrozenRoute, RoutingRoute, RoutingSolution } from '../solver/routing/solution.ts';
import type { RoutingViolation } from './routing-violation.ts';

/**
 * Lists what a solution does not keep of the frozen routes: each needs a route of its own, of its vehicle type, that is the
 * same (whole) or begins with the same stops, loading at the same bases. Linear in the stops.
 */
export function checkFrozen(
  frozen: readonly FrozenRoute[],
  solution: RoutingSolution,
): readonly RoutingViolation[] {
  const free = new Set(solution.routes);
  return frozen.flatMap((route, index) => {
    const kept = solution.routes.find((candidate) => free.has(candidate) && keeps(candidate, route));
    if (kept) {
      free.delete(kept);
      return [];
    }
    const message = `No route of vehicle type ${route.vehicleType} keeps frozen route ${index}.`;
    return [{ code: 'frozen_changed' as const, message, route: index }];
  });
}

function keeps({ vehicleType, trips }: RoutingRoute, frozen: FrozenRoute): boolean {
  if (vehicleType !== frozen.vehicleType) return false;
  const planned = listVisits(trips);
  const given = listVisits(frozen.trips);
  const head = given.slice(0, frozen.stops);
  if (frozen.stops === undefined && planned.length !== given.length) return false;
  return head.every(({ client, trip, startBase }, at) => {
    const other = planned[at];
    return other?.client === client && other.trip === trip && other.startBase === startBase;
  });
}

/** Stops in order, each with the number and the loading base of its trip. */
function listVisits(trips: RoutingRoute['trips']) {
  return trips.flatMap(({ clients, startBase }, trip) =>
    clients.map((client) => ({ client, trip, startBase })),
  );
}
