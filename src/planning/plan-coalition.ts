import type { CarrierId } from '../model/carrier.ts';
import type { CoalitionPlan } from '../model/plan.ts';
import type { SiteId } from '../model/site.ts';
import type { Fen } from '../model/units.ts';
import { chooseStructure } from './choose-structure.ts';
import { sumCosts } from './cost.ts';
import { measureWeeks } from './metrics.ts';
import type { PlanningContext } from './planning-context.ts';
import { pickCheapest } from './pick-cheapest.ts';
import { getById } from './plan-records/county-index.ts';
import type { PoolApart } from './pool-verdict.ts';
import { judgePool } from './pool-verdict.ts';
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
  const weeks = await solveAlone(context, carrierId, seeds);
  return { kept: toCoalitionPlan(context, pickCheapest(weeks) ?? weeks[0]), seedFen: listTotals(weeks) };
}

/** One carrier's own week from its depot by seed, all on one structure. */
export async function solveAlone(
  context: PlanningContext,
  carrierId: CarrierId,
  seeds: readonly number[],
): Promise<readonly SolvedWeek[]> {
  const { depotId } = getById(context.index.carriers, carrierId);
  const screened = await chooseStructure(context, [carrierId], [depotId]);
  if (screened === null) throw new Error(`carrier ${carrierId} has no week from its own depot`);
  return (await solveSeeds(context, screened, seeds)).map((week) => week ?? screened);
}

/**
 * The best pooled week of a coalition at the most promising warehouses, once per seed, the least kept. A pool stands
 * where it is cheaper than its members' own kept weeks and serves as much of every demand; else the members that stand
 * in its way work alone beside a pool of the others, which is planned in the same manner. So a coalition never costs
 * more than its members alone, and no demand loses by it; nor does a seed cost more than the members' own of that seed.
 * At worst one pool is solved for every member but one.
 */
export async function planPool(
  context: PlanningContext,
  members: readonly CarrierId[],
  seeds: readonly number[],
  alone: ReadonlyMap<CarrierId, SeededPlan>,
): Promise<SeededPlan> {
  const own = members.map((id) => getById(alone, id));
  const { weeks, hasWarehouse } = await solvePool(context, members, seeds);
  const verdict = judgePool(
    context,
    members,
    weeks,
    hasWarehouse,
    own.map(({ kept }) => kept),
  );
  if (verdict.kind === 'apart') return planApart(context, members, seeds, alone, verdict);
  return {
    kept: toCoalitionPlan(context, verdict.week),
    seedFen: weeks.map((week, index) => {
      const apart = own.reduce((sum, { seedFen }) => sum + seedFen[index], 0);
      return week !== null && verdict.serving.has(week) ? Math.min(week.cost.totalFen, apart) : apart;
    }),
  };
}

/** A week of the pool per seed, null where the feeder fails; without a warehouse that has room there is none. */
export async function solvePool(
  context: PlanningContext,
  members: readonly CarrierId[],
  seeds: readonly number[],
): Promise<{ readonly weeks: readonly (SolvedWeek | null)[]; readonly hasWarehouse: boolean }> {
  const warehouses = listWarehouseCandidates(context, members);
  const best = await chooseStructure(context, members, warehouses);
  const weeks = best === null ? seeds.map(() => null) : await solveSeeds(context, best, seeds);
  return { weeks, hasWarehouse: warehouses.length > 0 };
}

/** The members that stand in a pool's way alone, beside the best pool of the others. */
async function planApart(
  context: PlanningContext,
  members: readonly CarrierId[],
  seeds: readonly number[],
  alone: ReadonlyMap<CarrierId, SeededPlan>,
  { leaving, reason }: PoolApart,
): Promise<SeededPlan> {
  const staying = members.filter((id) => !leaving.includes(id));
  const singles = (staying.length > 1 ? leaving : members).map((id) => getById(alone, id));
  const pool = staying.length > 1 ? [await planPool(context, staying, seeds, alone)] : [];
  const plans = [...pool, ...singles];
  const parts = plans.flatMap(({ kept }) => (kept.parts.length > 0 ? kept.parts : [kept]));
  return {
    kept: { ...unitePlans(context, members, parts), sideBySideReason: reason },
    seedFen: seeds.map((_, index) => plans.reduce((sum, { seedFen }) => sum + seedFen[index], 0)),
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

/** A solved week as the plan of its coalition. */
export function toCoalitionPlan(context: PlanningContext, week: SolvedWeek): CoalitionPlan {
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

/** Plans of parts of a coalition side by side as its plan. */
export function unitePlans(
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

function listTotals(weeks: readonly SolvedWeek[]): readonly Fen[] {
  return weeks.map(({ cost }) => cost.totalFen);
}

function listBases({ days }: SolvedWeek): readonly SiteId[] {
  return [...new Set(days.flatMap(({ routes }) => routes.map(({ baseId }) => baseId)))].sort();
}
