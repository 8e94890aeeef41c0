/** Keeps the tiles asked for last, up to a number of bytes. */
export class TileCache {
  readonly #maxBytes: number;
  readonly #tiles = new Map<string, Uint8Array>();
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  find(key: string): Uint8Array | null {
    const tile = this.#tiles.get(key);
    if (tile === undefined) return null;
    this.#tiles.delete(key);
    this.#tiles.set(key, tile);
    return tile;
  }

  keep(key: string, tile: Uint8Array): void {
    this.#drop(key);
    this.#tiles.set(key, tile);
    this.#bytes += costOf(key, tile);
    for (const oldest of this.#tiles.keys()) {
      if (this.#bytes <= this.#maxBytes) break;
      this.#drop(oldest);
    }
  }

  #drop(key: string): void {
    const tile = this.#tiles.get(key);
    if (tile === undefined) return;
    this.#tiles.delete(key);
    this.#bytes -= costOf(key, tile);
  }
}

/** An empty tile takes its key and its place too. */
function costOf(key: string, tile: Uint8Array): number {
  return tile.byteLength + 2 * key.length + 100;
}
