import { crc32 } from 'node:zlib';

const BLOCK_MAGIC = [0x314159, 0x265359];
const END_MAGIC = [0x177245, 0x385090];
const SYMBOLS_PER_GROUP = 50;

/** Packs bytes as one bzip2 stream of blocks of at most `blockBytes`, plainly: one length for all codes, no search. */
export function encodeBzip2(bytes: Uint8Array, blockBytes = 1000): Uint8Array {
  const bits = new BitWriter();
  bits.write(0x425a68, 24);
  bits.write(0x31, 8);
  let whole = 0;
  for (let start = 0; start < bytes.length; start += blockBytes) {
    const part = bytes.subarray(start, start + blockBytes);
    const crc = crcOf(part);
    whole = (((whole << 1) | (whole >>> 31)) ^ crc) >>> 0;
    writeBlock(bits, shortenRuns(part), crc);
  }
  for (const half of END_MAGIC) bits.write(half, 24);
  bits.write(whole >>> 16, 16);
  bits.write(whole & 0xffff, 16);
  return bits.toBytes();
}

function writeBlock(bits: BitWriter, bytes: readonly number[], crc: number): void {
  for (const half of BLOCK_MAGIC) bits.write(half, 24);
  bits.write(crc >>> 16, 16);
  bits.write(crc & 0xffff, 16);
  bits.write(0, 1);
  const rotations = [...bytes.keys()].sort((a, b) => compareRotations(bytes, a, b));
  bits.write(rotations.indexOf(0), 24);
  const alphabet = [...new Set(bytes)].sort((a, b) => a - b);
  writeAlphabet(bits, alphabet);
  const last = rotations.map((start) => bytes[(start + bytes.length - 1) % bytes.length]);
  const symbols = toSymbols(last, alphabet);
  const size = alphabet.length + 2;
  const length = Math.ceil(Math.log2(size));
  const groups = Math.ceil(symbols.length / SYMBOLS_PER_GROUP);
  bits.write(2, 3);
  bits.write(groups, 15);
  for (let group = 0; group < groups; group++) bits.write(group === 0 ? 0 : 2, group === 0 ? 1 : 2);
  for (let table = 0; table < 2; table++) {
    bits.write(length, 5);
    for (let symbol = 0; symbol < size; symbol++) bits.write(0, 1);
  }
  for (const symbol of symbols) bits.write(symbol, length);
}

/** After four equal bytes comes how many more there are. */
function shortenRuns(bytes: Uint8Array): readonly number[] {
  const short: number[] = [];
  for (let at = 0; at < bytes.length;) {
    let end = at + 1;
    while (end < bytes.length && bytes[end] === bytes[at] && end - at < 259) end++;
    const count = end - at;
    short.push(...Array.from({ length: Math.min(count, 4) }, () => bytes[at]));
    if (count >= 4) short.push(count - 4);
    at = end;
  }
  return short;
}

function compareRotations(bytes: readonly number[], a: number, b: number): number {
  for (let step = 0; step < bytes.length; step++) {
    const difference = bytes[(a + step) % bytes.length] - bytes[(b + step) % bytes.length];
    if (difference !== 0) return difference;
  }
  return a - b;
}

function writeAlphabet(bits: BitWriter, alphabet: readonly number[]): void {
  const has = (byte: number) => (alphabet.includes(byte) ? 1 : 0);
  const ranges = Array.from({ length: 16 }, (_, range) => alphabet.some((byte) => byte >> 4 === range));
  for (const isUsed of ranges) bits.write(isUsed ? 1 : 0, 1);
  for (let byte = 0; byte < 256; byte++) if (ranges[byte >> 4]) bits.write(has(byte), 1);
}

/** Places in a list whose last used byte moves to the front; runs of the front in bijective base 2. */
function toSymbols(bytes: readonly number[], alphabet: readonly number[]): readonly number[] {
  const order = [...alphabet];
  const symbols: number[] = [];
  let run = 0;
  const endRun = () => {
    for (; run > 0; run = (run - 1) >> 1) symbols.push(run % 2 === 1 ? 0 : 1);
  };
  for (const byte of bytes) {
    const place = order.indexOf(byte);
    if (place === 0) run++;
    else {
      endRun();
      symbols.push(place + 1);
      order.splice(place, 1);
      order.unshift(byte);
    }
  }
  endRun();
  return [...symbols, alphabet.length + 1];
}

/** That of bzip2, which is zlib's with the bits of every byte and of the result in opposite order. */
function crcOf(bytes: Uint8Array): number {
  return reverse(crc32(bytes.map((byte) => reverse(byte) >>> 24)));
}

function reverse(word: number): number {
  let reversed = 0;
  for (let bit = 0; bit < 32; bit++) reversed = (reversed << 1) | ((word >>> bit) & 1);
  return reversed >>> 0;
}

class BitWriter {
  readonly #bits: number[] = [];

  write(value: number, count: number): void {
    for (let bit = count - 1; bit >= 0; bit--) this.#bits.push((value >>> bit) & 1);
  }

  toBytes(): Uint8Array {
    const bytes = new Uint8Array(Math.ceil(this.#bits.length / 8));
    this.#bits.forEach((bit, at) => (bytes[at >> 3] |= bit << (7 - (at & 7))));
    return bytes;
  }
}
