import type { RoadClass } from './road-class.ts';

/** A road as a source describes it, before it is cut at junctions. */
export interface RoadWay {
  readonly id: number;
  readonly name: string | null;
  readonly roadClass: RoadClass;
  /** True for slip roads. */
  readonly link: boolean;
  /** Node ids in order; ids that the source does not hold are gaps. */
  readonly refs: readonly number[];
  /** Bit masks of the profiles that may go with and against the order of `refs`. */
  readonly forward: number;
  readonly backward: number;
  /** Legal limit in km/h, Infinity when none is known; caps the speed of the class. */
  readonly forwardLimitKmh: number;
  readonly backwardLimitKmh: number;
  /** Limit for trucks alone. */
  readonly truckLimitKmh: number;
  /** Speed that stands in place of the speed of the class; null: none. */
  readonly givenKmh: number | null;
}

/** Roads and their nodes; columns of nodes are parallel, ids ascending and unique, coordinates in 1e-7 degrees. */
export interface RoadSource {
  readonly nodeIds: Float64Array;
  readonly lonE7: Int32Array;
  readonly latE7: Int32Array;
  readonly ways: readonly RoadWay[];
  /** Ids of nodes that no vehicle passes. */
  readonly barriers: ReadonlySet<number>;
  readonly attributions: readonly string[];
}

/** Collects nodes in any order into growing columns. */
export class NodeColumns {
  #ids = new Float64Array(1024);
  #lonE7 = new Int32Array(1024);
  #latE7 = new Int32Array(1024);
  #size = 0;
  #ascending = true;

  add(id: number, lonE7: number, latE7: number): void {
    if (this.#size === this.#ids.length) this.#grow();
    if (this.#size > 0 && id <= this.#ids[this.#size - 1]) this.#ascending = false;
    this.#ids[this.#size] = id;
    this.#lonE7[this.#size] = lonE7;
    this.#latE7[this.#size] = latE7;
    this.#size++;
  }

  /** Columns by ascending id; of nodes with one id the first stands. */
  toColumns(): Pick<RoadSource, 'nodeIds' | 'lonE7' | 'latE7'> {
    const ids = this.#ids.subarray(0, this.#size);
    if (this.#ascending) {
      return {
        nodeIds: ids,
        lonE7: this.#lonE7.subarray(0, this.#size),
        latE7: this.#latE7.subarray(0, this.#size),
      };
    }
    const order = Uint32Array.from(ids.keys())
      .sort((a, b) => ids[a] - ids[b] || a - b)
      .filter((node, at, all) => at === 0 || ids[node] !== ids[all[at - 1]]);
    return {
      nodeIds: Float64Array.from(order, (node) => ids[node]),
      lonE7: Int32Array.from(order, (node) => this.#lonE7[node]),
      latE7: Int32Array.from(order, (node) => this.#latE7[node]),
    };
  }

  #grow(): void {
    const ids = new Float64Array(this.#size * 2);
    const lonE7 = new Int32Array(this.#size * 2);
    const latE7 = new Int32Array(this.#size * 2);
    ids.set(this.#ids);
    lonE7.set(this.#lonE7);
    latE7.set(this.#latE7);
    this.#ids = ids;
    this.#lonE7 = lonE7;
    this.#latE7 = latE7;
  }
}

/** Position of a node by its id, or -1. */
export function findNode(nodeIds: Float64Array, id: number): number {
  let low = 0;
  let high = nodeIds.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = nodeIds[middle];
    if (found === id) return middle;
    if (found < id) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
