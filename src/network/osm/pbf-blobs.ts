import { inflateSync, zstdDecompressSync } from 'node:zlib';
import { RoadSourceError } from '../roads/road-source-error.ts';
import { ByteQueue } from './byte-queue.ts';
import type { ByteSource } from './osm-elements.ts';
import { ProtobufReader } from './protobuf-reader.ts';

/** Ceilings of the format: a blob header is under 64 KiB, a blob under 32 MiB, packed or not. */
const MAX_BLOB_HEADER_BYTES = 64 * 2 ** 10;
const MAX_BLOB_BYTES = 32 * 2 ** 20;

export type BlobKind = 'OSMHeader' | 'OSMData';

/** One unpacked block of a `.osm.pbf` file. */
export interface PbfBlob {
  readonly kind: BlobKind;
  readonly data: Uint8Array;
}

/**
 * Yields the unpacked blocks of a `.osm.pbf` file (OpenStreetMap wiki, "PBF Format"), packed by zlib, zstd or not
 * at all. Memory is bounded by the format's own ceilings plus the largest piece of the source.
 *
 * The format lets readers pass over blocks of unknown kind. None are in use, and a damaged kind would silently
 * lose roads, so an unknown kind is refused.
 *
 * @throws RoadSourceError `roads_unreadable`, `roads_truncated`, `roads_unsupported` or `roads_too_large`.
 */
export async function* readPbfBlobs(source: ByteSource, maxBytes: number): AsyncGenerator<PbfBlob> {
  const queue = new ByteQueue();
  const frame = new FrameReader();
  let received = 0;
  for await (const piece of source instanceof Uint8Array ? [source] : source) {
    received += piece.length;
    if (received > maxBytes) throw tooLarge(`more than ${maxBytes} bytes`);
    queue.push(piece);
    for (let blob = frame.next(queue); blob !== null; blob = frame.next(queue)) yield blob;
  }
  if (!frame.atBoundary || queue.length > 0) {
    throw new RoadSourceError('roads_truncated', 'The file ends inside a block', `byte ${received}`);
  }
}

/** State between pieces: first a length, then a blob header, then a blob. */
class FrameReader {
  #needed = 4;
  #step: 'length' | 'header' | 'blob' = 'length';
  #kind: BlobKind = 'OSMHeader';

  get atBoundary(): boolean {
    return this.#step === 'length';
  }

  /** Next complete blob of the queue, or null when more bytes are needed. */
  next(queue: ByteQueue): PbfBlob | null {
    while (queue.length >= this.#needed) {
      const bytes = queue.take(this.#needed);
      if (this.#step === 'length') this.#expectHeader(bytes);
      else if (this.#step === 'header') this.#expectBlob(bytes);
      else {
        this.#step = 'length';
        this.#needed = 4;
        return { kind: this.#kind, data: unpackBlob(bytes) };
      }
    }
    return null;
  }

  #expectHeader(bytes: Uint8Array): void {
    const length = ((bytes[0] << 24) | (bytes[1] << 16) | (bytes[2] << 8) | bytes[3]) >>> 0;
    if (length > MAX_BLOB_HEADER_BYTES) throw unreadable('This is no .osm.pbf file, or it is damaged');
    this.#needed = length;
    this.#step = 'header';
  }

  #expectBlob(bytes: Uint8Array): void {
    const header = readBlobHeader(bytes);
    this.#kind = header.kind;
    this.#needed = header.size;
    this.#step = 'blob';
  }
}

function readBlobHeader(bytes: Uint8Array): { kind: BlobKind; size: number } {
  const reader = new ProtobufReader(bytes);
  let kind = '';
  let size = -1;
  while (reader.nextField()) {
    if (reader.field === 1) kind = Buffer.from(reader.byteString()).toString('latin1');
    else if (reader.field === 3) size = reader.unsigned();
    else reader.skip();
  }
  if (kind !== 'OSMHeader' && kind !== 'OSMData') throw unreadable('Block of unknown kind');
  if (size < 0) throw unreadable('Block without a size');
  if (size > MAX_BLOB_BYTES) throw tooLarge(`a block of ${size} bytes`);
  return { kind, size };
}

function unpackBlob(bytes: Uint8Array): Uint8Array {
  const reader = new ProtobufReader(bytes);
  let rawSize = -1;
  let data: Uint8Array | null = null;
  while (reader.nextField()) {
    if (reader.field === 2) rawSize = reader.unsigned();
    else if (reader.field === 1) data = reader.byteString();
    else if (reader.field === 3) data = unpack(reader.byteString(), inflateSync);
    else if (reader.field === 7) data = unpack(reader.byteString(), zstdDecompressSync);
    else if (reader.field >= 4 && reader.field <= 6) {
      throw new RoadSourceError('roads_unsupported', 'Only zlib and zstd packed blocks are read');
    } else reader.skip();
  }
  if (data === null) throw unreadable('Block without data');
  if (rawSize >= 0 && rawSize !== data.length) throw unreadable('Block of another size than it says');
  return data;
}

function unpack(
  packed: Uint8Array,
  decompress: (bytes: Uint8Array, options: { maxOutputLength: number }) => Uint8Array,
): Uint8Array {
  try {
    return decompress(packed, { maxOutputLength: MAX_BLOB_BYTES });
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge('a block that unpacks to more than 32 MiB');
    throw new RoadSourceError('roads_unreadable', 'A block cannot be unpacked', null, error);
  }
}

function unreadable(message: string): RoadSourceError {
  return new RoadSourceError('roads_unreadable', message);
}

function tooLarge(what: string): RoadSourceError {
  return new RoadSourceError('roads_too_large', `The road file has ${what}`);
}
