const ARITY = 4;

/**
 * Min-heap over the numbers 0 to `capacity - 1`, ordered by an array of keys that the owner holds and only ever
 * lowers for members. Four children per node: fewer cache misses than two. Push, lower and pop in O(log n).
 */
export class NodeHeap {
  readonly #keys: Float64Array;
  readonly #items: Uint32Array;
  /** Place of an item in the heap plus one; 0 is outside. */
  readonly #places: Uint32Array;
  size = 0;

  constructor(keys: Float64Array) {
    this.#keys = keys;
    this.#items = new Uint32Array(keys.length);
    this.#places = new Uint32Array(keys.length);
  }

  /** An item with the least key; the heap must not be empty. */
  get first(): number {
    return this.#items[0];
  }

  clear(): void {
    for (let place = 0; place < this.size; place++) this.#places[this.#items[place]] = 0;
    this.size = 0;
  }

  /** Adds the item, or restores its place after its key was lowered. */
  pushOrLower(item: number): void {
    const place = this.#places[item];
    this.#rise(place === 0 ? this.size++ : place - 1, item);
  }

  /** Removes and returns an item with the least key; the heap must not be empty. */
  pop(): number {
    const items = this.#items;
    const least = items[0];
    this.#places[least] = 0;
    const last = items[--this.size];
    if (this.size > 0) this.#sink(last);
    return least;
  }

  #rise(start: number, item: number): void {
    const keys = this.#keys;
    const items = this.#items;
    const key = keys[item];
    let place = start;
    while (place > 0) {
      const parent = ((place - 1) / ARITY) | 0;
      const above = items[parent];
      if (keys[above] <= key) break;
      items[place] = above;
      this.#places[above] = place + 1;
      place = parent;
    }
    items[place] = item;
    this.#places[item] = place + 1;
  }

  #sink(item: number): void {
    const keys = this.#keys;
    const items = this.#items;
    const size = this.size;
    const key = keys[item];
    let place = 0;
    for (;;) {
      const first = place * ARITY + 1;
      if (first >= size) break;
      const end = Math.min(first + ARITY, size);
      let least = first;
      for (let child = first + 1; child < end; child++)
        if (keys[items[child]] < keys[items[least]]) least = child;
      const below = items[least];
      if (keys[below] >= key) break;
      items[place] = below;
      this.#places[below] = place + 1;
      place = least;
    }
    items[place] = item;
    this.#places[item] = place + 1;
  }
}
