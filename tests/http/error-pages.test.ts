import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PROBLEMS } from '../../src/http/problems/catalogue.ts';

const ROOT = join(import.meta.dirname, '../..');

/** Places where a code is given to an error, a finding or a reason. */
const GIVEN =
  /(?:\bcode(?::| =)\s*|\b(?:add|addError|addWarning|fail|refuse|issue|warn)\(\s*|Error\(\s*)'([a-z]+(?:_[a-z0-9]+)+)'/g;
/** Types that list codes. */
const LISTED = /type \w+Code\b[^=]*=((?:\s*\|?\s*'[a-z0-9_]+')+)/g;

async function readSources(): Promise<readonly (readonly [string, string])[]> {
  const files = await readdir(join(ROOT, 'src'), { recursive: true });
  const sources = files.filter((file) => file.endsWith('.ts')).sort();
  return Promise.all(
    sources.map(async (file) => [file, await readFile(join(ROOT, 'src', file), 'utf8')] as const),
  );
}

async function readErrorPages(): Promise<string> {
  const files = (await readdir(join(ROOT, 'docs'))).filter((file) => /^errors.*\.md$/.test(file));
  const pages = await Promise.all(files.map((file) => readFile(join(ROOT, 'docs', file), 'utf8')));
  return pages.join('\n');
}

describe('the error pages', () => {
  test('list every code that the sources give', async () => {
    const pages = await readErrorPages();
    const missing: string[] = [];
    let seen = 0;
    for (const [file, source] of await readSources()) {
      const given = [...source.matchAll(GIVEN)].map(([, code]) => code);
      const listed = [...source.matchAll(LISTED)].flatMap(([, list]) =>
        [...list.matchAll(/'(\w+)'/g)].map(([, code]) => code),
      );
      const codes = new Set([...given, ...listed]);
      seen += codes.size;
      missing.push(
        ...[...codes].filter((code) => !pages.includes(`\`${code}\``)).map((code) => `${code} of ${file}`),
      );
    }
    expect(missing).toEqual([]);
    expect(seen).toBeGreaterThan(150);
  });

  test('say of every answer of the API what the API itself says', async () => {
    const page = await readFile(join(ROOT, 'docs/errors.md'), 'utf8');
    for (const [code, { status, cause, remedy }] of Object.entries(PROBLEMS)) {
      expect(page).toContain(`| \`${code}\` | ${status} | ${cause} | ${remedy} |`);
    }
  });

  test('are linked from the first of them, and links lead somewhere', async () => {
    const page = await readFile(join(ROOT, 'docs/errors.md'), 'utf8');
    const files = (await readdir(join(ROOT, 'docs'))).filter((file) => /^errors-.*\.md$/.test(file));
    for (const file of files) expect(page).toContain(`(${file})`);
  });
});
