import type { Kysely } from 'kysely';

import type { CountyCode } from '../model/county.ts';
import type { Schema } from './schema.ts';

/** Coalitions solved by any pooling study of a county, by the hash of all that their solutions depend on. */
export class CoalitionStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  /** The packed solution, which now counts as used; null when there is none. */
  async find(countyCode: CountyCode, key: string): Promise<Uint8Array | null> {
    const row = await this.#db
      .updateTable('coalition_solutions')
      .set({ used_at: new Date() })
      .where('county_code', '=', countyCode)
      .where('key', '=', key)
      .returning('document_gz')
      .executeTakeFirst();
    return row?.document_gz ?? null;
  }

  /** Stores a packed solution; of a second one under the same key nothing is stored. */
  async save(countyCode: CountyCode, key: string, packed: Uint8Array): Promise<void> {
    const bytes = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength);
    await this.#db
      .insertInto('coalition_solutions')
      .values({ county_code: countyCode, key, document_gz: bytes })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  /** Deletes what no study has used since a moment, and returns its number. */
  async forgetUnusedSince(moment: Date): Promise<number> {
    const { numDeletedRows } = await this.#db
      .deleteFrom('coalition_solutions')
      .where('used_at', '<', moment)
      .executeTakeFirst();
    return Number(numDeletedRows);
  }
}
