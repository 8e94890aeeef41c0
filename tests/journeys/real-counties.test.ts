import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestServer, UploadedFile } from '../http/test-server.ts';
import { startTestServer } from '../http/test-server.ts';
import { runFile } from './child-process.ts';
import { waitForPlan } from './wait-for-plan.ts';

const GEO = join(import.meta.dirname, '../../../shared/geo');
const EFFORT = { seeds: 1, budget: { kind: 'iterations', iterations: 40 } };

interface RealCounty {
  readonly name: string;
  readonly folder: string;
  readonly prefix: string;
  readonly crs: string;
  readonly villages: number;
  /** Villages that the files place. */
  readonly located: number;
}

/** A dirty administrative list in GCJ-02 without roads, and a road map with nothing but place nodes. */
const COUNTIES: readonly RealCounty[] = [
  { name: '421223', folder: 'counties', prefix: '421223', crs: 'gcj02', villages: 203, located: 178 },
  {
    name: 'north-bayreuth',
    folder: 'osm',
    prefix: 'north-bayreuth-2014.osm',
    crs: 'wgs84',
    villages: 65,
    located: 65,
  },
];

interface VillageWeek {
  readonly siteId: string;
  readonly visits: readonly unknown[];
  readonly unserved: readonly { readonly code: string; readonly message: string }[];
}

describe.skipIf(!existsSync(GEO))('real counties (need ../shared/geo)', () => {
  let server: TestServer;
  let work: string;

  beforeAll(async () => {
    server = await startTestServer({ workers: 2 });
    work = await mkdtemp(join(tmpdir(), 'cunda-real-'));
  });
  afterAll(async () => {
    await server.close();
    await rm(work, { recursive: true });
  });

  async function listFiles({ folder, prefix }: RealCounty): Promise<readonly string[]> {
    const names = await readdir(join(GEO, folder));
    return names.filter((name) => name.startsWith(prefix)).map((name) => join(GEO, folder, name));
  }

  test.each(COUNTIES)(
    '$name over HTTP: every village is on a route or listed with a reason',
    async (county) => {
      const paths = await listFiles(county);
      const files = await Promise.all(
        paths.map(async (path): Promise<UploadedFile> => ({
          name: path.slice(path.lastIndexOf('/') + 1),
          content: await readFile(path),
        })),
      );
      const upload = await server.upload(files, '', { crs: county.crs });
      expect(upload.status).toBe(201);
      const ordered = await server.post(`${upload.headers.get('location')}/plans`, EFFORT);
      const plan = await waitForPlan(server, ordered.headers.get('location') ?? '');
      const villages = await server.get(`/v1/plans/${plan}/villages?limit=1000`);
      const { items } = (await villages.json()) as { items: readonly VillageWeek[] };
      const reasoned = ({ unserved }: VillageWeek): boolean =>
        unserved.length > 0 && unserved.every(({ code, message }) => code !== '' && message !== '');
      expect(items).toHaveLength(county.villages);
      expect(items.filter((village) => village.visits.length === 0 && !reasoned(village))).toEqual([]);
      expect(items.filter(({ visits }) => visits.length > 0)).toHaveLength(county.located);
    },
  );

  test.each(COUNTIES)('$name on the command line: the same, in the files it writes', async (county) => {
    const [folder, out] = [join(work, county.name), join(work, `${county.name}-out`)];
    await mkdir(folder);
    for (const path of await listFiles(county))
      await cp(path, join(folder, path.slice(path.lastIndexOf('/') + 1)));
    const run = runFile('src/cli/plan.ts', [folder, '--crs', county.crs, '--iterations', '40', '--out', out]);
    expect({ code: await run.ended, output: run.output() }).toMatchObject({ code: 0 });
    const { features } = JSON.parse(await readFile(join(out, 'sites.geojson'), 'utf8')) as {
      features: { properties: { tier: string; visitsPerWeek: number; unservedReason: string | null } }[];
    };
    const villages = features.map(({ properties }) => properties).filter(({ tier }) => tier === 'village');
    expect(villages).toHaveLength(county.villages);
    expect(villages.filter((site) => site.visitsPerWeek === 0 && site.unservedReason === null)).toEqual([]);
    expect(villages.filter(({ visitsPerWeek }) => visitsPerWeek > 0)).toHaveLength(county.located);
    expect(await readdir(out)).toContain('warnings.txt');
  });
});
