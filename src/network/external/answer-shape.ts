import type { LonLat } from '../../model/units.ts';
import { TravelEngineError } from './travel-engine-error.ts';

type Members = Readonly<Record<string, unknown>>;

/** The answer of an engine cannot be used. */
export function badAnswer(engine: string, what: string): TravelEngineError {
  return new TravelEngineError('travel_engine_bad_answer', `${engine} gave an answer ${what}.`);
}

/** Members of an object; none for anything else. */
export function membersOf(value: unknown): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {};
}

/** A list of exactly `length` items. @throws TravelEngineError `travel_engine_bad_answer` */
export function readList(engine: string, value: unknown, length: number, what: string): readonly unknown[] {
  if (Array.isArray(value) && value.length === length) return value;
  const found = Array.isArray(value) ? `${value.length}` : 'no list';
  throw badAnswer(engine, `with ${found} in place of ${length} ${what}`);
}

/** A length or time from 0, or Infinity for null. @throws TravelEngineError `travel_engine_bad_answer` */
export function readFigure(engine: string, value: unknown): number {
  if (value === null) return Infinity;
  if (typeof value === 'number' && value >= 0 && value < Infinity) return value;
  throw badAnswer(engine, `with ${JSON.stringify(value)?.slice(0, 50)} in place of a figure`);
}

/** A position on the globe. @throws TravelEngineError `travel_engine_bad_answer` */
export function readPosition(engine: string, lon: unknown, lat: unknown): LonLat {
  const isOn = typeof lon === 'number' && typeof lat === 'number' && Math.abs(lon) <= 180;
  if (isOn && Math.abs(lat) <= 90) return [lon, lat];
  throw badAnswer(engine, 'with a place that is not on the globe');
}
