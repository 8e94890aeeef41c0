import type { CoalitionPlan, Plan, Rung } from '../../model/plan.ts';
import type { PlanRecord } from '../../persistence/plan-store.ts';
import { listOperatingCoalitions } from '../../planning/plan-records/planned-trips.ts';
import type { App, AppDependencies } from '../app-dependencies.ts';
import { toPageAnswer, toPageRequest } from '../page-answer.ts';
import type { CoalitionSummary, PlanListItem, PlanSummary, RungSummary } from '../schemas/plan-schemas.ts';
import { PlanDocumentSchema, PlanListItemSchema, PlanSummarySchema } from '../schemas/plan-schemas.ts';
import { CountyParams, IdParams, PageQuery, pageOf, DELETED } from '../schemas/primitives.ts';
import { problemAnswers } from '../schemas/problem-schema.ts';

const TAGS = ['plans'];

/** Plans: list, summary, whole document, delete. */
export function addPlanRoutes(app: App, { stores }: AppDependencies): void {
  app.route({
    method: 'GET',
    url: '/counties/:code/plans',
    schema: {
      tags: TAGS,
      summary: 'Lists the plans of a county, newest first',
      params: CountyParams,
      querystring: PageQuery,
      response: {
        200: pageOf(PlanListItemSchema),
        ...problemAnswers('invalid_cursor', 'county_not_found'),
      },
    },
    handler: async (request) => {
      const { code } = await stores.counties.get(request.params.code);
      const page = await stores.plans.list(code, toPageRequest(request.query));
      return toPageAnswer(request, { items: page.items.map(toListItem), next: page.next });
    },
  });
  app.route({
    method: 'GET',
    url: '/plans/:id',
    schema: {
      tags: TAGS,
      summary: 'Shows a plan without its trips: cost by rung and coalition, what it was made from, links',
      params: IdParams,
      response: { 200: PlanSummarySchema, ...problemAnswers('plan_not_found') },
    },
    handler: async (request) => {
      const record = await stores.plans.get(request.params.id);
      return toPlanSummary(record, await stores.plans.getPlan(record.id));
    },
  });
  app.route({
    method: 'GET',
    url: '/plans/:id/document',
    schema: {
      tags: TAGS,
      summary: 'The whole plan as it is stored; its bytes have the plan’s `contentHash`',
      params: IdParams,
      response: { 200: PlanDocumentSchema, ...problemAnswers('plan_not_found') },
    },
    handler: async (request, reply) => {
      const plan = await stores.plans.getPlan(request.params.id);
      return reply.type('application/json; charset=utf-8').send(JSON.stringify(plan));
    },
  });
  app.route({
    method: 'DELETE',
    url: '/plans/:id',
    schema: {
      tags: TAGS,
      summary: 'Deletes a plan',
      params: IdParams,
      response: { 204: DELETED, ...problemAnswers('plan_not_found') },
    },
    handler: async (request, reply) => {
      await stores.plans.delete(request.params.id);
      return reply.code(204).send();
    },
  });
}

const PARTS = [
  'routes',
  'stops',
  'unserved',
  'metrics',
  'comparison',
  'villages',
  'document',
  'routes.geojson',
  'stops.geojson',
  'sites.geojson',
  'flows.geojson',
  'routes.csv',
  'stops.csv',
  'unserved.csv',
  'metrics.csv',
  'comparison.csv',
];

function toListItem({ comparison: _comparison, bytes: _bytes, ...record }: PlanRecord): PlanListItem {
  const { pooled, alone, as_operated: asOperated } = record.totals;
  return { ...record, totalFen: pooled ?? alone ?? asOperated, links: toLinks(record) };
}

function toLinks(record: Pick<PlanRecord, 'id' | 'countyCode' | 'scenarioId'>): Record<string, string> {
  const self = `/v1/plans/${record.id}`;
  return {
    self,
    county: `/v1/counties/${record.countyCode}`,
    ...(record.scenarioId === null ? {} : { scenario: `/v1/scenarios/${record.scenarioId}` }),
    ...Object.fromEntries(PARTS.map((part) => [part, `${self}/${part}`])),
  };
}

function toPlanSummary(record: PlanRecord, plan: Plan): PlanSummary {
  return {
    ...toListItem(record),
    countyName: plan.countyName,
    scenario: plan.scenario,
    rungs: plan.rungs.map(toRungSummary),
    attributions: plan.attributions,
  };
}

function toRungSummary(rung: Rung): RungSummary {
  const { name, cost, seedTotals, coalitions } = rung;
  return {
    name,
    cost,
    seedTotals,
    coalitions: coalitions.map((coalition) => toCoalitionSummary(rung, coalition)),
  };
}

function toCoalitionSummary(rung: Rung, coalition: CoalitionPlan): CoalitionSummary {
  const operating = listOperatingCoalitions({ ...rung, coalitions: [coalition] });
  const routes = operating.flatMap((part) => part.days.flatMap((day) => day.routes));
  return {
    members: coalition.members,
    warehouseId: coalition.warehouseId,
    stationIds: coalition.stationIds,
    cost: coalition.cost,
    trips: routes.reduce((trips, route) => trips + route.trips.length, 0),
    unserved: operating.reduce((demands, part) => demands + part.unserved.length, 0),
    sideBySide: coalition.parts.length > 0,
    sideBySideReason: coalition.sideBySideReason?.message ?? null,
  };
}
