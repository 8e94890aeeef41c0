import type { CarrierId } from './carrier.ts';
import type { SiteId } from './site.ts';
import type { Fen, Grams, Litres, SecondsOfDay, Weekday } from './units.ts';

export type LineId = string;

export interface LineStop {
  readonly siteId: SiteId;
  readonly arrival: SecondsOfDay;
  readonly departure: SecondsOfDay;
}

/** A scheduled bus or postal run (班线) with spare freight capacity, a timetable and a price. */
export interface Line {
  readonly id: LineId;
  readonly name: string;
  readonly ownerId: CarrierId;
  readonly weekdays: readonly Weekday[];
  readonly spareGrams: Grams;
  readonly spareLitres: Litres;
  readonly fenPerTonne: Fen;
  readonly fenPerParcel: Fen;
  readonly stops: readonly LineStop[];
}
