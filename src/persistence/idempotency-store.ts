import type { Kysely } from 'kysely';

import { PersistenceError } from './persistence-error.ts';
import type { Schema } from './schema.ts';

/** Answers given before, by the key that the client chose. */
export class IdempotencyStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  /**
   * Claims a key for a request: null when it is new, the stored answer when the same request was answered before.
   * To be called in the transaction of the effect: a simultaneous request with the same key waits for its end.
   *
   * @throws PersistenceError `idempotency_key_reused` when the key was used with another request
   */
  async claim(key: string, requestHash: string): Promise<unknown> {
    const claimed = await this.#db
      .insertInto('idempotency_keys')
      .values({ key, request_hash: requestHash, response: 'null' })
      .onConflict((conflict) => conflict.doNothing())
      .returning('key')
      .executeTakeFirst();
    if (claimed) return null;
    const row = await this.#db
      .selectFrom('idempotency_keys')
      .select(['request_hash', 'response'])
      .where('key', '=', key)
      .executeTakeFirstOrThrow();
    if (row.request_hash !== requestHash) throw keyReused(key);
    return JSON.parse(row.response) as unknown;
  }

  /** Stores the answer under a key claimed in this transaction. */
  async answer(key: string, response: unknown): Promise<void> {
    await this.#db
      .updateTable('idempotency_keys')
      .set({ response: JSON.stringify(response) })
      .where('key', '=', key)
      .execute();
  }

  /** Deletes keys older than a moment and returns their number. */
  async forgetBefore(moment: Date): Promise<number> {
    const { numDeletedRows } = await this.#db
      .deleteFrom('idempotency_keys')
      .where('created_at', '<', moment)
      .executeTakeFirst();
    return Number(numDeletedRows);
  }
}

function keyReused(key: string): PersistenceError {
  return new PersistenceError(
    'idempotency_key_reused',
    'This Idempotency-Key was used before with another request. Use a new key for a new request.',
    { key },
  );
}
