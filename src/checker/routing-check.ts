import type { RoutingProblem } from '../solver/routing/problem.ts';
import type { RoutingSolution } from '../solver/routing/solution.ts';
import { RoutingRouteWalk } from './routing-route-walk.ts';
import type { RoutingViolation, RoutingViolationCode } from './routing-violation.ts';

/** The checker's word on a solution. */
export interface RoutingCheck {
  readonly violations: readonly RoutingViolation[];
  /** Recomputed from the routes and what they leave out. */
  readonly cost: number;
  readonly vehicles: number;
  readonly distance: number;
  /** True when every constraint holds and every required client is served. */
  readonly feasible: boolean;
}

/** Violations that say something about the claims of a solution, not about its routes. */
const CLAIMS: ReadonlySet<RoutingViolationCode> = new Set([
  'wrong_cost',
  'wrong_feasibility',
  'unserved_mismatch',
]);

/** Share of the cost by which floating-point sums may differ. */
const RELATIVE_COST_TOLERANCE = 1e-9;

/**
 * Recomputes a solution from the problem alone and lists every broken constraint; shares no code with the search.
 *
 * Each route is simulated from its stated start: loading, travel, waiting, service. Linear in the stops.
 */
export function checkRouting(problem: RoutingProblem, solution: RoutingSolution): RoutingCheck {
  const violations: RoutingViolation[] = [];
  let cost = costOfLeftOut(problem, solution);
  let distance = 0;
  if (listUnknownIndices(problem, solution, violations)) {
    return { violations, cost: Number.NaN, vehicles: solution.routes.length, distance: 0, feasible: false };
  }
  solution.routes.forEach((route, index) => {
    const walk = new RoutingRouteWalk(problem, route, index, violations);
    cost += walk.cost;
    distance += walk.distance;
  });
  checkFleet(problem, solution, violations);
  checkCoverage(problem, solution, violations);
  const feasible = violations.every(({ code }) => CLAIMS.has(code));
  checkClaims(solution, cost, feasible, violations);
  return { violations, cost, vehicles: solution.routes.length, distance, feasible };
}

/** Adds a violation for each index that points nowhere; true when there was one. */
function listUnknownIndices(
  problem: RoutingProblem,
  solution: RoutingSolution,
  violations: RoutingViolation[],
): boolean {
  const before = violations.length;
  const expect = (value: number | null, length: number, what: string, route?: number): void => {
    if (value !== null && !(Number.isInteger(value) && value >= 0 && value < length)) {
      violations.push({ code: 'unknown_index', message: `There is no ${what} ${value}.`, route });
    }
  };
  solution.unserved.forEach((client) => expect(client, problem.clients.length, 'client'));
  solution.routes.forEach((route, index) => {
    expect(route.vehicleType, problem.vehicleTypes.length, 'vehicle type', index);
    for (const trip of route.trips) {
      expect(trip.startBase, problem.bases.length, 'base', index);
      expect(trip.endBase, problem.bases.length, 'base', index);
      trip.clients.forEach((client) => expect(client, problem.clients.length, 'client', index));
    }
  });
  return violations.length > before;
}

function checkFleet(
  problem: RoutingProblem,
  solution: RoutingSolution,
  violations: RoutingViolation[],
): void {
  problem.vehicleTypes.forEach(({ count, minCount = 0 }, type) => {
    const used = solution.routes.filter(({ vehicleType }) => vehicleType === type).length;
    if (used > count) {
      const message = `${used} vehicles of type ${type}, ${count} there.`;
      violations.push({ code: 'too_many_vehicles', message, amount: used - count });
    }
    if (used < minCount) {
      const message = `${used} vehicles of type ${type} on the road, at least ${minCount} asked for.`;
      violations.push({ code: 'too_few_vehicles', message, amount: minCount - used });
    }
  });
}

function listServed(solution: RoutingSolution): readonly number[] {
  return solution.routes.flatMap(({ trips }) => trips.flatMap(({ clients }) => clients));
}

function checkCoverage(
  problem: RoutingProblem,
  solution: RoutingSolution,
  violations: RoutingViolation[],
): void {
  const visits = new Uint32Array(problem.clients.length);
  const groupVisits = new Map<number, number>();
  for (const client of listServed(solution)) {
    visits[client]++;
    const { group } = problem.clients[client];
    if (group !== undefined) groupVisits.set(group, (groupVisits.get(group) ?? 0) + 1);
  }
  for (const [group, count] of groupVisits) {
    if (count > 1) {
      violations.push({
        code: 'group_served_twice',
        message: `Group ${group} is served ${count} times.`,
        amount: count - 1,
      });
    }
  }
  const listed = new Set(solution.unserved);
  const required = requiredGroups(problem);
  problem.clients.forEach(({ prize, group }, client) => {
    if (visits[client] > 1) {
      violations.push({
        code: 'served_twice',
        message: `Client ${client} is served ${visits[client]} times.`,
        client,
      });
    }
    const leftOut = visits[client] === 0 && (group === undefined || !groupVisits.has(group));
    if (leftOut !== listed.has(client)) {
      violations.push({
        code: 'unserved_mismatch',
        message: `Client ${client} is wrongly listed as (un)served.`,
        client,
      });
    }
    if (leftOut && (group === undefined ? prize === undefined : required.has(group))) {
      violations.push({ code: 'required_unserved', message: `Client ${client} must be served.`, client });
    }
  });
}

/** Groups with a member that has no prize: one of them must be served. */
function requiredGroups(problem: RoutingProblem): ReadonlySet<number> {
  return new Set(
    problem.clients.flatMap(({ group, prize }) =>
      group !== undefined && prize === undefined ? [group] : [],
    ),
  );
}

function costOfLeftOut(problem: RoutingProblem, solution: RoutingSolution): number {
  const served = new Set(listServed(solution));
  const groupsServed = new Set([...served].map((client) => problem.clients[client]?.group));
  const groupPrizes = new Map<number, number>();
  let cost = 0;
  problem.clients.forEach(({ prize = 0, group }, client) => {
    if (group === undefined) cost += served.has(client) ? 0 : prize;
    else if (!groupsServed.has(group)) groupPrizes.set(group, Math.max(prize, groupPrizes.get(group) ?? 0));
  });
  for (const prize of groupPrizes.values()) cost += prize;
  return cost;
}

function checkClaims(
  solution: RoutingSolution,
  cost: number,
  feasible: boolean,
  violations: RoutingViolation[],
): void {
  const difference = Math.abs(solution.cost - cost);
  if (!(difference <= RELATIVE_COST_TOLERANCE * Math.max(1, Math.abs(cost)))) {
    const message = `The solution claims cost ${solution.cost}; it is ${cost}.`;
    violations.push({ code: 'wrong_cost', message, amount: difference });
  }
  if (solution.feasible !== feasible) {
    violations.push({
      code: 'wrong_feasibility',
      message: `The solution wrongly claims feasible = ${solution.feasible}.`,
    });
  }
}
