import { Type } from '@fastify/type-provider-typebox';
import type { App, AppDependencies } from '../app-dependencies.ts';
import { findProblemKind } from '../problems/catalogue.ts';
import { ProblemError } from '../problems/problem-error.ts';
import { closed } from '../schemas/primitives.ts';
import { problemAnswers } from '../schemas/problem-schema.ts';

/**
 * `/healthz` while the process runs, `/readyz` once it can do its work, `/problems/{code}` to explain a code. Probes
 * ask every few seconds, so their requests are not logged.
 */
export function addHealthRoutes(app: App, { readiness }: AppDependencies): void {
  const Health = closed({ status: Type.String() }, { examples: [{ status: 'ok' }] });
  app.route({
    method: 'GET',
    url: '/healthz',
    logLevel: 'warn',
    config: { pressureHandler: () => undefined },
    schema: { tags: ['service'], summary: 'Answers while the process runs', response: { 200: Health } },
    handler: async () => ({ status: 'ok' }),
  });
  app.route({
    method: 'GET',
    url: '/readyz',
    logLevel: 'warn',
    schema: {
      tags: ['service'],
      summary: 'Answers 200 once the database is migrated and the first plan stands or was not asked for',
      response: { 200: Health, ...problemAnswers('not_ready') },
    },
    handler: async () => {
      const { ready, reason } = await readiness();
      if (!ready) throw new ProblemError('not_ready', reason ?? 'The server is still starting.');
      return { status: 'ready' };
    },
  });
  app.route({
    method: 'GET',
    url: '/problems/:code',
    schema: {
      tags: ['service'],
      summary: 'Explains a problem code',
      params: closed({ code: Type.String() }),
      response: {
        200: closed({
          code: Type.String(),
          status: Type.Integer(),
          title: Type.String(),
          cause: Type.String(),
          remedy: Type.String(),
        }),
        ...problemAnswers('problem_not_found'),
      },
    },
    handler: async (request) => {
      const { code } = request.params;
      const kind = findProblemKind(code);
      if (kind === undefined)
        throw new ProblemError('problem_not_found', `There is no problem code ${code}.`);
      return { code, ...kind };
    },
  });
}
