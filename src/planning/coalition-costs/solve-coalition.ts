import type { CarrierId } from '../../model/carrier.ts';
import type { CoalitionPlan } from '../../model/plan.ts';
import { pickCheapest } from '../pick-cheapest.ts';
import { solveAlone, solvePool, toCoalitionPlan } from '../plan-coalition.ts';
import { getById } from '../plan-records/county-index.ts';
import type { PlanningContext } from '../planning-context.ts';
import { judgePool, servesAsAlone } from '../pool-verdict.ts';
import type { SolvedWeek } from '../solve-week.ts';
import type { CoalitionSolution, StudySeeds } from './coalition-solution.ts';

/** A carrier by itself, from its own depot. */
export async function solveSingle(
  context: PlanningContext,
  carrierId: CarrierId,
  { costing, more }: StudySeeds,
): Promise<CoalitionSolution> {
  const weeks = await solveAlone(context, carrierId, [...costing, ...more]);
  const kept = pickCheapest(weeks.slice(0, costing.length)) ?? weeks[0];
  return {
    members: [carrierId],
    plan: toCoalitionPlan(context, kept),
    seedFen: weeks.map(({ cost }) => cost.totalFen),
    refusal: null,
  };
}

/** One pool of all the members, on the terms of every other coalition; `alone` are the members' own plans. */
export async function solveMembersTogether(
  context: PlanningContext,
  members: readonly CarrierId[],
  { costing, more }: StudySeeds,
  alone: ReadonlyMap<CarrierId, CoalitionPlan>,
): Promise<CoalitionSolution> {
  const own = members.map((id) => getById(alone, id));
  const { weeks, hasWarehouse } = await solvePool(context, members, [...costing, ...more]);
  const serving = weeks.map((week) => (week !== null && servesAsAlone(week, own) ? week : null));
  const verdict = judgePool(context, members, weeks.slice(0, costing.length), hasWarehouse, own);
  const kept: SolvedWeek | null = pickCheapest(serving.slice(0, costing.length));
  return {
    members,
    plan: kept && toCoalitionPlan(context, kept),
    seedFen: serving.map((week) => week?.cost.totalFen ?? null),
    refusal: verdict.kind === 'apart' ? verdict.reason : null,
  };
}
