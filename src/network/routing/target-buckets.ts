import type { UpwardSearch } from './upward-search.ts';

/** Target, time and length from a rank to it; parallel columns, those of rank `r` from `first[r]` on. */
export interface TargetBuckets {
  readonly first: Uint32Array;
  readonly target: Uint32Array;
  readonly seconds: Float64Array;
  readonly metres: Float64Array;
}

/** Collects what the backward searches from all targets reach, then orders it by rank. */
export class TargetBucketWriter {
  #rank = new Uint32Array(4096);
  #target = new Uint32Array(4096);
  #seconds = new Float64Array(4096);
  #metres = new Float64Array(4096);
  #size = 0;

  add(search: UpwardSearch, target: number): void {
    this.#reserve(search.touchedCount);
    for (let at = 0; at < search.touchedCount; at++) {
      const rank = search.touched[at];
      if (search.isStalled[rank] === 1) continue;
      this.#rank[this.#size] = rank;
      this.#target[this.#size] = target;
      this.#seconds[this.#size] = search.seconds[rank];
      this.#metres[this.#size] = search.metres[rank];
      this.#size++;
    }
  }

  /** Counting sort by rank, O(ranks + entries). */
  toBuckets(rankCount: number): TargetBuckets {
    const first = new Uint32Array(rankCount + 1);
    for (let entry = 0; entry < this.#size; entry++) first[this.#rank[entry] + 1]++;
    for (let rank = 0; rank < rankCount; rank++) first[rank + 1] += first[rank];
    const next = first.slice();
    const target = new Uint32Array(this.#size);
    const seconds = new Float64Array(this.#size);
    const metres = new Float64Array(this.#size);
    for (let entry = 0; entry < this.#size; entry++) {
      const place = next[this.#rank[entry]]++;
      target[place] = this.#target[entry];
      seconds[place] = this.#seconds[entry];
      metres[place] = this.#metres[entry];
    }
    return { first, target, seconds, metres };
  }

  #reserve(count: number): void {
    if (this.#size + count <= this.#rank.length) return;
    const capacity = Math.max(this.#rank.length * 2, this.#size + count);
    this.#rank = enlarge(this.#rank, new Uint32Array(capacity));
    this.#target = enlarge(this.#target, new Uint32Array(capacity));
    this.#seconds = enlarge(this.#seconds, new Float64Array(capacity));
    this.#metres = enlarge(this.#metres, new Float64Array(capacity));
  }
}

function enlarge<Column extends Uint32Array | Float64Array>(from: Column, to: Column): Column {
  to.set(from);
  return to;
}
