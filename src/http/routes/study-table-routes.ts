import { Type } from '@fastify/type-provider-typebox';
import type { Allocation, AllocationRule } from '../../cost-sharing/allocation.ts';
import type { SettlementAgreement, SettlementUnit } from '../../cost-sharing/settlement/agreement.ts';
import { drawUpAgreement } from '../../cost-sharing/settlement/draw-up-agreement.ts';
import { settleMonth } from '../../cost-sharing/settlement/settle-month.ts';
import { findCarrierView } from '../../planning/pooling-study/carrier-view.ts';
import type { PoolingStudy } from '../../planning/pooling-study/pooling-study.ts';
import {
  toAllocationCsv,
  toCoalitionCsv,
  toMembershipCsv,
  toSensitivityCsv,
  toSettlementCsv,
  toVillageChangeCsv,
} from '../../report/study-tables.ts';
import type { App, AppDependencies } from '../app-dependencies.ts';
import { ProblemError } from '../problems/problem-error.ts';
import { closed } from '../schemas/primitives.ts';
import { problemAnswers } from '../schemas/problem-schema.ts';
import {
  AllocationsSchema,
  CarrierViewSchema,
  CoalitionsSchema,
  MembershipSchema,
  RuleQuery,
  SensitivitySchema,
  SettlementSchema,
  SheetInputSchema,
  SheetSchema,
  SideEffectsSchema,
  UnitQuery,
} from '../schemas/study-table-schemas.ts';
import { addTable } from './table-route.ts';

const TAGS = ['pooling studies'];
const CarrierParams = closed({
  id: Type.String({ minLength: 1, maxLength: 64 }),
  carrier: Type.String({ minLength: 1, maxLength: 100 }),
});

/** What a pooling study found, as tables, and each carrier's own view. */
export function addStudyTableRoutes(app: App, { stores }: AppDependencies): void {
  const place = {
    url: '/pooling-studies/:id',
    tags: TAGS,
    getSubject: (id: string) => stores.studies.getResults(id),
    problems: ['study_not_found', 'study_unfinished', 'rule_not_defined', 'invalid_settlement'] as const,
  };
  addTable(app, place, {
    name: 'coalitions',
    summary: 'What every coalition costs a week, and in which pools it works',
    conditions: {},
    paged: false,
    answer: CoalitionsSchema,
    toJson: ({ coalitions, proven }) => ({ proven, coalitions }),
    toCsv: (study, _query, options) => toCoalitionCsv(study, options),
  });
  addTable(app, place, {
    name: 'allocations',
    summary: 'How the cost may be shared: each rule, carrier by carrier, and who would leave',
    conditions: { rule: RuleQuery },
    paged: false,
    answer: AllocationsSchema,
    toJson: (study, { rule }) => ({
      stability: study.stability,
      allocations: rule === undefined ? study.allocations : [getAllocation(study, rule)],
    }),
    toCsv: (study, { rule }, options) => toAllocationCsv(study, rule ?? null, options),
  });
  addTable(app, place, {
    name: 'membership',
    summary:
      'Who should join: what each carrier is worth to the pool, the best pool of each size and structure',
    conditions: {},
    paged: false,
    answer: MembershipSchema,
    toJson: ({ membership, bestStructure }) => ({ ...membership, bestStructure }),
    toCsv: (study, _query, options) => toMembershipCsv(study, options),
  });
  addTable(app, place, {
    name: 'settlement',
    summary: 'What each carrier pays per parcel, kilogram or stop, by tier and direction, under a rule',
    conditions: { rule: RuleQuery, unit: UnitQuery },
    paged: false,
    answer: SettlementSchema,
    toJson: (study, { rule, unit }) => toAgreement(study, rule, unit),
    toCsv: (study, { rule, unit }, options) => toSettlementCsv(toAgreement(study, rule, unit), options),
  });
  addTable(app, place, {
    name: 'sensitivity',
    summary: 'On which assumed prices the saving hangs: 20 % up and down, and where it is gone',
    conditions: {},
    paged: false,
    answer: SensitivitySchema,
    toJson: ({ sensitivity }) => sensitivity,
    toCsv: (study, _query, options) => toSensitivityCsv(study, options),
  });
  addTable(app, place, {
    name: 'side-effects',
    summary: 'What pooling does besides: overheads, vehicles and drivers, arrivals, service, the subsidy',
    conditions: {},
    paged: false,
    answer: SideEffectsSchema,
    toJson: ({ sideEffects, subsidy }) => ({ ...sideEffects, subsidy }),
    toCsv: (study, _query, options) => toVillageChangeCsv(study, options),
  });
  addSheetRoute(app, stores);
  addCarrierRoute(app, stores);
}

function addSheetRoute(app: App, stores: AppDependencies['stores']): void {
  app.route({
    method: 'POST',
    url: '/pooling-studies/:id/settlement-sheets',
    schema: {
      tags: TAGS,
      summary: "Settles a month: actual volumes at the study's frozen rates, and the true-up to what it cost",
      params: closed({ id: Type.String({ minLength: 1, maxLength: 64 }) }),
      body: SheetInputSchema,
      response: {
        200: SheetSchema,
        ...problemAnswers('study_not_found', 'study_unfinished', 'rule_not_defined', 'invalid_settlement'),
      },
    },
    handler: async (request) => {
      const study = await stores.studies.getResults(request.params.id);
      const { rule, unit, volumes, costFen, subsidyFen } = request.body;
      return settleMonth(toAgreement(study, rule, unit), volumes, costFen, subsidyFen);
    },
  });
}

function addCarrierRoute(app: App, stores: AppDependencies['stores']): void {
  app.route({
    method: 'GET',
    url: '/pooling-studies/:id/carriers/:carrier',
    schema: {
      tags: TAGS,
      summary:
        "One carrier's own costs, share and checks without the others' figures, with the proof that all were shown one plan and one split",
      params: CarrierParams,
      querystring: closed({ rule: RuleQuery }),
      response: {
        200: CarrierViewSchema,
        ...problemAnswers('study_not_found', 'study_unfinished', 'carrier_not_in_study', 'rule_not_defined'),
      },
    },
    handler: async (request, reply) => {
      const { id, carrier } = request.params;
      const study = await stores.studies.getResults(id);
      const rule = request.query.rule ?? study.options.rule;
      getAllocation(study, rule);
      const view = findCarrierView(study, carrier, rule);
      if (view === null) {
        throw new ProblemError(
          'carrier_not_in_study',
          `Carrier ${carrier} is not in the pool of study ${id}.`,
        );
      }
      void reply.header('cache-control', 'private, no-store');
      return view;
    },
  });
}

function toAgreement(
  study: PoolingStudy,
  rule: AllocationRule = study.options.rule,
  unit: SettlementUnit = 'kg',
): SettlementAgreement {
  return drawUpAgreement(getAllocation(study, rule), study.volumes, unit);
}

/** @throws ProblemError `rule_not_defined` */
function getAllocation({ allocations }: PoolingStudy, rule: AllocationRule): Allocation {
  const allocation = allocations.find((each) => each.rule === rule);
  if (allocation !== undefined) return allocation;
  throw new ProblemError('rule_not_defined', `The study has nothing to share by ${rule} in proportion to.`);
}
