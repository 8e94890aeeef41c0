import type { Access } from './network-access.ts';
import { NodeHeap } from './node-heap.ts';
import type { ProfileNetwork } from './profile-network.ts';

/**
 * Fastest ways from one start to the nodes of a network, by Dijkstra's algorithm; of equally fast ways the
 * shortest. One tree is reused for many starts; each run is O((nodes + arcs) log nodes).
 */
export class ShortestPathTree {
  readonly #network: ProfileNetwork;
  readonly #heap: NodeHeap;
  readonly #isTarget: Uint8Array;
  readonly seconds: Float64Array;
  readonly metres: Float64Array;
  /** Arc by which a node is reached; -1 - i where departure i of the start reaches it. */
  readonly parentArc: Int32Array;

  constructor(network: ProfileNetwork) {
    this.#network = network;
    this.seconds = new Float64Array(network.nodeCount);
    this.metres = new Float64Array(network.nodeCount);
    this.parentArc = new Int32Array(network.nodeCount);
    this.#isTarget = new Uint8Array(network.nodeCount);
    this.#heap = new NodeHeap(this.seconds);
  }

  /** Grows the tree from the departures until every target is settled; other nodes may hold no final figure. */
  grow(departures: readonly Access[], targets: Uint32Array): void {
    this.seconds.fill(Infinity);
    this.metres.fill(Infinity);
    this.#heap.clear();
    departures.forEach(({ node, seconds, metres }, index) => {
      if (!this.#improves(node, seconds, metres)) return;
      this.#label(node, seconds, metres, -1 - index);
    });
    let waiting = 0;
    for (const node of targets) {
      if (this.#isTarget[node] === 0) waiting++;
      this.#isTarget[node] = 1;
    }
    this.#settle(waiting);
    for (const node of targets) this.#isTarget[node] = 0;
  }

  #settle(targetCount: number): void {
    const { firstArc, arcHead, arcSeconds, arcMetres } = this.#network;
    const { seconds, metres } = this;
    const heap = this.#heap;
    let waiting = targetCount;
    while (heap.size > 0 && waiting > 0) {
      const node = heap.pop();
      if (this.#isTarget[node] === 1) {
        this.#isTarget[node] = 0;
        waiting--;
      }
      const end = firstArc[node + 1];
      for (let arc = firstArc[node]; arc < end; arc++) {
        const head = arcHead[arc];
        const time = seconds[node] + arcSeconds[arc];
        if (time > seconds[head]) continue;
        const length = metres[node] + arcMetres[arc];
        if (time < seconds[head] || length < metres[head]) this.#label(head, time, length, arc);
      }
    }
  }

  #improves(node: number, seconds: number, metres: number): boolean {
    return seconds < this.seconds[node] || (seconds === this.seconds[node] && metres < this.metres[node]);
  }

  #label(node: number, seconds: number, metres: number, parentArc: number): void {
    this.seconds[node] = seconds;
    this.metres[node] = metres;
    this.parentArc[node] = parentArc;
    this.#heap.pushOrLower(node);
  }
}
