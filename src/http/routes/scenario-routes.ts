import type { CountyCode } from '../../model/county.ts';
import type { ScenarioRecord } from '../../persistence/scenario-store.ts';
import type { Stores } from '../../persistence/stores.ts';
import { resolveScenario } from '../../planning/resolve-scenario.ts';
import type { App, AppDependencies } from '../app-dependencies.ts';
import { toPageAnswer, toPageRequest } from '../page-answer.ts';
import { CountyParams, IdParams, PageQuery, pageOf, DELETED } from '../schemas/primitives.ts';
import { problemAnswers } from '../schemas/problem-schema.ts';
import { ScenarioInputSchema, ScenarioRecordSchema } from '../schemas/scenario-schemas.ts';
import { allowEmptyBody } from './empty-body.ts';

const TAGS = ['scenarios'];

/** Scenarios: a county plus choices. */
export function addScenarioRoutes(app: App, { stores }: AppDependencies): void {
  app.route({
    method: 'POST',
    url: '/counties/:code/scenarios',
    preValidation: allowEmptyBody,
    schema: {
      tags: TAGS,
      summary: 'Makes a scenario; whatever is left out is the default of the county',
      params: CountyParams,
      body: ScenarioInputSchema,
      response: {
        201: ScenarioRecordSchema,
        ...problemAnswers('invalid_request', 'county_not_found', 'invalid_scenario'),
      },
    },
    handler: async (request, reply) => {
      const { code } = request.params;
      const record = await stores.inTransaction((inside) => createScenario(inside, code, request.body));
      return reply.code(201).header('location', `/v1/scenarios/${record.id}`).send(record);
    },
  });
  app.route({
    method: 'GET',
    url: '/counties/:code/scenarios',
    schema: {
      tags: TAGS,
      summary: 'Lists the scenarios of a county, newest first',
      params: CountyParams,
      querystring: PageQuery,
      response: {
        200: pageOf(ScenarioRecordSchema),
        ...problemAnswers('invalid_cursor', 'county_not_found'),
      },
    },
    handler: async (request) => {
      const { code } = await stores.counties.get(request.params.code);
      return toPageAnswer(request, await stores.scenarios.list(code, toPageRequest(request.query)));
    },
  });
  app.route({
    method: 'GET',
    url: '/scenarios/:id',
    schema: {
      tags: TAGS,
      summary: 'Shows a scenario with every choice resolved',
      params: IdParams,
      response: { 200: ScenarioRecordSchema, ...problemAnswers('scenario_not_found') },
    },
    handler: (request) => stores.scenarios.get(request.params.id),
  });
  app.route({
    method: 'DELETE',
    url: '/scenarios/:id',
    schema: {
      tags: TAGS,
      summary: 'Deletes a scenario and its jobs; its plans stay',
      params: IdParams,
      response: {
        204: DELETED,
        ...problemAnswers('scenario_not_found', 'scenario_busy'),
      },
    },
    handler: async (request, reply) => {
      await stores.scenarios.delete(request.params.id);
      return reply.code(204).send();
    },
  });
}

/** Resolves a scenario against the dataset that its county has now and stores it; the stores are of a transaction. */
export async function createScenario(
  stores: Stores,
  code: CountyCode,
  input: Parameters<typeof resolveScenario>[1],
): Promise<ScenarioRecord> {
  const { hash, county } = await stores.counties.holdDataset(code);
  return stores.scenarios.create(resolveScenario(county, input), hash);
}
