import type { Route } from '../model/plan.ts';
import { WEEKDAYS } from '../model/units.ts';
import type { CheckedWeek, PlanCheckBasis } from './plan-check-basis.ts';
import { countOf } from './plan-fleet-check.ts';

const DAY = 86_400;
const WEEK = 7 * DAY;

/** Over the cyclic week, no more vehicles of a type are out at one time than there are, also past midnight. */
export function checkVehicleTimes(basis: PlanCheckBasis, week: CheckedWeek): void {
  const { days, members } = week.coalition;
  const byType = new Map<string, (readonly [at: number, change: number])[]>();
  for (const { weekdays, routes } of days) {
    for (const route of routes) {
      const events = byType.get(route.vehicleTypeId) ?? [];
      byType.set(route.vehicleTypeId, events);
      for (const weekday of WEEKDAYS) if (weekdays.includes(weekday)) addOuting(events, route, weekday);
    }
  }
  for (const [typeId, events] of byType) {
    const type = basis.types.get(typeId);
    const count = type === undefined ? Infinity : countOf(basis, members, type);
    const most = countMostOut(events);
    if (most <= count) continue;
    basis.add('vehicle_out_twice', `${week.path}/days`, `${most} of ${typeId} are out at one time.`, {
      most,
      count,
    });
  }
}

/** A stretch past the end of the week goes on at its beginning. */
function addOuting(events: (readonly [at: number, change: number])[], route: Route, weekday: number): void {
  const from = (weekday - 1) * DAY + route.start;
  const to = (weekday - 1) * DAY + route.end;
  events.push([from, 1], [Math.min(to, WEEK), -1]);
  if (to > WEEK) events.push([Math.max(from, WEEK) - WEEK, 1], [to - WEEK, -1]);
}

function countMostOut(events: readonly (readonly [at: number, change: number])[]): number {
  let out = 0;
  let most = 0;
  for (const [, change] of events.toSorted(([a, x], [b, y]) => a - b || x - y)) {
    out += change;
    most = Math.max(most, out);
  }
  return most;
}
