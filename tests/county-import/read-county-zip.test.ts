import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  CountyFilesError,
  type CountyFile,
  DEFAULT_IMPORT_LIMITS,
} from '../../src/county-import/county-file.ts';
import { importCounty } from '../../src/county-import/import-county.ts';
import { readCountyZip } from '../../src/county-import/read-county-zip.ts';
import { buildSmallFiles } from './small-county.ts';
import { buildZip } from './zip-writer.ts';

const LIMITS = { ...DEFAULT_IMPORT_LIMITS, maxFileBytes: 100_000, maxTotalBytes: 150_000, maxFiles: 20 };

async function codeOf(bytes: Uint8Array): Promise<string> {
  try {
    await readCountyZip(bytes, LIMITS);
    return 'read';
  } catch (error) {
    if (error instanceof CountyFilesError) return error.code;
    throw error;
  }
}

function zipFiles(files: readonly CountyFile[], folder = ''): Uint8Array {
  return buildZip(files.map(({ name, bytes }) => ({ name: folder + name, content: bytes })));
}

describe('a zipped county', () => {
  test.each(['', 'county/'])('imports like its folder (inside %j)', async (folder) => {
    const files = buildSmallFiles();
    const plain = await importCounty(files);
    const zipped = await importCounty(await readCountyZip(zipFiles(files, folder)));
    expect(zipped).toEqual(plain);
  });

  test('may carry the litter of macOS and names in GB18030', async () => {
    const name = Uint8Array.of(0xd5, 0xbe, 0xb5, 0xe3, 0x2e, 0x63, 0x73, 0x76);
    const bytes = buildZip([
      { name, content: 'id,name,tier\n' },
      { name: '__MACOSX/._sites.csv', content: 'x' },
      { name: '.DS_Store', content: 'x' },
    ]);
    const files = await readCountyZip(bytes);
    expect(files.map((file) => file.name)).toEqual(['站点.csv']);
  });
});

describe('a hostile or broken zip', () => {
  test.each([
    ['../sites.csv', 'unsafe_file_name'],
    ['a/../../sites.csv', 'unsafe_file_name'],
    ['..\\sites.csv', 'unsafe_file_name'],
    ['/etc/passwd', 'unsafe_file_name'],
    ['C:\\sites.csv', 'unsafe_file_name'],
    ['sites\u0000.csv', 'unsafe_file_name'],
    ['a/b/sites.csv', 'nested_folders'],
  ])('is refused for the name %j', async (name, code) => {
    expect(await codeOf(buildZip([{ name, content: 'x' }]))).toBe(code);
  });

  test('is refused for a name given twice, also in another case', async () => {
    const entries = ['sites.csv', 'Sites.CSV'].map((name) => ({ name, content: 'x' }));
    expect(await codeOf(buildZip(entries))).toBe('duplicate_file');
  });

  test('is refused as a bomb before it unpacks', async () => {
    const content = new Uint8Array(40 * 2 ** 20);
    await expect(readCountyZip(buildZip([{ name: 'sites.csv', content }]))).rejects.toMatchObject({
      code: 'zip_bomb',
    });
  });

  test('is refused when an entry unpacks to more than it claims', async () => {
    const content = new Uint8Array(10 * 2 ** 20);
    expect(await codeOf(buildZip([{ name: 'sites.csv', content, claimedSize: 500 }]))).toBe('broken_zip');
  });

  test('is refused for too large a file, total or number of files', async () => {
    const noise = Uint8Array.from({ length: 90_000 }, (_, at) => Math.imul(at, 2_654_435_761) >>> 24);
    expect(await codeOf(buildZip([{ name: 'sites.csv', content: Buffer.concat([noise, noise]) }]))).not.toBe(
      'read',
    );
    const two = ['a.csv', 'b.csv'].map((name) => ({ name, content: noise }));
    expect(await codeOf(buildZip(two))).toBe('dataset_too_large');
    const many = Array.from({ length: 21 }, (_, at) => ({ name: `${at}.csv`, content: 'x' }));
    expect(await codeOf(buildZip(many))).toBe('too_many_files');
  });

  test('is refused when encrypted', async () => {
    expect(await codeOf(buildZip([{ name: 'sites.csv', content: 'x', encrypted: true }]))).toBe(
      'zip_encrypted',
    );
  });

  test('gives a coded error wherever it is cut or damaged', async () => {
    const whole = zipFiles(buildSmallFiles());
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), fc.boolean(), async (at, value, cut) => {
        const damaged = cut ? whole.slice(0, at) : Uint8Array.from(whole).fill(value, at, at + 1);
        expect(await codeOf(damaged)).toMatch(/^[a-z_]+$/);
      }),
      { numRuns: 150 },
    );
  });
});
