import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildRoadGraph } from '../../src/network/roads/build-road-graph.ts';
import { importSmallCounty } from '../journeys/small-county.ts';
import { makeSource, makeWay } from '../network/random-roads.ts';
import { importRoadCounty } from './road-county.ts';
import type { TestServer } from './test-server.ts';
import { readProblem, startTestServer } from './test-server.ts';

const CODE = '999341';
const BARE = '999342';
let server: TestServer;

/** A ring around the warehouse, and one bridge to the eastern township and its villages. */
const ROADS = buildRoadGraph(
  makeSource(
    [
      [110.09, 30.19],
      [110.11, 30.19],
      [110.11, 30.21],
      [110.09, 30.21],
      [110.15, 30.21],
      [110.2, 30.22],
      [110.25, 30.2],
    ],
    [makeWay(1, [0, 1, 2, 3, 0]), makeWay(2, [2, 4], { name: '大桥' }), makeWay(3, [4, 5, 6])],
  ),
);

beforeAll(async () => {
  server = await startTestServer({ workers: 0 });
  await server.service.stores.counties.save(await importRoadCounty(CODE, ROADS));
  await server.service.stores.counties.save(await importSmallCounty(BARE));
});
afterAll(() => server.close());

interface Answer {
  readonly hubSiteId: string | null;
  readonly summary: Readonly<Record<string, number>>;
  readonly sites: readonly {
    readonly siteId: string;
    readonly status: string;
    readonly metres: number | null;
    readonly cutEdges: number;
  }[];
  readonly soleAccesses: readonly { readonly names: string[]; readonly siteIds: string[] }[];
}

describe('the diagnosis of a network', () => {
  test('tells of every site how it is reached, and what hangs on the bridge', async () => {
    const answer = (await (await server.get(`/v1/counties/${CODE}/network/diagnosis`)).json()) as Answer;
    expect(answer.hubSiteId).toBe('W');
    expect(answer.sites).toHaveLength(answer.summary.sites);
    expect(answer.sites.find(({ siteId }) => siteId === 'T1')).toMatchObject({
      status: 'reachable',
      cutEdges: 2,
    });
    expect(answer.sites.find(({ siteId }) => siteId === 'T2')).toMatchObject({ status: 'off_road' });
    expect(answer.soleAccesses[0].names).toEqual(['大桥']);
    expect(answer.soleAccesses[0].siteIds).toContain('T1');
    const unreachable = answer.sites.filter(({ status }) => status !== 'reachable');
    expect(answer.summary.unreachable).toBe(unreachable.length);
  });

  test('measures from another hub', async () => {
    const path = `/v1/counties/${CODE}/network/diagnosis?hub=T1&profile=truck`;
    const answer = (await (await server.get(path)).json()) as Answer;
    expect(answer.hubSiteId).toBe('T1');
    expect(answer.sites.find(({ siteId }) => siteId === 'T1')?.metres).toBe(0);
    expect(answer.sites.find(({ siteId }) => siteId === 'W')?.cutEdges).toBe(2);
  });

  test('is a table with the same figures', async () => {
    const answer = (await (await server.get(`/v1/counties/${CODE}/network/diagnosis`)).json()) as Answer;
    const response = await server.get(`/v1/counties/${CODE}/network/diagnosis.csv`);
    const rows = parse(await response.text(), { columns: true }) as Record<string, string>[];
    expect(rows.map(({ siteId, status, metres }) => [siteId, status, metres])).toEqual(
      answer.sites.map(({ siteId, status, metres }) => [siteId, status, metres === null ? '' : `${metres}`]),
    );
    const chinese = await server.get(`/v1/counties/${CODE}/network/diagnosis.csv?lang=zh&bom=1`);
    expect(new Uint8Array(await chinese.arrayBuffer()).subarray(0, 3)).toEqual(
      new Uint8Array([0xef, 0xbb, 0xbf]),
    );
  });

  test('is a map of sites and findings, every feature with every property', async () => {
    const response = await server.get(`/v1/counties/${CODE}/network/diagnosis.geojson`);
    const map = (await response.json()) as {
      attribution: string;
      features: { geometry: { type: string } | null; properties: Record<string, unknown> }[];
    };
    const findings = map.features.map(({ properties }) => properties.finding);
    expect(new Set(findings)).toEqual(new Set(['site', 'sole_access']));
    const bridge = map.features.find(({ properties }) => properties.name === '大桥');
    expect(bridge?.geometry?.type).toBe('MultiLineString');
    const keys = map.features.map(({ properties }) => Object.keys(properties).sort().join());
    expect(new Set(keys).size).toBe(1);
    expect(map.attribution).toBe('test');
  });

  test.each([
    [`/v1/counties/${BARE}/network/diagnosis`, 'county_without_roads'],
    [`/v1/counties/999399/network/diagnosis.csv`, 'county_not_found'],
    [`/v1/counties/${CODE}/network/diagnosis?hub=nowhere`, 'site_not_found'],
    [`/v1/counties/${CODE}/network/diagnosis.geojson?profile=boat`, 'invalid_request'],
  ])('is refused with a code: %s', async (path, code) => {
    expect((await readProblem(await server.get(path))).code).toBe(code);
  });
});
