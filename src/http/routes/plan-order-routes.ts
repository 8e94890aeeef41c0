import { createHash } from 'node:crypto';
import { Type } from '@fastify/type-provider-typebox';
import type { Static } from '@fastify/type-provider-typebox';
import type { FastifyReply } from 'fastify';
import type { JobRecord } from '../../persistence/job-store.ts';
import type { ScenarioRecord } from '../../persistence/scenario-store.ts';
import type { Stores } from '../../persistence/stores.ts';
import type { App, AppDependencies } from '../app-dependencies.ts';
import { JobSchema } from '../schemas/job-schemas.ts';
import { CountyParams, IdParams } from '../schemas/primitives.ts';
import { problemAnswers } from '../schemas/problem-schema.ts';
import { ScenarioInputSchema } from '../schemas/scenario-schemas.ts';
import { allowEmptyBody } from './empty-body.ts';
import { toJobAnswer } from './job-routes.ts';
import { createScenario } from './scenario-routes.ts';

const RETRY_AFTER_SECONDS = '1';
const ORDERS_PER_MINUTE = 120;

const IdempotencyHeaders = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 200,
      description: 'The same key with the same request gives the same job, however often it is sent',
    }),
  ),
});
type IdempotencyHeaders = Static<typeof IdempotencyHeaders>;

/** What is ordered: what makes it equal to another order, and the scenario to plan. */
interface Order {
  readonly request: readonly unknown[];
  readonly findScenario: (stores: Stores) => Promise<ScenarioRecord>;
}

/** `POST .../plans`: queues the making of a plan and answers with its job. */
export function addPlanOrderRoutes(app: App, dependencies: AppDependencies): void {
  const options = { config: { rateLimit: { max: ORDERS_PER_MINUTE, timeWindow: '1 minute' } } };
  app.route({
    method: 'POST',
    url: '/scenarios/:id/plans',
    ...options,
    schema: {
      tags: ['plans'],
      summary: 'Has a scenario planned; follow `Location` to the job',
      params: IdParams,
      headers: IdempotencyHeaders,
      response: { 202: JobSchema, ...problemAnswers('scenario_not_found', 'idempotency_key_reused') },
    },
    handler: async (request, reply) => {
      const { id } = request.params;
      const order = { request: ['scenario', id], findScenario: (stores: Stores) => stores.scenarios.get(id) };
      return answerOrder(reply, await placeOrder(dependencies, request.headers, order));
    },
  });
  app.route({
    method: 'POST',
    url: '/counties/:code/plans',
    ...options,
    preValidation: allowEmptyBody,
    schema: {
      tags: ['plans'],
      summary: 'Makes a scenario out of the body and has it planned; follow `Location` to the job',
      params: CountyParams,
      headers: IdempotencyHeaders,
      body: ScenarioInputSchema,
      response: {
        202: JobSchema,
        ...problemAnswers('county_not_found', 'invalid_scenario', 'idempotency_key_reused'),
      },
    },
    handler: async (request, reply) => {
      const { code } = request.params;
      const order = {
        request: ['county', code, request.body],
        findScenario: (stores: Stores) => createScenario(stores, code, request.body),
      };
      return answerOrder(reply, await placeOrder(dependencies, request.headers, order));
    },
  });
}

/** Claims the key, makes the scenario and queues the job in one transaction; a repeated order gives its first job. */
async function placeOrder(
  { stores, jobs }: AppDependencies,
  headers: IdempotencyHeaders,
  order: Order,
): Promise<JobRecord> {
  const key = headers['idempotency-key'];
  return stores.inTransaction(async (inside, db) => {
    if (key !== undefined) {
      const earlier = await inside.idempotencyKeys.claim(key, hashRequest(order.request));
      if (earlier !== null) return inside.jobs.get((earlier as { jobId: string }).jobId);
    }
    const job = await jobs.enqueue(await order.findScenario(inside), { stores: inside, db });
    if (key !== undefined) await inside.idempotencyKeys.answer(key, { jobId: job.id });
    return job;
  });
}

function answerOrder(reply: FastifyReply, job: JobRecord): FastifyReply {
  return reply
    .code(202)
    .headers({ location: `/v1/jobs/${job.id}`, 'retry-after': RETRY_AFTER_SECONDS })
    .send(toJobAnswer(job));
}

function hashRequest(request: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(request)).digest('hex');
}
