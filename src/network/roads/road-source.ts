import type { Metres, Seconds } from '../../model/units.ts';
import type { RoadClass, RoadSurface } from './road-class.ts';

/** Largest vehicle that a road or a gate lets pass; Infinity where no limit is known. */
export interface RoadSizeLimits {
  readonly maxWeightTonnes: number;
  readonly maxHeightMetres: Metres;
  readonly maxWidthMetres: Metres;
}

export const NO_SIZE_LIMITS: RoadSizeLimits = {
  maxWeightTonnes: Infinity,
  maxHeightMetres: Infinity,
  maxWidthMetres: Infinity,
};

/** A road as a source describes it, before it is cut at junctions. */
export interface RoadWay extends RoadSizeLimits {
  readonly id: number;
  readonly name: string | null;
  readonly roadClass: RoadClass;
  /** True for slip roads. */
  readonly link: boolean;
  /** True for driveways, alleys and car park aisles. */
  readonly minor: boolean;
  readonly surface: RoadSurface;
  /** True for bridges and tunnels, whose height is not that of the ground. */
  readonly offGround: boolean;
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
  /** Time that a ferry takes for the whole way; null: none is known. */
  readonly crossingSeconds: Seconds | null;
}

/**
 * A turn that is forbidden (`no`), or the only one allowed (`only`), for the profiles in a mask: from a way, over a
 * node or along other ways, to a way.
 */
export interface TurnRestriction {
  readonly kind: 'no' | 'only';
  readonly fromWay: number;
  /** A node id, or way ids in the order of travel. */
  readonly via: { readonly node: number } | { readonly ways: readonly number[] };
  readonly toWay: number;
  readonly profiles: number;
}

/** Roads and their nodes; columns of nodes are parallel, ids ascending and unique, coordinates in 1e-7 degrees. */
export interface RoadSource {
  readonly nodeIds: Float64Array;
  readonly lonE7: Int32Array;
  readonly latE7: Int32Array;
  readonly ways: readonly RoadWay[];
  /** Masks of the profiles that cannot pass a node, by its id. */
  readonly barriers: ReadonlyMap<number, number>;
  readonly restrictions: readonly TurnRestriction[];
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
