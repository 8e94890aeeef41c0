import { RoadSourceError } from '../roads/road-source-error.ts';
import { BitReader, OutOfBits } from './bzip2-bits.ts';
import { BlockReader, MAX_LEVEL } from './bzip2-block.ts';
import { ByteQueue } from './byte-queue.ts';
import type { ByteSource } from './osm-elements.ts';

/** No packed block is larger: 900,001 symbols of 20 bits and its tables are 2.3 MB. */
const MAX_BLOCK_BYTES = 4 * 2 ** 20;
/** Packed bytes held at a time. */
const WINDOW_BYTES = 2 * MAX_BLOCK_BYTES;
const MAGIC = 0x425a68;
const BLOCK_MAGIC = [0x314159, 0x265359] as const;
const END_MAGIC = [0x177245, 0x385090] as const;

/**
 * Unpacks bzip2, also several streams one after the other, into pieces of up to 64 KiB. Every block is checked against
 * its checksum before its last piece is given out, and each stream against its own. Memory is bounded by 32 MiB plus the
 * largest piece of the source; callers bound what they take.
 *
 * @param maxBytes most packed bytes
 * @throws RoadSourceError `roads_unreadable`, `roads_truncated`, `roads_unsupported` or `roads_too_large`
 */
export async function* unpackBzip2(source: ByteSource, maxBytes: number): AsyncGenerator<Uint8Array> {
  const streams = new StreamReader();
  for await (const window of toWindows(source, maxBytes)) {
    yield* streams.read(window.bytes, window.isLast);
  }
}

/** The packed file in windows; each begins with what the last one left. */
interface PackedWindow {
  readonly bytes: Uint8Array;
  readonly isLast: boolean;
}

async function* toWindows(source: ByteSource, maxBytes: number): AsyncGenerator<PackedWindow> {
  if (source instanceof Uint8Array) {
    requireAtMost(source.length, maxBytes);
    yield { bytes: source, isLast: true };
    return;
  }
  const queue = new ByteQueue();
  let received = 0;
  for await (const piece of source) {
    received += piece.length;
    requireAtMost(received, maxBytes);
    queue.push(piece);
    while (queue.length >= WINDOW_BYTES) yield { bytes: queue.take(WINDOW_BYTES), isLast: false };
  }
  yield { bytes: queue.take(queue.length), isLast: true };
}

function requireAtMost(received: number, maxBytes: number): void {
  if (received <= maxBytes) return;
  throw new RoadSourceError('roads_too_large', `The road file has more than ${maxBytes} bytes`);
}

/** State between windows. */
class StreamReader {
  #rest = new Uint8Array(0);
  #bitOffset = 0;
  readonly #blocks = new BlockReader();
  #level = 0;
  #crc = 0;
  #isInStream = false;
  #hasStream = false;

  *read(bytes: Uint8Array, isLast: boolean): Generator<Uint8Array> {
    const window = join(this.#rest, bytes);
    const bits = new BitReader(window, this.#bitOffset);
    try {
      while (isLast ? bits.left >= 8 || this.#isInStream : bits.left >= MAX_BLOCK_BYTES * 8) {
        if (!this.#isInStream) this.#startStream(bits);
        else if (this.#startBlock(bits)) yield* this.#readBlock(bits);
      }
    } catch (error) {
      if (!(error instanceof OutOfBits)) throw error;
      if (!isLast) throw new RoadSourceError('roads_unreadable', 'A bzip2 block is longer than any can be');
      throw new RoadSourceError('roads_truncated', 'The file ends inside a bzip2 stream');
    }
    if (isLast && !this.#hasStream) throw new RoadSourceError('roads_unreadable', 'The file is empty');
    this.#rest = window.slice(bits.position >>> 3);
    this.#bitOffset = bits.position & 7;
  }

  #startStream(bits: BitReader): void {
    const magic = bits.read(24);
    const level = bits.read(8) - 0x30;
    if (magic !== MAGIC || level < 1 || level > MAX_LEVEL) {
      throw new RoadSourceError('roads_unreadable', 'This is no bzip2 file, or it is damaged');
    }
    this.#level = level;
    this.#crc = 0;
    this.#isInStream = true;
    this.#hasStream = true;
  }

  /** True where a block begins; false after the end of the stream. */
  #startBlock(bits: BitReader): boolean {
    const magic = [bits.read(24), bits.read(24)];
    if (isEqual(magic, BLOCK_MAGIC)) return true;
    if (!isEqual(magic, END_MAGIC))
      throw new RoadSourceError('roads_unreadable', 'A bzip2 stream is damaged');
    if (bits.read(16) * 2 ** 16 + bits.read(16) !== this.#crc) {
      throw new RoadSourceError('roads_unreadable', 'The checksum of a bzip2 stream does not hold');
    }
    bits.position = Math.ceil(bits.position / 8) * 8;
    this.#isInStream = false;
    return false;
  }

  *#readBlock(bits: BitReader): Generator<Uint8Array> {
    const crc = this.#blocks.read(bits, this.#level);
    yield* this.#blocks.pieces();
    this.#crc = (((this.#crc << 1) | (this.#crc >>> 31)) ^ crc) >>> 0;
  }
}

function isEqual(found: readonly number[], magic: readonly [number, number]): boolean {
  return found[0] === magic[0] && found[1] === magic[1];
}

function join(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second;
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
