import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCsv } from '../../src/county-import/parse-csv.ts';

function parse(text: string, maxRows = 100): ReturnType<typeof parseCsv> {
  return parseCsv('x.csv', new TextEncoder().encode(text), maxRows);
}

describe('parseCsv', () => {
  test('gives back any table that was written with quotes', () => {
    const cell = fc
      .string({ unit: 'grapheme', maxLength: 8 })
      .map((text) => text.replaceAll(/[\0\r\uFEFF]/g, ''));
    const row = fc.array(cell, { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 6 }), fc.constantFrom(',', ';', '\t'), (rows, delimiter) => {
        const header = ['id', 'name', 'x'];
        const quoted = [header, ...rows].map((cells) =>
          cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(delimiter),
        );
        const filled = rows.filter((cells) => cells.some((text) => text.trim() !== ''));
        const table = parse(quoted.join('\r\n'));
        expect(table.header).toEqual(header);
        expect(table.rows.map((found) => found.cells)).toEqual(filled);
      }),
    );
  });

  test('numbers rows as the file does, empty ones counted', () => {
    const table = parse('id,name\n1,a\n\n,\n2,b\n');
    expect(table.rows.map((row) => row.number)).toEqual([2, 5]);
  });

  test('takes the delimiter from the header, not from what is quoted', () => {
    expect(parse('"a,b,c";name\n1;2\n').header).toEqual(['a,b,c', 'name']);
  });

  test.each([
    ['an open quotation mark', 'id,name\n1,"松村\n2,竹村\n', 'broken_csv'],
    ['a stray quotation mark', 'id,name\n1,松"村\n', 'broken_csv'],
    ['too many rows', `id\n${'1\n'.repeat(101)}`, 'too_many_rows'],
  ])('refuses %s', (_, text, code) => {
    expect(() => parse(text)).toThrow(expect.objectContaining({ code }));
  });
});
