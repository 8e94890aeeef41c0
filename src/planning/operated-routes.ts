import type { Demand } from '../model/demand.ts';
import type { Item, Leg, Route, Stop, Trip } from '../model/plan.ts';
import type { SiteId } from '../model/site.ts';
import type { SecondsOfDay, Weekday } from '../model/units.ts';
import type { VehicleType } from '../model/vehicle-type.ts';
import { costRoute } from './cost.ts';
import type { OperatedGoods } from './operated-goods.ts';
import type { PlanningContext } from './planning-context.ts';
import { getById } from './plan-records/county-index.ts';
import type { TracedRun } from './traced-runs.ts';
import { peakLoad } from './week-assembly.ts';

/** A run on a weekday with its times; loading begins at `start`. */
interface TimedRun {
  readonly run: TracedRun;
  readonly trip: Trip;
  readonly start: SecondsOfDay;
  readonly metres: number;
}

/**
 * Vehicle days of a carrier's runs on a weekday. Runs of one vehicle type that start and end at one base and follow
 * one another are dealt to one vehicle, earliest first and each to the vehicle that came back last (interval
 * partitioning), within the type's trips and working time a day.
 */
export function listOperatedRoutes(
  context: PlanningContext,
  goods: OperatedGoods,
  running: readonly TracedRun[],
  weekday: Weekday,
): readonly Route[] {
  const timed = running.map((run) => timeRun(context, goods, run, weekday));
  const vehicles = dealRuns(timed);
  return vehicles.map((runs) => toRoute(context, runs));
}

function dealRuns(timed: readonly TimedRun[]): readonly (readonly TimedRun[])[] {
  const vehicles: TimedRun[][] = [];
  for (const next of timed.toSorted((a, b) => a.start - b.start)) {
    const free = vehicles.filter((runs) => canFollow(runs, next));
    const last = free.reduce<TimedRun[] | null>((best, runs) => {
      return best !== null && backAt(best) >= backAt(runs) ? best : runs;
    }, null);
    if (last === null) vehicles.push([next]);
    else last.push(next);
  }
  return vehicles;
}

function canFollow(runs: readonly TimedRun[], next: TimedRun): boolean {
  const { type, baseId, endId } = runs[runs.length - 1].run;
  return (
    next.run.type.id === type.id &&
    endId === baseId &&
    next.run.baseId === baseId &&
    backAt(runs) <= next.start &&
    runs.length < type.maxTripsPerDay &&
    next.trip.arrival - runs[0].start <= type.maxDurationSeconds
  );
}

function backAt(runs: readonly TimedRun[]): SecondsOfDay {
  return runs[runs.length - 1].trip.arrival;
}

function timeRun(context: PlanningContext, goods: OperatedGoods, run: TracedRun, weekday: Weekday): TimedRun {
  const { operation, type, baseId, stopIds, endId } = run;
  const { sites } = context.index;
  const legs = listLegs(context, type, [baseId, ...stopIds, endId]);
  let time = operation.departure;
  const stops = stopIds.map((siteId, position): Stop => {
    const arrival = time + legs[position].seconds;
    time = arrival + getById(sites, siteId).serviceSeconds;
    const isFirst = stopIds.indexOf(siteId) === position;
    const handed = isFirst ? goods.listAt(run, siteId, weekday) : [];
    return {
      siteId,
      arrival,
      serviceStart: arrival,
      departure: time,
      deliveries: toItems(goods, handed, 'down', weekday),
      pickups: toItems(goods, handed, 'up', weekday),
    };
  });
  const trip = {
    id: '',
    startSiteId: baseId,
    endSiteId: endId,
    departure: operation.departure,
    arrival: time + legs[legs.length - 1].seconds,
    handlingClasses: goods.listClasses(run, weekday),
    stops,
    legs,
    ...peakLoad(stops),
  };
  const start = Math.max(0, operation.departure - getById(sites, baseId).serviceSeconds);
  return { run, trip, start, metres: legs.reduce((sum, leg) => sum + leg.metres, 0) };
}

function toItems(
  goods: OperatedGoods,
  demands: readonly Demand[],
  direction: Demand['direction'],
  weekday: Weekday,
): readonly Item[] {
  const own = demands.filter((demand) => demand.direction === direction);
  return own.map((demand) => goods.toItem(demand, weekday));
}

function listLegs(
  { tables }: PlanningContext,
  { profile }: VehicleType,
  places: readonly SiteId[],
): readonly Leg[] {
  return places.slice(1).map((toSiteId, position) => ({
    fromSiteId: places[position],
    toSiteId,
    metres: tables.metresBetween(profile, places[position], toSiteId),
    seconds: tables.secondsBetween(profile, places[position], toSiteId),
  }));
}

function toRoute(context: PlanningContext, runs: readonly TimedRun[]): Route {
  const [{ run, start }] = runs;
  const trips = runs.map(({ trip }) => trip);
  const end = backAt(runs);
  const metres = runs.reduce((sum, timed) => sum + timed.metres, 0);
  return {
    id: '',
    echelon: echelonOf(context, run.baseId, trips),
    vehicleTypeId: run.type.id,
    baseId: run.baseId,
    trips,
    start,
    end,
    metres,
    ...costRoute(run.type, metres, end - start),
  };
}

/** A vehicle from the county tier is a trunk's where it brings goods of tours, or serves no village. */
function echelonOf({ index }: PlanningContext, baseId: SiteId, trips: readonly Trip[]): Route['echelon'] {
  if (getById(index.sites, baseId).tier !== 'county') return 'village';
  const stops = trips.flatMap((trip) => trip.stops);
  const brings = stops.some(({ siteId, deliveries, pickups }) => {
    return [...deliveries, ...pickups].some(
      ({ demandId }) => getById(index.demands, demandId).siteId !== siteId,
    );
  });
  const servesVillage = stops.some(({ siteId }) => getById(index.sites, siteId).tier === 'village');
  return brings || !servesVillage ? 'trunk' : 'village';
}
