import { Type } from '@fastify/type-provider-typebox';
import type { Scenario } from '../../model/scenario.ts';
import type { ScenarioRecord } from '../../persistence/scenario-store.ts';
import { budgetSchema } from './budget-schema.ts';
import { closed, CountyCode, documented, Timestamp } from './primitives.ts';
import { RoadOverrideSchema, TravelDaySchema } from './road-override-schema.ts';

const Id = Type.String({ minLength: 1, maxLength: 100 });
const Factor = Type.Number({ exclusiveMinimum: 0, maximum: 100 });
const Price = Type.Integer({ minimum: 0, maximum: 1_000_000_000, description: 'Fen' });

export const MAX_SEEDS = 10;
export const MAX_BUDGET_SECONDS = 600;
export const MAX_BUDGET_ITERATIONS = 10_000_000;

const Budget = budgetSchema({ iterations: MAX_BUDGET_ITERATIONS, seconds: MAX_BUDGET_SECONDS });

const Prices = closed({
  fenPerKmFactor: Type.Optional(Factor),
  fenPerHourFactor: Type.Optional(Factor),
  fenPerDayFactor: Type.Optional(Factor),
  handlingFactor: Type.Optional(Factor),
  poolingOverheadFenPerMemberDay: Type.Optional(Price),
  unservedFenPerKg: Type.Optional(Price),
});

const CHOICES = {
  name: Type.String({ minLength: 1, maxLength: 200 }),
  coalitions: Type.Array(Type.Array(Id, { minItems: 1 }), {
    maxItems: 100,
    description: 'Who pools: disjoint sets of carriers. A carrier in none plans alone. Default: all in one',
  }),
  closedSiteIds: Type.Array(Id, {
    maxItems: 10_000,
    description: 'Stations and warehouses that must not be used',
  }),
  openSiteIds: Type.Array(Id, { maxItems: 10_000, description: 'Stations and warehouses that must be used' }),
  vehicleCounts: Type.Record(Id, Type.Integer({ minimum: 0, maximum: 100_000 }), {
    description: 'Vehicles by type, in place of those of the county',
  }),
  prices: Prices,
  minVisitsPerWeek: Type.Integer({
    minimum: 0,
    maximum: 7,
    description: '0 leaves the visits of each demand',
  }),
  ownTownshipOnly: Type.Boolean({ description: "Villages only through their own township's station" }),
  roadOverrides: Type.Array(RoadOverrideSchema, {
    maxItems: 1000,
    description: 'What the planner knows better than the road data: closures, speeds, limits, new roads',
  }),
  travelDay: TravelDaySchema,
  seed: Type.Integer({ minimum: 0, maximum: 2_147_483_647 }),
  seeds: Type.Integer({ minimum: 1, maximum: MAX_SEEDS, description: 'Seeds per rung; the best is kept' }),
  budget: Budget,
};

/** Choices of a scenario; whatever is left out is the county's default. */
export const ScenarioInputSchema = Type.Partial(Type.Object({ countyCode: CountyCode, ...CHOICES }), {
  additionalProperties: false,
  description: 'Choices; whatever is left out is the default of the county',
  examples: [
    {
      name: '邮快商合作',
      minVisitsPerWeek: 7,
      seed: 1,
      seeds: 2,
      budget: { kind: 'iterations', iterations: 2000 },
    },
  ],
});

const ScenarioSchema = documented<Scenario>(closed({ countyCode: CountyCode, ...CHOICES }));

export const ScenarioRecordSchema = documented<ScenarioRecord>(
  closed({
    id: Type.String(),
    countyCode: CountyCode,
    datasetHash: Type.String(),
    scenario: ScenarioSchema,
    createdAt: Timestamp,
  }),
);
