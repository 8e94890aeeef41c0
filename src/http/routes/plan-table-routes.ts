import { Type } from '@fastify/type-provider-typebox';
import type { Plan, RungName } from '../../model/plan.ts';
import { buildCountyIndex } from '../../planning/plan-records/county-index.ts';
import { listStopRecords } from '../../planning/plan-records/stop-records.ts';
import { listRecordedTrips } from '../../planning/plan-records/trip-records.ts';
import { listUnservedRecords } from '../../planning/plan-records/unserved-records.ts';
import { listVillageWeeks } from '../../planning/plan-records/village-visits.ts';
import { toComparisonCsv, toMetricsCsv } from '../../report/metrics-table.ts';
import { toRoutesCsv, toStopsCsv, toUnservedCsv } from '../../report/plan-tables.ts';
import type { App, AppDependencies } from '../app-dependencies.ts';
import { toListPage } from '../page-answer.ts';
import type { PlanMetrics } from '../schemas/plan-schemas.ts';
import {
  ComparisonSchema,
  PlanMetricsSchema,
  RUNG_NAMES,
  RungQuery,
  StopRecordSchema,
  TRIP_FILTERS,
  TripRecordSchema,
  UnservedRecordSchema,
  VillageWeekSchema,
} from '../schemas/plan-schemas.ts';
import { IdParams, pageOf, pageQuery, words } from '../schemas/primitives.ts';
import { problemAnswers } from '../schemas/problem-schema.ts';
import { addPlanTable } from './plan-table-route.ts';
import { getPlanSubject, getRungName, toTripFilter } from './plan-subject.ts';

/** A plan's tables: routes, stops, unserved, metrics, comparison, and the villages' week. */
export function addPlanTableRoutes(app: App, dependencies: AppDependencies): void {
  addTripTables(app, dependencies);
  addUnservedTable(app, dependencies);
  addFigureTables(app, dependencies);
  addVillageRoute(app, dependencies);
}

function addTripTables(app: App, dependencies: AppDependencies): void {
  addPlanTable(app, dependencies, {
    name: 'routes',
    summary: 'One row per trip of a rung',
    conditions: TRIP_FILTERS,
    paged: true,
    answer: pageOf(TripRecordSchema),
    toJson: ({ county, plan }, query, request) => {
      const trips = listRecordedTrips(
        buildCountyIndex(county),
        plan,
        getRungName(plan, query),
        toTripFilter(query),
      );
      const rows = trips.map(({ record }) => record);
      return toListPage(request, rows);
    },
    toCsv: ({ county, plan }, query, options) =>
      toRoutesCsv(county, plan, getRungName(plan, query), toTripFilter(query), options),
  });
  addPlanTable(app, dependencies, {
    name: 'stops',
    summary: 'One row per stop of a rung',
    conditions: TRIP_FILTERS,
    paged: true,
    answer: pageOf(StopRecordSchema),
    toJson: ({ county, plan }, query, request) => {
      const rung = getRungName(plan, query);
      return toListPage(request, listStopRecords(buildCountyIndex(county), plan, rung, toTripFilter(query)));
    },
    toCsv: ({ county, plan }, query, options) =>
      toStopsCsv(county, plan, getRungName(plan, query), toTripFilter(query), options),
  });
}

function addUnservedTable(app: App, dependencies: AppDependencies): void {
  addPlanTable(app, dependencies, {
    name: 'unserved',
    summary: 'One row per demand that a rung leaves unserved, with the reason',
    conditions: { rung: RungQuery },
    paged: true,
    answer: pageOf(UnservedRecordSchema),
    toJson: ({ county, plan }, query, request) => {
      const rows = listUnservedRecords(buildCountyIndex(county), plan, getRungName(plan, query));
      return toListPage(request, rows);
    },
    toCsv: ({ county, plan }, query, options) =>
      toUnservedCsv(county, plan, getRungName(plan, query), options),
  });
}

function addFigureTables(app: App, dependencies: AppDependencies): void {
  addPlanTable(app, dependencies, {
    name: 'metrics',
    summary: 'Service and cost figures of a week, of every rung or of one',
    conditions: { rung: Type.Optional(words(RUNG_NAMES, 'Only this step of the ladder')) },
    paged: false,
    answer: PlanMetricsSchema,
    toJson: ({ plan }, query) => toPlanMetrics(narrow(plan, query)),
    toCsv: ({ plan }, query, options) => toMetricsCsv(narrow(plan, query), options),
  });
  addPlanTable(app, dependencies, {
    name: 'comparison',
    summary: 'The ladder side by side, with the gains between its steps',
    conditions: {},
    paged: false,
    answer: ComparisonSchema,
    toJson: ({ plan }) => plan.comparison,
    toCsv: ({ plan }, _query, options) => toComparisonCsv(plan.comparison, options),
  });
}

function addVillageRoute(app: App, { stores }: AppDependencies): void {
  app.route({
    method: 'GET',
    url: '/plans/:id/villages',
    schema: {
      tags: ['tables'],
      summary: 'Village by village, what arrives when, and what does not arrive and why',
      params: IdParams,
      querystring: pageQuery({ rung: RungQuery }),
      response: { 200: pageOf(VillageWeekSchema), ...problemAnswers('plan_not_found', 'rung_not_found') },
    },
    handler: async (request) => {
      const { plan, county } = await getPlanSubject(stores, request.params.id);
      const weeks = listVillageWeeks(buildCountyIndex(county), plan, getRungName(plan, request.query));
      return toListPage(request, weeks);
    },
  });
}

function narrow(plan: Plan, query: { readonly rung?: RungName }): Plan {
  if (query.rung === undefined) return plan;
  const name = getRungName(plan, query);
  return { ...plan, rungs: plan.rungs.filter((rung) => rung.name === name) };
}

function toPlanMetrics(plan: Plan): PlanMetrics {
  return { rungs: plan.rungs.map(({ name, metrics, cost }) => ({ name, metrics, cost })) };
}
