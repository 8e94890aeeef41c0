import { VectorTile } from '@mapbox/vector-tile';
import type { VectorTileLayer } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TileCache } from '../../src/http/maps/tile-cache.ts';
import { buildPlanDocument } from '../../src/persistence/plan-document.ts';
import { smallCounty, smallPlan } from '../geojson/small-plan.ts';
import { importSmallCounty } from '../journeys/small-county.ts';
import { importRoadCounty } from './road-county.ts';
import type { TestServer } from './test-server.ts';
import { readProblem, startTestServer } from './test-server.ts';

const CODE = '999351';
const BARE = '999352';
let server: TestServer;
let planId: string;

beforeAll(async () => {
  server = await startTestServer({ workers: 0 });
  const { stores } = server.service;
  await stores.counties.save(await importRoadCounty(CODE));
  await stores.counties.save(await importSmallCounty(BARE));
  await stores.counties.save({
    county: smallCounty,
    datasetHash: smallPlan.datasetHash,
    warnings: [],
    roads: null,
  });
  const from = { scenarioId: null, jobId: null };
  planId = (await stores.plans.save(await buildPlanDocument(smallPlan), from)).id;
});
afterAll(() => server.close());

interface TileJson {
  readonly tilejson: string;
  readonly attribution: string;
  readonly tiles: string[];
  readonly bounds: number[];
  readonly maxzoom: number;
  readonly vector_layers: { readonly id: string }[];
}

async function describeTiles(query: string): Promise<TileJson> {
  return (await (await server.get(`/tiles.json${query}`)).json()) as TileJson;
}

function tileOf(z: number, lon: number, lat: number): string {
  const radians = (lat * Math.PI) / 180;
  const north = (1 - Math.log(Math.tan(radians) + 1 / Math.cos(radians)) / Math.PI) / 2;
  return `${z}/${Math.floor(((lon + 180) / 360) * 2 ** z)}/${Math.floor(north * 2 ** z)}`;
}

/** The tile as a map client asks for it: by the address of the description. */
async function fetchTile({ tiles }: TileJson, tile: string): Promise<Response> {
  const [z, x, y] = tile.split('/');
  const address = tiles[0].replace('{z}', z).replace('{x}', x).replace('{y}', y);
  expect(address.startsWith(`${server.url}/tiles/`)).toBe(true);
  return server.get(address.slice(server.url.length));
}

async function decode(response: Response): Promise<Record<string, VectorTileLayer>> {
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/vnd.mapbox-vector-tile');
  return new VectorTile(new PbfReader(new Uint8Array(await response.arrayBuffer()))).layers;
}

function listProperties(layer: VectorTileLayer): Record<string, unknown>[] {
  return Array.from({ length: layer.length }, (_, at) => layer.feature(at).properties);
}

describe('vector tiles of a county', () => {
  test('are described by TileJSON, with the attribution of the roads', async () => {
    const description = await describeTiles(`?county=${CODE}`);
    expect(description.tilejson).toBe('3.0.0');
    expect(description.attribution).toBe('test');
    const [west, south, east, north] = description.bounds;
    expect([west, south].every((degrees, at) => degrees <= [109.94, 30.14][at])).toBe(true);
    expect([east, north].every((degrees, at) => degrees >= [110.25, 30.27][at])).toBe(true);
    expect(description.vector_layers.map(({ id }) => id)).toEqual(['boundary', 'roads', 'sites']);
  });

  test('hold roads and sites where they are', async () => {
    const description = await describeTiles(`?county=${CODE}`);
    const layers = await decode(await fetchTile(description, tileOf(12, 110.1, 30.2)));
    const roads = listProperties(layers.roads);
    expect(new Set(roads.map((road) => road.class))).toEqual(new Set(['secondary', 'tertiary']));
    expect(roads.some((road) => road.name === 'county road 4')).toBe(true);
    expect(listProperties(layers.sites).map((site) => site.name)).toContain('县城');
    const overview = await decode(await fetchTile(description, tileOf(6, 110.1, 30.2)));
    expect(listProperties(overview.sites).every((site) => site.tier !== 'village')).toBe(true);
    expect(overview.roads).toBeUndefined();
  });

  test('may be kept for good by their versioned address, and are asked anew without', async () => {
    const description = await describeTiles(`?county=${CODE}`);
    const tile = tileOf(10, 110.1, 30.2);
    const versioned = await fetchTile(description, tile);
    expect(versioned.headers.get('cache-control')).toContain('immutable');
    const plain = await server.get(`/tiles/${tile}.mvt?county=${CODE}`);
    expect(plain.headers.get('cache-control')).toBe('no-cache');
    const etag = plain.headers.get('etag') ?? '';
    expect(etag).not.toBe('');
    const headers = { 'if-none-match': etag };
    const again = await fetch(`${server.url}/tiles/${tile}.mvt?county=${CODE}`, { headers });
    expect(again.status).toBe(304);
    await server.service.stores.counties.save(await importSmallCounty('999353'));
    const other = await server.get(`/tiles/${tile}.mvt?county=${CODE}&v=0123456789abcdef`);
    expect(other.headers.get('cache-control')).toBe('no-cache');
  });

  test('show sites alone where there are no roads, and nothing far away', async () => {
    const description = await describeTiles(`?county=${BARE}`);
    const layers = await decode(await fetchTile(description, tileOf(10, 110.1, 30.2)));
    expect(Object.keys(layers)).toEqual(['sites']);
    expect((await fetchTile(description, '10/0/0')).status).toBe(204);
  });

  test.each([
    [`/tiles/3/8/0.mvt?county=${CODE}`, 'tile_not_found'],
    [`/tiles/15/1/1.mvt?county=${CODE}`, 'invalid_request'],
    [`/tiles/1/-1/0.mvt?county=${CODE}`, 'invalid_request'],
    [`/tiles/1/a/0.mvt?county=${CODE}`, 'invalid_request'],
    ['/tiles/1/0/0.mvt', 'county_not_chosen'],
    ['/tiles.json?county=999399', 'county_not_found'],
    ['/tiles.json?plan=none', 'plan_not_found'],
  ])('are refused with a code: %s', async (path, code) => {
    expect((await readProblem(await server.get(path))).code).toBe(code);
  });
});

describe('vector tiles of a plan', () => {
  test('hold its trips by rung', async () => {
    const description = await describeTiles(`?plan=${planId}`);
    expect(description.vector_layers.map(({ id }) => id)).toContain('trips');
    const map = (await (await server.get(`/v1/plans/${planId}/routes.geojson`)).json()) as {
      features: { properties: { id: string; costFen: number }; geometry: { coordinates: number[][] } }[];
    };
    const [trip] = map.features;
    const [lon, lat] = trip.geometry.coordinates[0];
    const layers = await decode(await fetchTile(description, tileOf(10, lon, lat)));
    const found = listProperties(layers.trips).find((properties) => properties.id === trip.properties.id);
    expect(found).toMatchObject({ costFen: trip.properties.costFen });
    const alone = await describeTiles(`?plan=${planId}&rung=alone`);
    expect(alone.tiles[0]).not.toBe(description.tiles[0]);
    expect((await readProblem(await server.get(`/tiles.json?plan=${planId}&rung=as_operated`))).code).toBe(
      'rung_not_found',
    );
  });
});

describe('the cache of tiles', () => {
  test('keeps what was asked for last within its bytes', () => {
    const cache = new TileCache(3000);
    for (const key of ['a', 'b', 'c']) cache.keep(key, new Uint8Array(800));
    expect(cache.find('a')).not.toBe(null);
    cache.keep('d', new Uint8Array(800));
    expect(['a', 'b', 'c', 'd'].map((key) => cache.find(key) !== null)).toEqual([true, false, true, true]);
    cache.keep('e', new Uint8Array(5000));
    expect(cache.find('e')).toBe(null);
    for (let at = 0; at < 1000; at++) cache.keep(`empty ${at}`, new Uint8Array());
    const kept = Array.from({ length: 1000 }, (_, at) => cache.find(`empty ${at}`)).filter(
      (tile) => tile !== null,
    );
    expect(kept.length).toBeLessThan(30);
  });
});
