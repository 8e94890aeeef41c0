import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CarrierView } from '../../src/planning/pooling-study/carrier-view.ts';
import type { PoolingStudy } from '../../src/planning/pooling-study/pooling-study.ts';
import { buildCountyFiles } from './county-files.ts';
import type { TestServer } from './test-server.ts';
import { readProblem, startTestServer } from './test-server.ts';

interface Job {
  readonly id: string;
  readonly state: string;
  readonly kind: string;
  readonly planId: string | null;
  readonly studyId: string | null;
  readonly progress: { readonly step: string; readonly total: number };
  readonly links: Readonly<Record<string, string>>;
}

const QUICK = { budget: { kind: 'iterations', iterations: 5 }, costingSeeds: 1, testSeeds: 2 };
const ENDLESS = { budget: { kind: 'seconds', seconds: 600 } };

let server: TestServer;
let scenario: string;
let carriers: readonly string[];
let study: string;
let job: Job;

beforeAll(async () => {
  server = await startTestServer();
  await server.upload(buildCountyFiles('999301'));
  const { stores } = server.service;
  const { datasetHash } = await stores.counties.get('999301');
  const { county } = await stores.counties.getDataset(datasetHash);
  carriers = county.carriers.slice(0, 3).map(({ id }) => id);
  const made = await server.post('/v1/counties/999301/scenarios', { coalitions: [carriers] });
  scenario = `/v1/scenarios/${((await made.json()) as { id: string }).id}`;
  const { links } = await order(QUICK);
  job = await untilFinished(links.self);
  study = links.study;
}, 240_000);
afterAll(() => server.close());

async function getJson<Answer>(path: string): Promise<Answer> {
  const response = await server.get(path);
  expect(response.status).toBe(200);
  return (await response.json()) as Answer;
}

async function order(body: unknown, headers: Record<string, string> = {}): Promise<Job> {
  const response = await server.post(`${scenario}/pooling-studies`, body, headers);
  expect(response.status).toBe(202);
  const ordered = (await response.json()) as Job;
  expect(response.headers.get('location')).toBe(`/v1/jobs/${ordered.id}`);
  return ordered;
}

async function untilFinished(address: string): Promise<Job> {
  for (;;) {
    const now = await getJson<Job>(address);
    if (now.state !== 'queued' && now.state !== 'running') return now;
    await new Promise((resolve) => {
      setTimeout(resolve, 200);
    });
  }
}

describe('a pooling study', () => {
  test('is made by a job, and ends in a plan that is there to see', async () => {
    expect(job).toMatchObject({ state: 'succeeded', kind: 'pooling_study' });
    const detail = await getJson<{ state: string; results: PoolingStudy }>(study);
    expect(detail.state).toBe('succeeded');
    const plan = await getJson<{ contentHash: string }>(`/v1/plans/${job.planId}`);
    expect(detail.results.planHash).toBe(plan.contentHash);
    expect(detail.results.verdict.code).not.toBe('saving');
  });

  test('is listed by county and scenario, and every link of it answers', async () => {
    for (const list of ['/v1/counties/999301', scenario]) {
      const { items } = await getJson<{ items: { links: Record<string, string> }[] }>(
        `${list}/pooling-studies`,
      );
      const item = items.find(({ links }) => links.self === study);
      for (const [name, address] of Object.entries(item?.links ?? {})) {
        const { status } = await server.get(address);
        expect({ name, status }).toEqual({ name, status: 200 });
      }
    }
  });

  test('gives every table as CSV with the rows of its JSON', async () => {
    const whole = await getJson<PoolingStudy>(`${study}/document`);
    const expected: Readonly<Record<string, number>> = {
      coalitions: 7,
      allocations: whole.allocations.length * 3,
      membership: 3,
      settlement: whole.volumes.length,
      sensitivity: whole.sensitivity.bars.length,
      'side-effects': whole.sideEffects.villages.length,
    };
    for (const [table, rows] of Object.entries(expected)) {
      const bySuffix = await (await server.get(`${study}/${table}.csv`)).text();
      const byHeader = await (await server.get(`${study}/${table}`, { accept: 'text/csv' })).text();
      expect(byHeader).toBe(bySuffix);
      const read: readonly unknown[] = parse(bySuffix, { columns: true });
      expect([table, read.length]).toEqual([table, rows]);
    }
    const chinese = await (await server.get(`${study}/coalitions.csv?lang=zh`)).text();
    expect(chinese).toContain('成员');
  });

  test('shows each carrier only its own, under one commitment that each can check', async () => {
    const whole = await getJson<PoolingStudy>(`${study}/document`);
    const views = await Promise.all(
      carriers.map((carrier) => getJson<CarrierView>(`${study}/carriers/${carrier}?rule=shapley`)),
    );
    expect(new Set(views.map(({ commitment }) => commitment.root)).size).toBe(1);
    const sum = views.reduce((total, { share }) => total + share.costFen, 0);
    expect(sum).toBe(whole.coalitions[6].costFen);
    for (const { carrierId, share, commitment } of views) {
      const { salt, leaves, position, root } = commitment;
      const leaf = createHash('sha256')
        .update(`${salt}\n${JSON.stringify(share)}`)
        .digest('hex');
      expect(leaves[position]).toBe(leaf);
      expect(createHash('sha256').update(leaves.join('\n')).digest('hex')).toBe(root);
      expect(share.planHash).toBe(whole.planHash);
      const text = JSON.stringify(views.find((view) => view.carrierId === carrierId));
      for (const other of whole.players.filter((player) => player.carrierId !== carrierId)) {
        expect(text).not.toContain(other.carrierId);
        expect(text).not.toContain(String(other.aloneFen));
      }
    }
  });

  test('settles a month whose payments sum to what it cost', async () => {
    const { volumes } = await getJson<PoolingStudy>(`${study}/document`);
    const month = volumes.map((line) => Object.assign({}, line, { kg: line.kg * 4 + 7 }));
    const response = await server.post(`${study}/settlement-sheets`, { volumes: month, costFen: 1_234_567 });
    const sheet = (await response.json()) as { carriers: { payableFen: number }[]; trueUpFen: number };
    expect(sheet.carriers.reduce((sum, { payableFen }) => sum + payableFen, 0)).toBe(1_234_567);
    const twice = await server.post(`${study}/settlement-sheets`, {
      volumes: [...month, month[0]],
      costFen: 1,
    });
    expect(await readProblem(twice)).toMatchObject({ code: 'invalid_settlement', status: 422 });
  });

  test('is refused for a scenario without a pool, and unknown ones have codes of their own', async () => {
    const made = await server.post('/v1/counties/999301/scenarios', { coalitions: [] });
    const { id } = (await made.json()) as { id: string };
    const refused = await server.post(`/v1/scenarios/${id}/pooling-studies`, {});
    expect(await readProblem(refused)).toMatchObject({ code: 'invalid_study', status: 422 });
    const nowhere = '/v1/pooling-studies/11111111-1111-4111-8111-111111111111';
    expect((await readProblem(await server.get(nowhere))).code).toBe('study_not_found');
    expect((await readProblem(await server.get(`${study}/carriers/nobody`))).code).toBe(
      'carrier_not_in_study',
    );
  });

  test('with one idempotency key is ordered once', async () => {
    const headers = { 'idempotency-key': 'study-1' };
    const first = await order(QUICK, headers);
    expect((await order(QUICK, headers)).id).toBe(first.id);
    const other = await server.post(`${scenario}/pooling-studies`, { ...QUICK, testSeeds: 3 }, headers);
    expect((await readProblem(other)).code).toBe('idempotency_key_reused');
    await untilFinished(first.links.self);
  });

  test('can be cancelled, says that it has no results, and is deleted afterwards', async () => {
    const { links } = await order(ENDLESS);
    expect((await readProblem(await server.get(`${links.study}/coalitions`))).code).toBe('study_unfinished');
    expect((await readProblem(await server.delete(links.study))).code).toBe('study_busy');
    await server.post(links.cancel);
    expect(await untilFinished(links.self)).toMatchObject({ state: 'cancelled' });
    expect(await getJson(links.study)).toMatchObject({ state: 'cancelled', results: null });
    expect((await server.delete(links.study)).status).toBe(204);
    expect((await server.get(links.study)).status).toBe(404);
  });
});
