import { randomUUID } from 'node:crypto';

import type { Kysely, Selectable } from 'kysely';

import type { Comparison } from '../model/comparison.ts';
import type { CountyCode } from '../model/county.ts';
import type { Plan } from '../model/plan.ts';
import type { Fen } from '../model/units.ts';
import { isUuid } from './identity.ts';
import { toNumericPosition, toPage } from './page.ts';
import type { Page, PageRequest } from './page.ts';
import { PersistenceError } from './persistence-error.ts';
import { unpackPlan } from './plan-document.ts';
import type { PlanDocument, PlanSummary } from './plan-document.ts';
import { RecentValues } from './recent-values.ts';
import type { PlanTable, Schema } from './schema.ts';

/** A plan as lists show it. */
export interface PlanRecord extends PlanSummary {
  readonly id: string;
  /** Null once the scenario was deleted. */
  readonly scenarioId: string | null;
  readonly jobId: string | null;
  /** ISO 8601. */
  readonly createdAt: string;
}

/** What a plan was made for. */
export interface PlanOrigin {
  readonly scenarioId: string | null;
  readonly jobId: string | null;
}

const LISTED = [
  'id',
  'sequence',
  'county_code',
  'dataset_hash',
  'scenario_id',
  'job_id',
  'name',
  'content_hash',
  'solver_version',
  'travel_engine',
  'travel_estimated',
  'as_operated_fen',
  'alone_fen',
  'pooled_fen',
  'comparison',
  'document_bytes',
  'created_at',
] as const satisfies readonly (keyof PlanTable)[];

type ListedRow = Pick<Selectable<PlanTable>, (typeof LISTED)[number]>;

/** Plans, each as the bytes that were made and the figures that lists show. */
export class PlanStore {
  readonly #db: Kysely<Schema>;
  readonly #recent = new RecentValues<Plan>(4);

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  /** Stores a plan; of a job's second plan nothing is stored, and the first is returned. */
  async save(document: PlanDocument, origin: PlanOrigin): Promise<PlanRecord> {
    const row = await this.#db
      .insertInto('plans')
      .values(toRow(document, origin))
      .onConflict((conflict) => conflict.column('job_id').doNothing())
      .returning(LISTED)
      .executeTakeFirst();
    return toRecord(row ?? (await this.#readByJob(origin.jobId)));
  }

  /** Plans of a county, newest first. @throws PersistenceError `invalid_cursor` */
  async list(countyCode: CountyCode, request: PageRequest): Promise<Page<PlanRecord>> {
    const position = toNumericPosition(request);
    let query = this.#db
      .selectFrom('plans')
      .select(LISTED)
      .where('county_code', '=', countyCode)
      .orderBy('sequence', 'desc')
      .limit(request.limit + 1);
    if (position !== null) query = query.where('sequence', '<', position);
    return toPage(await query.execute(), request, toRecord, (row) => row.sequence);
  }

  async find(id: string): Promise<PlanRecord | null> {
    if (!isUuid(id)) return null;
    const row = await this.#db.selectFrom('plans').select(LISTED).where('id', '=', id).executeTakeFirst();
    return row ? toRecord(row) : null;
  }

  /** @throws PersistenceError `plan_not_found` */
  async get(id: string): Promise<PlanRecord> {
    const record = await this.find(id);
    if (!record) throw planNotFound(id);
    return record;
  }

  /** The whole plan; the ones asked for last are kept in memory. @throws PersistenceError `plan_not_found` */
  async getPlan(id: string): Promise<Plan> {
    const { contentHash } = await this.get(id);
    return this.#recent.get(contentHash, async () => unpackPlan(await this.getPacked(id)));
  }

  /** The plan's JSON text as stored, gzip. @throws PersistenceError `plan_not_found` */
  async getPacked(id: string): Promise<Uint8Array> {
    const row = isUuid(id)
      ? await this.#db.selectFrom('plans').select('document_gz').where('id', '=', id).executeTakeFirst()
      : undefined;
    if (!row) throw planNotFound(id);
    return row.document_gz;
  }

  /** @throws PersistenceError `plan_not_found` */
  async delete(id: string): Promise<void> {
    const deleted = isUuid(id)
      ? await this.#db.deleteFrom('plans').where('id', '=', id).executeTakeFirst()
      : { numDeletedRows: 0n };
    if (deleted.numDeletedRows === 0n) throw planNotFound(id);
  }

  #readByJob(jobId: string | null): Promise<ListedRow> {
    return this.#db.selectFrom('plans').select(LISTED).where('job_id', '=', jobId).executeTakeFirstOrThrow();
  }
}

function toRow(document: PlanDocument, origin: PlanOrigin) {
  return {
    id: randomUUID(),
    county_code: document.countyCode,
    dataset_hash: document.datasetHash,
    scenario_id: origin.scenarioId,
    job_id: origin.jobId,
    name: document.name,
    content_hash: document.contentHash,
    solver_version: document.solverVersion,
    travel_engine: document.travel.engine,
    travel_estimated: document.travel.estimated,
    as_operated_fen: document.totals.as_operated,
    alone_fen: document.totals.alone,
    pooled_fen: document.totals.pooled,
    comparison: JSON.stringify(document.comparison),
    document_gz: Buffer.from(document.packed.buffer, document.packed.byteOffset, document.packed.byteLength),
    document_bytes: document.bytes,
  };
}

function toRecord(row: ListedRow): PlanRecord {
  return {
    id: row.id,
    countyCode: row.county_code,
    datasetHash: row.dataset_hash,
    scenarioId: row.scenario_id,
    jobId: row.job_id,
    name: row.name,
    contentHash: row.content_hash,
    solverVersion: row.solver_version,
    travel: { engine: row.travel_engine, estimated: row.travel_estimated },
    totals: {
      as_operated: toFen(row.as_operated_fen),
      alone: toFen(row.alone_fen),
      pooled: toFen(row.pooled_fen),
    },
    comparison: JSON.parse(row.comparison) as Comparison,
    bytes: row.document_bytes,
    createdAt: row.created_at.toISOString(),
  };
}

function toFen(value: string | number | null): Fen | null {
  return value === null ? null : Number(value);
}

function planNotFound(id: string): PersistenceError {
  return new PersistenceError('plan_not_found', `There is no plan ${id}.`, { id });
}
