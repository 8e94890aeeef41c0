import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RouteTable } from '../plugins/route-table.ts';
import { PROBLEMS } from './catalogue.ts';
import { ProblemError } from './problem-error.ts';
import { toProblem } from './to-problem.ts';

export const PROBLEM_MEDIA_TYPE = 'application/problem+json; charset=utf-8';

/** Answers every error and every unknown address as problem details (RFC 9457). */
export function handleProblems(app: FastifyInstance, routes: RouteTable): void {
  app.setErrorHandler((error, request, reply) => {
    const problem = toProblem(error);
    if (problem.code === 'internal_error') request.log.error({ err: error }, 'request failed');
    return sendProblem(request, reply, problem);
  });
  app.setNotFoundHandler((request, reply) => sendProblem(request, reply, toNotFound(request, routes)));
}

/** Sends a problem with its status, headers and members `type`, `title`, `status`, `detail`, `instance`, `code`, `errors`. */
export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  problem: ProblemError,
): FastifyReply {
  const { status, title } = PROBLEMS[problem.code];
  if (status === 503 && !reply.hasHeader('retry-after')) void reply.header('retry-after', '5');
  return reply
    .code(status)
    .headers(problem.headers)
    .header('cache-control', 'no-store')
    .type(PROBLEM_MEDIA_TYPE)
    .send({
      type: `/problems/${problem.code}`,
      title,
      status,
      detail: problem.message,
      instance: `urn:request:${request.id}`,
      code: problem.code,
      ...(problem.errors.length > 0 ? { errors: problem.errors } : {}),
    });
}

function toNotFound(request: FastifyRequest, routes: RouteTable): ProblemError {
  const path = request.url.split('?')[0];
  const methods = routes.listMethods(path);
  if (methods.length === 0) return new ProblemError('route_not_found', `There is nothing at ${path}.`);
  const allow = methods.join(', ');
  return new ProblemError('method_not_allowed', `${path} takes ${allow}, not ${request.method}.`, {
    headers: { allow },
  });
}
