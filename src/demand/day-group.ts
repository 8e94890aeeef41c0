import type { Demand } from '../model/demand.ts';
import { WEEKDAYS } from '../model/units.ts';
import type { Weekday } from '../model/units.ts';
import { listDemandsOn } from './visit-calendar.ts';
import type { VisitCalendar } from './visit-calendar.ts';

/** Weekdays on which the same demands are visited, and so the same routes can run. */
export interface DayGroup {
  readonly weekdays: readonly Weekday[];
  readonly demands: readonly Demand[];
}

/** Groups the week by the set of demands visited; weekdays without any are left out. */
export function groupWeekdays(demands: readonly Demand[], calendar: VisitCalendar): readonly DayGroup[] {
  const groups = new Map<string, { weekdays: Weekday[]; demands: readonly Demand[] }>();
  for (const weekday of WEEKDAYS) {
    const visited = listDemandsOn(demands, calendar, weekday);
    if (visited.length === 0) continue;
    const key = JSON.stringify(visited.map((demand) => demand.id));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { weekdays: [weekday], demands: visited });
    else group.weekdays.push(weekday);
  }
  return [...groups.values()];
}
