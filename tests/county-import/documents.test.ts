import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as columns from '../../src/county-import/column-dictionary.ts';
import * as words from '../../src/county-import/choice-words.ts';

const ROOT = join(import.meta.dirname, '../..');

async function readSources(folder: string): Promise<string> {
  const names = (await readdir(join(ROOT, folder))).filter((name) => name.endsWith('.ts'));
  const texts = await Promise.all(names.map((name) => readFile(join(ROOT, folder, name), 'utf8')));
  return texts.join('\n');
}

test('every code of the import is explained in docs/errors-county-import.md', async () => {
  const folders = ['src/county-import', 'src/model', 'src/model/validation'];
  const source = (await Promise.all(folders.map(readSources))).join('\n');
  const patterns = [
    /code: '([a-z_]+)'/g,
    /CountyFilesError\(\s*'([a-z_]+)'/g,
    /(?:fail|warn)\(\s*'[A-Za-z]+',\s*'([a-z_]+)'/g,
    /(?:warnDefault|#warnUnknown)\(\s*(?:issues,\s*)?'([a-z_]+)'/g,
  ];
  const codes = new Set(
    patterns.flatMap((pattern) => [...source.matchAll(pattern)].map((match) => match[1])),
  );
  const document = await readFile(join(ROOT, 'docs/errors-county-import.md'), 'utf8');
  expect(codes.size).toBeGreaterThan(60);
  expect([...codes].filter((code) => !document.includes(`\`${code}\``))).toEqual([]);
});

test('every heading and word that is read stands in docs/county-files.md', async () => {
  const document = await readFile(join(ROOT, 'docs/county-files.md'), 'utf8');
  const { TABLE_FILES, ...tables } = columns;
  const headings = Object.values(tables).flatMap((table) =>
    Object.values(table).flatMap(
      (names: columns.ColumnNames) => (Array.isArray(names) ? names : Object.keys(names)) as string[],
    ),
  );
  const { findChoice: _, ...choices } = words;
  const known = Object.values(choices).flatMap((choice) => Object.values(choice).flat());
  const files = Object.values(TABLE_FILES).flatMap((names) => names.slice(1));
  const missing = [...headings, ...known, ...files].filter((name) => !document.includes(`\`${name}\``));
  expect(missing).toEqual([]);
});
