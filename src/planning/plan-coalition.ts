import type { CarrierId } from '../model/carrier.ts';
import type { DemandId } from '../model/demand.ts';
import type { CoalitionPlan } from '../model/plan.ts';
import type { SiteId } from '../model/site.ts';
import type { Fen } from '../model/units.ts';
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

/** What a coalition's seeds gave: the least plan, and what each seed costs. */
export interface SeededPlan {
  readonly kept: CoalitionPlan;
  readonly seedFen: readonly Fen[];
}

/** One carrier's own week from its depot, solved once per seed on one structure; the least is kept. */
export async function planAlone(
  context: PlanningContext,
  carrierId: CarrierId,
  seeds: readonly number[],
): Promise<SeededPlan> {
  const { depotId } = getById(context.index.carriers, carrierId);
  const screened = await chooseStructure(context, [carrierId], depotId);
  if (screened === null) throw new Error(`carrier ${carrierId} has no week from its own depot`);
  const weeks = (await solveSeeds(context, screened, seeds)).map((week) => week ?? screened);
  const kept = pickCheapest(weeks) ?? screened;
  return { kept: toCoalitionPlan(context, kept), seedFen: weeks.map(({ cost }) => cost.totalFen) };
}

/**
 * The best pooled week of a coalition at the most promising warehouses, once per seed. Kept is the least of them, or
 * the members' own kept weeks side by side where none is cheaper and serves as much of every demand. So a pool never
 * costs more than its parts, and no demand loses by it; nor does a seed cost more than the members' own of that seed.
 */
export async function planPool(
  context: PlanningContext,
  members: readonly CarrierId[],
  seeds: readonly number[],
  alone: ReadonlyMap<CarrierId, SeededPlan>,
): Promise<SeededPlan> {
  const warehouses = listWarehouseCandidates(context, members);
  const screened = await Promise.all(warehouses.map((id) => chooseStructure(context, members, id)));
  const best = pickCheapest(screened);
  const solved = best === null ? seeds.map(() => null) : await solveSeeds(context, best, seeds);
  const own = members.map((id) => getById(alone, id));
  const parts = own.map(({ kept }) => kept);
  const weeks = solved.map((week) => (week !== null && servesAll(week, parts) ? week : null));
  const union = unitePlans(context, members, parts);
  const least = pickCheapest(weeks);
  const isBetter = least !== null && least.cost.totalFen < union.cost.totalFen;
  return {
    kept: isBetter ? toCoalitionPlan(context, least) : union,
    seedFen: weeks.map((week, index) => {
      const apart = own.reduce((sum, { seedFen }) => sum + seedFen[index], 0);
      return Math.min(week?.cost.totalFen ?? apart, apart);
    }),
  };
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
  return [...sumUnserved(week.unserved)].every(([demandId, amounts]) => {
    return amounts.every((amount, index) => amount <= (left.get(demandId)?.[index] ?? 0));
  });
}

/** Grams, litres and parcels left by demand. */
function sumUnserved(entries: readonly Unserved[]): ReadonlyMap<DemandId, readonly number[]> {
  const left = new Map<DemandId, readonly number[]>();
  for (const { demandId, gramsPerWeek, litresPerWeek = 0, parcelsPerWeek } of entries) {
    const before = left.get(demandId) ?? [0, 0, 0];
    const more = [gramsPerWeek, litresPerWeek, parcelsPerWeek];
    left.set(
      demandId,
      before.map((amount, index) => amount + more[index]),
    );
  }
  return left;
}

function listBases({ days }: SolvedWeek): readonly SiteId[] {
  return [...new Set(days.flatMap(({ routes }) => routes.map(({ baseId }) => baseId)))].sort();
}
