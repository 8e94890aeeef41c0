import { randomUUID } from 'node:crypto';

import type { Kysely, Selectable } from 'kysely';

import type { Comparison } from '../model/comparison.ts';
import type { CountyCode } from '../model/county.ts';
import type { Plan, RungName } from '../model/plan.ts';
import type { Fen } from '../model/units.ts';
import { isUuid } from './identity.ts';
import { toNumericPosition, toPage } from './page.ts';
import type { Page, PageRequest } from './page.ts';
import { PersistenceError } from './persistence-error.ts';
import { unpackPlan } from './plan-document.ts';
import type { PlanDocument } from './plan-document.ts';
import { RecentValues } from './recent-values.ts';
import type { PlanTable, Schema } from './schema.ts';

/** A plan as lists show it. */
export interface PlanRecord {
  readonly id: string;
  readonly countyCode: CountyCode;
  readonly datasetHash: string;
  /** Null once the scenario was deleted. */
  readonly scenarioId: string | null;
  readonly jobId: string | null;
  readonly name: string;
  /** Equal for equal dataset, scenario, seed, iteration budget and solver version. */
  readonly contentHash: string;
  readonly solverVersion: string;
  readonly travel: Plan['travel'];
  readonly totals: Readonly<Record<RungName, Fen | null>>;
  readonly comparison: Comparison;
  /** Length of the plan's JSON text. */
  readonly bytes: number;
  /** ISO 8601. */
  readonly createdAt: string;
}

export interface PlanStore {
  /** Stores a plan; of a job's second plan nothing is stored, and the first is returned. */
  save(
    document: PlanDocument,
    from: { readonly scenarioId: string | null; readonly jobId: string | null },
  ): Promise<PlanRecord>;
  /** Plans of a county, newest first. */
  list(countyCode: CountyCode, request: PageRequest): Promise<Page<PlanRecord>>;
  find(id: string): Promise<PlanRecord | null>;
  /** @throws PersistenceError `plan_not_found` */
  get(id: string): Promise<PlanRecord>;
  /** The whole plan; the ones asked for last are kept in memory. @throws PersistenceError `plan_not_found` */
  getPlan(id: string): Promise<Plan>;
  /** The plan's JSON text as stored, gzip. @throws PersistenceError `plan_not_found` */
  getPacked(id: string): Promise<Uint8Array>;
  /** @throws PersistenceError `plan_not_found` */
  delete(id: string): Promise<void>;
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

export function createPlanStore(db: Kysely<Schema>): PlanStore {
  const plans = new RecentValues<Plan>(4);
  const find = async (id: string): Promise<PlanRecord | null> => {
    if (!isUuid(id)) return null;
    const row = await db.selectFrom('plans').select(LISTED).where('id', '=', id).executeTakeFirst();
    return row ? toRecord(row) : null;
  };
  const get = async (id: string): Promise<PlanRecord> => {
    const record = await find(id);
    if (!record) throw planNotFound(id);
    return record;
  };
  const getPacked = async (id: string): Promise<Uint8Array> => {
    const row = isUuid(id)
      ? await db.selectFrom('plans').select('document_gz').where('id', '=', id).executeTakeFirst()
      : undefined;
    if (!row) throw planNotFound(id);
    return row.document_gz;
  };
  return {
    find,
    getPacked,
    get,
    async getPlan(id) {
      const { contentHash } = await get(id);
      return plans.get(contentHash, async () => unpackPlan(await getPacked(id)));
    },
    async save(document, from) {
      const row = await db
        .insertInto('plans')
        .values(toRow(document, from))
        .onConflict((conflict) => conflict.column('job_id').doNothing())
        .returning(LISTED)
        .executeTakeFirst();
      return toRecord(row ?? (await readByJob(db, from.jobId)));
    },
    async list(countyCode, request) {
      const position = toNumericPosition(request);
      let query = db
        .selectFrom('plans')
        .select(LISTED)
        .where('county_code', '=', countyCode)
        .orderBy('sequence', 'desc')
        .limit(request.limit + 1);
      if (position !== null) query = query.where('sequence', '<', position);
      return toPage(await query.execute(), request, toRecord, (row) => row.sequence);
    },
    async delete(id) {
      const deleted = isUuid(id)
        ? await db.deleteFrom('plans').where('id', '=', id).executeTakeFirst()
        : { numDeletedRows: 0n };
      if (deleted.numDeletedRows === 0n) throw planNotFound(id);
    },
  };
}

function readByJob(db: Kysely<Schema>, jobId: string | null): Promise<ListedRow> {
  return db.selectFrom('plans').select(LISTED).where('job_id', '=', jobId).executeTakeFirstOrThrow();
}

function toRow(document: PlanDocument, from: { scenarioId: string | null; jobId: string | null }) {
  return {
    id: randomUUID(),
    county_code: document.countyCode,
    dataset_hash: document.datasetHash,
    scenario_id: from.scenarioId,
    job_id: from.jobId,
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
