import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Plan } from '../../src/model/plan.ts';
import { runFile } from '../journeys/child-process.ts';
import { smallCountyFiles } from '../journeys/small-county.ts';

describe('npm run plan', () => {
  let folder: string;
  let county: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cunda-plan-'));
    county = join(folder, 'county');
    await mkdir(county);
    for (const { name, bytes } of smallCountyFiles('999002', 6)) await writeFile(join(county, name), bytes);
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function plan(...args: string[]): Promise<{ code: number | null; output: string }> {
    const child = runFile('src/cli/plan.ts', args);
    return { code: await child.ended, output: child.output() };
  }

  test('prints the ladder and writes the plan, alike for the same effort', async () => {
    const outs = [join(folder, 'out', 'a'), join(folder, 'out', 'b')];
    for (const out of outs) {
      const { code, output } = await plan(county, '--iterations', '20', '--seed', '9', '--out', out);
      expect(code).toBe(0);
      expect(output).toContain('Planned alone');
      expect(output).not.toContain('\r');
    }
    const [first, second] = await Promise.all(outs.map((out) => readFile(join(out, 'plan.json'), 'utf8')));
    expect(first).toBe(second);
    const { scenario } = JSON.parse(first) as Plan;
    expect(scenario).toMatchObject({ seed: 9, budget: { kind: 'iterations', iterations: 20 } });
    const names = await readdir(outs[0]);
    expect(names).toEqual(
      expect.arrayContaining(
        ['comparison.csv', 'routes.csv', 'stops.csv', 'unserved.csv', 'metrics.json'].concat(
          ['routes', 'stops', 'sites', 'flows'].map((name) => `${name}.geojson`),
        ),
      ),
    );
    for (const name of names.filter((file) => file.endsWith('json'))) {
      const text = await readFile(join(outs[0], name), 'utf8');
      expect(JSON.parse(text)).toBeTypeOf('object');
    }
  });

  test('says how it is used', async () => {
    const { code, output } = await plan('--help');
    expect(code).toBe(0);
    expect(output).toMatch(/^Usage: npm run plan/);
  });

  test('takes the choices of a scenario file', async () => {
    const file = join(folder, 'scenario.json');
    await writeFile(file, JSON.stringify({ name: '各自', coalitions: [], seeds: 1 }));
    const out = join(folder, 'out', 'c');
    const { code } = await plan(
      county,
      '--scenario',
      file,
      '--iterations',
      '5',
      '--out',
      out,
      '--language',
      'zh',
    );
    expect(code).toBe(0);
    const { scenario } = JSON.parse(await readFile(join(out, 'plan.json'), 'utf8')) as Plan;
    expect(scenario).toMatchObject({ name: '各自', coalitions: [], seeds: 1 });
  });

  test.each([
    ['no county', [], 'Name one county folder'],
    ['a folder that is not there', ['nowhere'], 'nowhere'],
    ['an unknown option', ['x', '--nonsense'], '--nonsense'],
    ['two kinds of effort', ['x', '--seconds', '1', '--iterations', '1'], 'not both'],
    ['effort that is no number', ['x', '--seconds', 'long'], 'must be a number'],
    ['an unknown coordinate system', ['x', '--crs', 'mars'], '--crs must be one of'],
  ])('refuses %s in a sentence', async (_what, args, message) => {
    const { code, output } = await plan(...args);
    expect(code).toBe(1);
    expect(output).toContain(message);
    expect(output).not.toContain('    at ');
  });

  test('refuses a result folder that cannot be written before it plans', async () => {
    const file = join(folder, 'a-file');
    await writeFile(file, '');
    for (const out of [file, join(file, 'inner')]) {
      const { code, output } = await plan(county, '--iterations', '5', '--out', out);
      expect({ code, planned: output.includes('Planned alone') }).toEqual({ code: 1, planned: false });
      expect(output).toContain(`Nothing can be written to ${out}`);
      expect(output).not.toContain('    at ');
    }
  });

  test('tells each kind of warning once and keeps all of them beside the plan', async () => {
    const sparse = join(folder, 'sparse');
    await mkdir(sparse);
    const rows = ['A', 'B', 'C'].map((id) => `${id},${id}村,village,T,,`);
    const sites = [
      'id,name,tier,parent_id,lon,lat',
      'W,县城,county,,110,30',
      'T,镇,township,W,110.1,30.1',
      ...rows,
    ];
    await writeFile(join(sparse, 'sites.csv'), sites.join('\n'));
    const out = join(folder, 'out', 'sparse');
    const { code, output } = await plan(sparse, '--iterations', '5', '--out', out);
    expect(code).toBe(0);
    expect(output.match(/missing_coordinates/g)).toHaveLength(1);
    expect(output).toContain('(and 2 more of this kind)');
    expect(output.indexOf('no_roads')).toBeLessThan(output.indexOf('missing_coordinates'));
    const kept = await readFile(join(out, 'warnings.txt'), 'utf8');
    expect(kept.match(/missing_coordinates/g)).toHaveLength(3);
  });

  test('lists all that is wrong with a county', async () => {
    const broken = join(folder, 'broken');
    await mkdir(broken);
    for (const { name, bytes } of smallCountyFiles('999002', 6)) await writeFile(join(broken, name), bytes);
    const sites = 'id,name,tier,parent,lon,lat\nW,县城,county,,999,30.2\nV,村,hamlet,nobody,110,30\n';
    await writeFile(join(broken, 'sites.csv'), sites);
    const { code, output } = await plan(broken);
    expect(code).toBe(1);
    expect(output).toContain('sites.csv:2');
    expect(output).toContain('sites.csv:3');
    expect(output).not.toContain('    at ');
  });

  test('lists all that is wrong with a scenario', async () => {
    const file = join(folder, 'bad-scenario.json');
    await writeFile(file, JSON.stringify({ coalitions: [['nobody']], seeds: 0 }));
    const { code, output } = await plan(county, '--scenario', file);
    expect(code).toBe(1);
    expect(output).toContain('/coalitions/0/0');
    expect(output).toContain('/seeds');
    expect(output).not.toContain('    at ');
    await writeFile(file, '{');
    expect((await plan(county, '--scenario', file)).output).toContain('is not JSON');
  });

  test('says which override does not fit the roads, without a stack', async () => {
    const roads = join(folder, 'with-roads');
    await mkdir(roads);
    for (const { name, bytes } of smallCountyFiles('999003', 2)) await writeFile(join(roads, name), bytes);
    const line = {
      type: 'LineString',
      coordinates: [
        [110, 30.18],
        [110.1, 30.2],
        [110.2, 30.22],
      ],
    };
    const feature = { type: 'Feature', id: 7, properties: { class: 'tertiary' }, geometry: line };
    await writeFile(
      join(roads, 'roads.geojson'),
      JSON.stringify({ type: 'FeatureCollection', features: [feature] }),
    );
    const file = join(folder, 'bad-override.json');
    const override = { name: '村口桥', recordedOn: '2026-05-04', wayId: 7, near: [30.2, 80], closed: true };
    await writeFile(file, JSON.stringify({ roadOverrides: [override] }));
    const { code, output } = await plan(roads, '--scenario', file);
    expect(code).toBe(1);
    expect(output).toContain('roads_bad_value: roadOverrides[0].near: Way 7 is ');
    expect(output).not.toContain('    at ');
  });
});
