import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { importCounty } from '../../src/county-import/import-county.ts';
import { buildSmallFiles, SMALL_COUNTY } from './small-county.ts';
import { buildWorkbook } from './zip-writer.ts';

const NASTY = [
  '',
  '-1',
  '1e308',
  '1e999',
  '28.1',
  '村',
  'W',
  '__proto__',
  'constructor',
  '25:61',
  '"',
  '"a',
  ',,,',
  '\t',
  '1-7',
  '=1+1',
];

test('files damaged at random give a county or coded issues, never anything else', async () => {
  const files = buildSmallFiles();
  const damage = fc.record({
    file: fc.nat(files.length - 1),
    at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
    bytes: fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 4 }),
      fc.constantFrom(...NASTY).map((text) => new TextEncoder().encode(text)),
    ),
    remove: fc.nat(30),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 4 }), async (damages) => {
      const damaged = [...files];
      for (const { file, at, bytes, remove } of damages) {
        const before = Buffer.from(damaged[file].bytes);
        const offset = Math.floor(at * before.length);
        const after = Buffer.concat([before.subarray(0, offset), bytes, before.subarray(offset + remove)]);
        damaged[file] = { name: damaged[file].name, bytes: after };
      }
      const result = await importCounty(damaged);
      const issues = result.ok ? result.warnings : result.issues;
      for (const issue of issues) {
        expect(issue.code).toMatch(/^[a-z][a-z0-9_]*$/);
        expect(issue.remedy.length).toBeGreaterThan(0);
      }
      expect(issues.some((issue) => issue.severity === 'error')).toBe(!result.ok);
    }),
    { numRuns: 400 },
  );
});

test('any single cell replaced gives a county or an error at that table', async () => {
  const names = Object.keys(SMALL_COUNTY);
  const cell = fc.record({
    name: fc.constantFrom(...names),
    row: fc.nat(),
    column: fc.nat(),
    text: fc.constantFrom(...NASTY.filter((text) => !/[",\t]/.test(text))),
  });
  await fc.assert(
    fc.asyncProperty(cell, async ({ name, row, column, text }) => {
      const rows = SMALL_COUNTY[name];
      const y = 1 + (row % (rows.length - 1));
      const changed = rows.map((cells, at) => (at === y ? cells.with(column % cells.length, text) : cells));
      const result = await importCounty(buildSmallFiles({ [name]: changed }));
      if (result.ok) return;
      const places = result.issues.filter((issue) => issue.severity === 'error').map((issue) => issue.file);
      expect(places).not.toHaveLength(0);
      expect(places.every((file) => file === null || names.some((table) => file === `${table}.csv`))).toBe(
        true,
      );
    }),
    { numRuns: 300 },
  );
});

test('a damaged workbook gives coded issues', async () => {
  const workbook = buildWorkbook(SMALL_COUNTY);
  await fc.assert(
    fc.asyncProperty(fc.nat(workbook.length - 1), fc.nat(255), fc.boolean(), async (at, value, cut) => {
      const bytes = cut ? workbook.slice(0, at) : Uint8Array.from(workbook).fill(value, at, at + 1);
      const result = await importCounty([{ name: 'county.xlsx', bytes }], { code: '999777' });
      const issues = result.ok ? result.warnings : result.issues;
      for (const issue of issues) expect(issue.code).toMatch(/^[a-z][a-z0-9_]*$/);
    }),
    { numRuns: 80 },
  );
});
