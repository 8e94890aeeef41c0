import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildPlanDocument } from '../../src/persistence/plan-document.ts';
import { smallCounty, smallPlan } from '../geojson/small-plan.ts';
import type { TestServer } from './test-server.ts';
import { readProblem, startTestServer } from './test-server.ts';

let server: TestServer;
let plan: string;

beforeAll(async () => {
  server = await startTestServer({ workers: 0 });
  const { stores } = server.service;
  await stores.counties.save({
    county: smallCounty,
    datasetHash: smallPlan.datasetHash,
    warnings: [],
    roads: null,
  });
  const from = { scenarioId: null, jobId: null };
  const { id } = await stores.plans.save(await buildPlanDocument(smallPlan), from);
  plan = `/v1/plans/${id}`;
});
afterAll(() => server.close());

async function getJson<Answer>(path: string): Promise<Answer> {
  const response = await server.get(path);
  expect(response.status).toBe(200);
  return (await response.json()) as Answer;
}

interface Items {
  readonly items: readonly Record<string, unknown>[];
  readonly next: string | null;
}

describe('a plan', () => {
  test('is listed with its county, newest first, and links to its parts, all of which answer', async () => {
    const { items } = await getJson<Items>('/v1/counties/999002/plans');
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ name: 'all together', totalFen: 83_536 });
    for (const [name, address] of Object.entries(items[0].links as Record<string, string>)) {
      const { status } = await server.get(address);
      expect({ name, status }).toEqual({ name, status: 200 });
    }
  });

  test('shows its cost by rung and coalition without its trips', async () => {
    const summary = await getJson<{ rungs: { name: string; coalitions: unknown[] }[] }>(plan);
    expect(summary.rungs.map((rung) => rung.name)).toEqual(['alone', 'pooled']);
    expect(summary.rungs[0].coalitions[0]).toMatchObject({ sideBySide: true, trips: 3 });
    expect(summary.rungs[1].coalitions[0]).toMatchObject({
      sideBySide: false,
      sideBySideReason: null,
      trips: 3,
      unserved: 1,
    });
  });

  test('gives its document back unchanged', async () => {
    expect(await getJson(`${plan}/document`)).toEqual(smallPlan);
  });

  test('pages its routes by the next link', async () => {
    const first = await getJson<Items>(`${plan}/routes?limit=2&rung=pooled`);
    expect(first.items.map((trip) => trip.id)).toEqual(['t1', 't2']);
    expect(first.next).toContain('rung=pooled');
    const second = await getJson<Items>(first.next ?? '');
    expect(second.items.map((trip) => trip.id)).toEqual(['t3']);
    expect(second.next).toBeNull();
  });

  test('filters trips by weekday, echelon and carrier', async () => {
    expect((await getJson<Items>(`${plan}/routes?weekday=1`)).items).toEqual([]);
    expect((await getJson<Items>(`${plan}/routes?echelon=trunk`)).items).toHaveLength(1);
    expect((await getJson<Items>(`${plan}/stops?carrier=post`)).items.map((stop) => stop.siteId)).toEqual([
      'S',
      'V1',
    ]);
    const map = await getJson<{ features: unknown[] }>(`${plan}/routes.geojson?carrier=post&weekday=5`);
    expect(map.features).toHaveLength(2);
  });

  test.each(['routes', 'stops', 'unserved', 'metrics', 'comparison'])(
    'gives %s as CSV by suffix and by the Accept header alike',
    async (table) => {
      const bySuffix = await server.get(`${plan}/${table}.csv`);
      const byHeader = await server.get(`${plan}/${table}`, { accept: 'text/csv' });
      expect(bySuffix.headers.get('content-type')).toBe('text/csv; charset=utf-8');
      expect(bySuffix.headers.get('content-disposition')).toContain(`${table}.csv`);
      expect(byHeader.headers.get('vary')).toContain('accept');
      const text = await bySuffix.text();
      expect(await byHeader.text()).toBe(text);
      const rows: unknown[] = parse(text, { columns: true });
      expect(rows.length).toBeGreaterThan(0);
    },
  );

  test('stays JSON for browsers and for whoever takes both', async () => {
    for (const accept of ['*/*', 'text/html,*/*;q=0.8', 'application/json, text/csv;q=0.5']) {
      const response = await server.get(`${plan}/routes`, { accept });
      const type = response.headers.get('content-type');
      expect({ accept, type }).toEqual({ accept, type: 'application/json; charset=utf-8' });
    }
  });

  test('writes Chinese headings and a byte order mark on demand', async () => {
    const bytes = new Uint8Array(await (await server.get(`${plan}/routes.csv?bom=1&lang=zh`)).arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(new TextDecoder().decode(bytes)).toContain('趟次编号');
  });

  test('narrows metrics to one rung', async () => {
    const { rungs } = await getJson<{ rungs: { name: string }[] }>(`${plan}/metrics?rung=alone`);
    expect(rungs.map((rung) => rung.name)).toEqual(['alone']);
  });

  test('tells village by village what arrives when and what does not', async () => {
    const { items } = await getJson<Items>(`${plan}/villages`);
    expect(items.map((village) => village.siteId)).toEqual(['V1', 'V2', 'V3']);
    expect(items[0]).toMatchObject({
      townshipName: 'S点',
      visits: [
        {
          weekday: 2,
          arrival: '09:15',
          carriers: ['coop', 'post'],
          kgDown: 21,
          kgUp: 0,
          parcels: 14,
          tripId: 't2',
        },
        { weekday: 5, arrival: '09:15' },
      ],
    });
    expect(items[2]).toMatchObject({ visits: [], unserved: [{ demandId: 'd4', code: 'no_coordinates' }] });
  });

  test.each(['routes', 'stops', 'sites', 'flows'])('gives %s as GeoJSON with attribution', async (layer) => {
    const response = await server.get(`${plan}/${layer}.geojson`);
    expect(response.headers.get('content-type')).toBe('application/geo+json; charset=utf-8');
    const map = (await response.json()) as { features: unknown[]; attribution: string };
    expect(map.features.length).toBeGreaterThan(0);
    expect(map.attribution).toContain('OpenStreetMap');
  });

  test('without operations of today has no such rung', async () => {
    for (const path of ['routes', 'routes.csv', 'routes.geojson', 'sites.geojson', 'villages', 'metrics']) {
      const problem = await readProblem(await server.get(`${plan}/${path}?rung=as_operated`));
      expect({ path, code: problem.code }).toEqual({ path, code: 'rung_not_found' });
    }
  });

  test('answers 304 to whoever has it already', async () => {
    const first = await server.get(`${plan}/routes.geojson`);
    const again = await fetch(`${server.url}${plan}/routes.geojson`, {
      headers: { 'if-none-match': first.headers.get('etag') ?? '' },
    });
    expect(again.status).toBe(304);
  });

  test('can be deleted once', async () => {
    const { stores } = server.service;
    const { id } = await stores.plans.save(await buildPlanDocument(smallPlan), {
      scenarioId: null,
      jobId: null,
    });
    expect((await server.delete(`/v1/plans/${id}`)).status).toBe(204);
    expect((await readProblem(await server.delete(`/v1/plans/${id}`))).code).toBe('plan_not_found');
    for (const part of [
      '',
      '/routes',
      '/routes.csv',
      '/flows.geojson',
      '/villages',
      '/document',
      '/comparison',
    ]) {
      const { code } = await readProblem(await server.get(`/v1/plans/${id}${part}`));
      expect({ part, code }).toEqual({ part, code: 'plan_not_found' });
    }
  });

  test('is no flow of another county', async () => {
    const { stores } = server.service;
    const datasetHash = 'c'.repeat(64);
    const county = { ...smallCounty, code: '999004' };
    await stores.counties.save({ county, datasetHash, warnings: [], roads: null });
    const id = plan.split('/').at(-1);
    expect((await server.get(`/v1/counties/999002/network?plan=${id}`)).status).toBe(200);
    const problem = await readProblem(await server.get(`/v1/counties/999004/network?plan=${id}`));
    expect(problem.code).toBe('plan_not_found');
  });

  test('keeps its formulas out of spreadsheets', async () => {
    const { stores } = server.service;
    const carriers = smallCounty.carriers.map((carrier) => ({ ...carrier, name: '=HYPERLINK("x")' }));
    const datasetHash = 'b'.repeat(64);
    await stores.counties.save({
      county: { ...smallCounty, code: '999003', carriers },
      datasetHash,
      warnings: [],
      roads: null,
    });
    const document = await buildPlanDocument({ ...smallPlan, countyCode: '999003', datasetHash });
    const { id } = await stores.plans.save(document, { scenarioId: null, jobId: null });
    expect(await (await server.get(`/v1/plans/${id}/routes.csv`)).text()).toContain(`"'=HYPERLINK(""x"")"`);
  });
});
