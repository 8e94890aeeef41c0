import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

const PROJECT = join(import.meta.dirname, '../..');

test('docs/errors-cost-sharing.md lists every code of the game mathematics once, and no other', async () => {
  const source = await readFile(join(PROJECT, 'src/cost-sharing/cost-sharing-error.ts'), 'utf8');
  const [, union] = /CostSharingErrorCode =([^;]+);/.exec(source)!;
  const codes = [...union.matchAll(/'(\w+)'/g)].map(([, code]) => code);
  const [page] = (await readFile(join(PROJECT, 'docs/errors-cost-sharing.md'), 'utf8')).split('## Remarks');
  const listed = [...page.matchAll(/^\| `(\w+)`/gm)].map(([, code]) => code);
  expect(codes.length).toBeGreaterThan(3);
  expect(listed.toSorted()).toEqual(codes.toSorted());
});
