import type { Visit } from '../demand/consolidation.ts';
import type { SiteId } from '../model/site.ts';
import type { Metres, SecondsOfDay } from '../model/units.ts';
import type { Leg } from '../model/plan.ts';
import type { PlanningContext } from './planning-context.ts';
import { getById } from './plan-records/county-index.ts';
import type { DraftRoute } from './routing-task.ts';

export interface TimedStop {
  readonly visit: Visit;
  readonly arrival: SecondsOfDay;
  readonly serviceStart: SecondsOfDay;
  readonly departure: SecondsOfDay;
}

export interface TimedTrip {
  readonly departure: SecondsOfDay;
  readonly arrival: SecondsOfDay;
  readonly stops: readonly TimedStop[];
  readonly legs: readonly Leg[];
}

/** A draft route with times: loading begins at `start`, the last trip is back at `end`. */
export interface TimedRoute {
  readonly draft: DraftRoute;
  readonly start: SecondsOfDay;
  readonly end: SecondsOfDay;
  readonly metres: Metres;
  readonly trips: readonly TimedTrip[];
}

/** Something that begins within a window and lasts: loading at the base, or service at a stop. */
interface Activity {
  readonly earliest: SecondsOfDay;
  readonly latest: SecondsOfDay;
  readonly lasts: number;
  /** Travel from the activity before it. */
  readonly travel: number;
}

/**
 * Times of a route: the earliest end that windows, opening hours of the base and the shift allow, then the latest
 * start that keeps this end, then everything as soon as possible. O(stops).
 *
 * @throws Error when the order of visits cannot meet a window: the search gave an infeasible route.
 */
export function timeRoute(
  context: PlanningContext,
  draft: DraftRoute,
  opensAt: (baseId: SiteId) => SecondsOfDay,
): TimedRoute {
  const { vehicles } = draft;
  const legs = draft.trips.map((trip) => listLegs(context, draft, trip));
  const activities = listActivities(context, draft, legs, opensAt(vehicles.baseId));
  const homeward = lastOf(lastOf(legs)).seconds;
  const soonest = runForward(activities, vehicles.shift.earliest);
  const end = lastOf(soonest) + lastOf(activities).lasts + homeward;
  const start = runBackward(activities, lastOf(soonest));
  const begins = runForward(activities, start);
  let next = 0;
  const trips = draft.trips.map((visits, index): TimedTrip => {
    const departure = begins[next] + activities[next++].lasts;
    let time = departure;
    const stops = visits.map((visit, position): TimedStop => {
      const arrival = time + legs[index][position].seconds;
      const serviceStart = begins[next++];
      time = serviceStart + visit.serviceSeconds;
      return { visit, arrival, serviceStart, departure: time };
    });
    return { departure, arrival: time + lastOf(legs[index]).seconds, stops, legs: legs[index] };
  });
  const metres = legs.flat().reduce((sum, leg) => sum + leg.metres, 0);
  return { draft, start, end, metres, trips };
}

function listLegs(context: PlanningContext, draft: DraftRoute, visits: readonly Visit[]): readonly Leg[] {
  const { type, baseId } = draft.vehicles;
  const places = [baseId, ...visits.map((visit) => visit.siteId), baseId];
  return places.slice(1).map((toSiteId, index) => ({
    fromSiteId: places[index],
    toSiteId,
    metres: context.tables.metresBetween(type.profile, places[index], toSiteId),
    seconds: context.tables.secondsBetween(type.profile, places[index], toSiteId),
  }));
}

function listActivities(
  context: PlanningContext,
  draft: DraftRoute,
  legs: readonly (readonly Leg[])[],
  opens: SecondsOfDay,
): readonly Activity[] {
  const loading = getById(context.index.sites, draft.vehicles.baseId).serviceSeconds;
  return draft.trips.flatMap((visits, trip) => [
    {
      earliest: opens,
      latest: Infinity,
      lasts: loading,
      travel: trip === 0 ? 0 : lastOf(legs[trip - 1]).seconds,
    },
    ...visits.map((visit, position) => ({
      ...visit.window,
      lasts: visit.serviceSeconds,
      travel: legs[trip][position].seconds,
    })),
  ]);
}

/** Begin of each activity when all happens as soon as possible from `start` on. */
function runForward(activities: readonly Activity[], start: SecondsOfDay): readonly SecondsOfDay[] {
  let time = start;
  return activities.map((activity) => {
    const begin = Math.max(time + activity.travel, activity.earliest);
    if (begin > activity.latest)
      throw new Error(`an activity would begin at ${begin}, after ${activity.latest}`);
    time = begin + activity.lasts;
    return begin;
  });
}

/** Latest begin of the first activity that lets the last one begin at `lastBegin`. */
function runBackward(activities: readonly Activity[], lastBegin: SecondsOfDay): SecondsOfDay {
  let begin = lastBegin;
  for (let index = activities.length - 1; index > 0; index--) {
    const before = activities[index - 1];
    begin = Math.min(begin - activities[index].travel - before.lasts, before.latest);
  }
  return begin;
}

function lastOf<T>(list: readonly T[]): T {
  return list[list.length - 1];
}
