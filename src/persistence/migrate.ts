import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { Migrator } from 'kysely/migration';
import type { Migration, MigrationProvider } from 'kysely/migration';

import type { Database } from './database.ts';
import { PersistenceError } from './persistence-error.ts';

const MIGRATIONS_FOLDER = join(import.meta.dirname, '../../migrations');

/** The numbered files of `migrations/`, in order of their names. */
const migrationFiles: MigrationProvider = {
  async getMigrations() {
    const files = (await readdir(MIGRATIONS_FOLDER)).filter((file) => file.endsWith('.ts'));
    const entries = files.toSorted().map(async (file): Promise<[string, Migration]> => {
      const url = pathToFileURL(join(MIGRATIONS_FOLDER, file)).href;
      return [file.slice(0, -'.ts'.length), (await import(/* @vite-ignore */ url)) as Migration];
    });
    return Object.fromEntries(await Promise.all(entries));
  },
};

/**
 * Applies the migrations that the database lacks, in one transaction, and returns their names. Several processes
 * may call it at once; they take turns.
 *
 * @throws PersistenceError `database_newer_than_program` when the database knows migrations that this program does not
 */
export async function migrate(database: Database): Promise<readonly string[]> {
  const known = Object.keys(await migrationFiles.getMigrations());
  const applied = await listApplied(database);
  refuseNewerDatabase(known, applied);
  if (known.every((name) => applied.includes(name))) return [];
  const migrator = new Migrator({ db: database.kysely, provider: migrationFiles });
  const { error, results } = await migrator.migrateToLatest();
  if (error) throw error;
  return (results ?? []).map((result) => result.migrationName);
}

async function listApplied({ pool }: Database): Promise<readonly string[]> {
  const { rows: tables } = await pool.query<{ name: string | null }>(
    `SELECT to_regclass('kysely_migration') AS name`,
  );
  if (tables[0].name === null) return [];
  const { rows } = await pool.query<{ name: string }>('SELECT name FROM kysely_migration');
  return rows.map(({ name }) => name);
}

function refuseNewerDatabase(known: readonly string[], applied: readonly string[]): void {
  const unknown = applied.filter((name) => !known.includes(name)).join(', ');
  if (unknown !== '') {
    throw new PersistenceError(
      'database_newer_than_program',
      `The database was migrated by a newer version of the program (${unknown}). Start that version.`,
      { unknown },
    );
  }
}
