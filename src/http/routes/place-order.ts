import { createHash } from 'node:crypto';
import { Type } from '@fastify/type-provider-typebox';
import type { Static } from '@fastify/type-provider-typebox';
import type { FastifyReply } from 'fastify';
import type { Kysely } from 'kysely';
import type { JobRecord } from '../../persistence/job-store.ts';
import type { Schema } from '../../persistence/schema.ts';
import type { Stores } from '../../persistence/stores.ts';
import type { AppDependencies } from '../app-dependencies.ts';
import { toJobAnswer } from './job-routes.ts';

const RETRY_AFTER_SECONDS = '1';
const ORDERS_PER_MINUTE = 120;

/** Route options of everything that queues a job. */
export const ORDER_OPTIONS = { config: { rateLimit: { max: ORDERS_PER_MINUTE, timeWindow: '1 minute' } } };

export const IdempotencyHeaders = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 200,
      description: 'The same key with the same request gives the same job, however often it is sent',
    }),
  ),
});

/** What is ordered: what makes it equal to another order, and how its job is queued. */
export interface Order {
  readonly request: readonly unknown[];
  readonly enqueue: (inside: { readonly stores: Stores; readonly db: Kysely<Schema> }) => Promise<JobRecord>;
}

/** Claims the key and queues the job in one transaction; a repeated order gives its first job. */
export async function placeOrder(
  { stores }: AppDependencies,
  headers: Static<typeof IdempotencyHeaders>,
  order: Order,
): Promise<JobRecord> {
  const key = headers['idempotency-key'];
  return stores.inTransaction(async (inside, db) => {
    if (key !== undefined) {
      const earlier = await inside.idempotencyKeys.claim(key, hashRequest(order.request));
      if (earlier !== null) return inside.jobs.get((earlier as { jobId: string }).jobId);
    }
    const job = await order.enqueue({ stores: inside, db });
    if (key !== undefined) await inside.idempotencyKeys.answer(key, { jobId: job.id });
    return job;
  });
}

/** 202 with the job, which `Location` leads to. */
export function answerOrder(reply: FastifyReply, job: JobRecord): FastifyReply {
  return reply
    .code(202)
    .headers({ location: `/v1/jobs/${job.id}`, 'retry-after': RETRY_AFTER_SECONDS })
    .send(toJobAnswer(job));
}

function hashRequest(request: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(request)).digest('hex');
}
