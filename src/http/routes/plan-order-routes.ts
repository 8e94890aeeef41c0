import type { App, AppDependencies } from '../app-dependencies.ts';
import { JobSchema } from '../schemas/job-schemas.ts';
import { CountyParams, IdParams } from '../schemas/primitives.ts';
import { problemAnswers } from '../schemas/problem-schema.ts';
import { ScenarioInputSchema } from '../schemas/scenario-schemas.ts';
import { allowEmptyBody } from './empty-body.ts';
import type { Order } from './place-order.ts';
import { answerOrder, IdempotencyHeaders, ORDER_OPTIONS, placeOrder } from './place-order.ts';
import { createScenario } from './scenario-routes.ts';

/** `POST .../plans`: queues the making of a plan and answers with its job. */
export function addPlanOrderRoutes(app: App, dependencies: AppDependencies): void {
  const { jobs } = dependencies;
  app.route({
    method: 'POST',
    url: '/scenarios/:id/plans',
    ...ORDER_OPTIONS,
    schema: {
      tags: ['plans'],
      summary: 'Has a scenario planned; follow `Location` to the job',
      params: IdParams,
      headers: IdempotencyHeaders,
      response: { 202: JobSchema, ...problemAnswers('scenario_not_found', 'idempotency_key_reused') },
    },
    handler: async (request, reply) => {
      const { id } = request.params;
      const order: Order = {
        request: ['scenario', id],
        enqueue: async (inside) => jobs.enqueue(await inside.stores.scenarios.get(id), inside),
      };
      return answerOrder(reply, await placeOrder(dependencies, request.headers, order));
    },
  });
  app.route({
    method: 'POST',
    url: '/counties/:code/plans',
    ...ORDER_OPTIONS,
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
      const order: Order = {
        request: ['county', code, request.body],
        enqueue: async (inside) =>
          jobs.enqueue(await createScenario(inside.stores, code, request.body), inside),
      };
      return answerOrder(reply, await placeOrder(dependencies, request.headers, order));
    },
  });
}
