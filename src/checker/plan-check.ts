import type { County } from '../model/county.ts';
import type { Plan } from '../model/plan.ts';
import type { TravelEngine } from '../network/travel-engine.ts';
import { askMatrices, listCheckedWeeks, PlanCheckBasis } from './plan-check-basis.ts';
import { checkWeekCost } from './plan-cost-check.ts';
import { checkFleetAndSites } from './plan-fleet-check.ts';
import { checkFlows } from './plan-flow-check.ts';
import { checkLadder } from './plan-ladder-check.ts';
import { checkRoutes } from './plan-route-check.ts';
import type { PlanViolation } from './plan-violation.ts';

/**
 * Recomputes a finished plan from the county, its scenario and matrices asked for afresh, sharing no code with the
 * search or the planner: every route in place and time, every limit, who may use what, every demand's way through
 * the week, every cost part and total, the main metrics and the comparison. Empty when all holds.
 *
 * Today's runs are held to continuity, travel, mass and cost; their hours, loads and fleets are as they are.
 */
export async function checkPlan(
  county: County,
  plan: Plan,
  travel: TravelEngine,
): Promise<readonly PlanViolation[]> {
  const basis = new PlanCheckBasis(county, plan, await askMatrices(county, travel));
  const checked = new Set<unknown>();
  for (const week of listCheckedWeeks(plan)) {
    if (checked.has(week.coalition)) continue;
    checked.add(week.coalition);
    checkRoutes(basis, week);
    checkFlows(basis, week);
    checkWeekCost(basis, week);
    if (week.rung !== 'as_operated') checkFleetAndSites(basis, week);
  }
  checkLadder(basis);
  return basis.violations;
}
