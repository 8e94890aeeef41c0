import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildZip } from '../county-import/zip-writer.ts';
import { buildCountyFiles } from './county-files.ts';
import type { TestServer } from './test-server.ts';
import { readProblem, startTestServer } from './test-server.ts';

const MEBIBYTE = 1024 * 1024;

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ workers: 0, settings: { maxUploadBytes: 2 * MEBIBYTE } });
});
afterAll(() => server.close());

interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

async function getJson<Answer>(path: string): Promise<Answer> {
  const response = await server.get(path);
  expect({ path, status: response.status }).toEqual({ path, status: 200 });
  return (await response.json()) as Answer;
}

async function listCodes(): Promise<readonly string[]> {
  const { items } = await getJson<Page<{ code: string }>>('/v1/counties?limit=1000');
  return items.map(({ code }) => code);
}

describe('uploading a county', () => {
  test('takes several files and gives the county, its address and its warnings', async () => {
    const response = await server.upload(buildCountyFiles('999101'));
    expect(response.status).toBe(201);
    expect(response.headers.get('location')).toBe('/v1/counties/999101');
    const { county, warnings } = (await response.json()) as { county: object; warnings: { code: string }[] };
    expect(county).toMatchObject({ code: '999101', name: '小县', villages: 6 });
    const listed = await getJson<Page<{ code: string }>>('/v1/counties/999101/warnings?limit=1000');
    expect(listed.items).toEqual(warnings);
  });

  test('takes one zip of the same files for the same county, hash included', async () => {
    const files = buildCountyFiles('999102');
    await server.upload(files);
    const before = await getJson<{ datasetHash: string }>('/v1/counties/999102');
    await server.delete('/v1/counties/999102');
    const response = await server.upload([{ name: 'county.zip', content: buildZip(files) }]);
    expect(response.status).toBe(201);
    expect(await getJson('/v1/counties/999102')).toMatchObject({ datasetHash: before.datasetHash });
  });

  test('lets form fields stand over code, name and coordinate system of the files', async () => {
    const fields = { code: '999103', name: '改名县', crs: 'GCJ-02' };
    expect((await server.upload(buildCountyFiles('999199'), '', fields)).status).toBe(201);
    expect(await getJson('/v1/counties/999103')).toMatchObject({ name: '改名县' });
    const { items } = await getJson<Page<{ location: number[] }>>('/v1/counties/999103/sites?limit=1');
    expect(items[0].location[0]).not.toBe(110.1);
    expect(items[0].location[0]).toBeCloseTo(110.1, 1);
  });

  test('refuses a county that is there, unless it is to be replaced', async () => {
    await server.upload(buildCountyFiles('999104'));
    const changed = buildCountyFiles('999104', 8);
    expect((await readProblem(await server.upload(changed))).code).toBe('county_exists');
    expect(await getJson('/v1/counties/999104')).toMatchObject({ villages: 6 });
    expect((await server.upload(changed, '?replace=true')).status).toBe(200);
    expect(await getJson('/v1/counties/999104')).toMatchObject({ villages: 8 });
  });

  test('of two at once with one code lets one through', async () => {
    const both = await Promise.all([
      server.upload(buildCountyFiles('999105')),
      server.upload(buildCountyFiles('999105', 8)),
    ]);
    expect(both.map((response) => response.status).sort((a, b) => a - b)).toEqual([201, 409]);
  });

  test('takes two counties at once', async () => {
    const both = await Promise.all(['999106', '999107'].map((code) => server.upload(buildCountyFiles(code))));
    expect(both.map((response) => response.status)).toEqual([201, 201]);
    expect(await listCodes()).toEqual(expect.arrayContaining(['999106', '999107']));
  });

  test('lists every problem of every file at once, and stores nothing', async () => {
    const [county] = buildCountyFiles('999108');
    const sites =
      'id,name,tier,lon,lat\nW,县城,county,110.1,30.2\nW,又一个,county,200,30.2\nV,村,hamlet,110.2,x\n';
    const problem = await readProblem(await server.upload([county, { name: 'sites.csv', content: sites }]));
    expect(problem.code).toBe('county_files_invalid');
    expect(problem.status).toBe(422);
    const errors = (problem.errors ?? []).filter((issue) => issue.severity === 'error');
    expect(errors.length).toBeGreaterThanOrEqual(3);
    for (const error of errors) {
      expect(error).toMatchObject({
        file: 'sites.csv',
        code: expect.any(String),
        remedy: expect.any(String),
      });
      expect(error.row).toBeGreaterThan(1);
    }
    expect(await listCodes()).not.toContain('999108');
  });
});

describe('an upload that nobody should send', () => {
  const sites = buildCountyFiles('999110')[1];

  test.each([
    ['a broken zip', 'broken_zip', buildZip(buildCountyFiles('999110')).subarray(0, 400)],
    ['a zip bomb', 'zip_bomb', buildZip([{ name: 'sites.csv', content: new Uint8Array(40 * MEBIBYTE) }])],
    ['a name that leads out', 'unsafe_file_name', buildZip([{ ...sites, name: '../../etc/sites.csv' }])],
    ['an absolute name', 'unsafe_file_name', buildZip([{ ...sites, name: '/etc/sites.csv' }])],
    ['an encrypted entry', 'zip_encrypted', buildZip([{ ...sites, encrypted: true }])],
    ['an empty zip', 'no_files', buildZip([])],
  ])('%s is refused as %s', async (_what, code, content) => {
    const problem = await readProblem(await server.upload([{ name: 'county.zip', content }]));
    expect(problem.code).toBe('county_files_invalid');
    expect(problem.errors?.map((issue) => issue.code)).toContain(code);
  });

  test('bytes that are no text are refused with the file and the place', async () => {
    const content = new Uint8Array([...Buffer.from('id,name\n'), 0xff, 0xfe, 0xfd, 0x00, 0x81, 0xff]);
    const problem = await readProblem(await server.upload([{ name: 'sites.csv', content }]));
    expect(problem.code).toBe('county_files_invalid');
    expect(problem.errors?.[0]).toMatchObject({ file: 'sites.csv', severity: 'error' });
  });

  test('a file above the limit is refused by its stated length, and when the length is not stated', async () => {
    const content = new Uint8Array(4 * MEBIBYTE);
    expect((await readProblem(await server.upload([{ name: 'sites.csv', content }]))).code).toBe(
      'body_too_large',
    );
    const form = new FormData();
    form.append('file', new Blob([content]), 'sites.csv');
    const packed = new Response(form);
    const response = await fetch(`${server.url}/v1/counties`, {
      method: 'POST',
      headers: { 'content-type': packed.headers.get('content-type') ?? '' },
      body: packed.body,
      duplex: 'half',
    });
    expect(await readProblem(response)).toMatchObject({
      code: 'body_too_large',
      detail: expect.stringContaining('2 MiB'),
    });
  });

  test('files that are too large only together are refused', async () => {
    const content = new Uint8Array(0.9 * MEBIBYTE);
    const files = ['a.csv', 'b.csv', 'c.csv'].map((name) => ({ name, content }));
    expect((await readProblem(await server.upload(files))).code).toBe('body_too_large');
  });

  test('no file, an unknown field or a wrong one is refused by name', async () => {
    expect((await readProblem(await server.upload([]))).code).toBe('malformed_upload');
    const fields = { code: '12', crs: 'mars', colour: 'red' };
    const problem = await readProblem(await server.upload(buildCountyFiles('999111'), '', fields));
    expect(problem.code).toBe('invalid_request');
    expect(problem.errors?.map((error) => error.path).sort()).toEqual(['code', 'colour', 'crs']);
  });

  test('a body that breaks off, or is not multipart, is refused', async () => {
    const headers = { 'content-type': 'multipart/form-data; boundary=x' };
    const body = '--x\r\ncontent-disposition: form-data; name="file"; filename="sites.csv"\r\n\r\nid,na';
    const broken = await fetch(`${server.url}/v1/counties`, { method: 'POST', headers, body });
    expect((await readProblem(broken)).code).toBe('malformed_upload');
    const json = await server.post('/v1/counties', { code: '999112' });
    expect((await readProblem(json)).code).toBe('unsupported_media_type');
    const nothing = await server.post('/v1/counties');
    expect((await readProblem(nothing)).code).toBe('unsupported_media_type');
  });
});

describe('a county', () => {
  beforeAll(async () => {
    await server.upload(buildCountyFiles('999120', 6));
  });

  test('links to its parts, all of which answer', async () => {
    const { links } = await getJson<{ links: Record<string, string> }>('/v1/counties/999120');
    expect(Object.keys(links).length).toBeGreaterThan(10);
    for (const [part, address] of Object.entries(links)) {
      const { status } = await server.get(address);
      expect({ part, status }).toEqual({ part, status: 200 });
    }
  });

  test('pages its rows so that following next gives each once', async () => {
    const all = await getJson<Page<{ id: string }>>('/v1/counties/999120/demands?limit=1000');
    const ids: string[] = [];
    let next: string | null = '/v1/counties/999120/demands?limit=7';
    while (next !== null) {
      const page: Page<{ id: string }> = await getJson(next);
      ids.push(...page.items.map(({ id }) => id));
      next = page.next;
    }
    expect(ids.length).toBeGreaterThan(7);
    expect(ids).toEqual(all.items.map(({ id }) => id));
  });

  test.each(['limit=0', 'limit=1001', 'limit=x', 'cursor=', 'page=2', 'limit=1&limit=2'])(
    'refuses the query %s',
    async (query) => {
      expect((await readProblem(await server.get(`/v1/counties/999120/sites?${query}`))).code).toBe(
        'invalid_request',
      );
    },
  );

  test.each(['zzz', 'bm90LWEtbnVtYmVy', 'LTU'])('refuses the made-up cursor %s', async (cursor) => {
    const response = await server.get(`/v1/counties/999120/sites?cursor=${cursor}`);
    expect((await readProblem(response)).code).toBe('invalid_cursor');
  });

  test('shows its sites, boundary and roads as maps, empty where it has none', async () => {
    const sites = await getJson<{ features: { geometry: unknown }[] }>('/v1/counties/999120/sites.geojson');
    expect(sites.features.length).toBeGreaterThanOrEqual(9);
    for (const layer of ['roads', 'boundary']) {
      expect(await getJson(`/v1/counties/999120/${layer}.geojson`)).toMatchObject({ features: [] });
    }
  });

  test('shows its logistics network as JSON, GraphML and GEXF', async () => {
    const graph = await getJson<{ nodes: unknown[]; edges: unknown[] }>('/v1/counties/999120/network');
    expect(graph.nodes.length).toBeGreaterThanOrEqual(9);
    for (const [format, root] of [
      ['graphml', '<graphml'],
      ['gexf', '<gexf'],
    ]) {
      const response = await server.get(`/v1/counties/999120/network.${format}`);
      expect(response.headers.get('content-type')).toContain('xml');
      expect(await response.text()).toContain(root);
    }
  });

  test('goes with everything below it, once', async () => {
    await server.upload(buildCountyFiles('999121'));
    const scenario = await server.post('/v1/counties/999121/scenarios', {});
    const { id } = (await scenario.json()) as { id: string };
    expect((await server.delete('/v1/counties/999121')).status).toBe(204);
    expect((await readProblem(await server.get(`/v1/scenarios/${id}`))).code).toBe('scenario_not_found');
    for (const path of [
      '',
      '/sites',
      '/sites.geojson',
      '/roads.geojson',
      '/network',
      '/plans',
      '/scenarios',
    ]) {
      const response = await server.get(`/v1/counties/999121${path}`);
      const { code } = await readProblem(response);
      expect({ path, code }).toEqual({ path, code: 'county_not_found' });
    }
    expect((await readProblem(await server.delete('/v1/counties/999121'))).code).toBe('county_not_found');
  });
});

describe('scenarios', () => {
  beforeAll(async () => {
    await server.upload(buildCountyFiles('999130'));
  });

  test('made of nothing pool every carrier', async () => {
    const response = await server.post('/v1/counties/999130/scenarios');
    expect(response.status).toBe(201);
    const record = (await response.json()) as { id: string; scenario: { coalitions: string[][] } };
    expect(response.headers.get('location')).toBe(`/v1/scenarios/${record.id}`);
    const { items } = await getJson<Page<{ id: string }>>('/v1/counties/999130/carriers');
    expect(record.scenario.coalitions).toEqual([items.map(({ id }) => id)]);
    expect(await getJson(`/v1/scenarios/${record.id}`)).toEqual(record);
  });

  test('can be sent back as they were read', async () => {
    const first = await server.post('/v1/counties/999130/scenarios', {
      name: '甲',
      seed: 9,
      minVisitsPerWeek: 5,
    });
    const { scenario } = (await first.json()) as { scenario: object };
    const second = await server.post('/v1/counties/999130/scenarios', scenario);
    expect(((await second.json()) as { scenario: object }).scenario).toEqual(scenario);
  });

  test('with wrong choices are refused with every place', async () => {
    const shape = await server.post('/v1/counties/999130/scenarios', {
      seeds: '2',
      colour: 1,
      minVisitsPerWeek: 9,
    });
    const invalid = await readProblem(shape);
    expect(invalid.code).toBe('invalid_request');
    expect(invalid.errors?.map((error) => error.path).sort()).toEqual([
      '/colour',
      '/minVisitsPerWeek',
      '/seeds',
    ]);
    const choices = await server.post('/v1/counties/999130/scenarios', {
      coalitions: [['nobody']],
      closedSiteIds: ['nowhere'],
    });
    const unfit = await readProblem(choices);
    expect(unfit.code).toBe('invalid_scenario');
    expect(unfit.errors?.map((error) => error.path)).toEqual(
      expect.arrayContaining(['/coalitions/0/0', '/closedSiteIds/0']),
    );
  });

  test('are listed newest first, and deleted once', async () => {
    const created = await server.post('/v1/counties/999130/scenarios', { name: 'last' });
    const { id } = (await created.json()) as { id: string };
    const { items } = await getJson<Page<{ id: string }>>('/v1/counties/999130/scenarios');
    expect(items[0].id).toBe(id);
    expect((await server.delete(`/v1/scenarios/${id}`)).status).toBe(204);
    expect((await readProblem(await server.delete(`/v1/scenarios/${id}`))).code).toBe('scenario_not_found');
  });
});
