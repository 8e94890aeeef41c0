import { expect, test } from 'vitest';
import { checkRouting } from '../../../../src/checker/routing-check.ts';
import type { RoutingProblem, RoutingVehicleType } from '../../../../src/solver/routing/problem.ts';
import { solveRouting } from '../../../../src/solver/routing/solve-routing.ts';
import { NO_FEATURES, randomProblem } from '../random-problem.ts';

/** Vehicles that are cheap to send out, and others, of later hours, that are dear to send out and cheap by the metre. */
function withTwoFamilies(problem: RoutingProblem): RoutingProblem {
  const [type] = problem.vehicleTypes;
  const several = { reloadBases: [type.startBase], maxTrips: 3, count: 8 };
  const early: RoutingVehicleType = Object.assign({}, type, several, { fixedCost: 1, costPerMetre: 5 });
  const late: RoutingVehicleType = Object.assign({}, type, several, {
    fixedCost: 1000,
    costPerMetre: 0.5,
    shift: { earliest: type.shift.earliest + 1, latest: type.shift.latest + 1 },
  });
  return { ...problem, vehicleTypes: [early, late] };
}

test('vehicles that never are the cheapest for one client alone come into use where they make the plan cheaper', () => {
  for (const seed of [1, 2, 3]) {
    const problem = withTwoFamilies(randomProblem(seed, 40, NO_FEATURES));
    const [early, late] = problem.vehicleTypes;
    const stop = { iterations: 6000 };
    const mixed = solveRouting(problem, { seed, stop });
    const lateOnly = solveRouting({ ...problem, vehicleTypes: [late] }, { seed, stop });
    const earlyOnly = solveRouting({ ...problem, vehicleTypes: [early] }, { seed, stop });
    expect(checkRouting(problem, mixed).violations).toEqual([]);
    expect(lateOnly.cost).toBeLessThan(0.95 * earlyOnly.cost);
    expect(mixed.cost).toBeLessThan(1.03 * lateOnly.cost);
  }
});
