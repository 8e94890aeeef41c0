import type { County } from '../model/county.ts';
import type { Plan } from '../model/plan.ts';
import type { TravelEngine } from '../network/travel-engine.ts';
import type { PlanViolation } from './plan-violation.ts';

export async function checkPlan(
  _county: County,
  _plan: Plan,
  _travel: TravelEngine,
): Promise<readonly PlanViolation[]> {
  return [];
}
