import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { importCounty } from '../../src/county-import/import-county.ts';
import { readCountyFolder } from '../../src/county-import/read-county-folder.ts';
import { buildSmallFiles } from './small-county.ts';
import { buildZip } from './zip-writer.ts';

const MEBIBYTE = 2 ** 20;

describe('readCountyFolder', () => {
  let folder = '';

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'county-folder-'));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  test('reads a folder in order of name, without hidden files and subfolders', async () => {
    for (const { name, bytes } of buildSmallFiles()) await writeFile(join(folder, name), bytes);
    await writeFile(join(folder, '.hidden'), 'x');
    await mkdir(join(folder, 'old'));
    const files = await readCountyFolder(folder);
    expect(files.map((file) => file.name)).toEqual(
      buildSmallFiles()
        .map((file) => file.name)
        .toSorted(),
    );
    expect(await importCounty(files)).toEqual(await importCounty(buildSmallFiles()));
  });

  test('reads a zip by its path', async () => {
    const path = join(folder, 'county.zip');
    await writeFile(path, buildZip([{ name: 'sites.csv', content: 'id' }]));
    expect((await readCountyFolder(path)).map((file) => file.name)).toEqual(['sites.csv']);
  });

  test('reads all files of a county code, named with or without the extension', async () => {
    for (const name of ['421223.csv', '421223.boundary.geojson', '230184.csv'])
      await writeFile(join(folder, name), 'x');
    for (const path of ['421223', '421223.csv']) {
      const files = await readCountyFolder(join(folder, path));
      expect(files.map((file) => file.name)).toEqual(['421223.boundary.geojson', '421223.csv']);
    }
  });

  test.each(['sites.csv', 'roads.osm.pbf', 'county.zip'])(
    'refuses %s of 200 MiB without reading it',
    async (name) => {
      await writeFile(join(folder, name), '');
      await truncate(join(folder, name), 200 * MEBIBYTE);
      const code = { code: 'file_too_large', file: name };
      await expect(readCountyFolder(join(folder, name))).rejects.toMatchObject(code);
      await expect(readCountyFolder(folder)).rejects.toMatchObject({ code: 'file_too_large' });
    },
  );

  test('refuses a path that is not there', async () => {
    await expect(readCountyFolder(join(folder, 'nowhere'))).rejects.toMatchObject({
      code: 'unreadable_path',
    });
  });
});

describe('files of an upload', () => {
  test('are refused when too large, too many, unsafe or none', async () => {
    const codesOf = async (files: Parameters<typeof importCounty>[0]): Promise<readonly string[]> => {
      const result = await importCounty(files);
      return result.ok ? [] : result.issues.map((issue) => issue.code);
    };
    const empty = new Uint8Array(0);
    expect(await codesOf([])).toEqual(['no_files']);
    expect(await codesOf([{ name: 'sites.csv', bytes: new Uint8Array(65 * MEBIBYTE) }])).toEqual([
      'file_too_large',
    ]);
    expect(await codesOf([{ name: '../sites.csv', bytes: empty }])).toEqual(['unsafe_file_name']);
    expect(
      await codesOf(Array.from({ length: 101 }, (_, at) => ({ name: `${at}.csv`, bytes: empty }))),
    ).toEqual(['too_many_files']);
  });
});
