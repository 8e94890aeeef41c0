import { NodeHeap } from './node-heap.ts';
import type { RemainingGraph } from './remaining-graph.ts';

/**
 * Dijkstra's algorithm around one node of the remaining graph, with one other node left out, ended early: labels are
 * lengths of existing ways, not always of the best. A missed witness costs a superfluous shortcut, never a wrong way.
 */
export class WitnessSearch {
  readonly #graph: RemainingGraph;
  readonly #heap: NodeHeap;
  readonly #touched: Uint32Array;
  readonly #isTarget: Uint8Array;
  #touchedCount = 0;
  readonly seconds: Float64Array;
  readonly metres: Float64Array;

  constructor(graph: RemainingGraph) {
    const size = graph.firstOut.length;
    this.#graph = graph;
    this.seconds = new Float64Array(size).fill(Infinity);
    this.metres = new Float64Array(size).fill(Infinity);
    this.#touched = new Uint32Array(size);
    this.#isTarget = new Uint8Array(size);
    this.#heap = new NodeHeap(this.seconds);
  }

  /** True when a way at least as good is known: no slower, and no longer where equally fast. */
  hasWitness(node: number, seconds: number, metres: number): boolean {
    return this.seconds[node] < seconds || (this.seconds[node] === seconds && this.metres[node] <= metres);
  }

  /** Searches from `source` until the heads of the left-out node's arcs are settled, or one of the limits is met. */
  run(source: number, leftOut: number, maxSeconds: number, maxSettled: number): void {
    this.#clear();
    const { firstOut, nextOut, head: heads } = this.#graph;
    let waiting = 0;
    for (let arc = firstOut[leftOut]; arc >= 0; arc = nextOut[arc]) {
      if (heads[arc] === source) continue;
      this.#isTarget[heads[arc]] = 1;
      waiting++;
    }
    this.#label(source, 0, 0);
    this.#settle(leftOut, maxSeconds, maxSettled, waiting);
    for (let arc = firstOut[leftOut]; arc >= 0; arc = nextOut[arc]) this.#isTarget[heads[arc]] = 0;
  }

  #settle(leftOut: number, maxSeconds: number, maxSettled: number, targetCount: number): void {
    const { firstOut, nextOut, head: heads, seconds: arcSeconds, metres: arcMetres } = this.#graph;
    const { seconds, metres } = this;
    const heap = this.#heap;
    let waiting = targetCount;
    for (let settled = 0; heap.size > 0 && settled < maxSettled; settled++) {
      const node = heap.pop();
      if (seconds[node] > maxSeconds) return;
      if (this.#isTarget[node] === 1) {
        this.#isTarget[node] = 0;
        if (--waiting === 0) return;
      }
      for (let arc = firstOut[node]; arc >= 0; arc = nextOut[arc]) {
        const head = heads[arc];
        if (head === leftOut) continue;
        const time = seconds[node] + arcSeconds[arc];
        if (time > seconds[head] || time > maxSeconds) continue;
        const length = metres[node] + arcMetres[arc];
        if (time < seconds[head] || length < metres[head]) this.#label(head, time, length);
      }
    }
  }

  #label(node: number, seconds: number, metres: number): void {
    if (this.seconds[node] === Infinity) this.#touched[this.#touchedCount++] = node;
    this.seconds[node] = seconds;
    this.metres[node] = metres;
    this.#heap.pushOrLower(node);
  }

  #clear(): void {
    for (let at = 0; at < this.#touchedCount; at++) {
      this.seconds[this.#touched[at]] = Infinity;
      this.metres[this.#touched[at]] = Infinity;
    }
    this.#touchedCount = 0;
    this.#heap.clear();
  }
}
