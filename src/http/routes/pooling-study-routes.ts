import type { PoolingStudyRecord, StudyFilter } from '../../persistence/pooling-study-store.ts';
import type { PoolingStudy } from '../../planning/pooling-study/pooling-study.ts';
import { resolveStudyOptions } from '../../planning/pooling-study/study-options.ts';
import type { App, AppDependencies } from '../app-dependencies.ts';
import { toPageAnswer, toPageRequest } from '../page-answer.ts';
import { JobSchema } from '../schemas/job-schemas.ts';
import { CountyParams, DELETED, IdParams, PageQuery, pageOf } from '../schemas/primitives.ts';
import { problemAnswers } from '../schemas/problem-schema.ts';
import type { StudyAnswer, StudyDetail, StudyResults } from '../schemas/study-schemas.ts';
import {
  StudyDetailSchema,
  StudyDocumentSchema,
  StudyInputSchema,
  StudyListItemSchema,
} from '../schemas/study-schemas.ts';
import { allowEmptyBody } from './empty-body.ts';
import type { Order } from './place-order.ts';
import { answerOrder, IdempotencyHeaders, ORDER_OPTIONS, placeOrder } from './place-order.ts';

const TAGS = ['pooling studies'];

/** Pooling studies: order, list, result, whole document, delete. */
export function addPoolingStudyRoutes(app: App, dependencies: AppDependencies): void {
  addOrderRoute(app, dependencies);
  addListRoutes(app, dependencies);
  const { stores } = dependencies;
  app.route({
    method: 'GET',
    url: '/pooling-studies/:id',
    schema: {
      tags: TAGS,
      summary: 'Shows a pooling study: its state, and what it found once it is done',
      params: IdParams,
      response: { 200: StudyDetailSchema, ...problemAnswers('study_not_found') },
    },
    handler: async (request, reply): Promise<StudyDetail> => {
      const record = await stores.studies.get(request.params.id);
      const results = record.state === 'succeeded' ? await stores.studies.getResults(record.id) : null;
      void reply.header('cache-control', 'no-store');
      return { ...toStudyAnswer(record), results: results && toResults(results) };
    },
  });
  app.route({
    method: 'GET',
    url: '/pooling-studies/:id/document',
    schema: {
      tags: TAGS,
      summary: 'Everything that a pooling study found',
      params: IdParams,
      response: { 200: StudyDocumentSchema, ...problemAnswers('study_not_found', 'study_unfinished') },
    },
    handler: (request) => stores.studies.getResults(request.params.id),
  });
  app.route({
    method: 'DELETE',
    url: '/pooling-studies/:id',
    schema: {
      tags: TAGS,
      summary: 'Deletes a pooling study; its plan stays',
      params: IdParams,
      response: { 204: DELETED, ...problemAnswers('study_not_found', 'study_busy') },
    },
    handler: async (request, reply) => {
      await stores.studies.delete(request.params.id);
      return reply.code(204).send();
    },
  });
}

function addOrderRoute(app: App, dependencies: AppDependencies): void {
  app.route({
    method: 'POST',
    url: '/scenarios/:id/pooling-studies',
    ...ORDER_OPTIONS,
    preValidation: allowEmptyBody,
    schema: {
      tags: TAGS,
      summary: 'Has the pool of a scenario studied; follow `Location` to the job, `links.study` to the study',
      params: IdParams,
      headers: IdempotencyHeaders,
      body: StudyInputSchema,
      response: {
        202: JobSchema,
        ...problemAnswers('scenario_not_found', 'invalid_study', 'idempotency_key_reused'),
      },
    },
    handler: async (request, reply) => {
      const { id } = request.params;
      const order: Order = {
        request: ['pooling study', id, request.body],
        enqueue: async (inside) => {
          const scenario = await inside.stores.scenarios.get(id);
          const options = resolveStudyOptions(scenario.scenario, request.body);
          return dependencies.jobs.enqueueStudy(scenario, options, inside);
        },
      };
      return answerOrder(reply, await placeOrder(dependencies, request.headers, order));
    },
  });
}

function addListRoutes(app: App, { stores }: AppDependencies): void {
  const list = async (
    request: { url: string; query: Parameters<typeof toPageRequest>[0] },
    filter: StudyFilter,
  ) => {
    const page = await stores.studies.list(filter, toPageRequest(request.query));
    return toPageAnswer(request, { items: page.items.map(toStudyAnswer), next: page.next });
  };
  app.route({
    method: 'GET',
    url: '/scenarios/:id/pooling-studies',
    schema: {
      tags: TAGS,
      summary: 'Lists the pooling studies of a scenario, newest first',
      params: IdParams,
      querystring: PageQuery,
      response: {
        200: pageOf(StudyListItemSchema),
        ...problemAnswers('invalid_cursor', 'scenario_not_found'),
      },
    },
    handler: async (request) => {
      const { id } = await stores.scenarios.get(request.params.id);
      return list(request, { scenarioId: id });
    },
  });
  app.route({
    method: 'GET',
    url: '/counties/:code/pooling-studies',
    schema: {
      tags: TAGS,
      summary: 'Lists the pooling studies of a county, newest first',
      params: CountyParams,
      querystring: PageQuery,
      response: {
        200: pageOf(StudyListItemSchema),
        ...problemAnswers('invalid_cursor', 'county_not_found'),
      },
    },
    handler: async (request) => {
      const { code } = await stores.counties.get(request.params.code);
      return list(request, { countyCode: code });
    },
  });
}

const TABLES = ['coalitions', 'allocations', 'membership', 'settlement', 'sensitivity', 'side-effects'];
const PARTS = ['document', ...TABLES, ...TABLES.map((table) => `${table}.csv`)];

function toStudyAnswer(record: PoolingStudyRecord): StudyAnswer {
  const self = `/v1/pooling-studies/${record.id}`;
  const links = {
    self,
    county: `/v1/counties/${record.countyCode}`,
    ...(record.scenarioId === null ? {} : { scenario: `/v1/scenarios/${record.scenarioId}` }),
    ...(record.jobId === null ? {} : { job: `/v1/jobs/${record.jobId}` }),
    ...(record.planId === null ? {} : { plan: `/v1/plans/${record.planId}` }),
    ...Object.fromEntries(PARTS.map((part) => [part, `${self}/${part}`])),
  };
  return { ...record, links };
}

function toResults(study: PoolingStudy): StudyResults {
  const { planHash, players, structure, proven, ladder, verdict, stability, solverVersion, travel } = study;
  return { planHash, players, structure, proven, ladder, verdict, stability, solverVersion, travel };
}
