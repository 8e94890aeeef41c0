import { checkPlan } from '../checker/plan-check.ts';
import type { County } from '../model/county.ts';
import type { CoalitionPlan, Plan, Rung, RungName } from '../model/plan.ts';
import type { TravelEngine } from '../network/travel-engine.ts';
import { ROUTING_SOLVER_VERSION } from '../solver/routing/solve-routing.ts';
import { costOperations } from './as-operated.ts';
import { compareRungs } from './comparison.ts';
import { sumCosts } from './cost.ts';
import { listLegGeometries } from './leg-geometries.ts';
import { measureWeeks } from './metrics.ts';
import type { SeededPlan } from './plan-coalition.ts';
import { PlanRefusedError } from './plan-errors.ts';
import { listOperatingCoalitions } from './plan-records/planned-trips.ts';
import { PLANNER_VERSION } from './planner-version.ts';
import type { PlanningContext } from './planning-context.ts';

/** What a plan is made from, and travel to draw and to check it with. */
export interface PlanOrigin {
  readonly county: County;
  readonly datasetHash: string;
  readonly travel: TravelEngine;
}

/**
 * The ladder of a plan: today's runs where the county has any, carriers alone, and pools with whoever is in none.
 *
 * @param pooled plans that together hold every carrier once
 */
export function buildLadder(
  context: PlanningContext,
  seeds: readonly number[],
  alone: readonly SeededPlan[],
  pooled: readonly SeededPlan[],
): readonly Rung[] {
  return [
    ...(context.county.operations.length > 0 ? [costToday(context)] : []),
    toSeededRung(context, 'alone', seeds, alone),
    toSeededRung(context, 'pooled', seeds, pooled),
  ];
}

/**
 * A finished plan: the rungs with their comparison and the geometry of all legs, checked independently.
 *
 * @throws PlanRefusedError when the checker finds a violation, a defect of the planner.
 */
export async function completePlan(
  context: PlanningContext,
  { county, datasetHash, travel }: PlanOrigin,
  rungs: readonly Rung[],
): Promise<Plan> {
  const { meter, scenario, index } = context;
  meter.start('geometry');
  const plan: Plan = {
    countyCode: county.code,
    countyName: county.name,
    datasetHash,
    solverVersion: `${PLANNER_VERSION} ${ROUTING_SOLVER_VERSION}`,
    travel: { engine: travel.name, estimated: travel.estimated },
    scenario,
    rungs,
    comparison: compareRungs(rungs, index),
    geometries: await listLegGeometries(index, rungs, travel),
    attributions: [...new Set([...county.attributions, ...travel.attributions])],
  };
  meter.finish('geometry');
  const violations = await checkPlan(county, plan, travel);
  if (violations.length > 0) throw new PlanRefusedError(violations);
  meter.finish('check');
  return plan;
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
