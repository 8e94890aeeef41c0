import { randomUUID } from 'node:crypto';

import { sql } from 'kysely';
import type { Kysely, Selectable } from 'kysely';

import type { CountyCode } from '../model/county.ts';
import { isUuid } from './identity.ts';
import { toNumericPosition, toPage } from './page.ts';
import type { Page, PageRequest } from './page.ts';
import { PersistenceError } from './persistence-error.ts';
import type { ScenarioRecord } from './scenario-store.ts';
import type { JobTable, Schema } from './schema.ts';

/** What a job makes: a plan, or a pooling study with its plan. */
export type JobKind = 'plan' | 'pooling_study';

export type JobState = 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';

/** How far a job is; `percent` is whole, 0 to 100. */
export interface JobProgress {
  readonly done: number;
  readonly total: number;
  readonly step: string;
  readonly percent: number;
}

/** Why a job failed. */
export interface JobProblem {
  readonly code: string;
  readonly message: string;
}

type JobRow = Selectable<JobTable> & { readonly plan_id: string | null; readonly study_id: string | null };

/** A job as clients see it. */
export interface JobRecord {
  readonly id: string;
  readonly countyCode: CountyCode;
  readonly scenarioId: string;
  readonly kind: JobKind;
  readonly state: JobState;
  readonly progress: JobProgress;
  readonly cancelRequested: boolean;
  /** Set when failed. */
  readonly problem: JobProblem | null;
  /** The plan that the job made, as long as it is there. */
  readonly planId: string | null;
  /** The pooling study that the job is for, as long as it is there. */
  readonly studyId: string | null;
  /** How many times a worker has taken the job up. */
  readonly attempts: number;
  /** ISO 8601, as the others. */
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly heartbeatAt: string | null;
  readonly finishedAt: string | null;
}

/** What a worker learns when it reports: stop when cancelled, or when another worker has taken the job over. */
export type JobOrder = 'continue' | 'cancel' | 'superseded';

/** Which jobs a list shows. */
export interface JobFilter {
  readonly countyCode?: CountyCode;
  readonly state?: JobState;
}

/**
 * Planning jobs. A worker's reports carry the number of its attempt, so that one that was taken for dead cannot
 * disturb its successor.
 */
export class JobStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async create(scenario: ScenarioRecord, kind: JobKind = 'plan'): Promise<JobRecord> {
    const id = randomUUID();
    await this.#db
      .insertInto('jobs')
      .values({ id, county_code: scenario.countyCode, scenario_id: scenario.id, kind, state: 'queued' })
      .execute();
    return this.get(id);
  }

  /** Newest first. @throws PersistenceError `invalid_cursor` */
  async list(request: PageRequest & JobFilter): Promise<Page<JobRecord>> {
    const position = toNumericPosition(request);
    let query = selectJobs(this.#db)
      .orderBy('jobs.sequence', 'desc')
      .limit(request.limit + 1);
    if (request.countyCode !== undefined) query = query.where('jobs.county_code', '=', request.countyCode);
    if (request.state !== undefined) query = query.where('jobs.state', '=', request.state);
    if (position !== null) query = query.where('jobs.sequence', '<', position);
    return toPage(await query.execute(), request, toRecord, (row) => row.sequence);
  }

  /** The jobs among these ids that exist, in no order. */
  async listByIds(ids: readonly string[]): Promise<readonly JobRecord[]> {
    const known = ids.filter(isUuid);
    if (known.length === 0) return [];
    const rows = await selectJobs(this.#db).where('jobs.id', 'in', known).execute();
    return rows.map(toRecord);
  }

  async find(id: string): Promise<JobRecord | null> {
    const [record] = await this.listByIds([id]);
    return record ?? null;
  }

  /** @throws PersistenceError `job_not_found` */
  async get(id: string): Promise<JobRecord> {
    const record = await this.find(id);
    if (!record) throw new PersistenceError('job_not_found', `There is no job ${id}.`, { id });
    return record;
  }

  /** Takes a job up: running, one attempt more. Null when it is finished, cancelled or gone. */
  async start(id: string): Promise<JobRecord | null> {
    const { numUpdatedRows } = await this.#db
      .updateTable('jobs')
      .set({
        state: 'running',
        attempts: sql<number>`attempts + 1`,
        done: 0,
        total: 0,
        step: '',
        started_at: new Date(),
        heartbeat_at: new Date(),
      })
      .where('id', '=', id)
      .where('state', 'in', UNFINISHED)
      .executeTakeFirst();
    return numUpdatedRows > 0n ? this.get(id) : null;
  }

  /** Writes progress and a heartbeat, and reads the orders for this attempt. */
  async report(id: string, attempt: number, progress: Omit<JobProgress, 'percent'>): Promise<JobOrder> {
    const row = await this.#db
      .updateTable('jobs')
      .set({ done: progress.done, total: progress.total, step: progress.step, heartbeat_at: new Date() })
      .where('id', '=', id)
      .where('state', '=', 'running')
      .where('attempts', '=', attempt)
      .returning('cancel_requested')
      .executeTakeFirst();
    if (!row) return 'superseded';
    return row.cancel_requested ? 'cancel' : 'continue';
  }

  /** Ends a running attempt; false when the job is no longer this attempt's to end. */
  succeed(id: string, attempt: number): Promise<boolean> {
    return this.#end(id, { state: 'succeeded' }, attempt);
  }

  /** As {@link succeed}, with the reason. */
  fail(id: string, attempt: number, problem: JobProblem): Promise<boolean> {
    return this.#end(id, { state: 'failed', problem }, attempt);
  }

  /** As {@link succeed}, after a request to cancel. */
  cancelled(id: string, attempt: number): Promise<boolean> {
    return this.#end(id, { state: 'cancelled' }, attempt);
  }

  /** Ends an unfinished job whose attempts are used up, whoever ran it last. */
  giveUp(id: string, problem: JobProblem): Promise<boolean> {
    return this.#end(id, { state: 'failed', problem }, null);
  }

  /** Puts a running job back into the queue: its worker stops, or (no attempt given) is known to be gone. */
  async requeue(id: string, attempt?: number): Promise<boolean> {
    let query = this.#db
      .updateTable('jobs')
      .set({ state: 'queued' })
      .where('id', '=', id)
      .where('state', '=', 'running');
    if (attempt !== undefined) query = query.where('attempts', '=', attempt);
    const { numUpdatedRows } = await query.executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  /**
   * A queued job is cancelled at once, a running one as soon as its worker reports; a finished one stays as it is.
   *
   * @throws PersistenceError `job_not_found`
   */
  async requestCancel(id: string): Promise<JobRecord> {
    await this.get(id);
    await this.#db
      .updateTable('jobs')
      .set({
        cancel_requested: true,
        state: sql<JobState>`CASE state WHEN 'queued' THEN 'cancelled' ELSE state END`,
        finished_at: sql<Date | null>`CASE state WHEN 'queued' THEN now() END`,
      })
      .where('id', '=', id)
      .where('state', 'in', UNFINISHED)
      .execute();
    return this.get(id);
  }

  /** Ends one attempt while it runs, or with null any unfinished job. */
  async #end(
    id: string,
    end: { state: JobState; problem?: JobProblem },
    attempt: number | null,
  ): Promise<boolean> {
    let query = this.#db
      .updateTable('jobs')
      .set({
        state: end.state,
        problem: end.problem ? JSON.stringify(end.problem) : null,
        finished_at: new Date(),
      })
      .where('id', '=', id)
      .where('state', 'in', attempt === null ? UNFINISHED : ['running']);
    if (attempt !== null) query = query.where('attempts', '=', attempt);
    const { numUpdatedRows } = await query.executeTakeFirst();
    return numUpdatedRows > 0n;
  }
}

const UNFINISHED: readonly JobState[] = ['queued', 'running'];

function selectJobs(db: Kysely<Schema>) {
  return db
    .selectFrom('jobs')
    .leftJoin('plans', 'plans.job_id', 'jobs.id')
    .leftJoin('pooling_studies', 'pooling_studies.job_id', 'jobs.id')
    .selectAll('jobs')
    .select(['plans.id as plan_id', 'pooling_studies.id as study_id']);
}

function toRecord(row: JobRow): JobRecord {
  return {
    id: row.id,
    countyCode: row.county_code,
    scenarioId: row.scenario_id,
    kind: row.kind,
    state: row.state,
    progress: { done: row.done, total: row.total, step: row.step, percent: toPercent(row) },
    cancelRequested: row.cancel_requested,
    problem: row.problem === null ? null : (JSON.parse(row.problem) as JobProblem),
    planId: row.plan_id,
    studyId: row.study_id,
    attempts: row.attempts,
    createdAt: row.created_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    heartbeatAt: row.heartbeat_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
  };
}

function toPercent(row: { state: JobState; done: number; total: number }): number {
  if (row.state === 'succeeded') return 100;
  return row.total > 0 ? Math.min(100, Math.floor((100 * row.done) / row.total)) : 0;
}
