import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ExternalEngineSettings } from '../../src/network/external/engine-settings.ts';
import { createRoadEngine } from '../../src/network/road-engine.ts';
import type { EngineServer } from '../jobs/travel/engine-servers.ts';
import { settingsFor, startEngineServer } from '../jobs/travel/engine-servers.ts';
import { waitForPlan } from '../journeys/wait-for-plan.ts';
import { buildLattice, importRoadCounty } from './road-county.ts';
import type { TestServer } from './test-server.ts';
import { readProblem, startTestServer } from './test-server.ts';

const CODE = '999331';
const POINTS = [
  [110.1, 30.2],
  [110.14, 30.2],
  [110.15, 30.24],
];

let engine: EngineServer;
let server: TestServer;

beforeAll(async () => {
  engine = await startEngineServer('osrm', createRoadEngine(buildLattice(), { maxSnapMetres: 1e9 }));
});
afterAll(() => engine.close());

async function serve(more: Partial<ExternalEngineSettings>): Promise<void> {
  server = await startTestServer({
    settings: { travelEngine: settingsFor('osrm', engine.url, { retries: 0, ...more }) },
  });
  await server.service.stores.counties.save(await importRoadCounty(CODE));
}

interface Answer {
  readonly engine: string;
  readonly attributions: readonly string[];
  readonly seconds: number[][];
}

interface Totals {
  readonly metres: number;
  readonly seconds: number;
}

interface PlanAnswer {
  readonly travel: { readonly engine: string; readonly estimated: boolean };
  readonly attributions: readonly string[];
}

async function plan(): Promise<PlanAnswer> {
  const body = { seed: 1, seeds: 1, budget: { kind: 'iterations', iterations: 5 } };
  const ordered = await server.post(`/v1/counties/${CODE}/plans`, body);
  expect(ordered.status).toBe(202);
  const id = await waitForPlan(server, ordered.headers.get('location') ?? '');
  return (await (await server.get(`/v1/plans/${id}`)).json()) as PlanAnswer;
}

describe('a deployment with an engine of its own', () => {
  beforeAll(() => serve({}));
  afterAll(() => server.close());

  test('gives its figures and its name, in matrices, routes and plans', async () => {
    const answer = (await (
      await server.post('/v1/matrix', { points: POINTS, countyCode: CODE })
    ).json()) as Answer;
    expect(answer.engine).toBe('osrm/1');
    expect(answer.attributions).toEqual(['© OpenStreetMap contributors']);
    const table = await server.get(
      `/table/v1/driving/${POINTS.map((position) => position.join()).join(';')}`,
    );
    expect(((await table.json()) as { durations: number[][] }).durations).toEqual(answer.seconds);
    const planned = await plan();
    expect(planned.travel).toEqual({ engine: 'osrm/1', estimated: false });
    expect(planned.attributions).toContain('© OpenStreetMap contributors');
  });

  test('without a fallback says so when it is down, and a plan fails with the code', async () => {
    engine.faults.push(503);
    const response = await server.post('/v1/matrix', { points: POINTS, countyCode: CODE });
    expect(response.headers.get('retry-after')).toBeTruthy();
    expect((await readProblem(response)).code).toBe('travel_engine_unavailable');
    engine.faults.push('html');
    const bad = await server.post('/v1/route', { points: POINTS, countyCode: CODE });
    expect((await readProblem(bad)).code).toBe('travel_engine_bad_answer');
    engine.faults.push(503);
    await expect(plan()).rejects.toThrow('travel_engine_unavailable');
  });
});

describe('a deployment whose engine is down, with a fallback', () => {
  beforeAll(() => serve({ fallback: true }));
  afterAll(() => server.close());

  test('answers from the embedded roads, and says so', async () => {
    engine.faults.push(503);
    const answer = (await (
      await server.post('/v1/matrix', { points: POINTS, countyCode: CODE })
    ).json()) as Answer;
    expect(answer.engine).toBe('roads/2 in place of osrm/1');
    expect(answer.attributions).toEqual(['test']);
    engine.faults.push(503);
    const planned = await plan();
    expect(planned.travel.engine).toBe('roads/2 in place of osrm/1');
    expect(planned.attributions).not.toContain('© OpenStreetMap contributors');
  });
});

describe('an engine that goes down while a plan is made, with a fallback', () => {
  beforeAll(() => serve({ fallback: true }));
  afterAll(() => server.close());

  test('leaves a plan that is wholly of the embedded roads', async () => {
    // Matrices are asked for first, lines at the end.
    engine.broken.add('/route');
    engine.requests.length = 0;
    const planned = await plan();
    engine.broken.clear();
    expect(engine.requests.some((request) => request.includes('/table/'))).toBe(true);
    expect(planned.travel.engine).toBe('roads/2 in place of osrm/1');
    expect(planned.attributions).not.toContain('© OpenStreetMap contributors');
  });
});

describe('the addresses for clients of OSRM', () => {
  test('are enough for the planner itself as such a client', async () => {
    const truth = await startTestServer({ workers: 0 });
    await truth.service.stores.counties.save(await importRoadCounty(CODE));
    const asked = settingsFor('osrm', `${truth.url}/osrm/${CODE}`);
    const client = await startTestServer({ workers: 0, settings: { travelEngine: asked } });
    try {
      await client.service.stores.counties.save(await importRoadCounty(CODE));
      const body = { points: POINTS, countyCode: CODE };
      const [own, other] = await Promise.all(
        [truth, client].map(async (each) => (await (await each.post('/v1/route', body)).json()) as Totals),
      );
      expect(other).toEqual({
        ...own,
        engine: 'osrm/1',
        attributions: ['© OpenStreetMap contributors'],
        // Sums of figures that were rounded on the way.
        metres: expect.closeTo(own.metres, 0) as number,
        seconds: expect.closeTo(own.seconds, 0) as number,
      });
    } finally {
      await client.close();
      await truth.close();
    }
  });
});
