import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import type { CancelFlag } from '../../src/jobs/cancel-flag.ts';
import { createPlanJobs } from '../../src/jobs/plan-jobs.ts';
import type { PlanJobs } from '../../src/jobs/plan-jobs.ts';
import { openPlanQueue } from '../../src/jobs/plan-queue.ts';
import type { PlanQueue } from '../../src/jobs/plan-queue.ts';
import { startPlanWorker } from '../../src/jobs/plan-worker.ts';
import type { Planner, PlanningInput } from '../../src/jobs/planner.ts';
import type { PlanningOutcome } from '../../src/jobs/planning-thread.ts';
import { openDatabase } from '../../src/persistence/database.ts';
import type { Database } from '../../src/persistence/database.ts';
import type { JobRecord } from '../../src/persistence/job-store.ts';
import { migrate } from '../../src/persistence/migrate.ts';
import { buildPlanDocument } from '../../src/persistence/plan-document.ts';
import { createStores } from '../../src/persistence/stores.ts';
import type { DatabaseStores } from '../../src/persistence/stores.ts';
import { createTestDatabase, describeOnBothDatabases } from '../persistence/databases.ts';
import type { TestDatabase } from '../persistence/databases.ts';
import { sampleImport, samplePlan, sampleScenario } from '../persistence/sample-import.ts';

const SILENT = { info() {}, warn() {}, error() {} };

async function toOutcome({ scenario, datasetHash }: PlanningInput): Promise<PlanningOutcome> {
  return {
    kind: 'planned',
    document: await buildPlanDocument(samplePlan(scenario, datasetHash)),
    study: null,
  };
}

/** Plans in no time. */
const quickPlanner: Planner = { plan: toOutcome, close: async () => {} };

/** Goes on until it is cancelled. */
const endlessPlanner: Planner = {
  async plan(_input, cancel: CancelFlag, onProgress) {
    for (let done = 0; !cancel.isRaised(); done++) {
      onProgress({ done, total: 1000, step: 'searching' });
      await sleep(10);
    }
    return { kind: 'cancelled' };
  },
  close: async () => {},
};

describeOnBothDatabases('a worker', (kind) => {
  let database: Database;
  let target: TestDatabase;
  let stores: DatabaseStores;
  let queue: PlanQueue;
  let jobs: PlanJobs;

  beforeAll(async () => {
    target = await createTestDatabase(kind);
    database = await openDatabase(target.config);
    await migrate(database);
    stores = createStores(database);
    await stores.counties.save(sampleImport('999001', 'h1'));
  });
  beforeEach(async () => {
    queue = await openQueue(database);
    jobs = createPlanJobs(stores, queue);
  });
  afterAll(async () => {
    await database.close();
    await target.dispose();
  });

  function openQueue(on: Database): Promise<PlanQueue> {
    return openPlanQueue(on, {
      onError: (error) => {
        throw error;
      },
    });
  }

  async function enqueue(): Promise<JobRecord> {
    return jobs.enqueue(await stores.scenarios.create(sampleScenario('999001'), 'h1'));
  }

  function untilState(id: string, state: JobRecord['state']): Promise<JobRecord> {
    return new Promise((resolve) => {
      const unsubscribe = jobs.subscribe(id, (job) => {
        if (job?.state !== state) return;
        unsubscribe();
        resolve(job);
      });
    });
  }

  test('makes the plan of a queued job', async () => {
    const worker = await startPlanWorker({ stores, queue, planner: quickPlanner, log: SILENT });
    const { id, state } = await enqueue();
    expect(state).toBe('queued');
    const job = await untilState(id, 'succeeded');
    expect(job).toMatchObject({ attempts: 1, progress: { percent: 100 }, problem: null });
    expect(await stores.plans.get(job.planId!)).toMatchObject({ jobId: id, countyCode: '999001' });
    await worker.stop();
  });

  test('queues nothing when the transaction around it fails', async () => {
    const scenario = await stores.scenarios.create(sampleScenario('999001'), 'h1');
    const before = (await stores.jobs.list({ limit: 100 })).items.length;
    const failing = stores.inTransaction(async (inside, db) => {
      await jobs.enqueue(scenario, { stores: inside, db });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect((await stores.jobs.list({ limit: 100 })).items.length).toBe(before);
    const { rows } = await database.pool.query(`SELECT id FROM pgboss.job WHERE state = 'created'`);
    expect(rows).toEqual([]);
    await queue.stop();
  });

  test('shows progress and obeys a cancel', async () => {
    const worker = await startPlanWorker({
      stores,
      queue,
      planner: endlessPlanner,
      log: SILENT,
      reportMilliseconds: 20,
    });
    const { id } = await enqueue();
    const seen: number[] = [];
    const unsubscribe = jobs.subscribe(id, (job) => seen.push(job!.progress.done));
    await untilState(id, 'running');
    while (seen.length < 3) await sleep(20);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    await jobs.cancel(id);
    const job = await untilState(id, 'cancelled');
    expect(job).toMatchObject({ planId: null, progress: { step: 'searching' } });
    unsubscribe();
    await worker.stop();
  });

  test('never begins a job that was cancelled in the queue', async () => {
    const { id } = await enqueue();
    await jobs.cancel(id);
    const worker = await startPlanWorker({ stores, queue, planner: quickPlanner, log: SILENT });
    const later = await enqueue();
    await untilState(later.id, 'succeeded');
    expect(await stores.jobs.get(id)).toMatchObject({ state: 'cancelled', attempts: 0, planId: null });
    await worker.stop();
  });

  test('keeps what planning refused, and does not try it again', async () => {
    const planner: Planner = {
      plan: async () => ({ kind: 'failed', code: 'plan_refused', message: '3 violations', stack: '' }),
      close: async () => {},
    };
    const worker = await startPlanWorker({ stores, queue, planner, log: SILENT });
    const { id } = await enqueue();
    const job = await untilState(id, 'failed');
    expect(job).toMatchObject({ attempts: 1, problem: { code: 'plan_refused', message: '3 violations' } });
    await worker.stop();
  });

  test('gives a job back when it is stopped, and another finishes it', async () => {
    const first = await startPlanWorker({
      stores,
      queue,
      planner: endlessPlanner,
      log: SILENT,
      reportMilliseconds: 20,
    });
    const { id } = await enqueue();
    await untilState(id, 'running');
    await first.stop();
    expect(await stores.jobs.get(id)).toMatchObject({ state: 'queued', attempts: 1 });

    queue = await openQueue(database);
    const second = await startPlanWorker({ stores, queue, planner: quickPlanner, log: SILENT });
    expect(await untilState(id, 'succeeded')).toMatchObject({ attempts: 2 });
    await second.stop();
  });

  test('takes up a job however often its workers were stopped before', async () => {
    await queue.stop();
    const { id } = await enqueue();
    for (let stops = 1; stops <= 6; stops += 1) {
      queue = await openQueue(database);
      const worker = await startPlanWorker({
        stores,
        queue,
        planner: endlessPlanner,
        log: SILENT,
        reportMilliseconds: 20,
      });
      await untilState(id, 'running');
      await worker.stop();
      expect(await stores.jobs.get(id)).toMatchObject({ state: 'queued', attempts: stops, problem: null });
    }
    queue = await openQueue(database);
    const last = await startPlanWorker({ stores, queue, planner: quickPlanner, log: SILENT });
    expect(await untilState(id, 'succeeded')).toMatchObject({ attempts: 7 });
    await last.stop();
  });

  test('does not forget how often the workers of a job died when one of them was stopped', async () => {
    const { id } = await enqueue();
    await database.pool.query(`UPDATE pgboss.job SET retry_count = retry_limit WHERE id = $1`, [id]);
    const worker = await startPlanWorker({
      stores,
      queue,
      planner: endlessPlanner,
      log: SILENT,
      reportMilliseconds: 20,
    });
    await untilState(id, 'running');
    await worker.stop();
    const { rows } = await database.pool.query(
      `SELECT retry_limit - retry_count AS left FROM pgboss.job
       WHERE data->>'jobId' = $1 AND state IN ('created', 'retry')`,
      [id],
    );
    expect(rows).toEqual([{ left: 0 }]);
    await jobs.cancel(id);
  });

  test('stores one plan when two workers finish the same job', async () => {
    const { id } = await enqueue();
    const rival: Planner = {
      async plan(input) {
        // Another worker takes the job over while this one is at it, and is first.
        const successor = (await stores.jobs.start(id))!;
        await stores.jobs.succeed(id, successor.attempts);
        const outcome = await toOutcome(input);
        if (outcome.kind === 'planned')
          await stores.plans.save(outcome.document, { scenarioId: null, jobId: id });
        return outcome;
      },
      close: async () => {},
    };
    const worker = await startPlanWorker({ stores, queue, planner: rival, log: SILENT });
    await untilState(id, 'succeeded');
    await worker.stop();
    const { rows } = await database.pool.query('SELECT id FROM plans WHERE job_id = $1', [id]);
    expect(rows).toHaveLength(1);
  });

  test('recovers what was in work when its process ended', async () => {
    const { id } = await enqueue();
    const { rowCount } = await database.pool.query(
      `UPDATE pgboss.job SET state = 'active', started_on = now(), heartbeat_on = now() WHERE id = $1`,
      [id],
    );
    expect(rowCount).toBe(1);
    await stores.jobs.start(id);
    await queue.stop();
    if (kind === 'embedded') {
      await database.close();
      database = await openDatabase(target.config);
      stores = createStores(database);
    }
    queue = await openQueue(database);
    jobs = createPlanJobs(stores, queue);
    expect(await queue.recover()).toEqual([id]);
    await stores.jobs.requeue(id);
    const worker = await startPlanWorker({ stores, queue, planner: quickPlanner, log: SILENT });
    expect(await untilState(id, 'succeeded')).toMatchObject({ attempts: 2 });
    await worker.stop();
  });

  test('fails a job for good when every worker that took it died', async () => {
    const { id } = await enqueue();
    await database.pool.query(
      `UPDATE pgboss.job SET state = 'active', started_on = now(), retry_count = retry_limit WHERE id = $1`,
      [id],
    );
    await stores.jobs.start(id);
    await queue.recover();
    const worker = await startPlanWorker({ stores, queue, planner: quickPlanner, log: SILENT });
    const job = await untilState(id, 'failed');
    expect(job).toMatchObject({ planId: null, problem: { code: 'job_attempts_exhausted' } });
    await worker.stop();
  });
});
