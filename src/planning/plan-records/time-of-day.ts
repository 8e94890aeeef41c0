import type { SecondsOfDay } from '../../model/units.ts';

/**
 * Seconds since midnight as `HH:MM`, rounded to the minute; hours run past 24 for a tour that ends after midnight,
 * so that times of one trip still sort as text.
 */
export function toTimeOfDay(seconds: SecondsOfDay): string {
  const minutes = Math.round(seconds / 60);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
