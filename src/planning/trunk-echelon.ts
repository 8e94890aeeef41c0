import type { Cargo } from '../demand/cargo.ts';
import type { Visit } from '../demand/consolidation.ts';
import { consolidateDemands, cutToFit, intersectWindows } from '../demand/consolidation.ts';
import { listDemandsOn } from '../demand/visit-calendar.ts';
import type { HandlingClass } from '../model/commodity.ts';
import { HANDLING_CLASSES } from '../model/commodity.ts';
import type { Demand } from '../model/demand.ts';
import type { Site, SiteId } from '../model/site.ts';
import type { SecondsOfDay, Weekday } from '../model/units.ts';
import { WEEKDAYS, WHOLE_DAY } from '../model/units.ts';
import type { VehicleType } from '../model/vehicle-type.ts';
import type { StopRule } from '../solver/routing/solve-routing.ts';
import type { CoalitionResources } from './coalition-resources.ts';
import { stationVehicles } from './coalition-resources.ts';
import { mergeDays, pickDay } from './merge-days.ts';
import type { PlanningContext } from './planning-context.ts';
import { getById } from './plan-records/county-index.ts';
import type { RoutedTask } from './routing-task.ts';
import { solveRoutingTask, takeHopelessApart } from './routing-task.ts';
import type { StationedType } from './stationed-type.ts';
import { largestLoadOf } from './village-echelon.ts';

/** Vehicles of a type that are free on all of the weekdays. */
export type FreeVehicles = (type: VehicleType, weekdays: readonly Weekday[]) => number;

/**
 * Trunk trips of the week: to each station the goods of that day's tours, back what its tours collected on their
 * previous day, and both directions of the township sites' own demand. A stop with goods for tours must be over,
 * and sorted, when the station dispatches.
 */
export async function solveTrunkWeek(
  context: PlanningContext,
  resources: CoalitionResources,
  tours: readonly RoutedTask[],
  ownDemands: readonly Demand[],
  freeVehicles: FreeVehicles,
  options: { readonly seed: number; readonly stop: StopRule },
): Promise<readonly RoutedTask[]> {
  const days = WEEKDAYS.map((weekday) => ({
    weekday,
    visits: joinVisits(
      listTransitVisits(context, tours, resources.warehouse.id, weekday),
      listOwnVisits(context, ownDemands, weekday),
    ),
  }));
  return Promise.all(
    mergeDays(days).map(({ weekdays, visits }) => {
      const countOf = (type: VehicleType): number => freeVehicles(type, weekdays);
      const fleet = stationVehicles(context, resources, [resources.warehouse.id], countOf);
      const largest = largestLoadOf(fleet);
      const fitting = visits.flatMap((visit) =>
        cutToFit(visit, context.calendar, largest(visit.handlingClass)),
      );
      const task = { weekdays, visits: fitting, fleet, opensAt: () => 0 };
      return solveRoutingTask(context, takeHopelessApart(context, task), options);
    }),
  );
}

/** Handling classes that trunk vehicles can bring to each station before it dispatches. */
export function listSupply(
  context: PlanningContext,
  resources: CoalitionResources,
  stations: readonly Site[],
): ReadonlyMap<SiteId, ReadonlySet<HandlingClass>> {
  const fleet = stationVehicles(context, resources, [resources.warehouse.id]);
  const supply = new Map<SiteId, ReadonlySet<HandlingClass>>();
  for (const station of stations) {
    const arriving = fleet.filter((vehicles) => canSupply(context, vehicles, station));
    const classes = HANDLING_CLASSES.filter((name) => {
      return arriving.some(({ type }) => type.handlingClasses.includes(name));
    });
    if (classes.length > 0) supply.set(station.id, new Set(classes));
  }
  return supply;
}

/** Latest start of unloading at a station, so that its goods are sorted when it dispatches. */
export function latestUnloading(context: PlanningContext, station: Site): SecondsOfDay {
  return station.dispatchSeconds - context.county.rates.stationSortSeconds - station.serviceSeconds;
}

function canSupply(context: PlanningContext, { type, baseId, shift }: StationedType, station: Site): boolean {
  const out = context.tables.secondsBetween(type.profile, baseId, station.id);
  const back = context.tables.secondsBetween(type.profile, station.id, baseId);
  const loading = getById(context.index.sites, baseId).serviceSeconds;
  const arrival = shift.earliest + loading + out;
  const duration = loading + out + station.serviceSeconds + back;
  const metres =
    context.tables.metresBetween(type.profile, baseId, station.id) +
    context.tables.metresBetween(type.profile, station.id, baseId);
  return (
    arrival <= latestUnloading(context, station) &&
    shift.earliest + duration <= shift.latest &&
    duration <= type.maxDurationSeconds &&
    metres <= (type.maxDistanceMetres ?? Number.MAX_VALUE)
  );
}

function listTransitVisits(
  context: PlanningContext,
  tours: readonly RoutedTask[],
  warehouseId: SiteId,
  weekday: Weekday,
): readonly Visit[] {
  const bins = new Map<
    string,
    { siteId: SiteId; handlingClass: HandlingClass; down: Cargo[]; up: Cargo[] }
  >();
  const binOf = (siteId: SiteId, handlingClass: HandlingClass): { down: Cargo[]; up: Cargo[] } => {
    const key = JSON.stringify([siteId, handlingClass]);
    const bin = bins.get(key) ?? { siteId, handlingClass, down: [], up: [] };
    bins.set(key, bin);
    return bin;
  };
  for (const [stationId, active] of listActiveDays(tours, warehouseId)) {
    if (!active.includes(weekday)) continue;
    const previous = active[(active.indexOf(weekday) + active.length - 1) % active.length];
    for (const { visit, dayIndex } of listTourVisits(tours, stationId, weekday)) {
      if (visit.deliveries.length === 0) continue;
      binOf(stationId, visit.handlingClass).down.push(
        ...visit.deliveries.map((cargo) => pickDay(cargo, dayIndex)),
      );
    }
    for (const { visit, dayIndex } of listTourVisits(tours, stationId, previous)) {
      if (visit.pickups.length === 0) continue;
      binOf(stationId, visit.handlingClass).up.push(
        ...visit.pickups.map((cargo) => pickDay(cargo, dayIndex)),
      );
    }
  }
  return [...bins.values()].map(({ siteId, handlingClass, down, up }) => {
    const station = getById(context.index.sites, siteId);
    return {
      siteId,
      handlingClass,
      window: down.length > 0 ? { earliest: 0, latest: latestUnloading(context, station) } : WHOLE_DAY,
      serviceSeconds: station.serviceSeconds,
      deliveries: down,
      pickups: up,
    };
  });
}

/** Weekdays with tours at each station. */
function listActiveDays(
  tours: readonly RoutedTask[],
  warehouseId: SiteId,
): ReadonlyMap<SiteId, readonly Weekday[]> {
  const active = new Map<SiteId, Set<Weekday>>();
  for (const { routes, weekdays } of tours) {
    for (const { vehicles } of routes) {
      if (vehicles.baseId === warehouseId) continue;
      const days = active.get(vehicles.baseId) ?? new Set();
      for (const weekday of weekdays) days.add(weekday);
      active.set(vehicles.baseId, days);
    }
  }
  const inOrder = [...active].sort((a, b) => (a[0] < b[0] ? -1 : 1));
  return new Map(inOrder.map(([siteId, days]) => [siteId, [...days].sort((a, b) => a - b)]));
}

function listTourVisits(
  tours: readonly RoutedTask[],
  stationId: SiteId,
  weekday: Weekday,
): readonly { visit: Visit; dayIndex: number }[] {
  return tours.flatMap(({ weekdays, routes }) => {
    const dayIndex = weekdays.indexOf(weekday);
    if (dayIndex < 0) return [];
    const based = routes.filter(({ vehicles }) => vehicles.baseId === stationId);
    return based.flatMap(({ trips }) => trips.flat()).map((visit) => ({ visit, dayIndex }));
  });
}

function listOwnVisits(
  context: PlanningContext,
  demands: readonly Demand[],
  weekday: Weekday,
): readonly Visit[] {
  const group = { weekdays: [weekday], demands: listDemandsOn(demands, context.calendar, weekday) };
  return consolidateDemands(context.county, group, context.calendar, () => null);
}

/** Puts a site's own goods on the stop that serves its tours, where class and hours allow. */
function joinVisits(transit: readonly Visit[], own: readonly Visit[]): readonly Visit[] {
  const joined = [...transit];
  for (const visit of own) {
    const index = joined.findIndex((other) => {
      return (
        other.siteId === visit.siteId &&
        other.handlingClass === visit.handlingClass &&
        intersectWindows(other.window, visit.window) !== null
      );
    });
    if (index < 0) {
      joined.push(visit);
      continue;
    }
    const other = joined[index];
    joined[index] = {
      ...other,
      window: intersectWindows(other.window, visit.window) ?? other.window,
      deliveries: [...other.deliveries, ...visit.deliveries],
      pickups: [...other.pickups, ...visit.pickups],
    };
  }
  return joined;
}
