import type { Weekday } from '../../../src/model/units.ts';

/** Reads `"1,3,5"`; anything that is no weekday is left out. */
export function parseWeekdays(text: string): readonly Weekday[] {
  return text.split(',').map(Number).filter(isWeekday);
}

export function isWeekday(value: number): value is Weekday {
  return Number.isInteger(value) && value >= 1 && value <= 7;
}

/** Weekdays grouped into runs of neighbours: `[1,2,3,5]` becomes `[[1,3],[5,5]]`. Expects ascending days. */
export function toWeekdayRuns(weekdays: readonly Weekday[]): readonly (readonly [Weekday, Weekday])[] {
  const runs: [Weekday, Weekday][] = [];
  for (const day of weekdays) {
    const last = runs.at(-1);
    if (last !== undefined && last[1] + 1 === day) last[1] = day;
    else runs.push([day, day]);
  }
  return runs;
}
