import { Kysely, PostgresDialect } from 'kysely';
import { Pool } from 'pg';

import { openEmbeddedServer } from './embedded-database.ts';
import { PersistenceError } from './persistence-error.ts';
import type { Schema } from './schema.ts';

/** `embedded` is PGlite in a folder of ours, `postgres` a server somewhere. */
export type DatabaseKind = 'embedded' | 'postgres';

export interface DatabaseConfig {
  /** Connection string of a PostgreSQL server; null opens the embedded database. */
  readonly databaseUrl: string | null;
  /** Folder of the embedded database; not touched when a server is used. */
  readonly dataDir: string;
  /** Connections to a server at once, at least 2; 10 when absent. The embedded database always has one. */
  readonly poolSize?: number;
  /** Told of idle connections that the server dropped; the pool replaces them by itself. */
  readonly onConnectionLost?: (error: Error) => void;
}

/** An open database: queries through `kysely`, plain SQL through `pool`. */
export interface Database {
  readonly kind: DatabaseKind;
  readonly kysely: Kysely<Schema>;
  readonly pool: Pool;
  /** Waits for running statements, then closes; frees the data folder. */
  close(): Promise<void>;
}

/**
 * Opens the database; {@link migrate} brings its schema up to date.
 *
 * @throws PersistenceError `data_dir_in_use`, `data_dir_unusable`, `database_unreachable`
 */
export async function openDatabase(config: DatabaseConfig): Promise<Database> {
  const { pool, close } = config.databaseUrl
    ? await connectToServer(config.databaseUrl, config.poolSize ?? 10)
    : await openEmbeddedServer(config.dataDir);
  pool.on('error', (error) => config.onConnectionLost?.(error));
  return {
    kind: config.databaseUrl ? 'postgres' : 'embedded',
    kysely: new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) }),
    pool,
    close,
  };
}

async function connectToServer(
  connectionString: string,
  max: number,
): Promise<{ pool: Pool; close: () => Promise<void> }> {
  let pool: Pool | null = null;
  try {
    pool = new Pool({ connectionString, max, connectionTimeoutMillis: 10_000 });
    await pool.query('SELECT 1');
  } catch (error) {
    await pool?.end();
    throw new PersistenceError(
      'database_unreachable',
      `The PostgreSQL server in DATABASE_URL cannot be used: ${toReason(error)}`,
      {},
      { cause: error },
    );
  }
  const opened = pool;
  return { pool: opened, close: () => opened.end() };
}

function toReason(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(toReason).join('; ');
  return error instanceof Error ? error.message : String(error);
}
