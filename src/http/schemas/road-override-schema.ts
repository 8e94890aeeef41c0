import { Type } from '@fastify/type-provider-typebox';
import { TRAVEL_PROFILES } from '../../model/vehicle-type.ts';
import { ROAD_CLASSES } from '../../network/roads/road-class.ts';
import { closed, nullable, Position, words } from './primitives.ts';

const Day = Type.String({ pattern: '^[0-9]{2}-[0-9]{2}$', description: 'MM-DD' });
const SecondOfDay = Type.Number({ minimum: 0, maximum: 86_400 });

/** Times of a day, in seconds. */
export const HoursSchema = closed({ earliest: SecondOfDay, latest: SecondOfDay });

/** What the planner knows better than the road data about one road. */
export const RoadOverrideSchema = closed({
  name: Type.String({ minLength: 1, maxLength: 200 }),
  recordedOn: Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$', description: 'YYYY-MM-DD' }),
  wayId: Type.Optional(
    Type.Integer({ description: 'Way of the map; `/v1/counties/{code}/roads.geojson` has the ids' }),
  ),
  near: Type.Optional(Position),
  line: Type.Optional(Type.Array(Position, { minItems: 2, maxItems: 10_000, description: 'A new road' })),
  roadClass: Type.Optional(words(ROAD_CLASSES, 'Of a new road; `unclassified` when absent')),
  oneway: Type.Optional(Type.Boolean()),
  profiles: Type.Optional(Type.Array(words(TRAVEL_PROFILES), { minItems: 1, maxItems: 4 })),
  closed: Type.Optional(Type.Boolean()),
  speedKmh: Type.Optional(Type.Number({ minimum: 1, maximum: 150 })),
  maxWeightTonnes: Type.Optional(Type.Number({ minimum: 0.1, maximum: 200 })),
  maxHeightMetres: Type.Optional(Type.Number({ minimum: 0.1, maximum: 20 })),
  maxWidthMetres: Type.Optional(Type.Number({ minimum: 0.1, maximum: 20 })),
  season: Type.Optional(closed({ from: Day, until: Day })),
  hours: Type.Optional(HoursSchema),
});

/** Day that is travelled on. */
export const TravelDaySchema = nullable(
  Type.String({
    pattern: '^[0-9]{2}-[0-9]{2}$',
    description: 'Day of the year, MM-DD, for overrides of a season; null: every season counts',
  }),
);
