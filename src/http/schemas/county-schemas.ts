import { Type } from '@fastify/type-provider-typebox';
import type { Carrier } from '../../model/carrier.ts';
import { CARRIER_KINDS } from '../../model/carrier.ts';
import type { Commodity } from '../../model/commodity.ts';
import { HANDLING_CLASSES } from '../../model/commodity.ts';
import type { CountyIssue } from '../../model/county-issue.ts';
import type { Demand } from '../../model/demand.ts';
import type { Operation } from '../../model/operation.ts';
import type { Rates } from '../../model/rates.ts';
import type { Site } from '../../model/site.ts';
import { TIERS } from '../../model/site.ts';
import type { VehicleType } from '../../model/vehicle-type.ts';
import { TRAVEL_PROFILES } from '../../model/vehicle-type.ts';
import type { CountyRecord } from '../../persistence/county-store.ts';
import {
  closed,
  CountyCode,
  documented,
  Fen,
  Link,
  nullable,
  Position,
  Timestamp,
  Weekday,
  words,
} from './primitives.ts';

const Text = Type.String();
const NullableText = nullable(Text);
const Count = Type.Integer({ minimum: 0 });
const SecondsOfDay = Type.Integer({ description: 'Seconds since midnight' });
const HandlingClasses = Type.Array(words(HANDLING_CLASSES));
const Provenance = closed({ kind: words(['measured', 'quoted', 'assumption']), source: Text });

const COUNTY_RECORD = {
  code: CountyCode,
  name: Text,
  datasetHash: Type.String({ description: 'SHA-256 over the files; equal files, equal hash' }),
  townships: Count,
  villages: Count,
  carriers: Count,
  demands: Count,
  warnings: Count,
  hasRoads: Type.Boolean(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
};

export const COUNTY_EXAMPLE: CountyRecord = {
  code: '999001',
  name: '云岭县',
  datasetHash: '3f79bb7b435b05321651daefd374cdc681dc06faa65e374e38337b88ca046dea',
  townships: 15,
  villages: 180,
  carriers: 6,
  demands: 1240,
  warnings: 1,
  hasRoads: true,
  createdAt: '2026-11-23T08:00:00.000Z',
  updatedAt: '2026-11-23T08:00:00.000Z',
};

export const CountyRecordSchema = documented<CountyRecord>(
  closed(COUNTY_RECORD, { examples: [COUNTY_EXAMPLE] }),
);

export const IssueSchema = documented<CountyIssue>(
  closed({
    severity: words(['error', 'warning']),
    code: Text,
    message: Text,
    remedy: Text,
    file: NullableText,
    row: nullable(Type.Integer()),
    column: NullableText,
  }),
);

export const RatesSchema = documented<Rates>(
  Type.Object({}, { description: 'County-wide prices and rules' }),
);

export const CommoditySchema = documented<Commodity>(
  closed({ id: Text, name: Text, handlingClass: words(HANDLING_CLASSES) }),
);

/** A county with what concerns all of it, and where its parts are. */
export interface CountyDetail extends CountyRecord {
  readonly commodities: readonly Commodity[];
  readonly rates: Rates;
  readonly attributions: readonly string[];
  readonly links: Readonly<Record<string, string>>;
}

export const CountyDetailSchema = documented<CountyDetail>(
  closed({
    ...COUNTY_RECORD,
    commodities: Type.Array(CommoditySchema),
    rates: RatesSchema,
    attributions: Type.Array(Text),
    links: Type.Record(Text, Link),
  }),
);

/** Answer to an import. */
export interface ImportedCounty {
  readonly county: CountyRecord;
  readonly warnings: readonly CountyIssue[];
}

export const ImportedCountySchema = documented<ImportedCounty>(
  closed(
    { county: CountyRecordSchema, warnings: Type.Array(IssueSchema) },
    { examples: [{ county: COUNTY_EXAMPLE, warnings: [] }] },
  ),
);

export const SiteSchema = documented<Site>(
  closed({
    id: Text,
    name: Text,
    tier: words(TIERS),
    parentId: NullableText,
    location: nullable(Position),
    ownerId: NullableText,
    canTransship: Type.Boolean(),
    terms: closed({
      fixedFenPerDay: Fen,
      handlingFenPerParcel: Fen,
      handlingFenPerTonne: Fen,
      capacityGramsPerDay: nullable(Count),
      capacityLitresPerDay: nullable(Count),
    }),
    serviceSeconds: Count,
    dispatchSeconds: SecondsOfDay,
    urbanRuralCode: NullableText,
  }),
);

export const CarrierSchema = documented<Carrier>(
  closed({ id: Text, name: Text, kind: words(CARRIER_KINDS), depotId: Text }),
);

export const VehicleTypeSchema = documented<VehicleType>(
  closed({
    id: Text,
    name: Text,
    ownerId: NullableText,
    homeSiteId: NullableText,
    count: nullable(Count),
    capacityGrams: Count,
    capacityLitres: Count,
    fenPerDay: Fen,
    fenPerKm: Fen,
    fenPerHour: Fen,
    shiftStart: SecondsOfDay,
    shiftEnd: SecondsOfDay,
    maxDurationSeconds: Count,
    maxDistanceMetres: nullable(Type.Number({ minimum: 0 })),
    maxTripsPerDay: Count,
    handlingClasses: HandlingClasses,
    profile: words(TRAVEL_PROFILES),
    energy: words(['petrol', 'diesel', 'electric']),
    energyPer100Km: Type.Number({ minimum: 0 }),
    provenance: Provenance,
  }),
);

export const DemandSchema = documented<Demand>(
  closed({
    id: Text,
    carrierId: Text,
    siteId: Text,
    commodityId: Text,
    direction: words(['down', 'up']),
    gramsPerWeek: Count,
    litresPerWeek: Count,
    parcelsPerWeek: Type.Number({ minimum: 0 }),
    visitsPerWeek: Type.Integer({ minimum: 1, maximum: 7 }),
    window: closed({ earliest: SecondsOfDay, latest: SecondsOfDay }),
    provenance: Provenance,
  }),
);

export const OperationSchema = documented<Operation>(
  closed({
    id: Text,
    carrierId: Text,
    vehicleTypeId: Text,
    weekdays: Type.Array(Weekday),
    departure: SecondsOfDay,
    siteIds: Type.Array(Text, { minItems: 2 }),
  }),
);
