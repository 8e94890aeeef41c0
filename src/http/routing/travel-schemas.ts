import { Type } from '@fastify/type-provider-typebox';
import { TRAVEL_PROFILES } from '../../model/vehicle-type.ts';
import { closed, CountyCode, nullable, Position, words } from '../schemas/primitives.ts';

export const DEFAULT_DETOUR_FACTOR = 1.4;

export const Profile = words(TRAVEL_PROFILES, 'Kind of vehicle, by which its speeds go');

/** Rows of numbers, at most so many; null where there is no way. */
export function travelTable(mostRows: number) {
  return Type.Unsafe<(number | null)[][]>({
    type: 'array',
    maxItems: mostRows,
    items: { type: 'array', items: { type: ['number', 'null'], minimum: 0 } },
  });
}

/** Where the travel times come from. */
export const Travel = {
  countyCode: Type.Optional(
    Type.Unsafe<string>({ ...CountyCode, description: 'Travel on the roads of this county' }),
  ),
  detourFactor: Type.Optional(
    Type.Number({
      minimum: 1,
      maximum: 5,
      default: DEFAULT_DETOUR_FACTOR,
      description: 'Straight lines times this, where no county is named',
    }),
  ),
};

/** Where a point meets the network; null position: nothing lies within reach, and beyond 20 km the distance is rough. */
export interface AnsweredSnap {
  readonly position: readonly [number, number] | null;
  readonly snapMetres: number | null;
}

export const SnapSchema = closed({ position: nullable(Position), snapMetres: nullable(Type.Number()) });
