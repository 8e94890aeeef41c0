import type { DemandId } from './demand.ts';
import type { Grams, Litres, Weekday } from './units.ts';

/** Why a demand is not served; each code is listed in `docs/errors.md` with its remedy. */
export type UnservedCode =
  | 'no_coordinates'
  | 'no_road'
  | 'exceeds_every_vehicle'
  | 'window_unreachable'
  | 'not_enough_vehicles'
  | 'handling_class_carried_by_none'
  | 'station_full';

/** A demand that a plan leaves unserved on some weekdays, with the reason and its figures. */
export interface Unserved {
  readonly demandId: DemandId;
  readonly code: UnservedCode;
  readonly message: string;
  /** Figures behind the reason, e.g. `{ grams: 2100000, largestCapacityGrams: 2000000 }`. */
  readonly figures: Readonly<Record<string, number>>;
  readonly weekdays: readonly Weekday[];
  readonly gramsPerWeek: Grams;
  /** Absent in plans made before volume was stated. */
  readonly litresPerWeek?: Litres;
  readonly parcelsPerWeek: number;
}
