import { sql } from 'kysely';
import type { Kysely } from 'kysely';

import type { HierarchyCache } from '../network/routing/hierarchy-cache.ts';
import type { Schema } from './schema.ts';

/** Hierarchies kept: the most recently used, enough for all profiles of a few dozen counties. */
export const KEPT_HIERARCHIES = 128;

/** Prepared hierarchies of road networks by content; what is lost is only prepared again. */
export class HierarchyStore implements HierarchyCache {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async find(hash: string): Promise<Uint8Array | null> {
    const row = await this.#db
      .updateTable('road_hierarchies')
      .set({ used_at: sql<Date>`now()` })
      .where('hash', '=', hash)
      .returning('bytes')
      .executeTakeFirst();
    return row === undefined ? null : new Uint8Array(row.bytes);
  }

  /** Keeps a hierarchy, in place of one that is there already, and lets go of those unused for longest. */
  async save(hash: string, bytes: Uint8Array): Promise<void> {
    await this.#db
      .insertInto('road_hierarchies')
      .values({ hash, bytes })
      .onConflict((conflict) => conflict.column('hash').doUpdateSet({ bytes, used_at: sql<Date>`now()` }))
      .execute();
    const kept = this.#db
      .selectFrom('road_hierarchies')
      .select('hash')
      .orderBy('used_at', 'desc')
      .orderBy('hash')
      .limit(KEPT_HIERARCHIES);
    await this.#db.deleteFrom('road_hierarchies').where('hash', 'not in', kept).execute();
  }
}
