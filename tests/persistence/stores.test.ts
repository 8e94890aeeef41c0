import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import type { Database } from '../../src/persistence/database.ts';
import type { Page, PageRequest } from '../../src/persistence/page.ts';
import { buildPlanDocument } from '../../src/persistence/plan-document.ts';
import type { ScenarioRecord } from '../../src/persistence/scenario-store.ts';
import { createStores } from '../../src/persistence/stores.ts';
import type { DatabaseStores } from '../../src/persistence/stores.ts';
import { describeOnBothDatabases, openTestDatabase } from './databases.ts';
import { sampleImport, samplePlan, sampleScenario } from './sample-import.ts';

const NOBODY = '00000000-0000-4000-8000-000000000000';

describeOnBothDatabases('the stores', (kind) => {
  let database: Database;
  let dispose: () => Promise<void>;
  let stores: DatabaseStores;

  beforeAll(async () => {
    ({ database, dispose } = await openTestDatabase(kind));
  });
  beforeEach(async () => {
    await database.pool.query(
      'TRUNCATE counties, coalition_solutions, pooling_studies, datasets, road_graphs, scenarios, jobs, plans, idempotency_keys',
    );
    stores = createStores(database);
  });
  afterAll(() => dispose());

  async function countRows(table: string): Promise<number> {
    const { rows } = await database.pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`);
    return rows[0].n;
  }

  async function createScenario(code = '999001', hash = 'h1'): Promise<ScenarioRecord> {
    await stores.counties.save(sampleImport(code, hash), { replace: true });
    return stores.scenarios.create(sampleScenario(code), hash);
  }

  async function readAll<Item>(
    list: (request: PageRequest) => Promise<Page<Item>>,
    limit: number,
  ): Promise<Item[]> {
    const items: Item[] = [];
    let cursor: string | null = null;
    do {
      const page: Page<Item> = await list({ limit, cursor });
      expect(page.items.length).toBeLessThanOrEqual(limit);
      items.push(...page.items);
      cursor = page.next;
    } while (cursor !== null);
    return items;
  }

  test('read a scenario that was stored before there were road overrides', async () => {
    const { id } = await createScenario();
    const { seed, seeds, budget, ...choices } = sampleScenario('999001');
    const { roadOverrides, travelDay, ...older } = { ...choices, seed, seeds, budget };
    const document = JSON.stringify(older);
    await database.pool.query('UPDATE scenarios SET document = $1 WHERE id = $2', [document, id]);
    const { scenario: read } = await stores.scenarios.get(id);
    expect(JSON.stringify(read)).toBe(
      JSON.stringify({ ...choices, roadOverrides, travelDay, seed, seeds, budget }),
    );
  });

  test('give a county back as it was imported', async () => {
    const roads = new Uint8Array([0, 1, 255, 3]).subarray(1);
    const imported = sampleImport('999001', 'h1', roads);
    const record = await stores.counties.save(imported);
    expect(record).toMatchObject({
      code: '999001',
      name: '青溪县',
      datasetHash: 'h1',
      townships: 1,
      villages: 1,
      carriers: 1,
      demands: 0,
      warnings: 1,
      hasRoads: true,
    });
    const dataset = await stores.counties.getDataset('h1');
    expect(dataset.county).toEqual(imported.county);
    expect(dataset.warnings).toEqual(imported.warnings);
    expect([...(await stores.counties.getRoads('h1'))!]).toEqual([1, 255, 3]);
  });

  test('do not overwrite a county unless asked to', async () => {
    await stores.counties.save(sampleImport('999001', 'h1', new Uint8Array([1])));
    await expect(stores.counties.save(sampleImport('999001', 'h2'))).rejects.toMatchObject({
      code: 'county_exists',
    });
    await expect(stores.counties.getDataset('h2')).rejects.toMatchObject({ code: 'dataset_not_found' });
    const replaced = await stores.counties.save(sampleImport('999001', 'h2'), { replace: true });
    expect(replaced).toMatchObject({ datasetHash: 'h2', hasRoads: false });
    expect(await countRows('datasets')).toBe(1);
    expect(await countRows('road_graphs')).toBe(0);
  });

  test('keep the replaced dataset for as long as a scenario stands on it', async () => {
    const scenario = await createScenario('999001', 'h1');
    await stores.counties.save(sampleImport('999001', 'h2'), { replace: true });
    expect((await stores.counties.getDataset(scenario.datasetHash)).hash).toBe('h1');
    await stores.scenarios.delete(scenario.id);
    await stores.counties.save(sampleImport('999001', 'h3'), { replace: true });
    expect(await countRows('datasets')).toBe(1);
  });

  test('store nothing of an import that fails half-way', async () => {
    const imported = sampleImport('999001', 'h1', new Uint8Array([1]));
    const unstorable = { ...imported, county: { ...imported.county, name: 'nul \0 is no text' } };
    await expect(stores.counties.save(unstorable)).rejects.toThrow('0x00');
    for (const table of ['counties', 'datasets', 'road_graphs']) expect(await countRows(table)).toBe(0);
  });

  test('let only one of several simultaneous imports of a county win', async () => {
    const attempts = ['a', 'b', 'c', 'd'].map((hash) => stores.counties.save(sampleImport('999001', hash)));
    const outcomes = await Promise.allSettled(attempts);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await countRows('datasets')).toBe(1);
  });

  test('page through counties by code, all and once', async () => {
    const codes = ['130102', '421223', '110101', '999001', '530628'];
    for (const code of codes) await stores.counties.save(sampleImport(code, `h${code}`));
    for (const limit of [1, 2, 5, 50]) {
      const seen = await readAll((request) => stores.counties.list(request), limit);
      expect(seen.map(({ code }) => code)).toEqual(codes.toSorted());
    }
  });

  test('refuse a cursor that they did not give out', async () => {
    await expect(stores.counties.list({ limit: 5, cursor: 'no cursor' })).rejects.toMatchObject({
      code: 'invalid_cursor',
    });
    const text = Buffer.from('1; DROP TABLE jobs').toString('base64url');
    await expect(stores.jobs.list({ limit: 5, cursor: text })).rejects.toMatchObject({
      code: 'invalid_cursor',
    });
  });

  test('keep the order of keys in a scenario', async () => {
    const { id } = await createScenario();
    const { scenario } = await stores.scenarios.get(id);
    expect(JSON.stringify(scenario)).toBe(JSON.stringify(sampleScenario('999001')));
  });

  test('list scenarios newest first', async () => {
    await createScenario();
    for (const name of ['b', 'c']) await stores.scenarios.create(sampleScenario('999001', name), 'h1');
    const seen = await readAll((request) => stores.scenarios.list('999001', request), 2);
    expect(seen.map(({ scenario }) => scenario.name)).toEqual(['c', 'b', '全部联合']);
  });

  test('give a plan back byte for byte, with its figures', async () => {
    const scenario = await createScenario();
    const plan = samplePlan(scenario.scenario, 'h1', 40_000);
    const text = JSON.stringify(plan);
    const document = await buildPlanDocument(plan);
    const record = await stores.plans.save(document, { scenarioId: scenario.id, jobId: null });
    expect(record).toMatchObject({
      contentHash: createHash('sha256').update(text).digest('hex'),
      totals: { as_operated: null, alone: 4_000_000_000, pooled: 3_000_000_001 },
      travel: { engine: 'straight-line/1', estimated: true },
      comparison: plan.comparison,
      bytes: Buffer.byteLength(text),
      scenarioId: scenario.id,
    });
    expect(gunzipSync(await stores.plans.getPacked(record.id)).toString()).toBe(text);
    expect(await stores.plans.getPlan(record.id)).toEqual(plan);
    expect(await stores.plans.list('999001', { limit: 5 })).toEqual({ items: [record], next: null });
  });

  test('keep plans when their scenario goes, and lose them with the county', async () => {
    const scenario = await createScenario();
    const document = await buildPlanDocument(samplePlan(scenario.scenario, 'h1'));
    const { id } = await stores.plans.save(document, { scenarioId: scenario.id, jobId: null });
    await stores.scenarios.delete(scenario.id);
    expect(await stores.plans.get(id)).toMatchObject({ scenarioId: null });
    await stores.plans.getPlan(id);
    await stores.counties.delete('999001');
    await expect(stores.plans.getPlan(id)).rejects.toMatchObject({ code: 'plan_not_found' });
    await expect(stores.plans.get(id)).rejects.toMatchObject({ code: 'plan_not_found' });
    for (const table of ['counties', 'datasets', 'scenarios', 'plans'])
      expect(await countRows(table)).toBe(0);
  });

  test('store one plan per job, whoever comes second', async () => {
    const scenario = await createScenario();
    const job = await stores.jobs.create(scenario);
    const document = await buildPlanDocument(samplePlan(scenario.scenario, 'h1'));
    const from = { scenarioId: scenario.id, jobId: job.id };
    const [first, second] = await Promise.all([
      stores.plans.save(document, from),
      stores.plans.save(document, from),
    ]);
    expect(second.id).toBe(first.id);
    expect(await countRows('plans')).toBe(1);
    expect(await stores.jobs.get(job.id)).toMatchObject({ planId: first.id });
  });

  test('refuse to delete what a job is working on', async () => {
    const scenario = await createScenario();
    const job = await stores.jobs.create(scenario);
    await expect(stores.counties.delete('999001')).rejects.toMatchObject({ code: 'county_busy' });
    await expect(stores.scenarios.delete(scenario.id)).rejects.toMatchObject({ code: 'scenario_busy' });
    await stores.jobs.requestCancel(job.id);
    await stores.counties.delete('999001');
    expect(await stores.jobs.find(job.id)).toBeNull();
  });

  test('follow a job through an attempt that dies and one that succeeds', async () => {
    const { id } = await stores.jobs.create(await createScenario());
    const lost = (await stores.jobs.start(id))!;
    expect(lost).toMatchObject({ state: 'running', attempts: 1 });
    expect(await stores.jobs.report(id, 1, { done: 1, total: 4, step: 'alone' })).toBe('continue');
    expect((await stores.jobs.get(id)).progress).toEqual({ done: 1, total: 4, step: 'alone', percent: 25 });

    expect(await stores.jobs.start(id)).toMatchObject({ attempts: 2, progress: { done: 0 } });
    expect(await stores.jobs.report(id, 1, { done: 4, total: 4, step: 'late' })).toBe('superseded');
    expect(await stores.jobs.succeed(id, 1)).toBe(false);
    expect(await stores.jobs.fail(id, 1, { code: 'x', message: 'late' })).toBe(false);

    expect(await stores.jobs.succeed(id, 2)).toBe(true);
    expect(await stores.jobs.get(id)).toMatchObject({ state: 'succeeded', progress: { percent: 100 } });
    expect(await stores.jobs.start(id)).toBeNull();
    expect(await stores.jobs.giveUp(id, { code: 'x', message: 'late' })).toBe(false);
  });

  test('cancel a queued job at once and a running one by its report', async () => {
    const scenario = await createScenario();
    const queued = await stores.jobs.create(scenario);
    expect(await stores.jobs.requestCancel(queued.id)).toMatchObject({ state: 'cancelled' });
    expect(await stores.jobs.start(queued.id)).toBeNull();

    const running = await stores.jobs.create(scenario);
    await stores.jobs.start(running.id);
    expect(await stores.jobs.requestCancel(running.id)).toMatchObject({
      state: 'running',
      cancelRequested: true,
    });
    expect(await stores.jobs.report(running.id, 1, { done: 0, total: 1, step: '' })).toBe('cancel');
    expect(await stores.jobs.cancelled(running.id, 1)).toBe(true);
    expect(await stores.jobs.requestCancel(running.id)).toMatchObject({ state: 'cancelled' });
  });

  test('list jobs by county and state', async () => {
    const here = await stores.jobs.create(await createScenario('999001', 'h1'));
    const there = await stores.jobs.create(await createScenario('999002', 'h2'));
    await stores.jobs.start(there.id);
    const idsOf = async (filter: object): Promise<string[]> =>
      (await stores.jobs.list({ limit: 9, ...filter })).items.map(({ id }) => id);
    expect(await idsOf({})).toEqual([there.id, here.id]);
    expect(await idsOf({ countyCode: '999001' })).toEqual([here.id]);
    expect(await idsOf({ state: 'running' })).toEqual([there.id]);
    expect(await idsOf({ countyCode: '999001', state: 'running' })).toEqual([]);
  });

  test('answer an idempotency key once, however many ask at the same time', async () => {
    let effects = 0;
    const ask = (request: string): Promise<unknown> =>
      stores.inTransaction(async ({ idempotencyKeys }) => {
        const earlier = await idempotencyKeys.claim('key', request);
        if (earlier !== null) return earlier;
        effects += 1;
        await idempotencyKeys.answer('key', { effect: effects });
        return { effect: effects };
      });
    const answers = await Promise.all([ask('same'), ask('same'), ask('same')]);
    expect(answers).toEqual([{ effect: 1 }, { effect: 1 }, { effect: 1 }]);
    await expect(ask('other')).rejects.toMatchObject({ code: 'idempotency_key_reused' });
  });

  test('free an idempotency key whose request failed', async () => {
    const failing = stores.inTransaction(async ({ idempotencyKeys }) => {
      await idempotencyKeys.claim('key', 'a');
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await stores.idempotencyKeys.claim('key', 'b')).toBeNull();
    expect(await stores.idempotencyKeys.forgetBefore(new Date(Date.now() + 1000))).toBe(1);
  });

  test('know nothing of ids that they never gave out', async () => {
    for (const id of [NOBODY, 'x', '', "'; --"]) {
      await expect(stores.plans.get(id)).rejects.toMatchObject({ code: 'plan_not_found' });
      await expect(stores.plans.getPlan(id)).rejects.toMatchObject({ code: 'plan_not_found' });
      await expect(stores.plans.delete(id)).rejects.toMatchObject({ code: 'plan_not_found' });
      await expect(stores.jobs.get(id)).rejects.toMatchObject({ code: 'job_not_found' });
      await expect(stores.jobs.requestCancel(id)).rejects.toMatchObject({ code: 'job_not_found' });
      await expect(stores.scenarios.get(id)).rejects.toMatchObject({ code: 'scenario_not_found' });
      await expect(stores.scenarios.delete(id)).rejects.toMatchObject({ code: 'scenario_not_found' });
      await expect(stores.counties.get(id)).rejects.toMatchObject({ code: 'county_not_found' });
      await expect(stores.counties.delete(id)).rejects.toMatchObject({ code: 'county_not_found' });
    }
  });
});
