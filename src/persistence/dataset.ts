import { createHash } from 'node:crypto';

import { sql } from 'kysely';
import type { Kysely } from 'kysely';

import type { CountyIssue } from '../model/county-issue.ts';
import type { County } from '../model/county.ts';
import { packJson, unpackJson } from './packed-json.ts';
import { PersistenceError } from './persistence-error.ts';
import type { Schema } from './schema.ts';

/** What an import brings. */
export interface CountyImport {
  readonly county: County;
  /** SHA-256 over the county's files, roads included. */
  readonly datasetHash: string;
  readonly warnings: readonly CountyIssue[];
  /** Serialised road graph; null when the county came without roads. */
  readonly roads: Uint8Array | null;
}

/** The contents of one import, unchanging under its hash. */
export interface Dataset {
  readonly hash: string;
  readonly county: County;
  readonly warnings: readonly CountyIssue[];
  readonly roadsHash: string | null;
}

/** An import's documents, packed outside the transaction. */
export interface PackedImport {
  readonly county: Buffer;
  readonly warnings: Buffer;
  readonly roadsHash: string | null;
}

export async function packImport({ county, warnings, roads }: CountyImport): Promise<PackedImport> {
  return {
    county: await packJson(county),
    warnings: await packJson(warnings),
    roadsHash: roads ? createHash('sha256').update(roads).digest('hex') : null,
  };
}

/** Stores the dataset and its roads, unless they are there. */
export async function insertDataset(
  trx: Kysely<Schema>,
  imported: CountyImport,
  packed: PackedImport,
): Promise<void> {
  if (packed.roadsHash && imported.roads) {
    await trx
      .insertInto('road_graphs')
      .values({ hash: packed.roadsHash, bytes: toBuffer(imported.roads) })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  await trx
    .insertInto('datasets')
    .values({
      hash: imported.datasetHash,
      county_gz: packed.county,
      warnings_gz: packed.warnings,
      roads_hash: packed.roadsHash,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** @throws PersistenceError `dataset_not_found` */
export async function readDataset(db: Kysely<Schema>, hash: string): Promise<Dataset> {
  const row = await db
    .selectFrom('datasets')
    .select(['county_gz', 'warnings_gz', 'roads_hash'])
    .where('hash', '=', hash)
    .executeTakeFirst();
  if (!row) throw datasetNotFound(hash);
  return {
    hash,
    county: await unpackJson<County>(row.county_gz),
    warnings: await unpackJson<CountyIssue[]>(row.warnings_gz),
    roadsHash: row.roads_hash,
  };
}

/** Null when the dataset has none. @throws PersistenceError `dataset_not_found` */
export async function readRoads(db: Kysely<Schema>, datasetHash: string): Promise<Uint8Array | null> {
  const row = await db
    .selectFrom('datasets')
    .leftJoin('road_graphs', 'road_graphs.hash', 'datasets.roads_hash')
    .select('road_graphs.bytes')
    .where('datasets.hash', '=', datasetHash)
    .executeTakeFirst();
  if (!row) throw datasetNotFound(datasetHash);
  return row.bytes;
}

/** Keeps two imports from deleting each other's dataset as an orphan; held until the transaction ends. */
export async function takeTurns(trx: Kysely<Schema>): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtext('cunda.counties'))`.execute(trx);
}

/** Deletes datasets and road graphs that nothing refers to any more. */
export async function deleteOrphans(trx: Kysely<Schema>): Promise<void> {
  await trx
    .deleteFrom('datasets')
    .where('hash', 'not in', (select) => select.selectFrom('counties').select('dataset_hash'))
    .where('hash', 'not in', (select) => select.selectFrom('scenarios').select('dataset_hash'))
    .where('hash', 'not in', (select) => select.selectFrom('plans').select('dataset_hash'))
    .where('hash', 'not in', (select) => select.selectFrom('pooling_studies').select('dataset_hash'))
    .execute();
  await trx
    .deleteFrom('road_graphs')
    .where('hash', 'not in', (select) =>
      select
        .selectFrom('datasets')
        .select('roads_hash')
        .$narrowType<{ roads_hash: string }>()
        .where('roads_hash', 'is not', null),
    )
    .execute();
}

function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function datasetNotFound(hash: string): PersistenceError {
  return new PersistenceError('dataset_not_found', `There is no dataset ${hash}.`, { hash });
}
