import type { SecondsOfDay, TimeWindow } from '../../model/units.ts';

/** `HH:MM` as seconds since midnight; the form was checked before. */
export function parseClock(text: string): SecondsOfDay {
  const [hours, minutes] = text.split(':').map(Number);
  return hours * 3600 + minutes * 60;
}

/** Two times of day as a window. */
export function parseWindow([earliest, latest]: readonly [string, string]): TimeWindow {
  return { earliest: parseClock(earliest), latest: parseClock(latest) };
}
