import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CountyFilesError } from '../../src/county-import/county-file.ts';
import { decodeText, findInvalidUtf8 } from '../../src/county-import/decode-text.ts';

const GB18030_SONGCUN = Uint8Array.of(0xcb, 0xc9, 0xb4, 0xe5);

function codeOf(bytes: Uint8Array): string {
  try {
    decodeText('x.csv', bytes);
  } catch (error) {
    if (error instanceof CountyFilesError) return error.code;
    throw error;
  }
  return 'decoded';
}

describe('decodeText', () => {
  test('takes well-formed UTF-8 as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        fc.pre(!text.includes('\0') && !text.startsWith('\uFEFF'));
        expect(decodeText('x.csv', new TextEncoder().encode(text))).toEqual({ text, encoding: 'utf-8' });
      }),
    );
  });

  test('recognises GB18030 by what it reads as', () => {
    expect(decodeText('x.csv', GB18030_SONGCUN)).toEqual({ text: '松村', encoding: 'gb18030' });
  });

  test('reads UTF-16 of either order by its mark', () => {
    const little = Buffer.from('\uFEFF村', 'utf16le');
    expect(decodeText('x.csv', little)).toEqual({ text: '村', encoding: 'utf-16le' });
    expect(decodeText('x.csv', Buffer.from(little).swap16())).toEqual({ text: '村', encoding: 'utf-16be' });
  });

  test('refuses UTF-16 without a mark and other binary data', () => {
    expect(codeOf(Buffer.from('id,name', 'utf16le'))).toBe('binary_file');
  });

  test('refuses Latin-1 and names the first byte that does not fit', () => {
    const latin = Buffer.from('id,name\n1,Café\n2,Zürich, Genève, Besançon\n', 'latin1');
    expect(codeOf(latin)).toBe('unknown_encoding');
    expect(() => decodeText('x.csv', latin)).toThrow('byte 13 ');
  });

  test('never throws anything uncoded', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        expect(['decoded', 'binary_file', 'unknown_encoding']).toContain(codeOf(bytes));
      }),
    );
  });
});

describe('findInvalidUtf8', () => {
  test('points at the byte where well-formed text ends', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom(0x80, 0xc0, 0xff, 0xf5), (text, bad) => {
        const good = new TextEncoder().encode(text);
        expect(findInvalidUtf8(Uint8Array.of(...good, bad))).toBe(good.length);
        expect(findInvalidUtf8(good)).toBe(good.length);
      }),
    );
  });
});
