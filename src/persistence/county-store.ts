import type { Kysely, Selectable } from 'kysely';

import type { County, CountyCode } from '../model/county.ts';
import { deleteOrphans, insertDataset, packImport, readDataset, readRoads, takeTurns } from './dataset.ts';
import type { CountyImport, Dataset } from './dataset.ts';
import { toPage, toPosition } from './page.ts';
import type { Page, PageRequest } from './page.ts';
import { PersistenceError } from './persistence-error.ts';
import { RecentValues } from './recent-values.ts';
import type { CountyTable, Schema } from './schema.ts';

export type { CountyImport, Dataset } from './dataset.ts';

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

/** Runs a body in one transaction, or inside the one that is open. */
type InTransaction = <Result>(run: (db: Kysely<Schema>) => Promise<Result>) => Promise<Result>;

/**
 * Counties and their datasets. Replacing a county keeps the dataset that its older scenarios and plans refer to, so
 * that each of them can still be traced and shown.
 */
export class CountyStore {
  readonly #db: Kysely<Schema>;
  readonly #inTransaction: InTransaction;
  readonly #datasets = new RecentValues<Dataset>(4);
  readonly #roads = new RecentValues<Uint8Array | null>(2);

  constructor(db: Kysely<Schema>, inTransaction: InTransaction) {
    this.#db = db;
    this.#inTransaction = inTransaction;
  }

  /**
   * Stores all of an import or nothing.
   *
   * @throws PersistenceError `county_exists` unless `replace` is true
   */
  async save(imported: CountyImport, options: { readonly replace?: boolean } = {}): Promise<CountyRecord> {
    const packed = await packImport(imported);
    await this.#inTransaction(async (trx) => {
      await takeTurns(trx);
      await insertDataset(trx, imported, packed);
      await upsertCounty(trx, imported, options.replace === true);
      await deleteOrphans(trx);
    });
    return this.get(imported.county.code);
  }

  /** By code, ascending. @throws PersistenceError `invalid_cursor` */
  async list(request: PageRequest): Promise<Page<CountyRecord>> {
    const position = toPosition(request);
    let query = selectCounties(this.#db)
      .orderBy('code')
      .limit(request.limit + 1);
    if (position !== null) query = query.where('code', '>', position);
    return toPage(await query.execute(), request, toRecord, (row) => row.code);
  }

  async find(code: CountyCode): Promise<CountyRecord | null> {
    const row = await selectCounties(this.#db).where('code', '=', code).executeTakeFirst();
    return row ? toRecord(row) : null;
  }

  /** @throws PersistenceError `county_not_found` */
  async get(code: CountyCode): Promise<CountyRecord> {
    const record = await this.find(code);
    if (!record) throw countyNotFound(code);
    return record;
  }

  /** @throws PersistenceError `dataset_not_found` */
  getDataset(hash: string): Promise<Dataset> {
    return this.#datasets.get(hash, () => readDataset(this.#db, hash));
  }

  /**
   * The dataset that a county has now; no import replaces it until the transaction of this store ends.
   *
   * @throws PersistenceError `county_not_found`
   */
  async holdDataset(code: CountyCode): Promise<Dataset> {
    const row = await this.#db
      .selectFrom('counties')
      .select('dataset_hash')
      .where('code', '=', code)
      .forShare()
      .executeTakeFirst();
    if (!row) throw countyNotFound(code);
    return this.getDataset(row.dataset_hash);
  }

  /** Serialised road graph of a dataset, or null when it has none. @throws PersistenceError `dataset_not_found` */
  getRoads(datasetHash: string): Promise<Uint8Array | null> {
    return this.#roads.get(datasetHash, () => readRoads(this.#db, datasetHash));
  }

  /**
   * Deletes a county with its scenarios, jobs and plans.
   *
   * @throws PersistenceError `county_not_found`, or `county_busy` while a job of the county is queued or running
   */
  async delete(code: CountyCode): Promise<void> {
    await this.#inTransaction(async (trx) => {
      await takeTurns(trx);
      await refuseBusyCounty(trx, code);
      const { numDeletedRows } = await trx.deleteFrom('counties').where('code', '=', code).executeTakeFirst();
      if (numDeletedRows === 0n) throw countyNotFound(code);
      await deleteOrphans(trx);
    });
  }
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

function countyNotFound(code: CountyCode): PersistenceError {
  return new PersistenceError('county_not_found', `There is no county ${code}.`, { code });
}
