import { randomBytes } from 'node:crypto';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Client } from 'pg';
import { describe, inject } from 'vitest';

import { openDatabase } from '../../src/persistence/database.ts';
import type { Database, DatabaseConfig, DatabaseKind } from '../../src/persistence/database.ts';
import { migrate } from '../../src/persistence/migrate.ts';

/** A fresh, empty database of one test suite. */
export interface TestDatabase {
  readonly kind: DatabaseKind;
  readonly config: DatabaseConfig;
  /** Deletes it; everything opened on it must be closed. */
  readonly dispose: () => Promise<void>;
}

/** Describes the same behaviour once on PGlite and once on a real PostgreSQL server. */
export function describeOnBothDatabases(name: string, body: (kind: DatabaseKind) => void): void {
  describe.each<DatabaseKind>(['embedded', 'postgres'])(`${name} (%s)`, (kind) => {
    body(kind);
  });
}

/** Makes an empty database; nothing is open on it yet. */
export function createTestDatabase(kind: DatabaseKind): Promise<TestDatabase> {
  return kind === 'embedded' ? createEmbeddedDatabase() : createPostgresDatabase();
}

/** Opens a fresh database with the current schema; `dispose` closes and deletes it. */
export async function openTestDatabase(
  kind: DatabaseKind,
): Promise<{ database: Database; config: DatabaseConfig; dispose: () => Promise<void> }> {
  const { config, dispose } = await createTestDatabase(kind);
  const database = await openDatabase(config);
  await migrate(database);
  return {
    database,
    config,
    async dispose() {
      await database.close();
      await dispose();
    },
  };
}

async function createEmbeddedDatabase(): Promise<TestDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), 'cunda-embedded-'));
  await cp(await ask('/embedded'), dataDir, { recursive: true });
  return {
    kind: 'embedded',
    config: { databaseUrl: null, dataDir },
    dispose: () => rm(dataDir, { recursive: true, force: true }),
  };
}

async function createPostgresDatabase(): Promise<TestDatabase> {
  const serverUrl = await ask('/postgres');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await runOnServer(serverUrl, `CREATE DATABASE ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    kind: 'postgres',
    config: { databaseUrl: url.href, dataDir: join(tmpdir(), 'cunda-unused') },
    dispose: () => runOnServer(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`),
  };
}

async function runOnServer(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}

async function ask(path: string): Promise<string> {
  const response = await fetch(new URL(path, inject('databasesUrl')));
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text;
}
