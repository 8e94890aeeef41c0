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
import { planAlone, planPool } from './plan-coalition.ts';
import { PlanRefusedError } from './plan-errors.ts';
import { getById } from './plan-records/county-index.ts';
import { listOperatingCoalitions } from './plan-records/planned-trips.ts';
import type { PlanningContext } from './planning-context.ts';
import { buildPlanningContext } from './planning-context.ts';
import type { PlanningPorts } from './planning-ports.ts';

/** Bumped whenever planning may give another plan for the same input. */
export const PLANNER_VERSION = 'planner/1';

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
    comparison: compareRungs(rungs),
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
  const alone = new Map(
    await Promise.all(
      county.carriers.map(async ({ id }) => {
        return [id, await planAlone(context, id, seeds)] as const;
      }),
    ),
  );
  const pools = await Promise.all(
    listPools(scenario).map(async (members) => {
      return planPool(context, members, seeds, alone);
    }),
  );
  const pooling = new Set(listPools(scenario).flat());
  const singles = county.carriers.filter(({ id }) => !pooling.has(id));
  meter.skipTo(3, 'as operated');
  const operated = county.operations.length > 0 ? [costToday(context)] : [];
  meter.finish('as operated');
  return [
    ...operated,
    keepBestSeed(
      context,
      'alone',
      seeds,
      county.carriers.map(({ id }) => plansOf(alone, id)),
    ),
    keepBestSeed(context, 'pooled', seeds, [...pools, ...singles.map(({ id }) => plansOf(alone, id))]),
  ];
}

/** Coalitions of two members or more; a coalition of one is a carrier alone. */
function listPools({ coalitions }: Scenario): readonly (readonly CarrierId[])[] {
  return coalitions.filter((members) => members.length > 1);
}

function plansOf(
  alone: ReadonlyMap<CarrierId, readonly CoalitionPlan[]>,
  id: CarrierId,
): readonly CoalitionPlan[] {
  return getById(alone, id);
}

function costToday(context: PlanningContext): Rung {
  const coalitions = context.county.carriers.map(({ id }) => costOperations(context, id));
  const { seed } = context.scenario;
  const rung = toRung(context, 'as_operated', coalitions);
  return { ...rung, seedTotals: [{ seed, totalFen: rung.cost.totalFen }] };
}

/** The rung of the seed with the least total; the first of equals. `plans[coalition][seed]`. */
function keepBestSeed(
  context: PlanningContext,
  name: RungName,
  seeds: readonly number[],
  plans: readonly (readonly CoalitionPlan[])[],
): Rung {
  const totals = seeds.map((seed, index) => ({
    seed,
    totalFen: plans.reduce((sum, bySeed) => sum + bySeed[index].cost.totalFen, 0),
  }));
  const least = Math.min(...totals.map(({ totalFen }) => totalFen));
  const best = totals.findIndex(({ totalFen }) => totalFen === least);
  const rung = toRung(
    context,
    name,
    plans.map((bySeed) => bySeed[best]),
  );
  return { ...rung, seedTotals: totals };
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
