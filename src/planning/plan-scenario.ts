import { checkPlan } from '../checker/plan-check.ts';
import type { CarrierId } from '../model/carrier.ts';
import type { County } from '../model/county.ts';
import type { CoalitionPlan, Plan, Rung, RungName } from '../model/plan.ts';
import type { Scenario } from '../model/scenario.ts';
import { ROUTING_SOLVER_VERSION } from '../solver/routing/solve-routing.ts';
import { costOperations } from './as-operated.ts';
import { compareRungs } from './comparison.ts';
import { sumCosts } from './cost.ts';
import { listLegGeometries } from './leg-geometries.ts';
import { measureWeeks } from './metrics.ts';
import type { SeededPlan } from './plan-coalition.ts';
import { planAlone, planPool } from './plan-coalition.ts';
import { PlanRefusedError } from './plan-errors.ts';
import { listOperatingCoalitions } from './plan-records/planned-trips.ts';
import type { PlanningContext } from './planning-context.ts';
import { buildPlanningContext } from './planning-context.ts';
import type { PlanningPorts } from './planning-ports.ts';

/** Bumped whenever planning may give another plan for the same input. */
export const PLANNER_VERSION = 'planner/3';

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
  const { meter } = context;
  const rungs = await planLadder(context);
  meter.start('geometry');
  const plan: Plan = {
    countyCode: county.code,
    countyName: county.name,
    datasetHash,
    solverVersion: `${PLANNER_VERSION} ${ROUTING_SOLVER_VERSION}`,
    travel: { engine: ports.travel.name, estimated: ports.travel.estimated },
    scenario,
    rungs,
    comparison: compareRungs(rungs, context.index),
    geometries: await listLegGeometries(context.index, rungs, ports.travel),
    attributions: [...new Set([...county.attributions, ...ports.travel.attributions])],
  };
  meter.finish('geometry');
  const violations = await checkPlan(county, plan, ports.travel);
  if (violations.length > 0) throw new PlanRefusedError(violations);
  meter.finish('check');
  return plan;
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
  const operated = county.operations.length > 0 ? [costToday(context)] : [];
  meter.finish('as operated');
  return [
    ...operated,
    toSeededRung(context, 'alone', seeds, [...alone.values()]),
    toSeededRung(context, 'pooled', seeds, [...pools, ...singles]),
  ];
}

/** Coalitions of two members or more; a coalition of one is a carrier alone. */
function listPools({ coalitions }: Scenario): readonly (readonly CarrierId[])[] {
  return coalitions.filter((members) => members.length > 1);
}

function costToday(context: PlanningContext): Rung {
  const coalitions = context.county.carriers.map(({ id }) => costOperations(context, id));
  const { seed } = context.scenario;
  const rung = toRung(context, 'as_operated', coalitions);
  return { ...rung, seedTotals: [{ seed, totalFen: rung.cost.totalFen }] };
}

/** The coalitions' kept plans, each the least over its own seeds, with the sums per seed. */
function toSeededRung(
  context: PlanningContext,
  name: RungName,
  seeds: readonly number[],
  plans: readonly SeededPlan[],
): Rung {
  const rung = toRung(
    context,
    name,
    plans.map(({ kept }) => kept),
  );
  const seedTotals = seeds.map((seed, index) => {
    return { seed, totalFen: plans.reduce((sum, { seedFen }) => sum + seedFen[index], 0) };
  });
  return { ...rung, seedTotals };
}

function toRung(
  context: PlanningContext,
  name: RungName,
  coalitions: readonly CoalitionPlan[],
): Omit<Rung, 'seedTotals'> {
  const cost = sumCosts(coalitions.map((coalition) => coalition.cost));
  const leaves = listOperatingCoalitions({ name, coalitions } as Rung);
  return { name, coalitions, cost, metrics: measureWeeks(context.index, leaves) };
}
