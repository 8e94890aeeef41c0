import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

const PROJECT = join(import.meta.dirname, '../..');

describe('docs/errors-server.md', () => {
  test('lists every code of the stores, no more than once', async () => {
    const source = await readFile(join(PROJECT, 'src/persistence/persistence-error.ts'), 'utf8');
    const [, union] = /PersistenceErrorCode =([^;]+);/.exec(source)!;
    const codes = [...union.matchAll(/'(\w+)'/g)].map(([, code]) => code);
    const page = await readFile(join(PROJECT, 'docs/errors-server.md'), 'utf8');
    const listed = [...page.matchAll(/^\| `(\w+)`/gm)].map(([, code]) => code);
    expect(codes.length).toBeGreaterThan(10);
    expect(listed).toEqual(expect.arrayContaining(codes));
    expect(new Set(listed).size).toBe(listed.length);
  });
});
