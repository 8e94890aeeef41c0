import { Type } from '@fastify/type-provider-typebox';
import type { Comparison } from '../../model/comparison.ts';
import type { CostBreakdown } from '../../model/cost.ts';
import type { Metrics } from '../../model/metrics.ts';
import type { Plan, RungName } from '../../model/plan.ts';
import type { Fen as FenType } from '../../model/units.ts';
import type { StopRecord } from '../../planning/plan-records/stop-records.ts';
import type { TripRecord } from '../../planning/plan-records/trip-records.ts';
import type { UnservedRecord } from '../../planning/plan-records/unserved-records.ts';
import type { VillageWeek } from '../../planning/plan-records/village-visits.ts';
import type { PlanRecord } from '../../persistence/plan-store.ts';
import {
  closed,
  CountyCode,
  documented,
  Fen,
  Link,
  nullable,
  NullableFen,
  Share,
  Timestamp,
  Weekday,
  words,
} from './primitives.ts';

export const RUNG_NAMES = ['as_operated', 'alone', 'pooled'] as const satisfies readonly RungName[];
export const ECHELONS = ['feeder', 'trunk', 'village'] as const;

const Text = Type.String();
const NullableText = nullable(Text);
const Amount = Type.Number({ minimum: 0 });
const NullableAmount = nullable(Type.Number());
const Rung = words(RUNG_NAMES, 'Step of the ladder');

export const RungQuery = Type.Optional(
  words(RUNG_NAMES, 'Step of the ladder: as operated today, each carrier planned alone, or pooled (default)'),
);

/** Conditions on the trips of a rung. */
export const TRIP_FILTERS = {
  rung: RungQuery,
  weekday: Type.Optional(Weekday),
  echelon: Type.Optional(words(ECHELONS)),
  carrier: Type.Optional(
    Type.String({ minLength: 1, maxLength: 100, description: 'Only what carries goods of this carrier' }),
  ),
};

/** How a table is written. */
export const CSV_OPTIONS = {
  bom: Type.Optional(words(['0', '1'], '1: begin with a byte order mark, for Excel')),
  lang: Type.Optional(words(['en', 'zh'], 'Language of the headings; `en` are the keys of the JSON')),
};

const Totals = closed({ as_operated: NullableFen, alone: NullableFen, pooled: NullableFen });

const PLAN_RECORD = {
  id: Text,
  countyCode: CountyCode,
  datasetHash: Text,
  scenarioId: NullableText,
  jobId: NullableText,
  name: Text,
  contentHash: Type.String({
    description: 'SHA-256 of the plan: equal dataset, scenario, seed and iterations give an equal hash',
  }),
  solverVersion: Text,
  travel: closed({
    engine: Text,
    estimated: Type.Boolean({ description: 'Distances are straight lines times a detour factor' }),
  }),
  totals: Totals,
  createdAt: Timestamp,
};

/** A plan in a list; `totalFen` is that of its last rung. */
export interface PlanListItem extends Omit<PlanRecord, 'comparison' | 'bytes'> {
  readonly totalFen: FenType | null;
  readonly links: Readonly<Record<string, string>>;
}

export const PlanListItemSchema = documented<PlanListItem>(
  closed({ ...PLAN_RECORD, totalFen: NullableFen, links: Type.Record(Text, Link) }),
);

const SeedTotals = Type.Array(closed({ seed: Type.Integer(), totalFen: Fen }));

export const COST = {
  vehicleDaysFen: Fen,
  distanceFen: Fen,
  driverTimeFen: Fen,
  handlingFen: Fen,
  sitesFen: Fen,
  linesFen: Fen,
  poolingOverheadFen: Fen,
  unservedFen: Fen,
  totalFen: Fen,
};

const Gain = closed({
  name: words(['planning_gain', 'pooling_gain', 'both']),
  from: Rung,
  to: Rung,
  savingFen: Fen,
  savingShare: Type.Number({
    description:
      'Of the operating cost where both rungs price the same for unserved goods, else of the total',
  }),
  lowFen: Fen,
  highFen: Fen,
  significant: Type.Boolean({ description: 'False: no significant saving' }),
  comparable: Type.Optional(Type.Boolean({ description: 'False: the two rungs give different service' })),
  reason: Type.Optional(NullableText),
});

export const ComparisonSchema = documented<Comparison>(
  closed({
    rungs: Type.Array(
      closed({
        name: Rung,
        totalFen: Fen,
        unservedFen: Type.Integer({
          description: 'Of the total: goods left to others, at their posted price',
        }),
        operatingFen: Type.Integer({ description: 'Of the total: all but `unservedFen`' }),
        operatingFenPerParcel: NullableAmount,
        operatingFenPerKg: NullableAmount,
        metresPerWeek: Amount,
        vehicleDaysPerWeek: Amount,
        vehicles: Amount,
        driverHoursPerWeek: Amount,
        fenPerParcel: NullableAmount,
        fenPerKg: NullableAmount,
        loadFactorByMass: Share,
        co2eKgPerWeek: Amount,
        villageCoverage: Share,
        unservedDemands: Amount,
      }),
    ),
    gains: Type.Array(Gain),
    aloneByCarrier: Type.Array(closed({ carrierId: Text, totalFen: Fen })),
    comparable: Type.Boolean(),
    reason: NullableText,
  }),
);

/** What one coalition of a rung costs and which sites it uses. */
export interface CoalitionSummary {
  readonly members: readonly string[];
  readonly warehouseId: string;
  readonly stationIds: readonly string[];
  readonly cost: CostBreakdown;
  readonly trips: number;
  readonly unserved: number;
  /** True: one pool of all members was found no better than parts of it side by side. */
  readonly sideBySide: boolean;
  /** Why, as a sentence; null where it is one pool, and in plans made before it was stated. */
  readonly sideBySideReason: string | null;
}

/** A rung without its trips. */
export interface RungSummary {
  readonly name: RungName;
  readonly cost: CostBreakdown;
  readonly seedTotals: readonly { readonly seed: number; readonly totalFen: FenType }[];
  readonly coalitions: readonly CoalitionSummary[];
}

/** A plan without its trips: what it cost, from what it was made, and where its parts are. */
export interface PlanSummary extends PlanListItem {
  readonly countyName: string;
  readonly scenario: Plan['scenario'];
  readonly rungs: readonly RungSummary[];
  readonly attributions: readonly string[];
}

export const PlanSummarySchema = documented<PlanSummary>(
  closed({
    ...PLAN_RECORD,
    totalFen: NullableFen,
    links: Type.Record(Text, Link),
    countyName: Text,
    scenario: Type.Object({}),
    rungs: Type.Array(
      closed({
        name: Rung,
        cost: closed(COST),
        seedTotals: SeedTotals,
        coalitions: Type.Array(
          closed({
            members: Type.Array(Text),
            warehouseId: Text,
            stationIds: Type.Array(Text),
            cost: closed(COST),
            trips: Type.Integer(),
            unserved: Type.Integer(),
            sideBySide: Type.Boolean(),
            sideBySideReason: NullableText,
          }),
        ),
      }),
    ),
    attributions: Type.Array(Text),
  }),
);

/** The whole plan; its form is that of `src/model/plan.ts`. */
export const PlanDocumentSchema = documented<string>(
  Type.Object({ countyCode: CountyCode, datasetHash: Text, rungs: Type.Array(Type.Object({ name: Rung })) }),
);

const SLICE = {
  totalFen: Fen,
  kgPerWeek: Amount,
  parcelsPerWeek: Amount,
  fenPerKg: NullableAmount,
  fenPerParcel: NullableAmount,
};

export const MetricsSchema = documented<Metrics>(
  closed({
    ...SLICE,
    tonneKmPerWeek: Amount,
    fenPerTonneKm: NullableAmount,
    byEchelon: closed({ feeder: closed(SLICE), trunk: closed(SLICE), village: closed(SLICE) }),
    byCarrier: Type.Array(closed({ carrierId: Text, ...SLICE })),
    byDirection: closed({ down: closed(SLICE), up: closed(SLICE) }),
    vehicleKmPerWeek: Amount,
    vehicleDaysPerWeek: Amount,
    vehicles: Amount,
    driverHoursPerWeek: Amount,
    loadFactorByMass: Share,
    loadFactorByVolume: Share,
    emptyKmShare: Share,
    villageCoverage: Share,
    villagesServed: Amount,
    villagesWithDemand: Amount,
    meanVisitsPerWeek: Amount,
    arrivalP50: NullableAmount,
    arrivalP95: NullableAmount,
    pooledShare: Share,
    co2eKgPerWeek: Amount,
    unservedDemands: Amount,
    unservedKgPerWeek: Amount,
    drivingSecondsPerWeek: Amount,
  }),
);

/** Metrics of every rung, or of the one asked for. */
export interface PlanMetrics {
  readonly rungs: readonly {
    readonly name: RungName;
    readonly metrics: Metrics;
    readonly cost: CostBreakdown;
  }[];
}

export const PlanMetricsSchema = documented<PlanMetrics>(
  closed({ rungs: Type.Array(closed({ name: Rung, metrics: MetricsSchema, cost: closed(COST) })) }),
);

export const TripRecordSchema = documented<TripRecord>(
  closed({
    id: Text,
    routeId: Text,
    rung: Rung,
    echelon: words(ECHELONS),
    coalition: Text,
    ownerId: NullableText,
    ownerName: NullableText,
    vehicleTypeId: Text,
    vehicleTypeName: Text,
    weekdays: Type.String({ description: 'ISO weekdays, joined by commas' }),
    departure: Type.String({ description: 'HH:MM' }),
    arrival: Text,
    startSiteId: Text,
    startSiteName: Text,
    endSiteId: Text,
    endSiteName: Text,
    stopCount: Type.Integer(),
    metres: Amount,
    kgDown: Amount,
    kgUp: Amount,
    parcels: Amount,
    carriers: Text,
    costFen: Fen,
    estimated: Type.Boolean(),
  }),
);

export const StopRecordSchema = documented<StopRecord>(
  closed({
    id: Text,
    siteId: Text,
    siteName: Text,
    tier: Text,
    tripId: Text,
    routeId: Text,
    rung: Rung,
    echelon: words(ECHELONS),
    sequence: Type.Integer({ minimum: 1 }),
    weekdays: Text,
    arrival: Text,
    serviceStart: Text,
    departure: Text,
    kgDown: Amount,
    kgUp: Amount,
    parcels: Amount,
    carriers: Text,
  }),
);

export const UnservedRecordSchema = documented<UnservedRecord>(
  closed({
    demandId: Text,
    carrierId: Text,
    carrierName: Text,
    siteId: Text,
    siteName: Text,
    tier: Text,
    commodityId: Text,
    direction: words(['down', 'up']),
    code: Text,
    message: Text,
    figures: Text,
    weekdays: Text,
    kgPerWeek: Amount,
    parcelsPerWeek: Amount,
  }),
);

export const VillageWeekSchema = documented<VillageWeek>(
  closed({
    siteId: Text,
    name: Text,
    townshipName: NullableText,
    visits: Type.Array(
      closed({
        weekday: Weekday,
        arrival: Text,
        carriers: Type.Array(Text),
        kgDown: Amount,
        kgUp: Amount,
        parcels: Amount,
        tripId: Text,
      }),
    ),
    unserved: Type.Array(closed({ demandId: Text, code: Text, message: Text })),
  }),
);
