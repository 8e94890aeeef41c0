import type { Kysely } from 'kysely';

import { PersistenceError } from './persistence-error.ts';
import type { Schema } from './schema.ts';

/** Answers given before, by the key that the client chose. */
export interface IdempotencyStore {
  /**
   * Claims a key for a request: null when it is new, the stored answer when the same request was answered before.
   * To be called in the transaction of the effect: a simultaneous request with the same key waits for its end.
   *
   * @throws PersistenceError `idempotency_key_reused` when the key was used with another request
   */
  claim(key: string, requestHash: string): Promise<unknown>;
  /** Stores the answer under a key claimed in this transaction. */
  answer(key: string, response: unknown): Promise<void>;
  /** Deletes keys older than a moment and returns their number. */
  forgetBefore(moment: Date): Promise<number>;
}

export function createIdempotencyStore(db: Kysely<Schema>): IdempotencyStore {
  return {
    async claim(key, requestHash) {
      const claimed = await db
        .insertInto('idempotency_keys')
        .values({ key, request_hash: requestHash, response: 'null' })
        .onConflict((conflict) => conflict.doNothing())
        .returning('key')
        .executeTakeFirst();
      if (claimed) return null;
      const row = await db
        .selectFrom('idempotency_keys')
        .select(['request_hash', 'response'])
        .where('key', '=', key)
        .executeTakeFirstOrThrow();
      if (row.request_hash !== requestHash) {
        throw new PersistenceError(
          'idempotency_key_reused',
          'This Idempotency-Key was used before with another request. Use a new key for a new request.',
          { key },
        );
      }
      return JSON.parse(row.response) as unknown;
    },
    async answer(key, response) {
      await db
        .updateTable('idempotency_keys')
        .set({ response: JSON.stringify(response) })
        .where('key', '=', key)
        .execute();
    },
    async forgetBefore(moment) {
      const { numDeletedRows } = await db
        .deleteFrom('idempotency_keys')
        .where('created_at', '<', moment)
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}
