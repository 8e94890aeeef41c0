import type { SolvedWeek } from './solve-week.ts';

/** The cheapest of weeks, the first of equals; null where there is none. */
export function pickCheapest(weeks: readonly (SolvedWeek | null)[]): SolvedWeek | null {
  let best: SolvedWeek | null = null;
  for (const week of weeks) {
    if (week !== null && (best === null || week.cost.totalFen < best.cost.totalFen)) best = week;
  }
  return best;
}
