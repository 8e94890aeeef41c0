import { Type } from '@fastify/type-provider-typebox';
import type { Static } from '@fastify/type-provider-typebox';
import { HANDLING_CLASSES } from '../../model/commodity.ts';
import { budgetSchema } from '../schemas/budget-schema.ts';
import { closed, documented, Fen, nullable, Position, words } from '../schemas/primitives.ts';
import { Profile, Travel, travelTable } from './travel-schemas.ts';

export const MAX_CLIENTS = 1000;
export const MAX_BASES = 50;
export const MAX_SECONDS = 30;
export const MAX_ITERATIONS = 5_000_000;

const Id = Type.String({ minLength: 1, maxLength: 100 });
const Clock = Type.String({
  pattern: '^([0-3]\\d|4[0-7]):[0-5]\\d$',
  description: 'HH:MM; hours run past 24 for the day after',
});
const Window = Type.Unsafe<[string, string]>(
  Type.Array(Clock, { minItems: 2, maxItems: 2, description: 'From and until, both included' }),
);
const Amount = Type.Number({ minimum: 0, maximum: 1_000_000_000 });
const Load = closed({ kg: Type.Optional(Amount), litres: Type.Optional(Amount) });
const HandlingClass = words(HANDLING_CLASSES);

const Table = travelTable(MAX_CLIENTS + MAX_BASES);

const Place = {
  position: Type.Optional(Position),
  matrixIndex: Type.Optional(
    Type.Integer({ minimum: 0, description: 'Row of the matrices, in place of a position' }),
  ),
};

const RoutingBase = closed({
  id: Id,
  ...Place,
  window: Type.Optional(Window),
  loadingMinutes: Type.Optional(Type.Number({ minimum: 0, maximum: 1440, default: 0 })),
});

const RoutingClient = closed({
  id: Id,
  ...Place,
  delivery: Type.Optional(Load),
  pickup: Type.Optional(Load),
  serviceMinutes: Type.Optional(Type.Number({ minimum: 0, maximum: 1440, default: 0 })),
  windows: Type.Optional(Type.Array(Window, { maxItems: 10 })),
  readyAt: Type.Optional(
    Type.Unsafe<string>({ ...Clock, description: 'HH:MM; no trip that delivers here starts to load before' }),
  ),
  handlingClass: Type.Optional(HandlingClass),
  groupId: Type.Optional(
    Type.Unsafe<string>({ ...Id, description: 'Of clients with the same one exactly one is served' }),
  ),
  vehicleTypeIds: Type.Optional(
    Type.Array(Id, { description: 'Vehicle types that may call; all when absent' }),
  ),
  prizeFen: Type.Optional(
    Type.Integer({ minimum: 0, description: 'May be left out at this cost; must be served when absent' }),
  ),
});

const RoutingVehicleType = closed({
  id: Id,
  count: Type.Optional(nullableInteger('Vehicles; null or absent is unlimited')),
  minCount: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: MAX_CLIENTS,
      default: 0,
      description: 'At least so many go out, each to a client; with the same `count` exactly so many',
    }),
  ),
  capacity: Load,
  startBaseId: Id,
  endBaseId: Type.Optional(
    Type.Unsafe<string | null>({
      type: ['string', 'null'],
      description: 'Base of the end of the day: the start when absent, open at the last client when null',
    }),
  ),
  reloadBaseIds: Type.Optional(Type.Array(Id, { maxItems: MAX_BASES })),
  maxTrips: Type.Optional(Type.Integer({ minimum: 1, maximum: 20, default: 1 })),
  profile: Type.Optional(Profile),
  fenPerDay: Type.Optional(Amount),
  fenPerKm: Type.Optional(Amount),
  fenPerHour: Type.Optional(Amount),
  shift: Type.Optional(Window),
  maxHours: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 48 })),
  maxKm: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 10_000 })),
  maxStops: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_CLIENTS })),
  handlingClasses: Type.Optional(Type.Array(HandlingClass, { description: 'All when absent' })),
});

const GivenTrip = closed({
  clientIds: Type.Array(Id, { minItems: 1, maxItems: MAX_CLIENTS }),
  startBaseId: Type.Optional(
    Type.Unsafe<string>({
      ...Id,
      description: 'Where it loads: where the trip before ended, or the day starts, when absent',
    }),
  ),
  endBaseId: Type.Optional(
    Type.Unsafe<string | null>({
      type: ['string', 'null'],
      description: 'Where it ends: the start of the next trip, or the end of the day, when absent',
    }),
  ),
});

const GivenRoute = { vehicleTypeId: Id, trips: Type.Array(GivenTrip, { minItems: 1, maxItems: 20 }) };

const FrozenRoute = closed({
  ...GivenRoute,
  stops: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: MAX_CLIENTS,
      description: 'The first so many stops stay, what follows may change; all stay when absent',
    }),
  ),
});

const Budget = budgetSchema({ iterations: MAX_ITERATIONS, seconds: MAX_SECONDS });

export const RoutingRequestSchema = closed(
  {
    ...Travel,
    matrices: Type.Optional(
      Type.Partial(Type.Object({ van: MatrixOf(), truck: MatrixOf(), trike: MatrixOf(), bus: MatrixOf() }), {
        additionalProperties: false,
        description: 'Travel of your own, by profile; places are then row numbers',
      }),
    ),
    bases: Type.Array(RoutingBase, { minItems: 1, maxItems: MAX_BASES }),
    clients: Type.Array(RoutingClient, { minItems: 1, maxItems: MAX_CLIENTS }),
    vehicleTypes: Type.Array(RoutingVehicleType, { minItems: 1, maxItems: 100 }),
    initialRoutes: Type.Optional(
      Type.Array(closed(GivenRoute), {
        maxItems: MAX_CLIENTS,
        description: 'Where the search starts; what does not fit is passed over',
      }),
    ),
    frozen: Type.Optional(
      Type.Array(FrozenRoute, {
        maxItems: MAX_CLIENTS,
        description:
          'Routes, or their first stops, that stay when a day is planned anew; they are among `count`',
      }),
    ),
    seed: Type.Optional(Type.Integer({ minimum: 0, maximum: 2_147_483_647, default: 1 })),
    budget: Type.Optional(Budget),
  },
  {
    description: 'A vehicle routing problem in kilograms, litres, minutes and fen',
    examples: [
      {
        bases: [{ id: 'depot', position: [114.05, 29.24], loadingMinutes: 15 }],
        clients: [
          {
            id: 'village-1',
            position: [114.1, 29.28],
            delivery: { kg: 120, litres: 400 },
            serviceMinutes: 8,
            windows: [['08:00', '12:00']],
          },
          { id: 'village-2', position: [114.02, 29.2], delivery: { kg: 60 }, pickup: { kg: 200 } },
        ],
        vehicleTypes: [
          {
            id: 'van',
            count: 2,
            capacity: { kg: 800, litres: 4000 },
            startBaseId: 'depot',
            fenPerDay: 12000,
            fenPerKm: 80,
            fenPerHour: 2500,
            shift: ['06:00', '18:00'],
          },
        ],
        budget: { kind: 'iterations', iterations: 1000 },
      },
      {
        bases: [{ id: 'depot', position: [114.05, 29.24] }],
        clients: [
          { id: 'village-1', position: [114.1, 29.28], delivery: { kg: 120 }, windows: [['08:20', '08:20']] },
          { id: 'village-2', position: [114.02, 29.2], pickup: { kg: 200 } },
          { id: 'village-3', position: [114.08, 29.3], delivery: { kg: 60 }, readyAt: '09:00' },
        ],
        vehicleTypes: [
          {
            id: 'van',
            count: 2,
            capacity: { kg: 800 },
            startBaseId: 'depot',
            fenPerDay: 12000,
            fenPerKm: 80,
            maxTrips: 2,
            shift: ['06:00', '18:00'],
          },
        ],
        frozen: [{ vehicleTypeId: 'van', trips: [{ clientIds: ['village-1', 'village-2'] }], stops: 1 }],
        budget: { kind: 'iterations', iterations: 1000 },
      },
    ],
  },
);
export type RoutingRequest = Static<typeof RoutingRequestSchema>;

/** One visit of a trip. */
export interface AnsweredStop {
  readonly clientId: string;
  readonly arrival: string;
  readonly serviceStart: string;
  readonly departure: string;
}

/** One trip, from loading to unloading. */
export interface AnsweredTrip {
  readonly startBaseId: string;
  readonly endBaseId: string | null;
  readonly departure: string;
  readonly arrival: string;
  readonly metres: number;
  readonly stops: readonly AnsweredStop[];
}

/** One vehicle's day. */
export interface AnsweredRoute {
  readonly vehicleTypeId: string;
  readonly start: string;
  readonly end: string;
  readonly metres: number;
  readonly trips: readonly AnsweredTrip[];
}

/** Answer to a routing request. */
export interface RoutingAnswer {
  readonly feasible: boolean;
  readonly costFen: number;
  readonly iterations: number;
  /** The iterations asked for were not reached in the time that the server allows, so the answer may differ next time. */
  readonly stoppedEarly: boolean;
  readonly travel: { readonly engine: string; readonly estimated: boolean };
  readonly routes: readonly AnsweredRoute[];
  readonly unserved: readonly {
    readonly clientId: string;
    readonly code: string;
    readonly message: string;
    readonly figures: Readonly<Record<string, number>>;
  }[];
  /** Why the answer is not feasible, by what no client shows alone. */
  readonly infeasibilities: readonly {
    readonly code: string;
    readonly message: string;
    readonly clientIds: readonly string[];
    readonly figures: Readonly<Record<string, number>>;
  }[];
}

const Stop = closed({
  clientId: Type.String(),
  arrival: Type.String(),
  serviceStart: Type.String(),
  departure: Type.String(),
});

const Trip = closed({
  startBaseId: Type.String(),
  endBaseId: nullable(Type.String()),
  departure: Type.String({ description: 'HH:MM, after loading' }),
  arrival: Type.String(),
  metres: Type.Number(),
  stops: Type.Array(Stop),
});

const Figures = Type.Record(Type.String(), Type.Number(), {
  description: 'The figures behind the reason, in grams, litres, seconds and metres',
});

export const RoutingAnswerSchema = documented<RoutingAnswer>(
  closed({
    feasible: Type.Boolean({ description: 'Every rule holds and every client that must be served is' }),
    costFen: Fen,
    iterations: Type.Integer(),
    stoppedEarly: Type.Boolean({
      description: `The iterations asked for took more than ${MAX_SECONDS} s; the best so far, which need not reproduce`,
    }),
    travel: closed({ engine: Type.String(), estimated: Type.Boolean() }),
    routes: Type.Array(
      closed({
        vehicleTypeId: Type.String(),
        start: Type.String({ description: 'HH:MM, begin of loading' }),
        end: Type.String(),
        metres: Type.Number(),
        trips: Type.Array(Trip),
      }),
    ),
    unserved: Type.Array(
      closed({ clientId: Type.String(), code: Type.String(), message: Type.String(), figures: Figures }),
    ),
    infeasibilities: Type.Array(
      closed({
        code: Type.String(),
        message: Type.String(),
        clientIds: Type.Array(Type.String()),
        figures: Figures,
      }),
      {
        description:
          'What several clients, vehicles or frozen routes together make impossible, and by how much',
      },
    ),
  }),
);

function MatrixOf() {
  return closed({ metres: Table, seconds: Table });
}

function nullableInteger(description: string) {
  return Type.Unsafe<number | null>({ type: ['integer', 'null'], minimum: 0, maximum: 100_000, description });
}
