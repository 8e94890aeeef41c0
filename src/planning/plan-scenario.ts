import type { CarrierId } from '../model/carrier.ts';
import type { County } from '../model/county.ts';
import type { Plan, Rung } from '../model/plan.ts';
import type { Scenario } from '../model/scenario.ts';
import { buildLadder, completePlan } from './complete-plan.ts';
import { planAlone, planPool } from './plan-coalition.ts';
import type { PlanningContext } from './planning-context.ts';
import { buildPlanningContext } from './planning-context.ts';
import type { PlanningPorts } from './planning-ports.ts';

/**
 * Plans a scenario: every rung of the ladder on the same demand, calendar, matrices, prices, solver and seeds, their
 * comparison and the geometry of all legs, checked independently before it is returned. With a budget in iterations
 * the same input gives the same plan.
 *
 * @param scenario as `resolveScenario` returns it.
 * @throws PlanCancelledError when the caller cancels; PlanRefusedError when the checker finds a violation, a defect
 *   of the planner.
 */
export async function planScenario(
  county: County,
  datasetHash: string,
  scenario: Scenario,
  ports: PlanningPorts,
): Promise<Plan> {
  const context = await buildPlanningContext(county, scenario, ports);
  const rungs = await planLadder(context);
  return completePlan(context, { county, datasetHash, travel: ports.travel }, rungs);
}

async function planLadder(context: PlanningContext): Promise<readonly Rung[]> {
  const { county, scenario, meter } = context;
  const seeds = Array.from({ length: scenario.seeds }, (_, index) => scenario.seed + index);
  const planned = county.carriers.map(async ({ id }) => [id, await planAlone(context, id, seeds)] as const);
  const alone = new Map(await Promise.all(planned));
  const members = listPools(scenario);
  const pools = await Promise.all(members.map((pool) => planPool(context, pool, seeds, alone)));
  const pooling = new Set(members.flat());
  const singles = [...alone].filter(([id]) => !pooling.has(id)).map(([, plan]) => plan);
  meter.skipTo(3, 'as operated');
  const rungs = buildLadder(context, seeds, [...alone.values()], [...pools, ...singles]);
  meter.finish('as operated');
  return rungs;
}

/** Coalitions of two members or more; a coalition of one is a carrier alone. */
function listPools({ coalitions }: Scenario): readonly (readonly CarrierId[])[] {
  return coalitions.filter((members) => members.length > 1);
}
