import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Comparison } from '../../src/model/comparison.ts';
import type { DatabaseKind } from '../../src/persistence/database.ts';
import { buildCountyFiles } from '../http/county-files.ts';
import type { TestServer } from '../http/test-server.ts';
import { startTestServer } from '../http/test-server.ts';
import { describeOnBothDatabases } from '../persistence/databases.ts';
import { waitForPlan } from './wait-for-plan.ts';

interface Feature {
  readonly id: string;
  readonly geometry: { readonly type: string; readonly coordinates: readonly unknown[] } | null;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Content hash of the plan by database, to compare them at the end. */
const contentHashes = new Map<DatabaseKind, string>();

describeOnBothDatabases('from files to a plan over HTTP', (kind) => {
  let server: TestServer;
  let plan: string;

  beforeAll(async () => {
    server = await startTestServer({ kind });
    const upload = await server.upload(buildCountyFiles('999401', 10));
    const ordered = await server.post(`${upload.headers.get('location')}/plans`, {
      seeds: 1,
      budget: { kind: 'iterations', iterations: 50 },
    });
    plan = `/v1/plans/${await waitForPlan(server, ordered.headers.get('location') ?? '')}`;
  });
  afterAll(() => server.close());

  async function getJson<Answer>(path: string): Promise<Answer> {
    const response = await server.get(path);
    expect(response.status).toBe(200);
    return (await response.json()) as Answer;
  }

  const getFeatures = async (path: string): Promise<readonly Feature[]> =>
    (await getJson<{ features: readonly Feature[] }>(path)).features;

  test('every village with demand is on a route or listed with a reason', async () => {
    const { items: demands } = await getJson<{ items: { siteId: string }[] }>(
      '/v1/counties/999401/demands?limit=1000',
    );
    const { items: villages } = await getJson<{
      items: { siteId: string; visits: unknown[]; unserved: unknown[] }[];
    }>(`${plan}/villages?limit=1000`);
    const wanting = new Set(demands.map(({ siteId }) => siteId));
    const forgotten = villages.filter(
      (village) =>
        wanting.has(village.siteId) && village.visits.length === 0 && village.unserved.length === 0,
    );
    expect(villages).toHaveLength(10);
    expect(forgotten).toEqual([]);
  });

  test('the map, the table and the JSON of the routes tell the same trips', async () => {
    const features = await getFeatures(`${plan}/routes.geojson`);
    const { items } = await getJson<{ items: { id: string }[] }>(`${plan}/routes?limit=1000`);
    const rows: { id: string }[] = parse(await (await server.get(`${plan}/routes.csv`)).text(), {
      columns: true,
    });
    const ids = features.map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(0);
    expect(new Set(ids).size).toBe(ids.length);
    expect(items.map(({ id }) => id)).toEqual(ids);
    expect(rows.map(({ id }) => id)).toEqual(ids);
    for (const { geometry } of features) expect(geometry?.coordinates.length).toBeGreaterThanOrEqual(2);
  });

  test('the cost of the trips over the week is the vehicle cost of the rung', async () => {
    const { rungs } = await getJson<{ rungs: { name: string; cost: Record<string, number> }[] }>(plan);
    for (const { name, cost } of rungs) {
      const features = await getFeatures(`${plan}/routes.geojson?rung=${name}`);
      const fen = features.reduce((sum, { properties }) => {
        return sum + Number(properties.costFen) * String(properties.weekdays).split(',').length;
      }, 0);
      expect(fen).toBe(cost.vehicleDaysFen + cost.distanceFen + cost.driverTimeFen);
    }
  });

  test('pooled never costs more than alone', async () => {
    const { rungs } = await getJson<Comparison>(`${plan}/comparison`);
    const total = (name: string): number => rungs.find((rung) => rung.name === name)?.totalFen ?? Number.NaN;
    expect(total('pooled')).toBeLessThanOrEqual(total('alone'));
  });

  test('every part that a plan links to keeps to the OpenAPI document', async () => {
    const { links } = await getJson<{ links: Record<string, string> }>(plan);
    for (const [name, address] of Object.entries(links)) {
      const { status } = await server.get(address);
      expect({ name, status }).toEqual({ name, status: 200 });
    }
    const graph = await getJson<{ edges: unknown[] }>(
      `/v1/counties/999401/network?plan=${plan.split('/').at(-1)}`,
    );
    expect(graph.edges.length).toBeGreaterThan(0);
  });

  test('a county that is replaced leaves its old plan readable', async () => {
    const before = await getFeatures(`${plan}/sites.geojson`);
    expect((await server.upload(buildCountyFiles('999401', 4), '?replace=true')).status).toBe(200);
    expect(await getFeatures(`${plan}/sites.geojson`)).toEqual(before);
  });

  test('is noted with its content hash', async () => {
    const { contentHash } = await getJson<{ contentHash: string }>(plan);
    contentHashes.set(kind, contentHash);
    expect(contentHash).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('both databases', () => {
  test('hold byte-identical plans', () => {
    expect(contentHashes.get('postgres')).toBe(contentHashes.get('embedded'));
    expect(contentHashes.size).toBe(2);
  });
});
