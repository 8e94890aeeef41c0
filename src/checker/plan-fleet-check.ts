import type { Route } from '../model/plan.ts';
import type { Site } from '../model/site.ts';
import type { Weekday } from '../model/units.ts';
import { WEEKDAYS } from '../model/units.ts';
import type { VehicleType } from '../model/vehicle-type.ts';
import type { CheckedWeek, PlanCheckBasis } from './plan-check-basis.ts';
import { listItems } from './plan-check-basis.ts';

/**
 * Who may use what: vehicles of members or the market, at bases where they may stand, no more a day than there are;
 * sites of members or the public, with room for what passes.
 */
export function checkFleetAndSites(basis: PlanCheckBasis, week: CheckedWeek): void {
  for (const [d, day] of week.coalition.days.entries()) {
    for (const [r, route] of day.routes.entries()) {
      const path = `${week.path}/days/${d}/routes/${r}`;
      checkVehicle(basis, week, route, path);
      checkBase(basis, week, route, path);
      if (basis.plan.scenario.ownTownshipOnly) checkOwnTownship(basis, route, path);
    }
  }
  for (const weekday of WEEKDAYS) {
    const routes = routesOn(week, weekday);
    checkCounts(basis, week, routes, weekday);
    checkThroughput(basis, week, routes, weekday);
  }
}

function routesOn({ coalition }: CheckedWeek, weekday: Weekday): readonly Route[] {
  return coalition.days.filter(({ weekdays }) => weekdays.includes(weekday)).flatMap(({ routes }) => routes);
}

function isMember(week: CheckedWeek, ownerId: string | null): boolean {
  return ownerId === null || week.coalition.members.includes(ownerId);
}

function checkVehicle(basis: PlanCheckBasis, week: CheckedWeek, route: Route, path: string): void {
  const type = basis.types.get(route.vehicleTypeId);
  if (type === undefined) return;
  const { warehouseId } = week.coalition;
  const homeTier = type.homeSiteId === null ? null : basis.sites.get(type.homeSiteId)?.tier;
  const mayStand =
    type.ownerId === null ||
    type.homeSiteId === null ||
    type.homeSiteId === route.baseId ||
    (homeTier === 'county' && route.baseId === warehouseId);
  if (!isMember(week, type.ownerId) || !mayStand) {
    basis.add(
      'vehicle_not_allowed',
      path,
      `${type.id} may not be used at ${route.baseId} by this coalition.`,
    );
  }
}

function checkBase(basis: PlanCheckBasis, week: CheckedWeek, route: Route, path: string): void {
  const base = basis.sites.get(route.baseId);
  if (base === undefined) return;
  const { warehouseId, members, stationIds } = week.coalition;
  const isDepot = members.length === 1 && basis.carriers.get(members[0])?.depotId === base.id;
  const isOpen = base.canTransship && !basis.isClosed(base.id) && isMember(week, base.ownerId);
  const isWarehouse = base.id === warehouseId && base.tier === 'county';
  const isStation = route.echelon === 'village' && base.tier === 'township' && stationIds.includes(base.id);
  if (!(isWarehouse && (isOpen || isDepot)) && !(isStation && isOpen)) {
    basis.add('site_not_allowed', path, `The route may not be based at ${base.id}.`);
  }
}

function checkOwnTownship(basis: PlanCheckBasis, route: Route, path: string): void {
  if (route.echelon !== 'village') return;
  for (const { siteId } of route.trips.flatMap((trip) => trip.stops)) {
    const site = basis.sites.get(siteId);
    if (site?.tier === 'village' && site.parentId !== route.baseId) {
      basis.add(
        'own_township_broken',
        path,
        `${siteId} is served from ${route.baseId}, not its own township.`,
      );
    }
  }
}

function checkCounts(
  basis: PlanCheckBasis,
  week: CheckedWeek,
  routes: readonly Route[],
  weekday: Weekday,
): void {
  const { members, warehouseId } = week.coalition;
  const { feederStart } = basis.county.rates;
  for (const [typeId, used] of Map.groupBy(routes, ({ vehicleTypeId }) => vehicleTypeId)) {
    const type = basis.types.get(typeId);
    if (type === undefined) continue;
    const count = countOf(basis, members, type);
    const byDay = used.filter(({ echelon }) => echelon !== 'feeder');
    const evening = used.length - byDay.length;
    const away = byDay.filter((route) => {
      return type.maxDistanceMetres !== null || route.baseId !== warehouseId || route.end > feederStart;
    }).length;
    if (byDay.length > count || evening + away > count) {
      basis.add('too_many_vehicles', `${week.path}/days`, `${typeId} on weekday ${weekday}.`, {
        weekday,
        byDay: byDay.length,
        evening,
        away,
        count,
      });
    }
  }
}

/** Vehicles of a type that a coalition has; Infinity is unlimited. */
export function countOf(basis: PlanCheckBasis, members: readonly string[], type: VehicleType): number {
  const { vehicleCounts } = basis.plan.scenario;
  const count = Object.hasOwn(vehicleCounts, type.id) ? vehicleCounts[type.id] : type.count;
  if (count === null) return Infinity;
  return type.ownerId === null ? basis.shareOf(members, count) : count;
}

/** Goods of the routes based at a site against its room; trunk and tours both pass the warehouse. */
function checkThroughput(
  basis: PlanCheckBasis,
  week: CheckedWeek,
  routes: readonly Route[],
  weekday: Weekday,
): void {
  const based = Map.groupBy(
    routes.filter(({ echelon }) => echelon !== 'feeder'),
    ({ baseId }) => baseId,
  );
  for (const [siteId, own] of based) {
    const site: Site | undefined = basis.sites.get(siteId);
    if (site === undefined) continue;
    const items = own.flatMap(({ trips }) => trips.flatMap(listItems));
    const grams = items.reduce((sum, item) => sum + item.grams, 0);
    const litres = items.reduce((sum, item) => sum + item.litres, 0);
    const capacity = basis.capacityOf(week.coalition.members, site);
    if (grams > capacity.grams || litres > capacity.litres) {
      basis.add('station_overfull', week.path, `${siteId} on weekday ${weekday}.`, {
        grams,
        litres,
        capacityGrams: capacity.grams,
        capacityLitres: capacity.litres,
      });
    }
  }
}
