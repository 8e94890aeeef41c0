import type { CarrierId } from '../model/carrier.ts';
import type { DemandId } from '../model/demand.ts';
import type { CoalitionPlan } from '../model/plan.ts';
import type { SiteId } from '../model/site.ts';
import type { Unserved } from '../model/unserved.ts';
import { chooseStructure, pickCheapest } from './choose-structure.ts';
import { sumCosts } from './cost.ts';
import { measureWeeks } from './metrics.ts';
import type { PlanningContext } from './planning-context.ts';
import { getById } from './plan-records/county-index.ts';
import { FULL_EFFORT } from './search-effort.ts';
import type { SolvedWeek } from './solve-week.ts';
import { solveWeek } from './solve-week.ts';
import { listWarehouseCandidates } from './warehouse-candidates.ts';

/** One carrier's own best week from its depot, solved once per seed on one structure. */
export async function planAlone(
  context: PlanningContext,
  carrierId: CarrierId,
  seeds: readonly number[],
): Promise<readonly CoalitionPlan[]> {
  const { depotId } = getById(context.index.carriers, carrierId);
  const screened = await chooseStructure(context, [carrierId], depotId);
  if (screened === null) throw new Error(`carrier ${carrierId} has no week from its own depot`);
  const weeks = await solveSeeds(context, screened, seeds);
  return weeks.map((week) => toCoalitionPlan(context, week ?? screened));
}

/**
 * The best pooled week of a coalition at the most promising warehouses, once per seed; where that is no cheaper than
 * the members' own weeks of the same seed side by side, or serves less of some demand, those. So a pool never costs
 * more than its parts, and no demand loses by it.
 */
export async function planPool(
  context: PlanningContext,
  members: readonly CarrierId[],
  seeds: readonly number[],
  alone: ReadonlyMap<CarrierId, readonly CoalitionPlan[]>,
): Promise<readonly CoalitionPlan[]> {
  const warehouses = listWarehouseCandidates(context, members);
  const screened = await Promise.all(warehouses.map((id) => chooseStructure(context, members, id)));
  const best = pickCheapest(screened);
  const weeks = best === null ? seeds.map(() => null) : await solveSeeds(context, best, seeds);
  return weeks.map((week, index) => {
    const parts = members.map((id) => getById(alone, id)[index]);
    const union = unitePlans(context, members, parts);
    const isBetter = week !== null && week.cost.totalFen < union.cost.totalFen && servesAll(week, parts);
    return isBetter ? toCoalitionPlan(context, week) : union;
  });
}

/** Solves the screened structure for every seed; with stations, where the search is wide, from the screened tours. */
function solveSeeds(
  context: PlanningContext,
  screened: SolvedWeek,
  seeds: readonly number[],
): Promise<readonly (SolvedWeek | null)[]> {
  const { members, structure } = screened;
  const from = structure.stationIds.length > 0 ? screened : null;
  return Promise.all(seeds.map((seed) => solveWeek(context, members, structure, seed, FULL_EFFORT, from)));
}

function toCoalitionPlan(context: PlanningContext, week: SolvedWeek): CoalitionPlan {
  const { members, structure, days, unserved, cost } = week;
  return {
    members,
    warehouseId: structure.warehouseId,
    stationIds: listBases(week).filter((id) => id !== structure.warehouseId),
    days,
    unserved,
    cost,
    metrics: measureWeeks(context.index, [week]),
    parts: [],
  };
}

/** The members' own plans side by side as the plan of their coalition. */
function unitePlans(
  context: PlanningContext,
  members: readonly CarrierId[],
  parts: readonly CoalitionPlan[],
): CoalitionPlan {
  return {
    members,
    warehouseId: parts[0].warehouseId,
    stationIds: [...new Set(parts.flatMap(({ stationIds }) => stationIds))].sort(),
    days: [],
    unserved: [],
    cost: sumCosts(parts.map(({ cost }) => cost)),
    metrics: measureWeeks(context.index, parts),
    parts,
  };
}

/** Does the pooled week leave no more of any demand than the members' own weeks leave? */
function servesAll(week: SolvedWeek, parts: readonly CoalitionPlan[]): boolean {
  const left = sumUnserved(parts.flatMap(({ unserved }) => unserved));
  return [...sumUnserved(week.unserved)].every(([demandId, grams]) => grams <= (left.get(demandId) ?? 0));
}

function sumUnserved(entries: readonly Unserved[]): ReadonlyMap<DemandId, number> {
  const grams = new Map<DemandId, number>();
  for (const { demandId, gramsPerWeek } of entries) {
    grams.set(demandId, (grams.get(demandId) ?? 0) + gramsPerWeek);
  }
  return grams;
}

function listBases({ days }: SolvedWeek): readonly SiteId[] {
  return [...new Set(days.flatMap(({ routes }) => routes.map(({ baseId }) => baseId)))].sort();
}
