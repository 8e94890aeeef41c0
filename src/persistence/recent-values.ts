/**
 * Keeps the values used last, by key, so that a document asked for several times in a row is read and parsed once.
 * Holds promises, so that simultaneous callers share one load; a load that fails is forgotten.
 */
export class RecentValues<Value> {
  readonly #capacity: number;
  readonly #values = new Map<string, Promise<Value>>();

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get(key: string, load: () => Promise<Value>): Promise<Value> {
    const value = this.#values.get(key) ?? this.#load(key, load);
    this.#values.delete(key);
    this.#values.set(key, value);
    for (const oldest of this.#values.keys()) {
      if (this.#values.size <= this.#capacity) break;
      this.#values.delete(oldest);
    }
    return value;
  }

  #load(key: string, load: () => Promise<Value>): Promise<Value> {
    const value = load();
    value.catch(() => {
      if (this.#values.get(key) === value) this.#values.delete(key);
    });
    return value;
  }
}
