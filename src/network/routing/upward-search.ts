import type { ContractionHierarchy } from './contraction-hierarchy.ts';
import type { Access } from './network-access.ts';
import { NodeHeap } from './node-heap.ts';

/** `forward` follows arcs from the start, `backward` against their direction from the end. */
export type SearchDirection = 'forward' | 'backward';

/**
 * Fastest ways that only go up in a hierarchy, of equally fast ones the shortest. Some fastest way between two nodes
 * goes up from the one and down to the other, so a forward and a backward search meet on it. Ranks to which a way
 * from above is better are not followed further ("stall on demand", Geisberger et al. 2008).
 */
export class UpwardSearch {
  readonly seconds: Float64Array;
  readonly metres: Float64Array;
  /** Arc by which a rank is reached, -1 - i for access i; `parentRank` is where that arc comes from. */
  readonly parentArc: Int32Array;
  readonly parentRank: Uint32Array;
  /** Ranks reached by the last run. */
  readonly touched: Uint32Array;
  touchedCount = 0;
  /** 1 where the way found is not the best. */
  readonly isStalled: Uint8Array;
  readonly #hierarchy: ContractionHierarchy;
  readonly #heap: NodeHeap;

  constructor(hierarchy: ContractionHierarchy) {
    const size = hierarchy.nodeCount;
    this.#hierarchy = hierarchy;
    this.seconds = new Float64Array(size).fill(Infinity);
    this.metres = new Float64Array(size).fill(Infinity);
    this.parentArc = new Int32Array(size);
    this.parentRank = new Uint32Array(size);
    this.touched = new Uint32Array(size);
    this.isStalled = new Uint8Array(size);
    this.#heap = new NodeHeap(this.seconds);
  }

  /** Searches all that is above the nodes of the accesses. */
  run(accesses: readonly Access[], direction: SearchDirection): void {
    this.#clear();
    const { rankOf } = this.#hierarchy;
    for (let index = 0; index < accesses.length; index++) {
      const { node, seconds, metres } = accesses[index];
      if (this.#improves(rankOf[node], seconds, metres))
        this.#label(rankOf[node], seconds, metres, -1 - index, 0);
    }
    while (this.#heap.size > 0) this.#settle(this.#heap.pop(), direction === 'forward');
  }

  #settle(rank: number, forward: boolean): void {
    const { firstArc, firstDownArc, arcEnd, arcSeconds, arcMetres } = this.#hierarchy;
    const seconds = this.seconds[rank];
    const metres = this.metres[rank];
    const middle = firstDownArc[rank];
    this.isStalled[rank] = 0;
    const stallEnd = forward ? firstArc[rank + 1] : middle;
    for (let arc = forward ? middle : firstArc[rank]; arc < stallEnd; arc++) {
      const time = this.seconds[arcEnd[arc]] + arcSeconds[arc];
      if (time < seconds || (time === seconds && this.metres[arcEnd[arc]] + arcMetres[arc] < metres)) {
        this.isStalled[rank] = 1;
        return;
      }
    }
    const end = forward ? middle : firstArc[rank + 1];
    for (let arc = forward ? firstArc[rank] : middle; arc < end; arc++) {
      const head = arcEnd[arc];
      const time = seconds + arcSeconds[arc];
      if (time > this.seconds[head]) continue;
      const length = metres + arcMetres[arc];
      if (time < this.seconds[head] || length < this.metres[head]) this.#label(head, time, length, arc, rank);
    }
  }

  #improves(rank: number, seconds: number, metres: number): boolean {
    return seconds < this.seconds[rank] || (seconds === this.seconds[rank] && metres < this.metres[rank]);
  }

  #label(rank: number, seconds: number, metres: number, parentArc: number, parentRank: number): void {
    if (this.seconds[rank] === Infinity) this.touched[this.touchedCount++] = rank;
    this.seconds[rank] = seconds;
    this.metres[rank] = metres;
    this.parentArc[rank] = parentArc;
    this.parentRank[rank] = parentRank;
    this.#heap.pushOrLower(rank);
  }

  #clear(): void {
    for (let at = 0; at < this.touchedCount; at++) {
      this.seconds[this.touched[at]] = Infinity;
      this.metres[this.touched[at]] = Infinity;
    }
    this.touchedCount = 0;
    this.#heap.clear();
  }
}
