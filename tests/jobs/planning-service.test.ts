import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { isFinished } from '../../src/jobs/plan-jobs.ts';
import { startPlanningService } from '../../src/jobs/planning-service.ts';
import type { PlanningService } from '../../src/jobs/planning-service.ts';
import type { CountyImport } from '../../src/persistence/county-store.ts';
import { openDatabase } from '../../src/persistence/database.ts';
import type { DatabaseKind } from '../../src/persistence/database.ts';
import type { JobRecord } from '../../src/persistence/job-store.ts';
import { migrate } from '../../src/persistence/migrate.ts';
import { importSmallCounty, smallScenario } from '../journeys/small-county.ts';
import { createTestDatabase, openTestDatabase } from '../persistence/databases.ts';

const SILENT = { info() {}, warn() {}, error() {} };

interface Running {
  readonly service: PlanningService;
  readonly stop: () => Promise<void>;
}

async function start(kind: DatabaseKind, imported: CountyImport): Promise<Running> {
  const { database, dispose } = await openTestDatabase(kind);
  const service = await startPlanningService(database, { workers: 2, log: SILENT });
  await service.stores.counties.save(imported);
  return {
    service,
    async stop() {
      await service.stop();
      await dispose();
    },
  };
}

async function enqueue({ service }: Running, imported: CountyImport, iterations: number): Promise<JobRecord> {
  const scenario = smallScenario(imported, iterations);
  return service.jobs.enqueue(await service.stores.scenarios.create(scenario, imported.datasetHash));
}

function untilJob(
  { service }: Running,
  id: string,
  reached: (job: JobRecord) => boolean,
): Promise<JobRecord> {
  return new Promise((resolve) => {
    const unsubscribe = service.jobs.subscribe(id, (job) => {
      if (!job || !reached(job)) return;
      unsubscribe();
      resolve(job);
    });
  });
}

describe('several planning services', () => {
  test('start together on one empty server', async () => {
    const { config, dispose } = await createTestDatabase('postgres');
    const databases = await Promise.all([1, 2, 3, 4].map(() => openDatabase(config)));
    const services = await Promise.all(
      databases.map(async (database) => {
        await migrate(database);
        return startPlanningService(database, { workers: 0, log: SILENT });
      }),
    );
    expect(services).toHaveLength(4);
    await Promise.all(services.map((service) => service.stop()));
    await Promise.all(databases.map((database) => database.close()));
    await dispose();
  });
});

describe('the planning service', () => {
  let imported: CountyImport;
  let running: Record<DatabaseKind, Running>;

  beforeAll(async () => {
    imported = await importSmallCounty('999002');
    running = { embedded: await start('embedded', imported), postgres: await start('postgres', imported) };
  });
  afterAll(async () => {
    await running.embedded.stop();
    await running.postgres.stop();
  });

  test('makes the same plan on both databases, and twice on one, byte for byte', async () => {
    const hashes: string[] = [];
    for (const kind of ['embedded', 'postgres', 'postgres'] as const) {
      const { id } = await enqueue(running[kind], imported, 50);
      const job = await untilJob(running[kind], id, isFinished);
      expect(job).toMatchObject({ state: 'succeeded', problem: null });
      hashes.push((await running[kind].service.stores.plans.get(job.planId!)).contentHash);
    }
    expect(hashes[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(new Set(hashes).size).toBe(1);
  });

  test('stores a plan that serves or explains every village', async () => {
    const { id } = await enqueue(running.embedded, imported, 10);
    const job = await untilJob(running.embedded, id, isFinished);
    const plan = await running.embedded.service.stores.plans.getPlan(job.planId!);
    expect(plan.datasetHash).toBe(imported.datasetHash);
    expect(plan.comparison.rungs.map(({ name }) => name)).toEqual(['alone', 'pooled']);
  });

  test.each(['embedded', 'postgres'] as const)(
    'ends a long search soon after a cancel (%s)',
    async (kind) => {
      const { id } = await enqueue(running[kind], imported, 10_000_000);
      await untilJob(running[kind], id, ({ progress }) => progress.total > 0);
      await running[kind].service.jobs.cancel(id);
      const job = await untilJob(running[kind], id, isFinished);
      expect(job).toMatchObject({ state: 'cancelled', planId: null });
    },
  );

  test('fails a job whose scenario does not fit the county, and says why', async () => {
    const { service } = running.embedded;
    const scenario = { ...smallScenario(imported, 10), coalitions: [['nobody', 'noone']] };
    const record = await service.stores.scenarios.create(scenario, imported.datasetHash);
    const { id } = await service.jobs.enqueue(record);
    const job = await untilJob(running.embedded, id, isFinished);
    expect(job).toMatchObject({ state: 'failed', attempts: 1, planId: null });
    expect(job.problem?.message).not.toBe('');
  });
});
