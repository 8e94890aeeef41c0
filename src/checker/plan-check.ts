import type { County } from '../model/county.ts';
import type { Plan } from '../model/plan.ts';
import type { TravelEngine } from '../network/travel-engine.ts';
import { askMatrices, listCheckedWeeks, PlanCheckBasis } from './plan-check-basis.ts';
import { checkWeekCost } from './plan-cost-check.ts';
import { checkFleetAndSites } from './plan-fleet-check.ts';
import { checkFlows } from './plan-flow-check.ts';
import { checkGeometries } from './plan-geometry-check.ts';
import { checkIdentity } from './plan-identity-check.ts';
import { checkLadder } from './plan-ladder-check.ts';
import { checkReasons } from './plan-reason-check.ts';
import { checkRoutes } from './plan-route-check.ts';
import { checkSites } from './plan-site-check.ts';
import { checkVehicleTimes } from './plan-vehicle-time-check.ts';
import type { PlanViolation } from './plan-violation.ts';

/** What a plan is checked against beyond county, scenario and roads. */
export interface PlanCheckOptions {
  /** Dataset hash that the plan must state; any when absent. */
  readonly datasetHash?: string;
}

/**
 * Recomputes a finished plan from the county, its scenario and an engine asked afresh, sharing no code with the
 * search or the planner: every route in place and time, every limit, who may use what, every demand's way through
 * the week by day, every cost part, metric and figure of the comparison, the lines on the map, and where it all comes
 * from. Empty when all holds. What cannot be recomputed stands in `docs/decisions/0002-two-echelons.md`.
 *
 * Today's runs are held to continuity, travel, mass and cost; their hours, loads and fleets are as they are.
 */
export async function checkPlan(
  county: County,
  plan: Plan,
  travel: TravelEngine,
  options: PlanCheckOptions = {},
): Promise<readonly PlanViolation[]> {
  const basis = new PlanCheckBasis(county, plan, await askMatrices(county, travel));
  checkIdentity(basis, travel, options.datasetHash);
  const checked = new Set<unknown>();
  for (const week of listCheckedWeeks(plan)) {
    if (checked.has(week.coalition)) continue;
    checked.add(week.coalition);
    checkRoutes(basis, week);
    checkFlows(basis, week);
    checkReasons(basis, week);
    checkWeekCost(basis, week);
    checkSites(basis, week);
    if (week.rung === 'as_operated') continue;
    checkFleetAndSites(basis, week);
    checkVehicleTimes(basis, week);
  }
  checkLadder(basis);
  await checkGeometries(basis, travel);
  return basis.violations;
}
