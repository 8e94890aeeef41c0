import { Type } from '@fastify/type-provider-typebox';
import type { JobRecord } from '../../persistence/job-store.ts';
import type { App, AppDependencies } from '../app-dependencies.ts';
import { toPageAnswer, toPageRequest } from '../page-answer.ts';
import type { JobAnswer } from '../schemas/job-schemas.ts';
import { JOB_STATES, JobSchema } from '../schemas/job-schemas.ts';
import { CountyCode, IdParams, pageOf, pageQuery, words } from '../schemas/primitives.ts';
import { problemAnswers } from '../schemas/problem-schema.ts';

const TAGS = ['jobs'];
const RETRY_AFTER_SECONDS = '1';

/** Planning jobs: list, read, cancel. */
export function addJobRoutes(app: App, { stores, jobs }: AppDependencies): void {
  app.route({
    method: 'GET',
    url: '/jobs',
    schema: {
      tags: TAGS,
      summary: 'Lists the jobs, newest first',
      querystring: pageQuery({
        county: Type.Optional(CountyCode),
        state: Type.Optional(words(JOB_STATES)),
      }),
      response: { 200: pageOf(JobSchema), ...problemAnswers('invalid_cursor') },
    },
    handler: async (request) => {
      const { county, state } = request.query;
      const page = await stores.jobs.list({ ...toPageRequest(request.query), countyCode: county, state });
      return toPageAnswer(request, { items: page.items.map(toJobAnswer), next: page.next });
    },
  });
  app.route({
    method: 'GET',
    url: '/jobs/:id',
    schema: {
      tags: TAGS,
      summary: 'Shows a job: its state, progress, and the plan once made',
      params: IdParams,
      response: { 200: JobSchema, ...problemAnswers('job_not_found') },
    },
    handler: async (request, reply) => {
      const job = await stores.jobs.get(request.params.id);
      if (job.state === 'queued' || job.state === 'running') {
        void reply.header('retry-after', RETRY_AFTER_SECONDS);
      }
      return reply.header('cache-control', 'no-store').send(toJobAnswer(job));
    },
  });
  app.route({
    method: 'POST',
    url: '/jobs/:id/cancel',
    schema: {
      tags: TAGS,
      summary:
        'Asks a job to end; a queued one ends at once, a running one shortly, a finished one stays as it is',
      params: IdParams,
      response: { 202: JobSchema, ...problemAnswers('job_not_found') },
    },
    handler: async (request, reply) =>
      reply.code(202).send(toJobAnswer(await jobs.cancel(request.params.id))),
  });
}

/** A job with the addresses around it. */
export function toJobAnswer(job: JobRecord): JobAnswer {
  const self = `/v1/jobs/${job.id}`;
  return {
    ...job,
    links: {
      self,
      events: `${self}/events`,
      cancel: `${self}/cancel`,
      county: `/v1/counties/${job.countyCode}`,
      scenario: `/v1/scenarios/${job.scenarioId}`,
      ...(job.planId === null ? {} : { plan: `/v1/plans/${job.planId}` }),
      ...(job.studyId === null ? {} : { study: `/v1/pooling-studies/${job.studyId}` }),
    },
  };
}
