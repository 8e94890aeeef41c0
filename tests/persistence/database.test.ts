import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { openDatabase } from '../../src/persistence/database.ts';
import type { Database } from '../../src/persistence/database.ts';
import { lockFolder } from '../../src/persistence/folder-lock.ts';
import { migrate } from '../../src/persistence/migrate.ts';
import { createTestDatabase, describeOnBothDatabases } from './databases.ts';
import type { TestDatabase } from './databases.ts';

describeOnBothDatabases('an open database', (kind) => {
  let target: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    target = await createTestDatabase(kind);
    database = await openDatabase(target.config);
  });
  afterAll(async () => {
    await database.close();
    await target.dispose();
  });

  test('says which kind it is', () => {
    expect(database.kind).toBe(kind);
  });

  test('migrates once, also when two ask at the same time', async () => {
    const applied = await Promise.all([migrate(database), migrate(database)]);
    expect(applied.flat().toSorted()).toEqual(['0001-initial', '0002-pooling-studies']);
    await expect(migrate(database)).resolves.toEqual([]);
  });

  test('refuses a schema from the future', async () => {
    await database.pool.query(`INSERT INTO kysely_migration (name, timestamp) VALUES ('9999-later', '')`);
    await expect(migrate(database)).rejects.toMatchObject({ code: 'database_newer_than_program' });
    await database.pool.query(`DELETE FROM kysely_migration WHERE name = '9999-later'`);
  });

  test('carries bytes of several megabytes unchanged, also many at once', async () => {
    const bytes = Buffer.alloc(4_000_001, 'abc\0\xff', 'latin1');
    const answers = await Promise.all(
      [1, 2, 3].map(() => database.pool.query<{ echo: Buffer }>('SELECT $1::bytea AS echo', [bytes])),
    );
    for (const { rows } of answers) expect(rows[0].echo.equals(bytes)).toBe(true);
  });

  test('goes on after a wrong statement', async () => {
    await expect(database.pool.query('SELECT broken FROM nowhere')).rejects.toMatchObject({ code: '42P01' });
    await expect(database.pool.query('SELECT $1::int AS n', ['x'])).rejects.toMatchObject({ code: '22P02' });
    const { rows } = await database.pool.query('SELECT 1 AS n');
    expect(rows).toEqual([{ n: 1 }]);
  });

  test('undoes a transaction that throws, and one whose client is thrown away', async () => {
    await database.pool.query('CREATE TABLE kept (n int)');
    const undone = database.kysely.transaction().execute(async (trx) => {
      await sql`INSERT INTO kept VALUES (1)`.execute(trx);
      throw new Error('no');
    });
    await expect(undone).rejects.toThrow('no');
    const client = await database.pool.connect();
    await client.query('BEGIN');
    await client.query('INSERT INTO kept VALUES (2)');
    client.release(true);
    const { rows } = await database.pool.query('SELECT * FROM kept');
    expect(rows).toEqual([]);
  });

  test('keeps what was committed after closing', async () => {
    await database.pool.query('INSERT INTO kept VALUES (3)');
    await database.close();
    database = await openDatabase(target.config);
    const { rows } = await database.pool.query('SELECT * FROM kept');
    expect(rows).toEqual([{ n: 3 }]);
  });
});

describe('opening a database', () => {
  test('refuses a data folder that is in use, until it is free', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'cunda-lock-'));
    const lock = lockFolder(folder);
    await expect(openDatabase({ databaseUrl: null, dataDir: folder })).rejects.toMatchObject({
      name: 'PersistenceError',
      code: 'data_dir_in_use',
    });
    lock.release();
    lockFolder(folder).release();
    await rm(folder, { recursive: true });
  });

  test('refuses a data folder that cannot be one', async () => {
    const folder = join(import.meta.filename, 'below-a-file');
    await expect(openDatabase({ databaseUrl: null, dataDir: folder })).rejects.toMatchObject({
      code: 'data_dir_unusable',
    });
  });

  test('says that a server cannot be reached', async () => {
    const databaseUrl = 'postgres://postgres@127.0.0.1:1/nothing';
    await expect(openDatabase({ databaseUrl, dataDir: '' })).rejects.toMatchObject({
      code: 'database_unreachable',
    });
  });
});
