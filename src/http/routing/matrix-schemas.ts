import { Type } from '@fastify/type-provider-typebox';
import type { Static } from '@fastify/type-provider-typebox';
import { closed, documented, Position } from '../schemas/primitives.ts';
import { AnsweredOverridesSchema, RoadChangeFields } from './road-changes.ts';
import type { AnsweredOverride } from './road-changes.ts';
import { Profile, SnapSchema, Travel, travelTable } from './travel-schemas.ts';
import type { AnsweredSnap } from './travel-schemas.ts';

export const MAX_MATRIX_POINTS = 500;

const Table = travelTable(MAX_MATRIX_POINTS);

const MatrixSide = Type.Array(Type.Integer({ minimum: 0 }), {
  minItems: 1,
  maxItems: MAX_MATRIX_POINTS,
  description:
    'Positions in `points` that the rows (sources) or columns (destinations) are of; all when absent',
});

export const MatrixRequestSchema = closed(
  {
    points: Type.Array(Position, { minItems: 1, maxItems: MAX_MATRIX_POINTS }),
    sources: Type.Optional(MatrixSide),
    destinations: Type.Optional(MatrixSide),
    profile: Type.Optional(Profile),
    ...Travel,
    ...RoadChangeFields,
  },
  {
    examples: [
      {
        points: [
          [114.05, 29.24],
          [114.1, 29.28],
        ],
        profile: 'van',
        detourFactor: 1.55,
      },
    ],
  },
);

export type MatrixRequest = Static<typeof MatrixRequestSchema>;

/** Travel between points, rows from and columns to; null where there is no way. */
export interface MatrixAnswer {
  readonly engine: string;
  readonly estimated: boolean;
  readonly attributions: readonly string[];
  readonly roadOverrides: readonly AnsweredOverride[];
  readonly snapped: readonly AnsweredSnap[];
  readonly metres: readonly (readonly (number | null)[])[];
  readonly seconds: readonly (readonly (number | null)[])[];
}

export const MatrixAnswerSchema = documented<MatrixAnswer>(
  closed({
    engine: Type.String(),
    estimated: Type.Boolean({ description: 'Straight lines times a detour factor' }),
    attributions: Type.Array(Type.String()),
    roadOverrides: AnsweredOverridesSchema,
    snapped: Type.Array(SnapSchema),
    metres: Table,
    seconds: Table,
  }),
);
