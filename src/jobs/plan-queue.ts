import type { Kysely } from 'kysely';
import { fromKysely, PgBoss } from 'pg-boss';
import type { Db, JobWithMetadata } from 'pg-boss';

import type { Database } from '../persistence/database.ts';
import type { Schema } from '../persistence/schema.ts';

const QUEUE = 'plan';
const EXHAUSTED_QUEUE = 'plan-exhausted';

/** A job as the queue hands it on. */
export interface HandedJob {
  readonly id: string;
  /**
   * Puts the job back in the transaction of `db`; the deaths of its workers so far stay counted, this is none. Does
   * nothing when the job was given to another worker meanwhile.
   */
  giveBack(db: Kysely<Schema>): Promise<void>;
}

export type JobHandler = (job: HandedJob) => Promise<void>;

/** The queue of planning jobs, on either database. Its entries carry the ids of our own jobs. */
export interface PlanQueue {
  /** Puts a job into the queue, in the transaction of `db` when given. */
  add(jobId: string, db?: Kysely<Schema>): Promise<void>;
  /** Takes jobs, `concurrency` at once. One whose handler throws, or whose process dies, is given out again. */
  work(handler: JobHandler, concurrency: number): Promise<void>;
  /** Takes the jobs that were given out as often as allowed and never ended. */
  workExhausted(handler: JobHandler): Promise<void>;
  /** Gives every job that is in work out again, because it is known that nobody works any more. */
  recover(): Promise<readonly string[]>;
  /** Takes no more jobs, waits for handlers to return, and stops. */
  stop(): Promise<void>;
}

export interface PlanQueueOptions {
  /** Told of queue errors, e.g. a lost database, which the queue gets over by itself. */
  readonly onError: (error: Error) => void;
  /** How often a job is given out again after a worker of it has died. */
  readonly retryLimit?: number;
}

/** A dead worker is noticed when its heartbeat is this old; 10 is the least that pg-boss takes. */
const HEARTBEAT_SECONDS = 10;
const SUPERVISE_SECONDS = 2;
const POLLING_SECONDS = 0.5;
/** Longest run of one job. */
const EXPIRE_SECONDS = 12 * 3600;
/** How long a job waits for a worker before the queue forgets it. */
const RETENTION_SECONDS = 365 * 86_400;

/** Opens the queue and, when absent, makes its tables in a schema of their own. */
export async function openPlanQueue(database: Database, options: PlanQueueOptions): Promise<PlanQueue> {
  const boss = new PgBoss({
    db: toBossDatabase(database),
    backend: database.kind === 'embedded' ? 'pglite' : 'postgres',
    superviseIntervalSeconds: SUPERVISE_SECONDS,
    monitorIntervalSeconds: SUPERVISE_SECONDS,
    schedule: false,
  });
  boss.on('error', options.onError);
  await takingTurns(database, () => startBoss(boss, options));
  return {
    async add(jobId, db) {
      await boss.send(QUEUE, { jobId }, { id: jobId, ...(db && { db: fromKysely(db) }) });
    },
    async work(handler, concurrency) {
      await work(boss, QUEUE, handler, concurrency);
    },
    async workExhausted(handler) {
      await work(boss, EXHAUSTED_QUEUE, handler, 1);
    },
    recover: () => recover(boss, database),
    stop: () => boss.stop({ graceful: true, timeout: 30_000, close: false }),
  };
}

async function startBoss(boss: PgBoss, options: PlanQueueOptions): Promise<void> {
  await boss.start();
  await boss.createQueue(EXHAUSTED_QUEUE);
  await boss.createQueue(QUEUE, {
    retryLimit: options.retryLimit ?? 4,
    retryDelay: 0,
    heartbeatSeconds: HEARTBEAT_SECONDS,
    expireInSeconds: EXPIRE_SECONDS,
    retentionSeconds: RETENTION_SECONDS,
    deadLetter: EXHAUSTED_QUEUE,
  });
}

/** Keeps processes that start together on one server from making the same tables; the embedded one has no others. */
async function takingTurns(database: Database, run: () => Promise<void>): Promise<void> {
  if (database.kind === 'embedded') return run();
  const client = await database.pool.connect();
  try {
    await client.query(`SELECT pg_advisory_lock(hashtext('cunda.queue'))`);
    await run();
  } finally {
    // Closing the session gives the lock back, also when the connection is broken.
    client.release(true);
  }
}

/** pg-boss sends several statements in one text, for which `pg` answers with a list of results. */
function toBossDatabase(database: Database): Db {
  return {
    async executeSql(text, values) {
      const result: { rows: unknown[] } | { rows: unknown[] }[] = await database.pool.query(text, values);
      return { rows: Array.isArray(result) ? result.flatMap(({ rows }) => rows ?? []) : result.rows };
    },
  };
}

interface EntryData {
  readonly jobId: string;
}

async function work(boss: PgBoss, queue: string, handler: JobHandler, concurrency: number): Promise<void> {
  const options = { localConcurrency: concurrency, pollingIntervalSeconds: POLLING_SECONDS };
  await boss.work<EntryData, void, typeof options & { includeMetadata: true }>(
    queue,
    { ...options, includeMetadata: true },
    async ([entry]) => handler({ id: entry.data.jobId, giveBack: (db) => giveBack(boss, entry, db) }),
  );
}

/** Ends the entry and sends another, which the end of the handler then leaves alone. */
async function giveBack(boss: PgBoss, entry: JobWithMetadata<EntryData>, db: Kysely<Schema>): Promise<void> {
  const inside = { db: fromKysely(db) };
  const ended = (await boss.complete(entry.name, entry, null, inside)) as { affected: number };
  if (ended.affected === 0) return;
  const retryLimit = entry.retryLimit - entry.retryCount;
  await boss.send(entry.name, entry.data, { ...inside, retryLimit });
}

async function recover(boss: PgBoss, database: Database): Promise<readonly string[]> {
  const { rows } = await database.pool.query<{ id: string; job_id: string }>(
    `SELECT id, data->>'jobId' AS job_id FROM pgboss.job WHERE name = $1 AND state = 'active'`,
    [QUEUE],
  );
  const entryIds = rows.map(({ id }) => id);
  if (rows.length > 0)
    await boss.fail(QUEUE, entryIds, { message: 'The process that worked on it has ended.' });
  return rows.map((row) => row.job_id);
}
