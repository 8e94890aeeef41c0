import type { CarrierId } from '../model/carrier.ts';
import type { DemandId } from '../model/demand.ts';
import type { Route, Rung } from '../model/plan.ts';
import type { SiteId } from '../model/site.ts';
import type { Weekday } from '../model/units.ts';
import type { CountyIndex } from './plan-records/county-index.ts';
import { getById } from './plan-records/county-index.ts';
import { listOperatingCoalitions } from './plan-records/planned-trips.ts';

/** Today's hours beyond this share of a vehicle's working time are no day that a plan could have (assumption). */
export const GROSS_OVERTIME = 0.25;

/**
 * Why a saving between two rungs would not be one, or null where it is: other goods are left unserved; and, against
 * today's runs, sites are visited more or less often, or the runs are more than their vehicles hold or work. Linear
 * in the stops of both rungs.
 */
export function findRungDifference(index: CountyIndex, from: Rung, to: Rung): string | null {
  const today =
    from.name === 'as_operated' ? [compareVisits(index, from, to), ...listStrains(index, from)] : [];
  const reasons = [compareGoods(from, to), ...today].filter((reason) => reason !== null);
  return reasons.length === 0 ? null : reasons.join(' ');
}

function compareGoods(from: Rung, to: Rung): string | null {
  const [before, after] = [sumUnserved(from), sumUnserved(to)];
  const demandIds = new Set([...before.keys(), ...after.keys()]);
  const differing = [...demandIds].filter((id) => before.get(id) !== after.get(id));
  if (differing.length === 0) return null;
  return (
    `${differing.length} demands are served to a different extent in the rungs ${from.name} and ${to.name}; ` +
    `what is left unserved is priced in both.`
  );
}

/** Grams, litres and parcels left by demand, as one text. */
function sumUnserved(rung: Rung): ReadonlyMap<DemandId, string> {
  const entries = listOperatingCoalitions(rung).flatMap(({ unserved }) => unserved);
  const sums = [...Map.groupBy(entries, ({ demandId }) => demandId)].map(([id, left]) => {
    const grams = left.reduce((sum, entry) => sum + entry.gramsPerWeek, 0);
    const litres = left.reduce((sum, entry) => sum + (entry.litresPerWeek ?? 0), 0);
    const parcels = left.reduce((sum, entry) => sum + entry.parcelsPerWeek, 0);
    return [id, `${grams}/${litres}/${parcels}`] as const;
  });
  return new Map(sums);
}

/** Sites that a rung does not serve at all are a matter of goods, not of visits. */
function compareVisits(index: CountyIndex, today: Rung, planned: Rung): string | null {
  const [before, after] = [countVisits(index, today), countVisits(index, planned)];
  const pairs = [...before].map(([key, visits]) => [visits, after.get(key) ?? visits] as const);
  const more = pairs.filter(([now, then]) => now > then).length;
  const less = pairs.filter(([now, then]) => now < then).length;
  if (more + less === 0) return null;
  return (
    `Counted by carrier, today's runs visit ${more} sites more often and ${less} sites less often than the rung ` +
    `${planned.name}.`
  );
}

/** Visits a week by carrier and site: the most over the carrier's demands there. */
function countVisits({ demands }: CountyIndex, rung: Rung): ReadonlyMap<string, number> {
  const days = new Map<DemandId, Set<Weekday>>();
  for (const { weekdays, siteId, demandId } of listHandovers(rung)) {
    if (getById(demands, demandId).siteId !== siteId) continue;
    days.set(demandId, (days.get(demandId) ?? new Set<Weekday>()).union(new Set(weekdays)));
  }
  const visits = new Map<string, number>();
  for (const [demandId, { size }] of days) {
    const { carrierId, siteId } = getById(demands, demandId);
    const key = toKey(carrierId, siteId);
    visits.set(key, Math.max(visits.get(key) ?? 0, size));
  }
  return visits;
}

function listHandovers(
  rung: Rung,
): readonly { weekdays: readonly Weekday[]; siteId: SiteId; demandId: DemandId }[] {
  return listRoutes(rung).flatMap(({ weekdays, route }) =>
    route.trips.flatMap(({ stops }) =>
      stops.flatMap(({ siteId, deliveries, pickups }) =>
        [...deliveries, ...pickups].map(({ demandId }) => ({ weekdays, siteId, demandId })),
      ),
    ),
  );
}

function listStrains(index: CountyIndex, today: Rung): readonly string[] {
  let overloaded = 0;
  let overtime = 0;
  for (const { weekdays, route } of listRoutes(today)) {
    const type = getById(index.vehicleTypes, route.vehicleTypeId);
    const over = route.trips.filter(({ peakGrams, peakLitres }) => {
      return peakGrams > type.capacityGrams || peakLitres > type.capacityLitres;
    });
    overloaded += weekdays.length * over.length;
    if (isGrosslyLong(index, route)) overtime += weekdays.length;
  }
  return [
    ...(overloaded > 0 ? [`${overloaded} of today's runs a week carry more than their vehicle holds.`] : []),
    ...(overtime > 0
      ? [`${overtime} of today's vehicle days a week go far beyond the vehicle's hours.`]
      : []),
  ];
}

function isGrosslyLong({ vehicleTypes }: CountyIndex, { vehicleTypeId, start, end }: Route): boolean {
  const { shiftStart, shiftEnd, maxDurationSeconds } = getById(vehicleTypes, vehicleTypeId);
  const tolerated = GROSS_OVERTIME * maxDurationSeconds;
  const outside = Math.max(0, shiftStart - start) + Math.max(0, end - shiftEnd);
  return end - start > maxDurationSeconds + tolerated || outside > tolerated;
}

function listRoutes(rung: Rung): readonly { weekdays: readonly Weekday[]; route: Route }[] {
  return listOperatingCoalitions(rung).flatMap(({ days }) =>
    days.flatMap(({ weekdays, routes }) => routes.map((route) => ({ weekdays, route }))),
  );
}

function toKey(carrierId: CarrierId, siteId: SiteId): string {
  return JSON.stringify([carrierId, siteId]);
}
