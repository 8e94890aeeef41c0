import { Type } from '@fastify/type-provider-typebox';
import type { TObject, TProperties, TSchema, TUnsafe } from '@fastify/type-provider-typebox';
import type { Allocation } from '../../cost-sharing/allocation.ts';
import { ALLOCATION_RULES } from '../../cost-sharing/allocation.ts';
import type { CoalitionStructure } from '../../cost-sharing/coalition-structure.ts';
import type { Membership } from '../../cost-sharing/membership.ts';
import type {
  SettlementAgreement,
  SettlementUnit,
  VolumeLine,
} from '../../cost-sharing/settlement/agreement.ts';
import type { SettlementSheet } from '../../cost-sharing/settlement/settle-month.ts';
import { DIRECTIONS } from '../../model/demand.ts';
import { TIERS } from '../../model/site.ts';
import type { CarrierView } from '../../planning/pooling-study/carrier-view.ts';
import type { PoolingStudy } from '../../planning/pooling-study/pooling-study.ts';
import type { Stability } from '../../planning/pooling-study/share-cost.ts';
import type { SideEffects } from '../../planning/pooling-study/side-effects.ts';
import type { Sensitivity } from '../../planning/pooling-study/study-sensitivity.ts';
import { closed, documented, Fen, nullable, NullableFen, words } from './primitives.ts';
import { CoalitionRecordSchema } from './study-schemas.ts';

const Id = Type.String();
const Members = Type.Array(Id);
const NullableNumber = nullable(Type.Number());
const Rule = words(ALLOCATION_RULES);

/** Fields of an answer; a later version may add others. */
function open<Properties extends TProperties>(properties: Properties): TObject<Properties> {
  return Type.Object(properties);
}

function listOf(properties: TProperties): TSchema {
  return Type.Array(open(properties));
}

export const RuleQuery = Type.Optional(
  words(ALLOCATION_RULES, 'Rule by which the cost is shared; default: that of the study'),
);
const UNITS = ['parcel', 'kg', 'stop'] as const satisfies readonly SettlementUnit[];
export const UnitQuery = Type.Optional(words(UNITS, 'What a price is per; default: kg'));

export const CoalitionsSchema: TUnsafe<Pick<PoolingStudy, 'coalitions' | 'proven'>> = documented(
  closed({
    proven: Type.Boolean({
      description: 'True: no unsolved coalition could change whether anybody would leave',
    }),
    coalitions: Type.Array(CoalitionRecordSchema),
  }),
);

const AllocationSchema = open({
  rule: Rule,
  totalFen: Fen,
  members: listOf({
    carrierId: Id,
    aloneFen: Fen,
    costFen: Fen,
    savingFen: Fen,
    savingShare: NullableNumber,
    individuallyRational: Type.Boolean(),
    halfWidthFen: NullableNumber,
  }),
  individuallyRational: Type.Boolean(),
  core: words(
    ['inside', 'outside', 'unrefuted'] as const,
    'Would no group, some group, or no solved group leave?',
  ),
  blocking: listOf({ members: Members, costFen: Fen, chargedFen: Fen, excessFen: Fen }),
  leastCoreEpsilonFen: Type.Number(),
  solvedCoalitions: Type.Integer(),
  allCoalitions: Type.Integer(),
  remarks: listOf({ code: Type.String(), figures: Type.Record(Type.String(), Type.Number()) }),
});

export const AllocationsSchema = documented<{
  readonly stability: Stability;
  readonly allocations: readonly Allocation[];
}>(
  closed({
    stability: open({
      coreEmpty: Type.Boolean(),
      epsilonFen: Type.Number(),
      proof: listOf({ members: Members, weight: Type.Number() }),
      message: Type.String(),
    }),
    allocations: Type.Array(AllocationSchema),
  }),
);

const BestPool = open({
  size: Type.Integer(),
  members: Members,
  poolCostFen: Fen,
  savingFen: Fen,
  savingShare: NullableNumber,
  gainFen: Fen,
});

export const MembershipSchema = documented<Membership & { readonly bestStructure: CoalitionStructure }>(
  open({
    savingFen: Fen,
    carriers: listOf({
      carrierId: Id,
      aloneFen: Fen,
      marginalSavingFen: NullableFen,
      marginalCostFen: NullableFen,
      lowersSaving: nullable(Type.Boolean()),
      withoutIt: nullable(open({ costFen: Fen, savingFen: Fen, savingShare: NullableNumber })),
    }),
    bestPools: Type.Array(BestPool),
    bestPool: BestPool,
    bestStructure: open({
      parts: listOf({ members: Members, costFen: Fen }),
      costFen: Fen,
      savingFen: Fen,
      epsilonFen: Type.Number(),
      stable: Type.Boolean(),
    }),
  }),
);

const LINE = { carrierId: Id, tier: words(TIERS), direction: words(DIRECTIONS) };

export const SettlementSchema = documented<SettlementAgreement>(
  open({
    rule: Rule,
    unit: words(UNITS),
    shares: listOf({ carrierId: Id, costFen: Fen }),
    prices: listOf({ ...LINE, quantity: Type.Number(), chargeFen: Fen, fenPerUnit: NullableNumber }),
  }),
);

const Amount = Type.Number({ minimum: 0, maximum: 1e12 });

/** A month as it was. */
export interface SheetInput {
  readonly rule?: Allocation['rule'];
  readonly unit?: SettlementUnit;
  readonly volumes: readonly VolumeLine[];
  readonly costFen: number;
  readonly subsidyFen?: number;
}

export const SheetInputSchema = documented<SheetInput>(
  closed(
    {
      rule: RuleQuery,
      unit: UnitQuery,
      volumes: Type.Array(closed({ ...LINE, parcels: Amount, kg: Amount, stops: Amount }), {
        maxItems: 1000,
      }),
      costFen: Type.Integer({ minimum: 0, maximum: 1e14, description: 'What the month really cost' }),
      subsidyFen: Type.Optional(Type.Integer({ minimum: 0, maximum: 1e14 })),
    },
    {
      description: 'Volumes of a month as they were, by carrier, tier and direction',
      examples: [
        {
          unit: 'kg',
          volumes: [
            { carrierId: 'post', tier: 'village', direction: 'down', parcels: 5200, kg: 9100, stops: 810 },
          ],
          costFen: 41_200_00,
        },
      ],
    },
  ),
);

export const SheetSchema = documented<SettlementSheet>(
  open({
    rule: Rule,
    unit: words(UNITS),
    lines: listOf({
      ...LINE,
      unit: words(UNITS),
      quantity: Type.Number(),
      fenPerUnit: Type.Number(),
      rateOf: words(['own', 'members', 'own_mean'] as const),
      amountFen: Fen,
    }),
    carriers: listOf({
      carrierId: Id,
      billedFen: Fen,
      trueUpFen: Fen,
      payableFen: Fen,
      subsidyFen: Fen,
      netFen: Fen,
    }),
    costFen: Fen,
    billedFen: Fen,
    trueUpFen: Fen,
    subsidyFen: Fen,
  }),
);

export const SensitivitySchema = documented<Sensitivity>(
  open({
    savingFen: Fen,
    bars: listOf({
      assumption: Type.String(),
      valueFen: NullableNumber,
      source: Type.String(),
      lowFactor: Type.Number(),
      highFactor: Type.Number(),
      atLow: Type.Number({ description: 'Saving a week in fen with the price at its low end' }),
      atHigh: Type.Number(),
      swing: Type.Number(),
      turns: Type.Boolean({ description: 'The saving has another sign at one of the ends' }),
      breakEven: open({ factor: NullableNumber, lowestFactor: Type.Number(), highestFactor: Type.Number() }),
      breakEvenFen: NullableNumber,
      replanned: nullable(open({ atLow: Fen, atHigh: Fen })),
    }),
    uncosted: Type.Array(Type.String()),
    message: Type.String(),
  }),
);

const BeforeAfter = open({ alone: Type.Number(), pooled: Type.Number() });

export const SideEffectsSchema = documented<SideEffects & Pick<PoolingStudy, 'subsidy'>>(
  open({
    poolingOverheadFen: Fen,
    vehicleDaysPerWeek: BeforeAfter,
    driverHoursPerWeek: BeforeAfter,
    vehicles: listOf({
      vehicleTypeId: Id,
      name: Type.String(),
      ownerId: nullable(Id),
      alone: Type.Integer(),
      pooled: Type.Integer(),
    }),
    vehiclesAndDrivers: BeforeAfter,
    villages: listOf({
      siteId: Id,
      name: Type.String(),
      stopsPerWeek: BeforeAfter,
      arrivalAlone: NullableNumber,
      arrivalPooled: NullableNumber,
      laterSeconds: NullableNumber,
    }),
    carriers: listOf({ carrierId: Id, kgUnservedPerWeek: BeforeAfter, stopsPerWeek: BeforeAfter }),
    subsidy: open({
      subsidyFenPerWeek: Fen,
      costFenPerWeek: Fen,
      netFenPerWeek: Fen,
      selfSupportingKgPerVillageWeek: NullableNumber,
      volumeFactor: NullableNumber,
      message: Type.String(),
    }),
  }),
);

export const CarrierViewSchema = documented<CarrierView>(
  open({
    carrierId: Id,
    name: Type.String(),
    studyName: Type.String(),
    share: open({
      rule: Rule,
      planHash: Type.String(),
      carrierId: Id,
      aloneFen: Fen,
      costFen: Fen,
      savingFen: Fen,
    }),
    checks: open({
      individuallyRational: Type.Boolean(),
      core: Type.String(),
      blockingGroupsWithIt: Type.Integer(),
      sharesSumToPlan: Type.Boolean(),
      savingIsReal: Type.String(),
    }),
    service: open({ carrierId: Id, kgUnservedPerWeek: BeforeAfter, stopsPerWeek: BeforeAfter }),
    subsidyFenPerWeek: Fen,
    commitment: closed({
      root: Type.String({ description: 'The same for all carriers of one study and rule' }),
      leaves: Type.Array(Type.String()),
      position: Type.Integer(),
      salt: Type.String(),
    }),
  }),
);
