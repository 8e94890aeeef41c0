import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { isFinished } from '../../src/jobs/plan-jobs.ts';
import { startPlanningService } from '../../src/jobs/planning-service.ts';
import type { PlanningService } from '../../src/jobs/planning-service.ts';
import { openDatabase } from '../../src/persistence/database.ts';
import type { Database } from '../../src/persistence/database.ts';
import type { JobRecord } from '../../src/persistence/job-store.ts';
import { migrate } from '../../src/persistence/migrate.ts';
import { createStores } from '../../src/persistence/stores.ts';
import { createTestDatabase, describeOnBothDatabases } from '../persistence/databases.ts';
import type { TestDatabase } from '../persistence/databases.ts';
import { runFile } from './child-process.ts';
import type { Child } from './child-process.ts';
import { importSmallCounty, smallScenario } from './small-county.ts';

const SILENT = { info() {}, warn() {}, error() {} };

function untilFinished(service: PlanningService, id: string): Promise<JobRecord> {
  return new Promise((resolve) => {
    const unsubscribe = service.jobs.subscribe(id, (job) => {
      if (!job || !isFinished(job)) return;
      unsubscribe();
      resolve(job);
    });
  });
}

describeOnBothDatabases('kill -9 during an import', (kind) => {
  let target: TestDatabase;

  beforeEach(async () => {
    target = await createTestDatabase(kind);
  });
  afterEach(() => target.dispose());

  /** What is stored, and whether all of it belongs to one import. */
  async function inspect(database: Database) {
    const stores = createStores(database);
    const { datasetHash, villages } = await stores.counties.get('999002');
    const { county } = await stores.counties.getDataset(datasetHash);
    const roads = (await stores.counties.getRoads(datasetHash))!;
    const { rows } = await database.pool.query(
      'SELECT (SELECT count(*)::int FROM datasets) AS datasets, (SELECT count(*)::int FROM road_graphs) AS roads',
    );
    return {
      ...rows[0],
      villagesAgree: county.sites.filter(({ tier }) => tier === 'village').length === villages,
      roadsAgree: createHash('sha256').update(roads).digest('hex') === datasetHash,
    };
  }

  test('leaves the county whole, as it was before or after', async () => {
    for (const milliseconds of [60, 250]) {
      const child = runFile('tests/journeys/import-forever.ts', [JSON.stringify(target.config)]);
      await child.untilWritten('saved\nsaved\n');
      await sleep(milliseconds);
      await child.end('SIGKILL');
      const database = await openDatabase(target.config);
      expect(await inspect(database)).toEqual({
        datasets: 1,
        roads: 1,
        villagesAgree: true,
        roadsAgree: true,
      });
      await database.close();
    }
  });
});

describe('kill -9 of a server while it plans', () => {
  test('on the embedded database, the next start makes the plan at once', async () => {
    const target = await createTestDatabase('embedded');
    const child = runFile('tests/journeys/plan-process.ts', [JSON.stringify(target.config), '1000']);
    await child.untilWritten('running');
    const id = /job (\S+)/.exec(child.output())![1];
    await child.end('SIGKILL');

    const database = await openDatabase(target.config);
    const service = await startPlanningService(database, { workers: 2, log: SILENT });
    const job = await untilFinished(service, id);
    expect(job).toMatchObject({ state: 'succeeded', attempts: 2 });
    const { rows } = await database.pool.query('SELECT job_id FROM plans');
    expect(rows).toEqual([{ job_id: id }]);
    await service.stop();
    await database.close();
    await target.dispose();
  });

  test('while it makes its database, the next start makes it anew', async () => {
    const target = await createTestDatabase('embedded');
    const config = { ...target.config, dataDir: join(target.config.dataDir, 'new') };
    const child = runFile('tests/journeys/import-forever.ts', [JSON.stringify(config)]);
    await sleep(1500);
    await child.end('SIGKILL');
    const database = await openDatabase(config);
    await expect(migrate(database)).resolves.toBeInstanceOf(Array);
    await database.close();
    await target.dispose();
  });
});

describeOnBothDatabases('kill -9 of a server while it studies a pool', (kind) => {
  interface Kept {
    readonly key: string;
    readonly solved: string;
    readonly used: string;
  }

  async function listKept(database: Database): Promise<readonly Kept[]> {
    const { rows } = await database.pool.query<Kept>(
      'SELECT key, solved_at::text AS solved, used_at::text AS used FROM coalition_solutions ORDER BY key',
    );
    return rows;
  }

  test(
    'the next one takes the coalitions that were solved, and finishes the study',
    { timeout: 240_000 },
    async () => {
      const target = await createTestDatabase(kind);
      const child = runFile('tests/journeys/study-process.ts', [JSON.stringify(target.config), '20']);
      await child.untilWritten('kept 4\n');
      const id = /job (\S+)/.exec(child.output())![1];
      await child.end('SIGKILL');

      const database = await openDatabase(target.config);
      const before = await listKept(database);
      const service = await startPlanningService(database, { workers: 2, log: SILENT });
      const job = await untilFinished(service, id);
      expect(job).toMatchObject({ state: 'succeeded', attempts: 2, kind: 'pooling_study', problem: null });
      const after = new Map((await listKept(database)).map((kept) => [kept.key, kept]));
      const study = await service.stores.studies.getResults(job.studyId!);
      expect(before.length).toBeGreaterThanOrEqual(4);
      expect(before.length).toBeLessThan(study.coalitions.length);
      expect(after.size).toBe(study.coalitions.length);
      for (const { key, solved, used } of before) {
        expect(after.get(key)?.solved).toBe(solved);
        expect(after.get(key)?.used).not.toBe(used);
      }
      const { contentHash } = await service.stores.plans.get(job.planId!);
      expect(study.planHash).toBe(contentHash);
      await service.stop();
      await database.close();
      await target.dispose();
    },
  );
});

describe('worker processes', { timeout: 180_000 }, () => {
  let target: TestDatabase;
  let database: Database;
  let service: PlanningService;
  let children: Child[];

  beforeEach(async () => {
    target = await createTestDatabase('postgres');
    database = await openDatabase(target.config);
    await migrate(database);
    service = await startPlanningService(database, { workers: 0, log: SILENT });
    children = [];
  });
  afterEach(async () => {
    await Promise.all(children.map((child) => child.end('SIGKILL')));
    await service.stop();
    await database.close();
    await target.dispose();
  });

  async function startWorker(): Promise<Child> {
    const child = runFile('src/worker.ts', [], { DATABASE_URL: target.config.databaseUrl!, WORKERS: '1' });
    children.push(child);
    await child.untilWritten('waiting for planning jobs');
    return child;
  }

  async function enqueue(iterations: number): Promise<string> {
    const imported = await importSmallCounty('999002');
    await service.stores.counties.save(imported, { replace: true });
    const scenario = smallScenario(imported, iterations);
    return (await service.jobs.enqueue(await service.stores.scenarios.create(scenario, imported.datasetHash)))
      .id;
  }

  /** How the job ended, with the jobs of all plans that there are. */
  async function finish(id: string): Promise<object> {
    const { state, attempts, problem } = await untilFinished(service, id);
    const { rows } = await database.pool.query<{ job_id: string }>('SELECT job_id FROM plans');
    return { state, attempts, problem, plansOf: rows.map((row) => row.job_id) };
  }

  test('take over from one that was killed, and make one plan', async () => {
    const first = await startWorker();
    const id = await enqueue(2000);
    await first.untilWritten('planning started');
    const second = await startWorker();
    await first.end('SIGKILL');
    expect(await finish(id)).toEqual({ state: 'succeeded', attempts: 2, problem: null, plansOf: [id] });
    expect(second.output()).toContain('planning ended');
  });

  test('hand their job on when they are told to stop, and end with code 0', async () => {
    const first = await startWorker();
    const id = await enqueue(2000);
    await first.untilWritten('planning started');
    await startWorker();
    expect(await first.end('SIGTERM')).toBe(0);
    expect(await finish(id)).toEqual({ state: 'succeeded', attempts: 2, problem: null, plansOf: [id] });
  });

  test('refuse to start without a server to serve', async () => {
    const child = runFile('src/worker.ts');
    expect(await child.ended).toBe(1);
    expect(child.output()).toContain('DATABASE_URL');
    expect(child.output()).not.toContain('    at ');
  });
});
