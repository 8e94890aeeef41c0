import type { CarrierId } from '../model/carrier.ts';
import type { CostBreakdown } from '../model/cost.ts';
import type { Rates } from '../model/rates.ts';
import type { Item, PlanDay, Route } from '../model/plan.ts';
import type { SiteId, SiteTerms } from '../model/site.ts';
import type { Fen, Metres, Seconds } from '../model/units.ts';
import type { Unserved } from '../model/unserved.ts';
import type { VehicleType } from '../model/vehicle-type.ts';
import type { HandledGoods, HandlingTerms } from './handling.ts';
import { addHandled, handlingPrice } from './handling.ts';
import type { CountyIndex } from './plan-records/county-index.ts';
import { getById } from './plan-records/county-index.ts';
import { feePerDay } from './public-share.ts';

/** What a coalition's week is costed from. */
export interface CostedWeek {
  readonly members: readonly CarrierId[];
  readonly days: readonly PlanDay[];
  readonly unserved: readonly Unserved[];
}

export const NO_COST: CostBreakdown = toBreakdown({});

/** Cost of a vehicle's day, each part rounded to whole fen. */
export function costRoute(
  type: VehicleType,
  metres: Metres,
  seconds: Seconds,
): Pick<Route, 'vehicleDayFen' | 'distanceFen' | 'driverTimeFen'> {
  return {
    vehicleDayFen: Math.round(type.fenPerDay),
    distanceFen: Math.round((metres * type.fenPerKm) / 1000),
    driverTimeFen: Math.round((seconds * type.fenPerHour) / 3600),
  };
}

/**
 * Cost of a coalition's week, in whole fen. `index` is of the county with the scenario's prices.
 *
 * - Vehicle days, distance, driver time: as rounded on each route, times its weekdays.
 * - Handling: per day and site, of the goods on village and trunk routes at their base, and of feeder goods at the
 *   carrier's depot.
 * - Sites: the fixed price of each site on each day on which a route is based there or goods of other sites change
 *   hands there; of a public site the coalition's share, rounded per day.
 * - Pooling overhead, of two members or more: the extra sort of all goods that pass the warehouse, per day, and a
 *   price per member and operating day.
 * - Unserved: at its posted price, rounded per entry: by the parcel or by charged mass, whichever is more.
 */
export function costWeek(week: CostedWeek, warehouseId: SiteId, index: CountyIndex): CostBreakdown {
  const parts = { ...NO_COST };
  for (const day of week.days) {
    const times = day.weekdays.length;
    for (const route of day.routes) {
      parts.vehicleDaysFen += times * route.vehicleDayFen;
      parts.distanceFen += times * route.distanceFen;
      parts.driverTimeFen += times * route.driverTimeFen;
    }
    parts.handlingFen += times * costHandling(day.routes, index);
    parts.sitesFen += times * costSites(week.members, day.routes, index);
    parts.poolingOverheadFen += times * costPooling(week.members, day.routes, warehouseId, index);
  }
  parts.unservedFen = sum(week.unserved.map((entry) => costUnserved(entry, index.county.rates)));
  return toBreakdown(parts);
}

/**
 * Litres that are charged as one kilogram where goods are lighter than that: 6,000 cubic centimetres, the customary
 * divisor of express and air freight (assumption for other goods).
 */
const LITRES_PER_CHARGED_KG = 6;

/** Posted price of a demand left to others: by the parcel or by charged mass, whichever is more. */
export function costUnserved(
  entry: Pick<Unserved, 'gramsPerWeek' | 'litresPerWeek' | 'parcelsPerWeek'>,
  { unservedFenPerParcel, unservedFenPerKg }: Rates,
): Fen {
  const kilograms = Math.max(entry.gramsPerWeek / 1000, (entry.litresPerWeek ?? 0) / LITRES_PER_CHARGED_KG);
  return Math.round(Math.max(entry.parcelsPerWeek * unservedFenPerParcel, kilograms * unservedFenPerKg));
}

/** Sum of breakdowns, part by part. */
export function sumCosts(costs: readonly CostBreakdown[]): CostBreakdown {
  const parts = { ...NO_COST };
  for (const cost of costs) {
    for (const key of Object.keys(parts) as (keyof CostBreakdown)[]) parts[key] += cost[key];
  }
  return toBreakdown(parts);
}

/** Sites that a day's routes use as places of transshipment. */
export function listSitesInUse(routes: readonly Route[], { demands }: CountyIndex): ReadonlySet<SiteId> {
  const used = new Set<SiteId>();
  for (const route of routes) {
    used.add(route.baseId);
    for (const { siteId, items } of listHandovers(route)) {
      if (items.some((item) => getById(demands, item.demandId).siteId !== siteId)) used.add(siteId);
    }
  }
  return used;
}

export function toHandlingTerms(terms: SiteTerms): HandlingTerms {
  return { fenPerParcel: terms.handlingFenPerParcel, fenPerTonne: terms.handlingFenPerTonne };
}

export function toSortTerms(rates: Rates): HandlingTerms {
  return { fenPerParcel: rates.poolingSortFenPerParcel, fenPerTonne: rates.poolingSortFenPerTonne };
}

function costHandling(routes: readonly Route[], { sites, demands }: CountyIndex): Fen {
  const handled = new Map<SiteId, HandledGoods>();
  for (const route of routes) {
    for (const { siteId, items } of listHandovers(route)) {
      const place = route.echelon === 'feeder' ? siteId : route.baseId;
      const goods = handled.get(place) ?? { parcels: 0, bulkGrams: 0 };
      for (const item of items) addHandled(goods, getById(demands, item.demandId), item);
      handled.set(place, goods);
    }
  }
  const prices = [...handled].map(([siteId, goods]) => {
    return Math.round(handlingPrice(goods, toHandlingTerms(getById(sites, siteId).terms)));
  });
  return sum(prices);
}

function costSites(members: readonly CarrierId[], routes: readonly Route[], index: CountyIndex): Fen {
  const used = [...listSitesInUse(routes, index)].map((id) => getById(index.sites, id));
  return sum(used.map((site) => feePerDay(index.county, members, site)));
}

function costPooling(
  members: readonly CarrierId[],
  routes: readonly Route[],
  warehouseId: SiteId,
  { demands, county }: CountyIndex,
): Fen {
  if (members.length < 2 || routes.length === 0) return 0;
  const sorted: HandledGoods = { parcels: 0, bulkGrams: 0 };
  for (const route of routes) {
    if (route.echelon === 'feeder' || route.baseId !== warehouseId) continue;
    for (const { items } of listHandovers(route)) {
      for (const item of items) addHandled(sorted, getById(demands, item.demandId), item);
    }
  }
  const sort = Math.round(handlingPrice(sorted, toSortTerms(county.rates)));
  return sort + members.length * county.rates.poolingOverheadFenPerMemberDay;
}

function listHandovers(route: Route): readonly { siteId: SiteId; items: readonly Item[] }[] {
  return route.trips.flatMap((trip) =>
    trip.stops.map((stop) => ({ siteId: stop.siteId, items: [...stop.deliveries, ...stop.pickups] })),
  );
}

function toBreakdown(parts: Partial<CostBreakdown>): { -readonly [Key in keyof CostBreakdown]: Fen } {
  const breakdown = {
    vehicleDaysFen: parts.vehicleDaysFen ?? 0,
    distanceFen: parts.distanceFen ?? 0,
    driverTimeFen: parts.driverTimeFen ?? 0,
    handlingFen: parts.handlingFen ?? 0,
    sitesFen: parts.sitesFen ?? 0,
    linesFen: parts.linesFen ?? 0,
    poolingOverheadFen: parts.poolingOverheadFen ?? 0,
    unservedFen: parts.unservedFen ?? 0,
  };
  return { ...breakdown, totalFen: sum(Object.values(breakdown)) };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
