import { Type } from '@fastify/type-provider-typebox';
import type { Static } from '@fastify/type-provider-typebox';
import { closed, CountyCode, documented, nullable, Position } from '../schemas/primitives.ts';
import type { AnsweredOverride } from './road-changes.ts';
import { AnsweredOverridesSchema, RoadChangeFields } from './road-changes.ts';
import type { AnsweredSnap } from './travel-schemas.ts';
import { Profile, SnapSchema, Travel } from './travel-schemas.ts';

export const MAX_ROUTE_POINTS = 100;
export const DEFAULT_REACH_METRES = 150;
const MAX_MINUTES = 240;

const EXAMPLE_POINTS = [
  [114.05, 29.24],
  [114.1, 29.28],
];

export const RouteRequestSchema = closed(
  {
    points: Type.Array(Position, {
      minItems: 2,
      maxItems: MAX_ROUTE_POINTS,
      description: 'In the order in which they are called at',
    }),
    profile: Type.Optional(Profile),
    simplifyMetres: Type.Optional(
      Type.Number({
        minimum: 0,
        maximum: 1000,
        default: 0,
        description: 'Lines may stray this far from the road',
      }),
    ),
    ...Travel,
    ...RoadChangeFields,
  },
  { examples: [{ points: EXAMPLE_POINTS, profile: 'van', detourFactor: 1.55 }] },
);

export type RouteRequest = Static<typeof RouteRequestSchema>;

/** Travel from one point to the next; nulls where there is no way. */
export interface AnsweredLeg {
  readonly metres: number | null;
  readonly seconds: number | null;
  readonly geometry: {
    readonly type: 'LineString';
    readonly coordinates: readonly (readonly [number, number])[];
  } | null;
}

/** A way through points; totals are null when a leg has no way. */
export interface RouteAnswer {
  readonly engine: string;
  readonly estimated: boolean;
  readonly attributions: readonly string[];
  readonly roadOverrides: readonly AnsweredOverride[];
  readonly snapped: readonly AnsweredSnap[];
  readonly metres: number | null;
  readonly seconds: number | null;
  readonly legs: readonly AnsweredLeg[];
}

const LineString = closed({
  type: Type.Enum(['LineString']),
  coordinates: Type.Array(Position, { minItems: 2 }),
});

export const RouteAnswerSchema = documented<RouteAnswer>(
  closed(
    {
      engine: Type.String({ description: 'Which engine gave the figures' }),
      estimated: Type.Boolean({ description: 'Straight lines times a detour factor' }),
      attributions: Type.Array(Type.String()),
      roadOverrides: AnsweredOverridesSchema,
      snapped: Type.Array(SnapSchema),
      metres: nullable(Type.Number()),
      seconds: nullable(Type.Number()),
      legs: Type.Array(
        closed({
          metres: nullable(Type.Number()),
          seconds: nullable(Type.Number()),
          geometry: nullable(LineString),
        }),
      ),
    },
    {
      examples: [
        {
          engine: 'straight-line/1',
          estimated: true,
          attributions: [],
          roadOverrides: [],
          snapped: EXAMPLE_POINTS.map((position) => ({ position, snapMetres: 0 })),
          metres: 10211.4,
          seconds: 1021.1,
          legs: [
            {
              metres: 10211.4,
              seconds: 1021.1,
              geometry: { type: 'LineString', coordinates: EXAMPLE_POINTS },
            },
          ],
        },
      ],
    },
  ),
);

export const IsolineRequestSchema = closed(
  {
    countyCode: Type.Unsafe<string>({ ...CountyCode, description: 'County whose roads are driven on' }),
    point: Position,
    minutes: Type.Array(Type.Number({ exclusiveMinimum: 0, maximum: MAX_MINUTES }), {
      minItems: 1,
      maxItems: 6,
      uniqueItems: true,
      description: 'Travel times, one area each',
    }),
    profile: Type.Optional(Profile),
    reachMetres: Type.Optional(
      Type.Number({
        minimum: 50,
        maximum: 2000,
        default: DEFAULT_REACH_METRES,
        description: 'Places this near to a road that is reached count as reached; widened for large areas',
      }),
    ),
    ...RoadChangeFields,
  },
  { examples: [{ countyCode: '421223', point: [114.05, 29.24], minutes: [15, 30, 60], profile: 'van' }] },
);

export type IsolineRequest = Static<typeof IsolineRequestSchema>;
