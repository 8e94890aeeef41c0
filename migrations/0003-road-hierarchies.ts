import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Prepared hierarchies of road networks, by the content of the network. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE road_hierarchies (
      hash text PRIMARY KEY,
      bytes bytea NOT NULL,
      used_at timestamptz NOT NULL DEFAULT now()
    )`.execute(db);
  await sql`ALTER TABLE road_hierarchies ALTER COLUMN bytes SET STORAGE EXTERNAL`.execute(db);
  await sql`CREATE INDEX road_hierarchies_used ON road_hierarchies (used_at)`.execute(db);
}
