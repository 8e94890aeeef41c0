import type { Route, Stop } from '../model/plan.ts';
import type { Site } from '../model/site.ts';
import type { VehicleType } from '../model/vehicle-type.ts';
import type { CheckedWeek, PlanCheckBasis } from './plan-check-basis.ts';

/** The stations listed are those where routes are based; a pool serves an opened township's villages through it. */
export function checkSites(basis: PlanCheckBasis, week: CheckedWeek): void {
  const { coalition, path } = week;
  const routes = coalition.days.flatMap((day) => day.routes);
  const bases = new Set(routes.map(({ baseId }) => baseId));
  bases.delete(coalition.warehouseId);
  checkStationList(basis, coalition.stationIds, [...bases], path);
  if (coalition.members.length < 2 || basis.plan.scenario.openSiteIds.length === 0) return;
  for (const [d, day] of coalition.days.entries()) {
    for (const [r, route] of day.routes.entries()) {
      if (route.echelon === 'village') checkOpened(basis, week, route, `${path}/days/${d}/routes/${r}`);
    }
  }
}

export function checkStationList(
  basis: PlanCheckBasis,
  stated: readonly string[],
  used: readonly string[],
  path: string,
): void {
  basis.expectSame('stations_mismatch', `${path}/stationIds`, stated, [...new Set(used)].sort());
}

function checkOpened(basis: PlanCheckBasis, week: CheckedWeek, route: Route, path: string): void {
  for (const stop of route.trips.flatMap(({ stops }) => stops)) {
    const village = basis.sites.get(stop.siteId);
    const station = basis.sites.get(village?.parentId ?? '');
    if (village?.tier !== 'village' || station === undefined || station.id === route.baseId) continue;
    if (!basis.plan.scenario.openSiteIds.includes(station.id)) continue;
    const mayUse = station.ownerId === null || week.coalition.members.includes(station.ownerId);
    if (!mayUse || !station.canTransship || !canBring(basis, week, station, stop)) continue;
    basis.add(
      'open_site_unused',
      path,
      `${village.id} is served from ${route.baseId}, though ${station.id} is opened.`,
    );
  }
}

/**
 * Could hired vehicles, of which there is no end, bring every class of the stop to the station in time, also where the
 * station's own goods share the stop and their hours end first?
 */
function canBring(basis: PlanCheckBasis, week: CheckedWeek, station: Site, stop: Stop): boolean {
  const classes = new Set(
    [...stop.deliveries, ...stop.pickups].map(({ demandId }) => basis.classOf(demandId)),
  );
  const hired = basis.county.vehicleTypes.filter((type) => {
    return basis.isEndless(type) && drivesInTime(basis, week, type, station);
  });
  return [...classes].every((name) => hired.some(({ handlingClasses }) => handlingClasses.includes(name)));
}

function drivesInTime(
  basis: PlanCheckBasis,
  { coalition }: CheckedWeek,
  type: VehicleType,
  station: Site,
): boolean {
  if (station.tier !== 'township') return false;
  const out = basis.travel(type.profile, coalition.warehouseId, station.id);
  const back = basis.travel(type.profile, station.id, coalition.warehouseId);
  const loading = basis.sites.get(coalition.warehouseId)?.serviceSeconds ?? 0;
  const arrival = type.shiftStart + loading + out.seconds;
  const sorted = arrival + station.serviceSeconds + basis.county.rates.stationSortSeconds;
  const lasts = loading + out.seconds + station.serviceSeconds + back.seconds;
  return (
    sorted <= station.dispatchSeconds &&
    [...basis.latestHoursAt(station.id)].every((latest) => arrival <= latest) &&
    type.shiftStart + lasts <= type.shiftEnd &&
    lasts <= type.maxDurationSeconds &&
    out.metres + back.metres <= (type.maxDistanceMetres ?? Number.MAX_VALUE)
  );
}
