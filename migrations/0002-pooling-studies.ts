import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Pooling studies, their jobs, and the coalitions that they have solved. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    ALTER TABLE jobs
      ADD COLUMN kind text NOT NULL DEFAULT 'plan' CHECK (kind IN ('plan', 'pooling_study'))`.execute(db);
  await sql`
    CREATE TABLE pooling_studies (
      id uuid PRIMARY KEY,
      sequence bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
      county_code text NOT NULL REFERENCES counties ON DELETE CASCADE,
      dataset_hash text NOT NULL REFERENCES datasets,
      scenario_id uuid REFERENCES scenarios ON DELETE SET NULL,
      job_id uuid UNIQUE REFERENCES jobs ON DELETE SET NULL,
      plan_id uuid REFERENCES plans ON DELETE SET NULL,
      name text NOT NULL,
      options text NOT NULL,
      document_gz bytea,
      created_at timestamptz NOT NULL DEFAULT now()
    )`.execute(db);
  await sql`
    CREATE TABLE coalition_solutions (
      key text NOT NULL,
      county_code text NOT NULL REFERENCES counties ON DELETE CASCADE,
      document_gz bytea NOT NULL,
      solved_at timestamptz NOT NULL DEFAULT now(),
      used_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (county_code, key)
    )`.execute(db);
  for (const table of ['pooling_studies', 'coalition_solutions']) {
    await sql`ALTER TABLE ${sql.table(table)} ALTER COLUMN document_gz SET STORAGE EXTERNAL`.execute(db);
  }
  await sql`CREATE INDEX pooling_studies_county ON pooling_studies (county_code, sequence)`.execute(db);
  await sql`CREATE INDEX pooling_studies_scenario ON pooling_studies (scenario_id, sequence)`.execute(db);
  await sql`CREATE INDEX pooling_studies_dataset ON pooling_studies (dataset_hash)`.execute(db);
  await sql`CREATE INDEX pooling_studies_plan ON pooling_studies (plan_id)`.execute(db);
  await sql`CREATE INDEX coalition_solutions_used ON coalition_solutions (used_at)`.execute(db);
}
