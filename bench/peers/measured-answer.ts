import { checkRouting } from '../../src/checker/routing-check.ts';
import { findLeftOut } from '../../src/solver/routing/left-out.ts';
import type { RoutingProblem } from '../../src/solver/routing/problem.ts';
import { evaluateRoute } from '../../src/solver/routing/route-evaluation.ts';
import type { RoutingRoute, RoutingSolution, RoutingTrip } from '../../src/solver/routing/solution.ts';

/**
 * What a run came to. `partial`: routes that keep every constraint but leave clients out; `infeasible`: some constraint
 * is broken; `no_answer`: the solver found nothing; `cannot_express`: it has no way to state the problem; `failed`: its
 * process broke down.
 */
export type RunStatus = 'feasible' | 'partial' | 'infeasible' | 'no_answer' | 'cannot_express' | 'failed';

/** A solver's answer as the independent checker sees it. */
export interface MeasuredAnswer {
  readonly status: RunStatus;
  /** The checker's cost; null unless feasible. */
  readonly cost: number | null;
  readonly vehicles: number;
  readonly unserved: number;
  /** How often each constraint is broken. */
  readonly violations: Readonly<Record<string, number>>;
  readonly solution: RoutingSolution;
}

/** One vehicle's day without its times, as a peer gives it. */
export interface PeerRoute {
  readonly vehicleType: number;
  readonly trips: readonly RoutingTrip[];
}

/**
 * Turns a peer's routes into a solution of our form. Each day starts as ours do, with the least duration at the earliest
 * end; a day that keeps not all constraints starts with the shift. Cost and feasibility are the checker's.
 */
export function toRoutingSolution(problem: RoutingProblem, routes: readonly PeerRoute[]): RoutingSolution {
  const timed = routes
    .filter(({ trips }) => trips.length > 0)
    .map((route): RoutingRoute => ({
      vehicleType: route.vehicleType,
      start: findStart(problem, route),
      trips: route.trips,
    }));
  const served = new Set(timed.flatMap(({ trips }) => trips.flatMap(({ clients }) => clients)));
  const left = findLeftOut(problem, served);
  const claim = { routes: timed, unserved: left.clients, cost: 0, feasible: true, iterations: 0 };
  const { cost, feasible } = checkRouting(problem, claim);
  return { ...claim, cost, feasible };
}

function findStart(problem: RoutingProblem, { vehicleType, trips }: PeerRoute): number {
  const { shift } = problem.vehicleTypes[vehicleType];
  return evaluateRoute(problem, vehicleType, trips)?.start ?? shift.earliest;
}

/** Has a solution checked and says what it came to. */
export function measure(problem: RoutingProblem, solution: RoutingSolution): MeasuredAnswer {
  const check = checkRouting(problem, solution);
  const violations: Record<string, number> = {};
  for (const { code } of check.violations) violations[code] = (violations[code] ?? 0) + 1;
  const onlyLeftOut = Object.keys(violations).every((code) => code === 'required_unserved');
  const status = check.violations.length === 0 ? 'feasible' : onlyLeftOut ? 'partial' : 'infeasible';
  return {
    status,
    cost: status === 'feasible' ? check.cost : null,
    vehicles: check.vehicles,
    unserved: solution.unserved.length,
    violations,
    solution,
  };
}
