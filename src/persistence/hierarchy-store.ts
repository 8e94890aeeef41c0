import { sql } from 'kysely';
import type { Kysely } from 'kysely';

import type { HierarchyCache } from '../network/routing/hierarchy-cache.ts';
import type { Schema } from './schema.ts';

/** How many hierarchies are kept, and how large they may be together. */
export interface HierarchyLimits {
  readonly count: number;
  readonly bytes: number;
}

/** The most recently used: all profiles of a few dozen counties, or ten networks of 500,000 junctions. */
export const HIERARCHY_LIMITS: HierarchyLimits = { count: 128, bytes: 512 * 2 ** 20 };

/** Prepared hierarchies of road networks by content; what is lost is only prepared again. */
export class HierarchyStore implements HierarchyCache {
  readonly #db: Kysely<Schema>;
  readonly #limits: HierarchyLimits;

  constructor(db: Kysely<Schema>, limits = HIERARCHY_LIMITS) {
    this.#db = db;
    this.#limits = limits;
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

  /** Keeps a hierarchy, in place of one that is there already, and lets go of those unused for longest; the one saved last stays. */
  async save(hash: string, bytes: Uint8Array): Promise<void> {
    await this.#db
      .insertInto('road_hierarchies')
      .values({ hash, bytes })
      .onConflict((conflict) => conflict.column('hash').doUpdateSet({ bytes, used_at: sql<Date>`now()` }))
      .execute();
    const { count, bytes: room } = this.#limits;
    await sql`
      delete from road_hierarchies where hash in (
        select hash from (
          select hash, row_number() over latest as place, sum(octet_length(bytes)) over latest as total
          from road_hierarchies
          window latest as (order by used_at desc, hash rows unbounded preceding)
        ) as listed
        where place > ${count} or (place > 1 and total > ${room})
      )
    `.execute(this.#db);
  }
}
