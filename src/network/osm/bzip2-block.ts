import { RoadSourceError } from '../roads/road-source-error.ts';
import type { BitReader } from './bzip2-bits.ts';
import { damaged, SymbolReader } from './bzip2-codes.ts';

/** Bytes of a block by its level, before runs are written out. */
const BYTES_PER_LEVEL = 100_000;
export const MAX_LEVEL = 9;
const PIECE_BYTES = 2 ** 16;
const RUN_A = 0;
const RUN_B = 1;
const CRC = buildCrcTable();

/** Unpacks the blocks of bzip2 streams of any level, one at a time, into memory that is reserved once. */
export class BlockReader {
  /** First the bytes of the last column; then, shifted up by 8, where the byte before each stands. */
  readonly #column = new Uint32Array(MAX_LEVEL * BYTES_PER_LEVEL);
  /** Bytes that a block of the stream's level may have. */
  #room = 0;
  #size = 0;
  #first = 0;
  #crc = 0;

  /**
   * Reads a block after its magic number.
   *
   * @param level 1 to 9, as in the header of the stream
   * @returns its checksum
   * @throws RoadSourceError `roads_unreadable` or `roads_unsupported`; OutOfBits where it goes on
   */
  read(bits: BitReader, level: number): number {
    this.#room = level * BYTES_PER_LEVEL;
    this.#crc = bits.read(16) * 2 ** 16 + bits.read(16);
    if (bits.read(1) === 1) {
      throw new RoadSourceError(
        'roads_unsupported',
        'Randomised bzip2 blocks, of 1998 and before, are not read',
      );
    }
    const origin = bits.read(24);
    const alphabet = readAlphabet(bits);
    if (alphabet.length === 0) throw damaged('it has no bytes');
    this.#size = this.#readColumn(new SymbolReader(bits, alphabet.length + 2), alphabet);
    if (origin >= this.#size) throw damaged('its origin');
    this.#first = this.#linkColumn(origin);
    return this.#crc;
  }

  /** The bytes of the block read last, in pieces. @throws RoadSourceError where the checksum does not hold */
  *pieces(): Generator<Uint8Array> {
    const column = this.#column;
    let piece = new Uint8Array(PIECE_BYTES);
    let filled = 0;
    let crc = 0xffffffff;
    let link = this.#first;
    let previous = -1;
    let equal = 0;
    for (let at = 0; at < this.#size; at++) {
      link = column[link >>> 8];
      const byte = link & 0xff;
      const isRun = equal === 4;
      equal = isRun ? 0 : byte === previous ? equal + 1 : 1;
      const count = isRun ? byte : 1;
      if (!isRun) previous = byte;
      for (let copy = 0; copy < count; copy++) {
        crc = (crc << 8) ^ CRC[(crc >>> 24) ^ previous];
        piece[filled++] = previous;
        if (filled < PIECE_BYTES) continue;
        yield piece;
        piece = new Uint8Array(PIECE_BYTES);
        filled = 0;
      }
      if (isRun) previous = -1;
    }
    if (~crc >>> 0 !== this.#crc) throw damaged('its checksum does not hold');
    yield piece.subarray(0, filled);
  }

  /** Undoes prefix codes, runs of the front byte and moving to the front. */
  #readColumn(symbols: SymbolReader, alphabet: Uint8Array): number {
    const column = this.#column;
    const room = this.#room;
    const end = alphabet.length + 1;
    let size = 0;
    let run = 0;
    let weight = 1;
    for (;;) {
      const symbol = symbols.next();
      if (symbol === RUN_A || symbol === RUN_B) {
        run += weight * (symbol + 1);
        weight *= 2;
        if (run > room) throw damaged('a run is too long');
        continue;
      }
      if (size + run > room) throw damaged('it is too long');
      column.fill(alphabet[0], size, size + run);
      size += run;
      run = 0;
      weight = 1;
      if (symbol === end) return size;
      if (size === room) throw damaged('it is too long');
      const byte = alphabet[symbol - 1];
      for (let place = symbol - 1; place > 0; place--) alphabet[place] = alphabet[place - 1];
      alphabet[0] = byte;
      column[size++] = byte;
    }
  }

  /** Undoes the Burrows-Wheeler transform: links each byte to the next; returns the link to the first. */
  #linkColumn(origin: number): number {
    const column = this.#column;
    const starts = new Uint32Array(257);
    for (let at = 0; at < this.#size; at++) starts[(column[at] & 0xff) + 1]++;
    for (let byte = 0; byte < 256; byte++) starts[byte + 1] += starts[byte];
    for (let at = 0; at < this.#size; at++) column[starts[column[at] & 0xff]++] |= at << 8;
    return column[origin];
  }
}

/** Bytes that occur, ascending: 16 flags for ranges of 16, then 16 for each range that has any. */
function readAlphabet(bits: BitReader): Uint8Array {
  const ranges = bits.read(16);
  const alphabet: number[] = [];
  for (let range = 0; range < 16; range++) {
    if (((ranges << range) & 0x8000) === 0) continue;
    const used = bits.read(16);
    for (let low = 0; low < 16; low++) if (((used << low) & 0x8000) !== 0) alphabet.push(range * 16 + low);
  }
  return Uint8Array.from(alphabet);
}

/** CRC-32 of bzip2: polynomial 0x04c11db7, high bits first. */
function buildCrcTable(): Int32Array {
  return Int32Array.from({ length: 256 }, (_, byte) => {
    let crc = byte << 24;
    for (let bit = 0; bit < 8; bit++) crc = crc < 0 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
    return crc;
  });
}
