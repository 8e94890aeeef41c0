import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildCountyFiles } from './county-files.ts';
import type { TestServer } from './test-server.ts';
import { readProblem, startTestServer } from './test-server.ts';

const QUICK = { seeds: 1, budget: { kind: 'iterations', iterations: 5 } };
/** Long enough to be cancelled in the middle on any machine. */
const ENDLESS = { seeds: 10, budget: { kind: 'seconds', seconds: 600 } };

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
  await server.upload(buildCountyFiles('999201'));
});
afterAll(() => server.close());

interface Job {
  readonly id: string;
  readonly state: string;
  readonly planId: string | null;
  readonly scenarioId: string;
}

async function order(body: unknown, headers: Record<string, string> = {}): Promise<Job> {
  const response = await server.post('/v1/counties/999201/plans', body, headers);
  expect(response.status).toBe(202);
  expect(response.headers.get('retry-after')).toBe('1');
  const job = (await response.json()) as Job;
  expect(response.headers.get('location')).toBe(`/v1/jobs/${job.id}`);
  return job;
}

interface ServerSentEvent {
  readonly id: string;
  readonly event: string;
  readonly data: Job;
}

/** Reads an event stream to its end, or until `enough` says so. */
async function follow(
  jobId: string,
  headers: Record<string, string> = {},
  enough: (event: ServerSentEvent) => boolean = () => false,
): Promise<readonly ServerSentEvent[]> {
  const ending = new AbortController();
  const response = await fetch(`${server.url}/v1/jobs/${jobId}/events`, { headers, signal: ending.signal });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const events: ServerSentEvent[] = [];
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    events.push(...blocks.filter((block) => block.includes('data:')).map(parseEvent));
    if (events.some(enough)) break;
  }
  ending.abort();
  return events;
}

function parseEvent(block: string): ServerSentEvent {
  const fields = new Map(
    block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
  );
  return {
    id: fields.get('id') ?? '',
    event: fields.get('event') ?? '',
    data: JSON.parse(fields.get('data') ?? '') as Job,
  };
}

describe('ordering a plan', () => {
  test('gives a job whose events end with the plan', async () => {
    const job = await order(QUICK);
    const events = await follow(job.id);
    expect(events.slice(0, -1).every(({ event }) => event === 'progress')).toBe(true);
    const last = events.at(-1);
    expect(last?.event).toBe('done');
    expect(last?.data.state).toBe('succeeded');
    const plan = await server.get(`/v1/plans/${last?.data.planId}`);
    expect(plan.status).toBe(200);
    const { items } = (await (await server.get('/v1/counties/999201/plans')).json()) as {
      items: { jobId: string }[];
    };
    expect(items[0].jobId).toBe(job.id);
  });

  test('again with equal choices gives equal bytes', async () => {
    const hashes: string[] = [];
    for (const body of [QUICK, QUICK]) {
      const done = (await follow((await order(body)).id)).at(-1);
      const plan = (await (await server.get(`/v1/plans/${done?.data.planId}`)).json()) as {
        contentHash: string;
      };
      hashes.push(plan.contentHash);
    }
    expect(hashes[0]).toBe(hashes[1]);
  });

  test('of a stored scenario plans that scenario', async () => {
    const created = await server.post('/v1/counties/999201/scenarios', { ...QUICK, name: 'stored' });
    const scenario = (await created.json()) as { id: string };
    const response = await server.post(`/v1/scenarios/${scenario.id}/plans`);
    const job = (await response.json()) as Job;
    expect(response.status).toBe(202);
    expect(job.scenarioId).toBe(scenario.id);
    const done = (await follow(job.id)).at(-1);
    expect(await (await server.get(`/v1/plans/${done?.data.planId}`)).json()).toMatchObject({
      name: 'stored',
    });
  });

  test('of what is not there is refused', async () => {
    const none = '00000000-0000-4000-8000-000000000000';
    expect((await readProblem(await server.post(`/v1/scenarios/${none}/plans`))).code).toBe(
      'scenario_not_found',
    );
    expect((await readProblem(await server.post('/v1/counties/999299/plans'))).code).toBe('county_not_found');
    const unfit = await server.post('/v1/counties/999201/plans', { coalitions: [['nobody']] });
    expect((await readProblem(unfit)).code).toBe('invalid_scenario');
  });
});

describe('an idempotency key', () => {
  test('gives the same job however often and however simultaneously it is sent', async () => {
    const headers = { 'idempotency-key': 'once' };
    const jobs = await Promise.all([1, 2, 3, 4].map(() => order(QUICK, headers)));
    jobs.push(await order(QUICK, headers));
    expect(new Set(jobs.map(({ id }) => id)).size).toBe(1);
    const { items } = (await (await server.get('/v1/jobs?limit=1000')).json()) as { items: Job[] };
    expect(items.filter(({ id }) => id === jobs[0].id)).toHaveLength(1);
    await follow(jobs[0].id);
  });

  test('with another request is refused', async () => {
    const headers = { 'idempotency-key': 'twice' };
    const first = await order(QUICK, headers);
    const second = await server.post('/v1/counties/999201/plans', { ...QUICK, seed: 2 }, headers);
    expect((await readProblem(second)).code).toBe('idempotency_key_reused');
    await follow(first.id);
  });

  test('of a refused order stays free', async () => {
    const headers = { 'idempotency-key': 'later' };
    const refused = await server.post('/v1/counties/999201/plans', { closedSiteIds: ['nowhere'] }, headers);
    expect(refused.status).toBe(422);
    await follow((await order(QUICK, headers)).id);
  });

  test('of no length is refused', async () => {
    const response = await server.post('/v1/counties/999201/plans', QUICK, {
      'idempotency-key': 'x'.repeat(201),
    });
    expect((await readProblem(response)).errors?.[0]).toMatchObject({
      in: 'header',
      path: 'idempotency-key',
    });
  });
});

describe('a job', () => {
  test('under way keeps its county and scenario, and can be cancelled', async () => {
    const job = await order(ENDLESS);
    await follow(job.id, {}, ({ data }) => data.state === 'running');
    expect((await readProblem(await server.delete('/v1/counties/999201'))).code).toBe('county_busy');
    expect((await readProblem(await server.delete(`/v1/scenarios/${job.scenarioId}`))).code).toBe(
      'scenario_busy',
    );
    const polled = await server.get(`/v1/jobs/${job.id}`);
    expect(polled.headers.get('retry-after')).toBe('1');
    const cancelled = await server.post(`/v1/jobs/${job.id}/cancel`);
    expect(cancelled.status).toBe(202);
    const last = (await follow(job.id)).at(-1);
    expect(last).toMatchObject({ event: 'done', data: { state: 'cancelled', planId: null } });
  });

  test('that is finished stays as it is when cancelled', async () => {
    const job = await order(QUICK);
    await follow(job.id);
    const response = await server.post(`/v1/jobs/${job.id}/cancel`);
    expect(await response.json()).toMatchObject({ state: 'succeeded' });
  });

  test('tells a client that comes back only what it has not seen', async () => {
    const job = await order(QUICK);
    const last = (await follow(job.id)).at(-1);
    expect(await follow(job.id)).toHaveLength(1);
    const again = await fetch(`${server.url}/v1/jobs/${job.id}/events`, {
      headers: { 'last-event-id': last?.id ?? '' },
    });
    expect(again.status).toBe(204);
  });

  test('is found in the list by county and state', async () => {
    const list = async (query: string): Promise<Job[]> =>
      ((await (await server.get(`/v1/jobs?${query}`)).json()) as { items: Job[] }).items;
    expect((await list('county=999201&state=cancelled')).every(({ state }) => state === 'cancelled')).toBe(
      true,
    );
    expect(await list('county=999299')).toEqual([]);
    expect((await readProblem(await server.get('/v1/jobs?state=asleep'))).code).toBe('invalid_request');
  });

  test('that is not there, or a stream that is not wanted, is refused', async () => {
    for (const path of ['/v1/jobs/none', '/v1/jobs/none/events']) {
      const { code } = await readProblem(await server.get(path));
      expect({ path, code }).toEqual({ path, code: 'job_not_found' });
    }
    expect((await readProblem(await server.post('/v1/jobs/none/cancel'))).code).toBe('job_not_found');
    const job = await order(QUICK);
    const json = await server.get(`/v1/jobs/${job.id}/events`, { accept: 'application/json' });
    expect((await readProblem(json)).code).toBe('not_acceptable');
    await follow(job.id);
  });
});
