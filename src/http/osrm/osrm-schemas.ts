import { Type } from '@fastify/type-provider-typebox';
import type { TSchema } from '@fastify/type-provider-typebox';
import { closed, documented, Position } from '../schemas/primitives.ts';

const Figure = Type.Number({ minimum: 0 });
const Waypoint = closed({
  name: Type.String(),
  location: Position,
  distance: Type.Number({ minimum: 0, description: 'Metres from the coordinate to the road' }),
});
const Waypoints = Type.Optional(Type.Array(Waypoint));
const Line = Type.Union([
  Type.String({ description: 'Encoded polyline' }),
  closed({ type: Type.Enum(['LineString']), coordinates: Type.Array(Position) }),
]);
const Table = Type.Optional(Type.Array(Type.Array(Type.Unsafe({ type: ['number', 'null'], minimum: 0 }))));
const FIGURES = { distance: Figure, duration: Figure, weight: Figure };

export const OsrmTableSchema = documented<unknown>(
  closed(
    {
      code: Type.Enum(['Ok']),
      durations: Table,
      distances: Table,
      sources: Waypoints,
      destinations: Waypoints,
    },
    {
      examples: [
        {
          code: 'Ok',
          durations: [[0, 612.4]],
          sources: [{ name: '', location: [114.05, 29.24], distance: 4.1 }],
          destinations: [
            { name: '', location: [114.05, 29.24], distance: 4.1 },
            { name: '', location: [114.1, 29.28], distance: 0 },
          ],
        },
      ],
    },
  ),
);

export const OsrmRouteSchema = documented<unknown>(
  closed(
    {
      code: Type.Enum(['Ok']),
      routes: Type.Array(
        closed({
          ...FIGURES,
          weight_name: Type.String(),
          geometry: Type.Optional(Line),
          legs: Type.Array(
            closed({ ...FIGURES, summary: Type.String(), steps: Type.Array(Type.Object({})) }),
          ),
        }),
      ),
      waypoints: Waypoints,
    },
    {
      examples: [
        {
          code: 'Ok',
          routes: [
            {
              distance: 7210.3,
              duration: 612.4,
              weight: 612.4,
              weight_name: 'duration',
              geometry: '_ocqDkvcyTowFwxH',
              legs: [{ distance: 7210.3, duration: 612.4, weight: 612.4, summary: '', steps: [] }],
            },
          ],
          waypoints: [
            { name: '', location: [114.05, 29.24], distance: 4.1 },
            { name: '', location: [114.1, 29.28], distance: 0 },
          ],
        },
      ],
    },
  ),
);

const Refusal = closed(
  { code: Type.String(), message: Type.String() },
  { examples: [{ code: 'NoRoute', message: 'Impossible route between points' }] },
);

/** Answers of an OSRM service by status. */
export function osrmAnswers(schema: TSchema) {
  return {
    200: documented<unknown>(schema),
    400: {
      description:
        '`InvalidUrl`, `InvalidQuery`, `InvalidValue`, `InvalidOptions`, `NoSegment`, `NoRoute` or `TooBig`',
      content: { 'application/json': { schema: documented<unknown>(Refusal) } },
    },
  };
}
