import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { PoolingStudy } from '../../src/planning/pooling-study/pooling-study.ts';
import { runFile } from '../journeys/child-process.ts';
import { smallCountyFiles } from '../journeys/small-county.ts';

describe('npm run study', { timeout: 240_000 }, () => {
  let folder: string;
  let county: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cunda-study-'));
    county = join(folder, 'county');
    await mkdir(county);
    for (const { name, bytes } of smallCountyFiles('999002', 3)) await writeFile(join(county, name), bytes);
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function study(...args: string[]): Promise<{ code: number | null; output: string }> {
    const child = runFile('src/cli/study.ts', args);
    return { code: await child.ended, output: child.output() };
  }

  test('prints the verdict and the shares, writes the tables, and goes on from what it kept', async () => {
    const scenario = join(folder, 'pair.json');
    await writeFile(scenario, '{"coalitions": [["post", "coop"]]}');
    const out = join(folder, 'out');
    const options = ['--scenario', scenario, '--iterations', '5', '--out', out];
    const first = await study(county, ...options);
    expect(first).toMatchObject({ code: 0 });
    expect(first.output).toMatch(/Pooling|saving/);
    expect(first.output).toContain('3 of 3 coalitions were solved as one pool');
    const text = await readFile(join(out, 'study.json'), 'utf8');
    expect((JSON.parse(text) as PoolingStudy).coalitions).toHaveLength(3);
    const kept = await readdir(join(out, 'coalitions'));
    expect(kept).toHaveLength(3);
    expect((await readdir(out)).sort()).toEqual(
      expect.arrayContaining(['allocations.csv', 'coalitions.csv', 'plan']),
    );
    await rm(join(out, 'coalitions', kept[0]));
    const second = await study(county, ...options);
    expect(second).toMatchObject({ code: 0 });
    expect(await readFile(join(out, 'study.json'), 'utf8')).toBe(text);
  });

  test('says that a scenario without a pool cannot be studied', async () => {
    const scenario = join(folder, 'nobody.json');
    await writeFile(scenario, '{"coalitions": []}');
    const { code, output } = await study(county, '--scenario', scenario);
    expect(code).toBe(1);
    expect(output).toContain('too_few_carriers');
    expect(output).not.toContain('    at ');
  });
});
