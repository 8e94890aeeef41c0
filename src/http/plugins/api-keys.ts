import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ProblemError } from '../problems/problem-error.ts';

/**
 * Asks every request to a route of this scope for one of the keys, as `Authorization: Bearer` or `X-API-Key`; no
 * keys, no asking. Digests are compared, all of them each time, so that timing tells nothing about a key.
 */
export function requireApiKeys(app: FastifyInstance, keys: readonly string[]): void {
  if (keys.length === 0) return;
  const digests = keys.map(toDigest);
  app.addHook('onRequest', async (request) => {
    const given = toDigest(findKey(request) ?? '');
    const matches = digests.filter((digest) => timingSafeEqual(digest, given));
    if (matches.length > 0) return;
    throw new ProblemError('unauthorized', 'The request carries no valid API key.', {
      headers: { 'www-authenticate': 'Bearer realm="cunda"' },
    });
  });
}

function findKey(request: FastifyRequest): string | undefined {
  const bearer = /^Bearer +(.+)$/i.exec(request.headers.authorization ?? '');
  const header = request.headers['x-api-key'];
  return bearer?.[1] ?? (typeof header === 'string' ? header : undefined);
}

function toDigest(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
