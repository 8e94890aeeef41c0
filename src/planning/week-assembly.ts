import type { Cargo } from '../demand/cargo.ts';
import { toItem } from '../demand/cargo.ts';
import type { HandlingClass } from '../model/commodity.ts';
import { HANDLING_CLASSES } from '../model/commodity.ts';
import type { Echelon, Item, PlanDay, Route, Stop, Trip } from '../model/plan.ts';
import type { Weekday } from '../model/units.ts';
import { WEEKDAYS } from '../model/units.ts';
import type { CoalitionResources } from './coalition-resources.ts';
import { costRoute } from './cost.ts';
import { getById } from './plan-records/county-index.ts';
import type { PlanningContext } from './planning-context.ts';
import type { TimedRoute, TimedTrip } from './timetable.ts';
import { dealTwins } from './vehicle-twins.ts';

/** Timed routes of one echelon that run on a group of weekdays. */
export interface EchelonRoutes {
  readonly echelon: Echelon;
  readonly weekdays: readonly Weekday[];
  readonly routes: readonly TimedRoute[];
}

/**
 * Puts the echelons' routes together by weekday; weekdays that run alike to the gram share a `PlanDay`. Ids name the
 * members, the weekdays, the echelon and a running number.
 */
export function assembleDays(
  context: PlanningContext,
  resources: CoalitionResources,
  echelons: readonly EchelonRoutes[],
): readonly PlanDay[] {
  const days = WEEKDAYS.map((weekday) => {
    return { weekday, routes: dealVehicles(context, resources, listRoutesOn(context, echelons, weekday)) };
  });
  return groupAlikeDays(days, resources.members.join('+'));
}

/** Weekdays with routes as plan days, those that run alike together; ids start with `prefix` and the weekdays. */
export function groupAlikeDays(
  week: readonly { readonly weekday: Weekday; readonly routes: readonly Route[] }[],
  prefix: string,
): readonly PlanDay[] {
  const busy = week.filter(({ routes }) => routes.length > 0);
  return [...Map.groupBy(busy, ({ routes }) => JSON.stringify(routes)).values()].map((alike) => {
    const weekdays = alike.map(({ weekday }) => weekday);
    return { weekdays, routes: nameRoutes(alike[0].routes, `${prefix}.${weekdays.join('')}`) };
  });
}

/** Gives routes and trips their ids: echelon letter and number under a prefix. */
function nameRoutes(routes: readonly Route[], prefix: string): readonly Route[] {
  const next: Record<Echelon, number> = { feeder: 1, trunk: 1, village: 1 };
  return routes.map((route) => {
    const id = `${prefix}.${route.echelon[0]}${next[route.echelon]++}`;
    return { ...route, id, trips: route.trips.map((trip, index) => ({ ...trip, id: `${id}.${index + 1}` })) };
  });
}

/** Names the vehicle types of a day's routes among twins. */
function dealVehicles(
  { county, index }: PlanningContext,
  { twins, countOfTwin, warehouse }: CoalitionResources,
  routes: readonly Route[],
): readonly Route[] {
  const typeIds = dealTwins(routes, twins, countOfTwin, {
    isFeeder: ({ echelon }) => echelon === 'feeder',
    isAway: ({ vehicleTypeId, baseId, end }) => {
      const isBound = getById(index.vehicleTypes, vehicleTypeId).maxDistanceMetres !== null;
      return isBound || baseId !== warehouse.id || end > county.rates.feederStart;
    },
  });
  return routes.map((route, index) => Object.assign({}, route, { vehicleTypeId: typeIds[index] }));
}

function listRoutesOn(
  context: PlanningContext,
  echelons: readonly EchelonRoutes[],
  weekday: Weekday,
): readonly Route[] {
  return echelons.flatMap(({ echelon, weekdays, routes }) => {
    const dayIndex = weekdays.indexOf(weekday);
    return dayIndex < 0 ? [] : routes.map((route) => toRoute(context, echelon, route, dayIndex));
  });
}

function toRoute(context: PlanningContext, echelon: Echelon, timed: TimedRoute, dayIndex: number): Route {
  const { vehicles } = timed.draft;
  return {
    id: '',
    echelon,
    vehicleTypeId: vehicles.type.id,
    baseId: vehicles.baseId,
    trips: timed.trips.map((trip) => toTrip(context, vehicles.baseId, trip, dayIndex)),
    start: timed.start,
    end: timed.end,
    metres: timed.metres,
    ...costRoute(vehicles.type, timed.metres, timed.end - timed.start),
  };
}

function toTrip(context: PlanningContext, baseId: string, trip: TimedTrip, dayIndex: number): Trip {
  const stops = trip.stops.map(({ visit, arrival, serviceStart, departure }): Stop => {
    return {
      siteId: visit.siteId,
      arrival,
      serviceStart,
      departure,
      deliveries: toItems(context, visit.deliveries, dayIndex),
      pickups: toItems(context, visit.pickups, dayIndex),
    };
  });
  const classes = new Set(trip.stops.map(({ visit }) => visit.handlingClass));
  return {
    id: '',
    startSiteId: baseId,
    endSiteId: baseId,
    departure: trip.departure,
    arrival: trip.arrival,
    handlingClasses: HANDLING_CLASSES.filter((name: HandlingClass) => classes.has(name)),
    stops,
    legs: trip.legs,
    ...peakLoad(stops),
  };
}

function toItems(
  { calendar }: PlanningContext,
  cargoes: readonly Cargo[],
  dayIndex: number,
): readonly Item[] {
  return cargoes.map((cargo) => toItem(cargo, calendar, dayIndex));
}

/** Largest load at any point of a trip: all deliveries are aboard at the start, all pickups at the end. */
export function peakLoad(stops: readonly Stop[]): Pick<Trip, 'peakGrams' | 'peakLitres'> {
  const of = (measure: (item: Item) => number): number => {
    const total = (items: readonly Item[]): number => items.reduce((sum, item) => sum + measure(item), 0);
    let load = stops.reduce((sum, stop) => sum + total(stop.deliveries), 0);
    let peak = load;
    for (const stop of stops) {
      load += total(stop.pickups) - total(stop.deliveries);
      peak = Math.max(peak, load);
    }
    return peak;
  };
  return { peakGrams: of((item) => item.grams), peakLitres: of((item) => item.litres) };
}
