import { wholeMatrix } from '../travel-matrix.ts';
import type { MatrixPart, TravelMatrix } from '../travel-matrix.ts';
import { contractNetwork } from './contract-network.ts';
import type { ContractionHierarchy } from './contraction-hierarchy.ts';
import { deserializeHierarchy, serializeHierarchy } from './hierarchy-bytes.ts';
import { toHierarchyKey } from './hierarchy-cache.ts';
import type { HierarchyCache } from './hierarchy-cache.ts';
import { HierarchyWayFinder, computeHierarchyMatrix } from './hierarchy-travel.ts';
import type { PositionAccess } from './network-access.ts';
import type { NetworkWay } from './network-way.ts';
import { computeTravelMatrix, findTreeWay, listArrivalNodes } from './position-travel.ts';
import type { ProfileNetwork } from './profile-network.ts';
import { ShortestPathTree } from './shortest-path-tree.ts';

/**
 * Preparing a hierarchy takes about as long as Dijkstra's algorithm from this many starts, whatever the size of the
 * network. So a network is contracted once as many starts were asked for, and total work is at most twice the least
 * possible.
 */
export const STARTS_WORTH_PREPARING = 100;

/** Answers the travel questions of one profile, by its hierarchy where there is one; figures are the same without. */
export class ProfileRouter {
  readonly #network: ProfileNetwork;
  readonly #cache: HierarchyCache | null;
  #hierarchy: ContractionHierarchy | null = null;
  #finding: Promise<ContractionHierarchy | null> | null = null;
  #preparing: Promise<ContractionHierarchy> | null = null;
  #starts = 0;
  #tree: ShortestPathTree | null = null;
  #finder: HierarchyWayFinder | null = null;

  /** @param cache where hierarchies that were prepared before are kept */
  constructor(network: ProfileNetwork, cache: HierarchyCache | null = null) {
    this.#network = network;
    this.#cache = cache;
  }

  /** As `computeTravelMatrix`. */
  async matrix(
    positions: readonly (PositionAccess | null)[],
    pause: () => Promise<void>,
    part: MatrixPart = wholeMatrix(positions.length),
  ): Promise<TravelMatrix> {
    const hierarchy = await this.#choose(part.rows.length, pause);
    return hierarchy === null
      ? await computeTravelMatrix(this.#network, positions, pause, part)
      : await computeHierarchyMatrix(this.#network, hierarchy, positions, pause, part);
  }

  /** The hierarchy for so many more starts; null where plain searches are cheaper. */
  async #choose(starts: number, pause: () => Promise<void>): Promise<ContractionHierarchy | null> {
    this.#starts += starts;
    this.#hierarchy ??= await (this.#finding ??= this.#find());
    if (this.#hierarchy === null && this.#starts >= STARTS_WORTH_PREPARING) {
      this.#hierarchy = await (this.#preparing ??= this.#prepare(pause));
    }
    return this.#hierarchy;
  }

  async #find(): Promise<ContractionHierarchy | null> {
    const bytes = this.#cache === null ? null : await this.#cache.find(toHierarchyKey(this.#network));
    return bytes === null ? null : deserializeHierarchy(bytes, this.#network);
  }

  async #prepare(pause: () => Promise<void>): Promise<ContractionHierarchy> {
    const hierarchy = await contractNetwork(this.#network, pause);
    await this.#cache?.save(toHierarchyKey(this.#network), serializeHierarchy(hierarchy));
    return hierarchy;
  }

  /**
   * Fastest ways from one position to others.
   *
   * @throws Error when there is no way, which cannot be between positions on one strongly connected network.
   */
  async findWays(
    start: PositionAccess,
    ends: readonly PositionAccess[],
    pause: () => Promise<void>,
  ): Promise<readonly NetworkWay[]> {
    const hierarchy = await this.#choose(1, pause);
    const find = hierarchy === null ? this.#searchTree(start, ends) : this.#searchHierarchy(start, hierarchy);
    return ends.map((end) => {
      const way = find(end);
      if (way === null) throw new Error('no way within a strongly connected network');
      return way;
    });
  }

  #searchTree(
    start: PositionAccess,
    ends: readonly PositionAccess[],
  ): (end: PositionAccess) => NetworkWay | null {
    const tree = (this.#tree ??= new ShortestPathTree(this.#network));
    tree.grow(start.departures, listArrivalNodes(ends));
    return (end) => findTreeWay(this.#network, tree, start, end);
  }

  #searchHierarchy(
    start: PositionAccess,
    hierarchy: ContractionHierarchy,
  ): (end: PositionAccess) => NetworkWay | null {
    const finder = (this.#finder ??= new HierarchyWayFinder(this.#network, hierarchy));
    finder.startFrom(start);
    return (end) => finder.findWay(start, end);
  }
}
