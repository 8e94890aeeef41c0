/** First-in, first-out bytes: takes pieces of any size, gives out exact lengths. Each byte is copied at most once. */
export class ByteQueue {
  #pieces: Uint8Array[] = [];
  #first = 0;
  #offset = 0;
  length = 0;

  push(piece: Uint8Array): void {
    if (piece.length === 0) return;
    this.#pieces.push(piece);
    this.length += piece.length;
  }

  /** Removes the next `count` bytes; `count` is at most `length`. */
  take(count: number): Uint8Array {
    if (count > this.length) throw new RangeError(`asked for ${count} bytes of ${this.length}`);
    this.length -= count;
    const piece = this.#pieces[this.#first];
    if (count > 0 && this.#offset + count <= piece.length) return this.#advance(count);
    const taken = new Uint8Array(count);
    let filled = 0;
    while (filled < count) {
      const available = this.#pieces[this.#first].length - this.#offset;
      const part = this.#advance(Math.min(available, count - filled));
      taken.set(part, filled);
      filled += part.length;
    }
    return taken;
  }

  #advance(count: number): Uint8Array {
    const piece = this.#pieces[this.#first];
    const part = piece.subarray(this.#offset, this.#offset + count);
    this.#offset += count;
    if (this.#offset === piece.length) this.#dropFirst();
    return part;
  }

  #dropFirst(): void {
    this.#offset = 0;
    this.#first++;
    if (this.#first > 64 && this.#first * 2 > this.#pieces.length) {
      this.#pieces = this.#pieces.slice(this.#first);
      this.#first = 0;
    }
  }
}
