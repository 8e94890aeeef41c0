/** Thrown where bits are asked for that are not there. */
export class OutOfBits extends Error {}

/** Reads bits, the highest of each byte first. */
export class BitReader {
  readonly #bytes: Uint8Array;
  readonly #end: number;
  /** Bits read so far. */
  position: number;

  constructor(bytes: Uint8Array, position: number) {
    this.#bytes = bytes;
    this.#end = bytes.length * 8;
    this.position = position;
  }

  get left(): number {
    return this.#end - this.position;
  }

  /** Up to 24 bits as a number. @throws OutOfBits */
  read(count: number): number {
    const value = this.peek(count);
    this.skip(count);
    return value;
  }

  /** The next bits, up to 24, without passing them; zeros beyond the end. */
  peek(count: number): number {
    const at = this.position >>> 3;
    const bytes = this.#bytes;
    const word = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
    return (word << (this.position & 7)) >>> (32 - count);
  }

  /** @throws OutOfBits */
  skip(count: number): void {
    this.position += count;
    if (this.position > this.#end) throw new OutOfBits();
  }
}
