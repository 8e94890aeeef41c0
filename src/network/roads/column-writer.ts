/** Growing buffer of variable-length numbers and columns; `ProtobufReader` reads its numbers. */
export class ColumnWriter {
  #bytes = new Uint8Array(4096);
  #size = 0;

  /** Integer from 0 to 2^53 - 1, seven bits a byte, low bits first. */
  unsigned(value: number): void {
    this.#reserve(8);
    let rest = value;
    while (rest >= 0x80) {
      this.#bytes[this.#size++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.#bytes[this.#size++] = rest;
  }

  /** Integer of either sign below 2^52, small ones short. */
  zigzag(value: number): void {
    this.unsigned(value < 0 ? -2 * value - 1 : 2 * value);
  }

  text(value: string): void {
    const encoded = new TextEncoder().encode(value);
    this.unsigned(encoded.length);
    this.raw(encoded);
  }

  /** Differences from each number to the next, from 0. */
  deltas(values: Iterable<number>): void {
    let previous = 0;
    for (const value of values) {
      this.zigzag(value - previous);
      previous = value;
    }
  }

  raw(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#size);
    this.#size += bytes.length;
  }

  /** Numbers in IEEE 754 single precision, little-endian. */
  floats(values: Float32Array): void {
    this.#reserve(values.length * 4);
    const view = new DataView(this.#bytes.buffer);
    for (const value of values) {
      view.setFloat32(this.#size, value, true);
      this.#size += 4;
    }
  }

  toBytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#size);
  }

  #reserve(count: number): void {
    if (this.#size + count <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#size + count));
    grown.set(this.#bytes);
    this.#bytes = grown;
  }
}
