import { findLeftOut } from './left-out.ts';
import type { RoutingProblem } from './problem.ts';
import { evaluateRoute } from './route-evaluation.ts';
import type { RoutingRoute, RoutingSolution, RoutingTrip } from './solution.ts';

interface DraftRoute {
  readonly vehicleType: number;
  readonly trips: readonly RoutingTrip[];
  readonly cost: number;
}

interface Insertion {
  readonly route: number;
  readonly draft: DraftRoute;
  readonly delta: number;
}

/**
 * Best-insertion construction on plain objects: each client, in order of index, goes where it costs least, in an open
 * route or a new one. Cubic in the clients; the simplest answer that keeps every constraint.
 */
export function constructRoutes(problem: RoutingProblem, initial: readonly RoutingRoute[]): RoutingSolution {
  const drafts: DraftRoute[] = [];
  const served = new Set<number>();
  for (const route of initial) {
    const evaluation = evaluateRoute(problem, route.vehicleType, route.trips);
    if (evaluation === null) continue;
    drafts.push({ vehicleType: route.vehicleType, trips: route.trips, cost: evaluation.cost });
    for (const trip of route.trips) for (const client of trip.clients) served.add(client);
  }
  const groups = new Set<number>();
  const inGroup = (index: number): number => problem.clients[index].group ?? -1;
  for (const client of served) if (inGroup(client) >= 0) groups.add(inGroup(client));
  for (let client = 0; client < problem.clients.length; client++) {
    if (served.has(client) || groups.has(inGroup(client))) continue;
    const insertion = findBestInsertion(problem, drafts, client);
    if (insertion === null || insertion.delta > (problem.clients[client].prize ?? Infinity)) continue;
    drafts[insertion.route] = insertion.draft;
    served.add(client);
    if (inGroup(client) >= 0) groups.add(inGroup(client));
  }
  return toSolution(problem, drafts, served);
}

function findBestInsertion(
  problem: RoutingProblem,
  drafts: readonly DraftRoute[],
  client: number,
): Insertion | null {
  let best: Insertion | null = null;
  const consider = (
    route: number,
    vehicleType: number,
    trips: readonly RoutingTrip[],
    before: number,
  ): void => {
    const evaluation = evaluateRoute(problem, vehicleType, trips);
    if (evaluation === null) return;
    const delta = evaluation.cost - before;
    if (best === null || delta < best.delta) {
      best = { route, draft: { vehicleType, trips, cost: evaluation.cost }, delta };
    }
  };
  drafts.forEach((draft, route) => {
    for (const trips of listInsertions(problem, draft, client)) {
      consider(route, draft.vehicleType, trips, draft.cost);
    }
  });
  problem.vehicleTypes.forEach((type, vehicleType) => {
    const used = drafts.filter((draft) => draft.vehicleType === vehicleType).length;
    if (used >= type.count) return;
    const trip = { clients: [client], startBase: type.startBase, endBase: type.endBase };
    consider(drafts.length, vehicleType, [trip], 0);
  });
  return best;
}

function listInsertions(
  problem: RoutingProblem,
  draft: DraftRoute,
  client: number,
): readonly RoutingTrip[][] {
  const type = problem.vehicleTypes[draft.vehicleType];
  const insertions: RoutingTrip[][] = [];
  draft.trips.forEach((trip, index) => {
    for (let at = 0; at <= trip.clients.length; at++) {
      const changed = { ...trip, clients: trip.clients.toSpliced(at, 0, client) };
      insertions.push(draft.trips.toSpliced(index, 1, changed));
    }
  });
  if (draft.trips.length >= (type.maxTrips ?? 1)) return insertions;
  for (const base of type.reloadBases ?? []) {
    const last = draft.trips[draft.trips.length - 1];
    const appended = { clients: [client], startBase: base, endBase: last.endBase };
    insertions.push(draft.trips.toSpliced(draft.trips.length - 1, 1, { ...last, endBase: base }, appended));
    const [first] = draft.trips;
    const prepended = { clients: [client], startBase: first.startBase, endBase: base };
    insertions.push(draft.trips.toSpliced(0, 1, prepended, { ...first, startBase: base }));
  }
  return insertions;
}

function toSolution(
  problem: RoutingProblem,
  drafts: readonly DraftRoute[],
  served: ReadonlySet<number>,
): RoutingSolution {
  const leftOut = findLeftOut(problem, served);
  const routes = drafts.map(({ vehicleType, trips }) => {
    return { vehicleType, start: evaluateRoute(problem, vehicleType, trips)?.start ?? 0, trips };
  });
  return {
    routes,
    unserved: leftOut.clients,
    cost: drafts.reduce((sum, draft) => sum + draft.cost, 0) + leftOut.cost,
    feasible: leftOut.allowed,
    iterations: 0,
  };
}
