import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Compressed by us: the database need not try again. */
const COMPRESSED_COLUMNS = [
  ['datasets', 'county_gz'],
  ['datasets', 'warnings_gz'],
  ['plans', 'document_gz'],
] as const;

/** Counties and their datasets, scenarios, jobs, plans and idempotency keys. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE road_graphs (
      hash text PRIMARY KEY,
      bytes bytea NOT NULL
    )`.execute(db);
  await sql`
    CREATE TABLE datasets (
      hash text PRIMARY KEY,
      county_gz bytea NOT NULL,
      warnings_gz bytea NOT NULL,
      roads_hash text REFERENCES road_graphs,
      created_at timestamptz NOT NULL DEFAULT now()
    )`.execute(db);
  await sql`
    CREATE TABLE counties (
      code text PRIMARY KEY,
      name text NOT NULL,
      dataset_hash text NOT NULL REFERENCES datasets,
      townships integer NOT NULL,
      villages integer NOT NULL,
      carriers integer NOT NULL,
      demands integer NOT NULL,
      warnings integer NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now()
    )`.execute(db);
  await sql`
    CREATE TABLE scenarios (
      id uuid PRIMARY KEY,
      sequence bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
      county_code text NOT NULL REFERENCES counties ON DELETE CASCADE,
      dataset_hash text NOT NULL REFERENCES datasets,
      name text NOT NULL,
      document text NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now()
    )`.execute(db);
  await sql`
    CREATE TABLE jobs (
      id uuid PRIMARY KEY,
      sequence bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
      county_code text NOT NULL REFERENCES counties ON DELETE CASCADE,
      scenario_id uuid NOT NULL REFERENCES scenarios ON DELETE CASCADE,
      state text NOT NULL CHECK (state IN ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
      done double precision NOT NULL DEFAULT 0,
      total double precision NOT NULL DEFAULT 0,
      step text NOT NULL DEFAULT '',
      attempts integer NOT NULL DEFAULT 0,
      cancel_requested boolean NOT NULL DEFAULT false,
      problem text,
      created_at timestamptz NOT NULL DEFAULT now(),
      started_at timestamptz,
      heartbeat_at timestamptz,
      finished_at timestamptz
    )`.execute(db);
  await sql`
    CREATE TABLE plans (
      id uuid PRIMARY KEY,
      sequence bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
      county_code text NOT NULL REFERENCES counties ON DELETE CASCADE,
      dataset_hash text NOT NULL REFERENCES datasets,
      scenario_id uuid REFERENCES scenarios ON DELETE SET NULL,
      job_id uuid UNIQUE REFERENCES jobs ON DELETE SET NULL,
      name text NOT NULL,
      content_hash text NOT NULL,
      solver_version text NOT NULL,
      travel_engine text NOT NULL,
      travel_estimated boolean NOT NULL,
      as_operated_fen bigint,
      alone_fen bigint,
      pooled_fen bigint,
      comparison text NOT NULL,
      document_gz bytea NOT NULL,
      document_bytes integer NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now()
    )`.execute(db);
  await sql`
    CREATE TABLE idempotency_keys (
      key text PRIMARY KEY,
      request_hash text NOT NULL,
      response text NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now()
    )`.execute(db);
  for (const [table, column] of COMPRESSED_COLUMNS) {
    await sql`ALTER TABLE ${sql.table(table)} ALTER COLUMN ${sql.ref(column)} SET STORAGE EXTERNAL`.execute(
      db,
    );
  }
  await sql`CREATE INDEX counties_dataset ON counties (dataset_hash)`.execute(db);
  await sql`CREATE INDEX datasets_roads ON datasets (roads_hash)`.execute(db);
  await sql`CREATE INDEX scenarios_county ON scenarios (county_code, sequence)`.execute(db);
  await sql`CREATE INDEX scenarios_dataset ON scenarios (dataset_hash)`.execute(db);
  await sql`CREATE INDEX jobs_county ON jobs (county_code, sequence)`.execute(db);
  await sql`CREATE INDEX jobs_scenario ON jobs (scenario_id)`.execute(db);
  await sql`CREATE INDEX jobs_unfinished ON jobs (state) WHERE state IN ('queued', 'running')`.execute(db);
  await sql`CREATE INDEX plans_county ON plans (county_code, sequence)`.execute(db);
  await sql`CREATE INDEX plans_scenario ON plans (scenario_id)`.execute(db);
  await sql`CREATE INDEX plans_dataset ON plans (dataset_hash)`.execute(db);
}
