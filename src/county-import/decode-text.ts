import { isUtf8 } from 'node:buffer';
import { CountyFilesError } from './county-file.ts';

export type TextEncoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be';

export interface DecodedText {
  readonly text: string;
  readonly encoding: TextEncoding;
}

/** Characters that Chinese tables consist of: CJK ideographs, kana-free punctuation, full-width and Latin-1 signs. */
const EXPECTED =
  /^[\p{Script=Han}\u00A0-\u00FF\u2010-\u2030\u2103-\u22FF\u2460-\u25CF\u3000-\u303F\uFE30-\uFE4F\uFF00-\uFFEF]$/u;
const LEAST_EXPECTED_SHARE = 0.9;

/**
 * Decodes a text file: by its byte order mark, else strictly as UTF-8, else as GB18030 when what comes out reads as
 * Chinese. Anything else is refused with the offset of the first byte that does not fit.
 *
 * @throws CountyFilesError `binary_file` or `unknown_encoding`.
 */
export function decodeText(file: string, bytes: Uint8Array): DecodedText {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeUtf16(file, bytes, 'utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeUtf16(file, bytes, 'utf-16be');
  const zero = bytes.indexOf(0);
  if (zero >= 0) throw buildBinaryError(file, zero);
  if (isUtf8(bytes)) return { text: new TextDecoder('utf-8').decode(bytes), encoding: 'utf-8' };
  const text = decodeStrictly(bytes, 'gb18030');
  if (text !== null && readsAsChinese(text)) return { text, encoding: 'gb18030' };
  throw buildEncodingError(file, findInvalidUtf8(bytes));
}

/** Offset of the first byte that is no part of well-formed UTF-8 (RFC 3629); the length when all are. */
export function findInvalidUtf8(bytes: Uint8Array): number {
  for (let at = 0; at < bytes.length;) {
    const width = sequenceWidth(bytes[at]);
    if (width === 0 || !isUtf8(bytes.subarray(at, at + width))) return at;
    at += width;
  }
  return bytes.length;
}

function sequenceWidth(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  if (lead < 0xe0) return 2;
  return lead < 0xf0 ? 3 : 4;
}

function decodeUtf16(file: string, bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): DecodedText {
  const text = decodeStrictly(bytes, encoding);
  if (text === null) throw buildEncodingError(file, bytes.length - 1);
  return { text, encoding };
}

function decodeStrictly(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function readsAsChinese(text: string): boolean {
  let foreign = 0;
  let expected = 0;
  for (const character of text) {
    if (character < '\u0080') continue;
    if (EXPECTED.test(character)) expected += 1;
    else foreign += 1;
  }
  return expected >= LEAST_EXPECTED_SHARE * (expected + foreign);
}

function buildBinaryError(file: string, offset: number): CountyFilesError {
  return new CountyFilesError(
    'binary_file',
    `"${file}" is no text: byte ${offset} is zero.`,
    'Save it as CSV in UTF-8; UTF-16 needs its byte order mark.',
    file,
  );
}

function buildEncodingError(file: string, offset: number): CountyFilesError {
  return new CountyFilesError(
    'unknown_encoding',
    `"${file}" is neither UTF-8 nor GB18030: byte ${offset} does not fit.`,
    'Save it as UTF-8.',
    file,
  );
}
