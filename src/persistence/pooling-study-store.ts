import { randomUUID } from 'node:crypto';

import type { Kysely } from 'kysely';

import type { CountyCode } from '../model/county.ts';
import type { PoolingStudy } from '../planning/pooling-study/pooling-study.ts';
import type { StudyOptions } from '../planning/pooling-study/study-options.ts';
import { isUuid } from './identity.ts';
import type { JobState } from './job-store.ts';
import { unpackJson } from './packed-json.ts';
import { toNumericPosition, toPage } from './page.ts';
import type { Page, PageRequest } from './page.ts';
import { PersistenceError } from './persistence-error.ts';
import { RecentValues } from './recent-values.ts';
import type { ScenarioRecord } from './scenario-store.ts';
import type { Schema } from './schema.ts';

/** A pooling study without its results. */
export interface PoolingStudyRecord {
  readonly id: string;
  readonly countyCode: CountyCode;
  readonly datasetHash: string;
  /** Null once the scenario is deleted; so are `jobId` and `planId`. */
  readonly scenarioId: string | null;
  readonly jobId: string | null;
  /** The checked plan of carriers alone and pooled that the study ends in; null before, and once it is deleted. */
  readonly planId: string | null;
  readonly name: string;
  readonly options: StudyOptions;
  /** That of its job; `succeeded` as long as there are results. */
  readonly state: JobState;
  /** ISO 8601. */
  readonly createdAt: string;
}

const RECENT_STUDIES = 4;

/** Which studies a list shows: those of a county or of a scenario. */
export type StudyFilter = { readonly countyCode: CountyCode } | { readonly scenarioId: string };

export class PoolingStudyStore {
  readonly #db: Kysely<Schema>;
  readonly #recent = new RecentValues<PoolingStudy>(RECENT_STUDIES);

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  /** Stores an ordered study, whose job is to fill it. */
  async create(scenario: ScenarioRecord, jobId: string, options: StudyOptions): Promise<PoolingStudyRecord> {
    const id = randomUUID();
    await this.#db
      .insertInto('pooling_studies')
      .values({
        id,
        county_code: scenario.countyCode,
        dataset_hash: scenario.datasetHash,
        scenario_id: scenario.id,
        job_id: jobId,
        name: scenario.scenario.name,
        options: JSON.stringify(options),
      })
      .execute();
    return this.get(id);
  }

  /** Newest first. @throws PersistenceError `invalid_cursor` */
  async list(filter: StudyFilter, request: PageRequest): Promise<Page<PoolingStudyRecord>> {
    const position = toNumericPosition(request);
    let query = selectStudies(this.#db)
      .orderBy('pooling_studies.sequence', 'desc')
      .limit(request.limit + 1);
    query =
      'countyCode' in filter
        ? query.where('pooling_studies.county_code', '=', filter.countyCode)
        : query.where('pooling_studies.scenario_id', '=', filter.scenarioId);
    if (position !== null) query = query.where('pooling_studies.sequence', '<', position);
    return toPage(await query.execute(), request, toRecord, (row) => row.sequence);
  }

  /** @throws PersistenceError `study_not_found` */
  async get(id: string): Promise<PoolingStudyRecord> {
    const row = isUuid(id)
      ? await selectStudies(this.#db).where('pooling_studies.id', '=', id).executeTakeFirst()
      : undefined;
    if (!row) throw studyNotFound(id);
    return toRecord(row);
  }

  /** The study that a job works on. @throws PersistenceError `study_not_found` */
  async getByJob(jobId: string): Promise<PoolingStudyRecord> {
    const row = await selectStudies(this.#db).where('pooling_studies.job_id', '=', jobId).executeTakeFirst();
    if (!row) throw studyNotFound(`of job ${jobId}`);
    return toRecord(row);
  }

  /** Results; those asked for last are kept in memory. @throws PersistenceError `study_not_found`, `study_unfinished` */
  async getResults(id: string): Promise<PoolingStudy> {
    const { state } = await this.get(id);
    return this.#recent.get(id, async () => unpackJson<PoolingStudy>(await this.#readPacked(id, state)));
  }

  /** Fills in the results of a study, in the transaction that ends its job. */
  async complete(id: string, planId: string, packed: Uint8Array): Promise<void> {
    const bytes = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength);
    await this.#db
      .updateTable('pooling_studies')
      .set({ plan_id: planId, document_gz: bytes })
      .where('id', '=', id)
      .execute();
  }

  /**
   * Deletes a study; its plan and the coalitions that it solved stay.
   *
   * @throws PersistenceError `study_not_found`, or `study_busy` while its job is queued or running
   */
  async delete(id: string): Promise<void> {
    const { state, jobId } = await this.get(id);
    if (state === 'queued' || state === 'running') {
      throw new PersistenceError(
        'study_busy',
        `Job ${jobId} of study ${id} is ${state}. Cancel it or wait.`,
        { id },
      );
    }
    await this.#db.deleteFrom('pooling_studies').where('id', '=', id).execute();
  }

  async #readPacked(id: string, state: JobState): Promise<Uint8Array> {
    const row = await this.#db
      .selectFrom('pooling_studies')
      .select('document_gz')
      .where('id', '=', id)
      .executeTakeFirst();
    if (!row) throw studyNotFound(id);
    if (row.document_gz !== null) return row.document_gz;
    throw new PersistenceError('study_unfinished', `Study ${id} has no results: its job is ${state}.`, {
      id,
    });
  }
}

function selectStudies(db: Kysely<Schema>) {
  return db
    .selectFrom('pooling_studies')
    .leftJoin('jobs', 'jobs.id', 'pooling_studies.job_id')
    .select([
      'pooling_studies.id',
      'pooling_studies.sequence',
      'pooling_studies.county_code',
      'pooling_studies.dataset_hash',
      'pooling_studies.scenario_id',
      'pooling_studies.job_id',
      'pooling_studies.plan_id',
      'pooling_studies.name',
      'pooling_studies.options',
      'pooling_studies.created_at',
      'jobs.state',
    ])
    .select((select) => select('pooling_studies.document_gz', 'is not', null).as('has_results'));
}

type StudyRow = Awaited<ReturnType<ReturnType<typeof selectStudies>['executeTakeFirstOrThrow']>>;

function toRecord(row: StudyRow): PoolingStudyRecord {
  return {
    id: row.id,
    countyCode: row.county_code,
    datasetHash: row.dataset_hash,
    scenarioId: row.scenario_id,
    jobId: row.job_id,
    planId: row.plan_id,
    name: row.name,
    options: JSON.parse(row.options) as StudyOptions,
    state: row.has_results ? 'succeeded' : (row.state ?? 'cancelled'),
    createdAt: row.created_at.toISOString(),
  };
}

function studyNotFound(id: string): PersistenceError {
  return new PersistenceError('study_not_found', `There is no pooling study ${id}.`, { id });
}
