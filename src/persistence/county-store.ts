import { createHash } from 'node:crypto';

import { sql } from 'kysely';
import type { Kysely, Selectable } from 'kysely';

import type { CountyIssue } from '../model/county-issue.ts';
import type { County, CountyCode } from '../model/county.ts';
import { packJson, unpackJson } from './packed-json.ts';
import { toPage, toPosition } from './page.ts';
import type { Page, PageRequest } from './page.ts';
import { PersistenceError } from './persistence-error.ts';
import { RecentValues } from './recent-values.ts';
import type { CountyTable, Schema } from './schema.ts';

/** What an import brings. */
export interface CountyImport {
  readonly county: County;
  /** SHA-256 over the county's files, roads included. */
  readonly datasetHash: string;
  readonly warnings: readonly CountyIssue[];
  /** Serialised road graph; null when the county came without roads. */
  readonly roads: Uint8Array | null;
}

/** A county as lists show it. */
export interface CountyRecord {
  readonly code: CountyCode;
  readonly name: string;
  readonly datasetHash: string;
  readonly townships: number;
  readonly villages: number;
  readonly carriers: number;
  readonly demands: number;
  readonly warnings: number;
  readonly hasRoads: boolean;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** The contents of one import, unchanging under its hash. */
export interface Dataset {
  readonly hash: string;
  readonly county: County;
  readonly warnings: readonly CountyIssue[];
  readonly roadsHash: string | null;
}

/**
 * Counties and their datasets. Replacing a county keeps the dataset that its older scenarios and plans refer to, so
 * that each of them can still be traced and shown.
 */
export interface CountyStore {
  /**
   * Stores all of an import or nothing.
   *
   * @throws PersistenceError `county_exists` unless `replace` is true
   */
  save(imported: CountyImport, options?: { readonly replace?: boolean }): Promise<CountyRecord>;
  /** By code, ascending. */
  list(request: PageRequest): Promise<Page<CountyRecord>>;
  find(code: CountyCode): Promise<CountyRecord | null>;
  /** @throws PersistenceError `county_not_found` */
  get(code: CountyCode): Promise<CountyRecord>;
  /** @throws PersistenceError `dataset_not_found` */
  getDataset(hash: string): Promise<Dataset>;
  /** Serialised road graph of a dataset, or null when it has none. @throws PersistenceError `dataset_not_found` */
  getRoads(datasetHash: string): Promise<Uint8Array | null>;
  /**
   * Deletes a county with its scenarios, jobs and plans.
   *
   * @throws PersistenceError `county_not_found`, or `county_busy` while a job of the county is queued or running
   */
  delete(code: CountyCode): Promise<void>;
}

type InTransaction = <Result>(run: (db: Kysely<Schema>) => Promise<Result>) => Promise<Result>;

/** Builds the store over a connection; `inTransaction` runs a body in one transaction. */
export function createCountyStore(db: Kysely<Schema>, inTransaction: InTransaction): CountyStore {
  const datasets = new RecentValues<Dataset>(4);
  const roads = new RecentValues<Uint8Array | null>(2);
  const find = async (code: CountyCode): Promise<CountyRecord | null> => {
    const row = await selectCounties(db).where('code', '=', code).executeTakeFirst();
    return row ? toRecord(row) : null;
  };
  const get = async (code: CountyCode): Promise<CountyRecord> => {
    const record = await find(code);
    if (!record) throw countyNotFound(code);
    return record;
  };
  return {
    find,
    get,
    async save(imported, options = {}) {
      const packed = await packImport(imported);
      await inTransaction(async (trx) => {
        await takeTurns(trx);
        await insertDataset(trx, imported, packed);
        await upsertCounty(trx, imported, options.replace === true);
        await deleteOrphans(trx);
      });
      return get(imported.county.code);
    },
    async list(request) {
      const position = toPosition(request);
      let query = selectCounties(db)
        .orderBy('code')
        .limit(request.limit + 1);
      if (position !== null) query = query.where('code', '>', position);
      return toPage(await query.execute(), request, toRecord, (row) => row.code);
    },
    getDataset: (hash) => datasets.get(hash, () => readDataset(db, hash)),
    getRoads: (hash) => roads.get(hash, () => readRoads(db, hash)),
    delete: (code) =>
      inTransaction(async (trx) => {
        await takeTurns(trx);
        await refuseBusyCounty(trx, code);
        const { numDeletedRows } = await trx
          .deleteFrom('counties')
          .where('code', '=', code)
          .executeTakeFirst();
        if (numDeletedRows === 0n) throw countyNotFound(code);
        await deleteOrphans(trx);
      }),
  };
}

function selectCounties(db: Kysely<Schema>) {
  return db
    .selectFrom('counties')
    .innerJoin('datasets', 'datasets.hash', 'counties.dataset_hash')
    .selectAll('counties')
    .select('datasets.roads_hash');
}

function toRecord(row: Selectable<CountyTable> & { roads_hash: string | null }): CountyRecord {
  return {
    code: row.code,
    name: row.name,
    datasetHash: row.dataset_hash,
    townships: row.townships,
    villages: row.villages,
    carriers: row.carriers,
    demands: row.demands,
    warnings: row.warnings,
    hasRoads: row.roads_hash !== null,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

interface PackedImport {
  readonly county: Buffer;
  readonly warnings: Buffer;
  readonly roadsHash: string | null;
}

async function packImport({ county, warnings, roads }: CountyImport): Promise<PackedImport> {
  return {
    county: await packJson(county),
    warnings: await packJson(warnings),
    roadsHash: roads ? createHash('sha256').update(roads).digest('hex') : null,
  };
}

async function insertDataset(
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

async function upsertCounty(trx: Kysely<Schema>, imported: CountyImport, replace: boolean): Promise<void> {
  const { county } = imported;
  const figures = {
    name: county.name,
    dataset_hash: imported.datasetHash,
    townships: countTownships(county),
    villages: county.sites.filter((site) => site.tier === 'village').length,
    carriers: county.carriers.length,
    demands: county.demands.length,
    warnings: imported.warnings.length,
  };
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('counties')
    .values({ code: county.code, ...figures })
    .onConflict((conflict) =>
      replace
        ? conflict.column('code').doUpdateSet({ ...figures, updated_at: new Date() })
        : conflict.doNothing(),
    )
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows === 0n) {
    throw new PersistenceError('county_exists', `County ${county.code} is there already.`, {
      code: county.code,
    });
  }
}

/** Township sites without the carriers' own stations, of which a township may have several. */
function countTownships({ sites }: County): number {
  const parents = new Set(sites.map(({ parentId }) => parentId));
  return sites.filter(({ tier, ownerId, id }) => tier === 'township' && (!ownerId || parents.has(id))).length;
}

async function readDataset(db: Kysely<Schema>, hash: string): Promise<Dataset> {
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

async function readRoads(db: Kysely<Schema>, datasetHash: string): Promise<Uint8Array | null> {
  const row = await db
    .selectFrom('datasets')
    .leftJoin('road_graphs', 'road_graphs.hash', 'datasets.roads_hash')
    .select('road_graphs.bytes')
    .where('datasets.hash', '=', datasetHash)
    .executeTakeFirst();
  if (!row) throw datasetNotFound(datasetHash);
  return row.bytes;
}

async function refuseBusyCounty(trx: Kysely<Schema>, code: CountyCode): Promise<void> {
  const { jobs } = await trx
    .selectFrom('jobs')
    .select((select) => select.fn.countAll<string>().as('jobs'))
    .where('county_code', '=', code)
    .where('state', 'in', ['queued', 'running'])
    .executeTakeFirstOrThrow();
  if (Number(jobs) > 0) {
    throw new PersistenceError(
      'county_busy',
      `County ${code} has ${jobs} planning job(s) queued or running. Cancel them or wait.`,
      { code, jobs: Number(jobs) },
    );
  }
}

/** Keeps two imports from deleting each other's dataset as an orphan; held until the transaction ends. */
async function takeTurns(trx: Kysely<Schema>): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtext('cunda.counties'))`.execute(trx);
}

/** Deletes datasets and road graphs that nothing refers to any more. */
async function deleteOrphans(trx: Kysely<Schema>): Promise<void> {
  await trx
    .deleteFrom('datasets')
    .where('hash', 'not in', (select) => select.selectFrom('counties').select('dataset_hash'))
    .where('hash', 'not in', (select) => select.selectFrom('scenarios').select('dataset_hash'))
    .where('hash', 'not in', (select) => select.selectFrom('plans').select('dataset_hash'))
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

function countyNotFound(code: CountyCode): PersistenceError {
  return new PersistenceError('county_not_found', `There is no county ${code}.`, { code });
}

function datasetNotFound(hash: string): PersistenceError {
  return new PersistenceError('dataset_not_found', `There is no dataset ${hash}.`, { hash });
}
