import type { CostBreakdown } from '../model/cost.ts';
import type { CoalitionPlan, Item, PlanDay, Route } from '../model/plan.ts';
import type { CheckedWeek, PlanCheckBasis } from './plan-check-basis.ts';
import { listItems } from './plan-check-basis.ts';

const PARTS = [
  'vehicleDaysFen',
  'distanceFen',
  'driverTimeFen',
  'handlingFen',
  'sitesFen',
  'linesFen',
  'poolingOverheadFen',
  'unservedFen',
] as const;

/** Recomputes each part of a week's cost from its routes and unserved demand, and the total from the parts. */
export function checkWeekCost(basis: PlanCheckBasis, { coalition, path }: CheckedWeek): void {
  const parts: Record<(typeof PARTS)[number], number> = {
    vehicleDaysFen: 0,
    distanceFen: 0,
    driverTimeFen: 0,
    handlingFen: 0,
    sitesFen: 0,
    linesFen: 0,
    poolingOverheadFen: 0,
    unservedFen: priceUnserved(basis, coalition),
  };
  for (const day of coalition.days) {
    const times = day.weekdays.length;
    for (const route of day.routes) {
      parts.vehicleDaysFen += times * route.vehicleDayFen;
      parts.distanceFen += times * route.distanceFen;
      parts.driverTimeFen += times * route.driverTimeFen;
    }
    parts.handlingFen += times * priceHandling(basis, day);
    parts.sitesFen += times * priceSites(basis, coalition, day);
    parts.poolingOverheadFen += times * pricePooling(basis, coalition, day);
  }
  for (const part of PARTS) {
    basis.expect('cost_mismatch', `${path}/cost/${part}`, part, coalition.cost[part], parts[part]);
  }
  checkTotal(basis, coalition.cost, path);
}

/** The total is the sum of the parts, and the parts are those of the breakdowns summed. */
export function checkSummedCost(
  basis: PlanCheckBasis,
  cost: CostBreakdown,
  summands: readonly CostBreakdown[],
  path: string,
): void {
  for (const part of PARTS) {
    const sum = summands.reduce((total, summand) => total + summand[part], 0);
    basis.expect('cost_mismatch', `${path}/cost/${part}`, part, cost[part], sum);
  }
  checkTotal(basis, cost, path);
}

function checkTotal(basis: PlanCheckBasis, cost: CostBreakdown, path: string): void {
  const sum = PARTS.reduce((total, part) => total + cost[part], 0);
  basis.expect('cost_mismatch', `${path}/cost/totalFen`, 'totalFen', cost.totalFen, sum);
  for (const part of PARTS) {
    if (!Number.isInteger(cost[part]))
      basis.add('cost_mismatch', `${path}/cost/${part}`, `${part} is no whole fen.`);
  }
}

function priceUnserved(basis: PlanCheckBasis, { unserved }: CoalitionPlan): number {
  return unserved.reduce((sum, entry) => sum + priceLeftBehind(basis, entry), 0);
}

/** Litres that weigh at least a kilogram in the price of what is left to others. */
const LITRES_PER_CHARGED_KG = 6;

/** Posted price of one unserved entry: by the parcel or by the charged kilogram, whichever is dearer. */
export function priceLeftBehind(
  basis: PlanCheckBasis,
  { gramsPerWeek, litresPerWeek = 0, parcelsPerWeek }: CoalitionPlan['unserved'][number],
): number {
  const { rates } = basis.county;
  const perKg = basis.plan.scenario.prices.unservedFenPerKg ?? rates.unservedFenPerKg;
  const charged = Math.max(gramsPerWeek / 1000, litresPerWeek / LITRES_PER_CHARGED_KG);
  return Math.round(Math.max(parcelsPerWeek * rates.unservedFenPerParcel, charged * perKg));
}

/** Parcels of demands counted in parcels, and grams of the others. */
function weigh(basis: PlanCheckBasis, items: readonly Item[]): { parcels: number; grams: number } {
  const sum = { parcels: 0, grams: 0 };
  for (const item of items) {
    if ((basis.demands.get(item.demandId)?.parcelsPerWeek ?? 0) > 0) sum.parcels += item.parcels;
    else sum.grams += item.grams;
  }
  return sum;
}

function priceHandling(basis: PlanCheckBasis, day: PlanDay): number {
  const factor = basis.plan.scenario.prices.handlingFactor ?? 1;
  const passing = new Map<string, Item[]>();
  const pass = (siteId: string, items: readonly Item[]): void => {
    passing.set(siteId, [...(passing.get(siteId) ?? []), ...items]);
  };
  for (const route of day.routes) {
    if (route.echelon !== 'feeder') pass(route.baseId, route.trips.flatMap(listItems));
    else for (const stop of stopsOf(route)) pass(stop.siteId, [...stop.deliveries, ...stop.pickups]);
  }
  let fen = 0;
  for (const [siteId, items] of passing) {
    const terms = basis.sites.get(siteId)?.terms;
    const { parcels, grams } = weigh(basis, items);
    const perParcel = (terms?.handlingFenPerParcel ?? 0) * factor;
    const perTonne = (terms?.handlingFenPerTonne ?? 0) * factor;
    fen += Math.round(parcels * perParcel + (grams * perTonne) / 1e6);
  }
  return fen;
}

function priceSites(basis: PlanCheckBasis, { members }: CoalitionPlan, day: PlanDay): number {
  const used = new Set(day.routes.map(({ baseId }) => baseId));
  for (const stop of day.routes.flatMap(stopsOf)) {
    const passes = [...stop.deliveries, ...stop.pickups].some(({ demandId }) => {
      return basis.demands.get(demandId)?.siteId !== stop.siteId;
    });
    if (passes) used.add(stop.siteId);
  }
  return [...used].reduce((sum, siteId) => sum + basis.feeOf(members, siteId), 0);
}

function pricePooling(basis: PlanCheckBasis, { members, warehouseId }: CoalitionPlan, day: PlanDay): number {
  if (members.length === 1) return 0;
  const { rates } = basis.county;
  const throughWarehouse = day.routes.filter(
    ({ echelon, baseId }) => echelon !== 'feeder' && baseId === warehouseId,
  );
  const { parcels, grams } = weigh(
    basis,
    throughWarehouse.flatMap(({ trips }) => trips.flatMap(listItems)),
  );
  const sort = Math.round(
    parcels * rates.poolingSortFenPerParcel + (grams * rates.poolingSortFenPerTonne) / 1e6,
  );
  const { prices } = basis.plan.scenario;
  return (
    sort + members.length * (prices.poolingOverheadFenPerMemberDay ?? rates.poolingOverheadFenPerMemberDay)
  );
}

function stopsOf(route: Route): Route['trips'][number]['stops'] {
  return route.trips.flatMap((trip) => trip.stops);
}
