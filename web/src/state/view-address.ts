import type { Echelon, RungName } from '../../../src/model/plan.ts';
import type { Weekday } from '../../../src/model/units.ts';
import { isWeekday } from '../quantities/weekdays.ts';

export const RUNG_NAMES: readonly RungName[] = ['as_operated', 'alone', 'pooled'];
export const ECHELONS: readonly Echelon[] = ['feeder', 'trunk', 'village'];

/** One day, or the whole week. */
export type ShownDays = Weekday | 'week';

/** What the page shows, as far as a link to it should say. Null is the page's own choice. */
export interface ViewAddress {
  readonly county: string | null;
  readonly plan: string | null;
  readonly rung: RungName | null;
  readonly days: ShownDays | null;
  readonly echelon: Echelon | null;
  readonly village: string | null;
  readonly trip: string | null;
}

/** Reads the query of the page's address; what it does not know is null. */
export function parseViewAddress(search: string): ViewAddress {
  const query = new URLSearchParams(search);
  return {
    county: query.get('county'),
    plan: query.get('plan'),
    rung: RUNG_NAMES.find((name) => name === query.get('rung')) ?? null,
    days: parseDays(query.get('day')),
    echelon: ECHELONS.find((name) => name === query.get('stage')) ?? null,
    village: query.get('village'),
    trip: query.get('trip'),
  };
}

function parseDays(text: string | null): ShownDays | null {
  const day = Number(text ?? 0);
  if (isWeekday(day)) return day;
  return text === 'week' ? 'week' : null;
}

/** Writes the address into the query, leaving parameters of others (such as `lang`) where they are. */
export function formatViewAddress(address: ViewAddress, search: string): string {
  const query = new URLSearchParams(search);
  const values: Readonly<Record<string, string | null>> = {
    county: address.county,
    plan: address.plan,
    rung: address.rung,
    day: address.days === null ? null : String(address.days),
    stage: address.echelon,
    village: address.village,
    trip: address.trip,
  };
  for (const [name, value] of Object.entries(values)) {
    if (value === null) query.delete(name);
    else query.set(name, value);
  }
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}
