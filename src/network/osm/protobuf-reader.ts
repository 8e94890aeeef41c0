import { RoadSourceError } from '../roads/road-source-error.ts';

const MAX_EXACT = Number.MAX_SAFE_INTEGER;

/** Wire types of protocol buffers that OpenStreetMap files use. */
export const WIRE_VARINT = 0;
export const WIRE_BYTES = 2;

/**
 * Forward reader over one protocol buffer message (proto2 wire format). Every read is checked against the end of
 * the message, so a damaged length can neither read outside nor loop.
 *
 * @throws RoadSourceError `roads_unreadable` on malformed input.
 */
export class ProtobufReader {
  readonly bytes: Uint8Array;
  readonly end: number;
  position: number;
  /** Field number and wire type of the field last begun by `nextField`. */
  field = 0;
  wire = 0;

  constructor(bytes: Uint8Array, start = 0, end: number = bytes.length) {
    this.bytes = bytes;
    this.position = start;
    this.end = end;
  }

  get atEnd(): boolean {
    return this.position >= this.end;
  }

  /** Begins the next field; false at the end of the message. */
  nextField(): boolean {
    if (this.atEnd) return false;
    const tag = this.unsigned();
    this.field = Math.floor(tag / 8);
    this.wire = tag % 8;
    if (this.field === 0) throw malformed('field number 0');
    return true;
  }

  /** Unsigned varint up to 2^53 - 1. */
  unsigned(): number {
    let value = 0;
    let scale = 1;
    for (let count = 0; count < 10; count++) {
      if (this.position >= this.end) throw malformed('number cut off');
      const byte = this.bytes[this.position++];
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) {
        if (value > MAX_EXACT) throw malformed('number out of range');
        return value;
      }
      scale *= 128;
    }
    throw malformed('number of more than ten bytes');
  }

  /** Zigzag-coded signed varint (sint32, sint64). */
  zigzag(): number {
    const value = this.unsigned();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  /** Two's complement signed varint (int32, int64). */
  signed(): number {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      if (this.position >= this.end) throw malformed('number cut off');
      const byte = this.bytes[this.position++];
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return toExact(BigInt.asIntN(64, value));
    }
    throw malformed('number of more than ten bytes');
  }

  /** Reader over the length-delimited content of the current field: a message or packed numbers. */
  content(): ProtobufReader {
    if (this.wire !== WIRE_BYTES) throw malformed(`field ${this.field} is not length-delimited`);
    const start = this.take(this.unsigned());
    return new ProtobufReader(this.bytes, start, this.position);
  }

  /** Bytes of the current length-delimited field, not copied. */
  byteString(): Uint8Array {
    const { position, end } = this.content();
    return this.bytes.subarray(position, end);
  }

  /** Passes over the value of the current field. */
  skip(): void {
    if (this.wire === WIRE_VARINT) this.skipVarint();
    else if (this.wire === WIRE_BYTES) this.take(this.unsigned());
    else if (this.wire === 1) this.take(8);
    else if (this.wire === 5) this.take(4);
    else throw malformed(`wire type ${this.wire}`);
  }

  private skipVarint(): void {
    const limit = Math.min(this.end, this.position + 10);
    while (this.position < limit) if (this.bytes[this.position++] < 0x80) return;
    throw malformed('number cut off');
  }

  private take(length: number): number {
    const start = this.position;
    if (length > this.end - start) throw malformed('field longer than its message');
    this.position = start + length;
    return start;
  }
}

function toExact(value: bigint): number {
  const exact = Number(value);
  if (!Number.isSafeInteger(exact)) throw malformed('number out of range');
  return exact;
}

function malformed(what: string): RoadSourceError {
  return new RoadSourceError('roads_unreadable', `Damaged protocol buffer: ${what}`);
}
