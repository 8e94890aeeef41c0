import type { CarrierId } from '../model/carrier.ts';
import type { DemandId } from '../model/demand.ts';
import type { CoalitionPlan, SideBySideReason } from '../model/plan.ts';
import type { Unserved } from '../model/unserved.ts';
import { pickCheapest } from './pick-cheapest.ts';
import type { PlanningContext } from './planning-context.ts';
import { measureWeeks } from './metrics.ts';
import { getById } from './plan-records/county-index.ts';
import { weighCarriers } from './public-share.ts';
import type { SolvedWeek } from './solve-week.ts';

/** The pool stands with this week; `serving` are the weeks by which no demand loses. */
export interface PoolStands {
  readonly kind: 'stands';
  readonly week: SolvedWeek;
  readonly serving: ReadonlySet<SolvedWeek>;
}

/** The pool does not stand; without the members in `leaving`, never all but one, another may. */
export interface PoolApart {
  readonly kind: 'apart';
  readonly reason: SideBySideReason;
  readonly leaving: readonly CarrierId[];
}

/**
 * Does a pool stand beside its members' own plans, and if not, why and because of whom: of those whose demand it would
 * leave; else of the one that it makes dearest by its share of mass and distance; else of the heaviest one, where
 * there is no room for all or the goods cannot be brought together.
 *
 * @param weeks the pool's weeks by seed; null where the goods cannot be brought to the warehouse.
 * @param own the members' own plans, in their order.
 */
export function judgePool(
  context: PlanningContext,
  members: readonly CarrierId[],
  weeks: readonly (SolvedWeek | null)[],
  hasWarehouse: boolean,
  own: readonly CoalitionPlan[],
): PoolStands | PoolApart {
  const solved = weeks.filter((week) => week !== null);
  const least = pickCheapest(solved);
  if (least === null) return refuseHeaviest(context, members, hasWarehouse);
  const serving = solved.filter((week) => servesAsAlone(week, own));
  const week = pickCheapest(serving);
  if (week === null) return refuseLosers(context, members, least, own);
  const apartFen = own.reduce((sum, { cost }) => sum + cost.totalFen, 0);
  if (week.cost.totalFen >= apartFen) return refuseDearest(context, week, own, apartFen);
  return { kind: 'stands', week, serving: new Set(serving) };
}

/** Does no demand lose by a pooled week against the members' own plans? */
export function servesAsAlone(week: SolvedWeek, own: readonly CoalitionPlan[]): boolean {
  return listLosses(week, own).length === 0;
}

function refuseHeaviest(
  { county, index }: PlanningContext,
  members: readonly CarrierId[],
  hasWarehouse: boolean,
): PoolApart {
  const masses = weighCarriers(county);
  const heaviest = pickLargest(members, (id) => masses.get(id) ?? 0);
  const { name } = getById(index.carriers, heaviest);
  const figures = { gramsPerWeek: members.reduce((sum, id) => sum + (masses.get(id) ?? 0), 0) };
  return {
    kind: 'apart',
    leaving: [heaviest],
    reason: hasWarehouse
      ? {
          code: 'feeder_fails',
          message: `The goods of all members cannot be brought to one warehouse in the feeder hours; ${name}, the heaviest, works alone.`,
          figures,
        }
      : {
          code: 'no_warehouse_room',
          message: `No warehouse that the members may use has room for the goods of all; ${name}, the heaviest, works alone.`,
          figures,
        },
  };
}

function refuseLosers(
  { index }: PlanningContext,
  members: readonly CarrierId[],
  week: SolvedWeek,
  own: readonly CoalitionPlan[],
): PoolApart {
  const losses = listLosses(week, own);
  const gramsOf = Map.groupBy(losses, ({ demandId }) => getById(index.demands, demandId).carrierId);
  const losers = [...gramsOf.keys()];
  const worst = pickLargest(losers, (id) => sumGrams(gramsOf.get(id) ?? []));
  const names = losers.map((id) => getById(index.carriers, id).name).join(', ');
  return {
    kind: 'apart',
    leaving: members.length - losers.length > 1 ? losers : [worst],
    reason: {
      code: 'pool_leaves_demand',
      message: `One pool of all members would leave ${losses.length} demands unserved that ${names} can serve alone.`,
      figures: { demands: losses.length, gramsPerWeek: sumGrams(losses), carriers: losers.length },
    },
  };
}

function refuseDearest(
  { index }: PlanningContext,
  week: SolvedWeek,
  own: readonly CoalitionPlan[],
  apartFen: number,
): PoolApart {
  const { byCarrier } = measureWeeks(index, [week]);
  const pooledFen = new Map(byCarrier.map(({ carrierId, totalFen }) => [carrierId, totalFen]));
  const dearest = pickLargest(own, ({ members: [id], cost }) => (pooledFen.get(id) ?? 0) - cost.totalFen);
  return {
    kind: 'apart',
    leaving: dearest.members,
    reason: {
      code: 'pool_dearer',
      message: `One pool of all members costs ${toYuan(week.cost.totalFen)} yuan a week, the members alone ${toYuan(apartFen)}.`,
      figures: { pooledFen: week.cost.totalFen, apartFen },
    },
  };
}

function toYuan(fen: number): string {
  return (fen / 100).toFixed(0);
}

/** The first of those with the largest value. */
function pickLargest<Item>(items: readonly Item[], valueOf: (item: Item) => number): Item {
  return items.reduce((best, item) => (valueOf(item) > valueOf(best) ? item : best));
}

interface Loss {
  readonly demandId: DemandId;
  readonly grams: number;
}

function sumGrams(losses: readonly Loss[]): number {
  return losses.reduce((sum, { grams }) => sum + grams, 0);
}

/** Demands of which the pooled week leaves more than the members' own weeks leave. */
function listLosses(week: SolvedWeek, own: readonly CoalitionPlan[]): readonly Loss[] {
  const left = sumUnserved(own.flatMap(({ unserved }) => unserved));
  return [...sumUnserved(week.unserved)].flatMap(([demandId, amounts]) => {
    const more = amounts.map((amount, index) => amount - (left.get(demandId)?.[index] ?? 0));
    return more.some((amount) => amount > 0) ? [{ demandId, grams: Math.max(0, more[0]) }] : [];
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
