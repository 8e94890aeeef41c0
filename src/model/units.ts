/** Length in metres. */
export type Metres = number;
/** Time span in seconds. */
export type Seconds = number;
/** Seconds since local midnight of the planning day; may exceed 86,400 for a tour that ends after midnight. */
export type SecondsOfDay = number;
/** Mass in grams, an integer. */
export type Grams = number;
/** Volume in litres, an integer inside the solver. */
export type Litres = number;
/** Money in fen (1/100 yuan), always an integer where stored or returned. */
export type Fen = number;
/** WGS-84 position as `[longitude, latitude]` in degrees, the order of RFC 7946. */
export type LonLat = readonly [longitude: number, latitude: number];
/** Share between 0 and 1. */
export type Share = number;
/** Day of the week, Monday = 1 ... Sunday = 7 (ISO 8601). */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

export const WEEKDAYS: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

/** Closed interval of the day in which service may start. */
export interface TimeWindow {
  readonly earliest: SecondsOfDay;
  readonly latest: SecondsOfDay;
}

export const WHOLE_DAY: TimeWindow = { earliest: 0, latest: 86_400 };
