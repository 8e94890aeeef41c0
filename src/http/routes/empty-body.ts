import type { FastifyRequest } from 'fastify';

/** Hook for bodies of which every member is optional: no body at all means an empty one. */
export async function allowEmptyBody(request: FastifyRequest): Promise<void> {
  request.body ??= {};
}
