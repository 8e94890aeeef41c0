import { findLeftOut } from './left-out.ts';
import type { RoutingProblem } from './problem.ts';
import type { SettledProblem } from './settled-problem.ts';
import { judgeRoute } from './route-faults.ts';
import { evaluateRoute } from './route-evaluation.ts';
import type { GivenRoute } from './ruin-recreate/ruin-recreate.ts';
import type { RoutingRoute, RoutingSolution, RoutingTrip } from './solution.ts';

/** Turns found routes and those set aside into the answer, with times and cost recomputed on the problem itself. */
export function toSolution(
  problem: RoutingProblem,
  { aside, clientOf }: Pick<SettledProblem, 'aside' | 'clientOf'>,
  found: readonly GivenRoute[],
  iterations: number,
): RoutingSolution {
  const routes: RoutingRoute[] = [];
  let cost = 0;
  let fine = true;
  for (const { vehicleType, trips } of aside) {
    const judged = judgeRoute(problem, vehicleType, trips);
    routes.push({ vehicleType, start: judged.start, trips });
    cost += judged.cost;
    fine &&= judged.faults.length === 0;
  }
  for (const { type, nodes } of found) {
    const trips = toTrips(problem, type, nodes, clientOf);
    const evaluation = evaluateRoute(problem, type, trips);
    if (evaluation === null)
      throw new Error(`the search returned a route that breaks a constraint: ${nodes.join(' ')}`);
    routes.push({ vehicleType: type, start: evaluation.start, trips });
    cost += evaluation.cost;
  }
  const served = new Set(routes.flatMap(({ trips }) => trips.flatMap(({ clients }) => clients)));
  const leftOut = findLeftOut(problem, served);
  return {
    routes,
    unserved: leftOut.clients,
    cost: cost + leftOut.cost,
    feasible: fine && leftOut.allowed && hasLeastFleet(problem, routes),
    iterations,
  };
}

/** True when each vehicle type has as many vehicles on the road as it must have. */
function hasLeastFleet({ vehicleTypes }: RoutingProblem, routes: readonly RoutingRoute[]): boolean {
  return vehicleTypes.every(({ minCount = 0 }, type) => {
    return minCount === 0 || routes.filter(({ vehicleType }) => vehicleType === type).length >= minCount;
  });
}

function toTrips(
  problem: RoutingProblem,
  type: number,
  nodes: readonly number[],
  clientOf: readonly number[],
): readonly RoutingTrip[] {
  const { startBase, endBase } = problem.vehicleTypes[type];
  const trips: RoutingTrip[] = [];
  let start = startBase;
  let clients: number[] = [];
  for (const node of nodes) {
    if (node >= 0) {
      clients.push(clientOf[node]);
    } else {
      trips.push({ clients, startBase: start, endBase: -1 - node });
      start = -1 - node;
      clients = [];
    }
  }
  trips.push({ clients, startBase: start, endBase });
  return trips;
}
