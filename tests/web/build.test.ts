import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const run = promisify(execFile);
const BUILD = join(import.meta.dirname, '../../web/build.mjs');

describe('building the page', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cunda-build-'));
  });

  afterAll(() => rm(folder, { recursive: true }));

  test('is quiet, and leaves a page that names only its own files', async () => {
    const { stdout, stderr } = await run(process.execPath, [BUILD, folder]);
    expect({ stdout, stderr }).toEqual({ stdout: '', stderr: '' });
    const page = await readFile(join(folder, 'index.html'), 'utf8');
    const named = [...page.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address]) => address);
    expect(named.length).toBeGreaterThan(1);
    const assets = await readdir(folder, { recursive: true });
    expect(named.filter((address) => !assets.includes(address.slice(1)))).toEqual([]);
    // A strict content policy runs no script that stands in the page itself.
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)/);
  });

  test('is left out where Vite is not installed, with a word about why', async () => {
    await copyFile(BUILD, join(folder, 'build.mjs'));
    const { stdout, stderr } = await run(process.execPath, [join(folder, 'build.mjs')]);
    expect(stdout).toMatch(/not built here: Vite/);
    expect(stderr).toBe('');
  });
});
