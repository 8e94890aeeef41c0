import type { ContractionHierarchy } from './contraction-hierarchy.ts';
import { NodeHeap } from './node-heap.ts';
import type { ProfileNetwork } from './profile-network.ts';
import { RemainingGraph } from './remaining-graph.ts';
import { WitnessSearch } from './witness-search.ts';

/** Nodes settled by one search for witnesses: more find fewer shortcuts and take longer. */
const MAX_SETTLED = 60;

/** Nodes contracted between two pauses. */
const NODES_PER_PAUSE = 32;

/**
 * Contracts a network: nodes are taken out one by one, the least important first, and every fastest way through them
 * is kept by shortcuts between their neighbours. Importance is the level of a node plus the shortcuts that it needs
 * over the arcs that it takes away, counted once by arcs and once by the arcs of the network behind them; it is
 * brought up to date when a node's turn comes. The same network gives the same hierarchy. `pause` is awaited now
 * and then. Mostly linear in practice: 100,000 nodes take some seconds.
 */
export async function contractNetwork(
  network: ProfileNetwork,
  pause: () => Promise<void> = async () => undefined,
): Promise<ContractionHierarchy> {
  const contraction = new Contraction(network);
  for (let node = 0; node < network.nodeCount; node++) {
    contraction.queue(node);
    if (node % NODES_PER_PAUSE === 0) await pause();
  }
  while (contraction.rank < network.nodeCount) {
    contraction.contractNext();
    if (contraction.rank % NODES_PER_PAUSE === 0) await pause();
  }
  return contraction.toHierarchy();
}

class Contraction {
  rank = 0;
  readonly #nodeCount: number;
  readonly #graph: RemainingGraph;
  readonly #witnesses: WitnessSearch;
  readonly #importance: Float64Array;
  readonly #queue: NodeHeap;
  readonly #level: Uint32Array;
  readonly #rankOf: Uint32Array;
  readonly #firstArc: Uint32Array;
  readonly #firstDownArc: Uint32Array;
  /** Arcs of the remaining graph by their number in the hierarchy. */
  readonly #arcs: number[] = [];
  /** Pairs of arcs that the node examined last needs shortcuts for. */
  readonly #shortcuts: number[] = [];

  constructor(network: ProfileNetwork) {
    const size = network.nodeCount;
    this.#nodeCount = size;
    this.#graph = new RemainingGraph(network);
    this.#witnesses = new WitnessSearch(this.#graph);
    this.#importance = new Float64Array(size);
    this.#queue = new NodeHeap(this.#importance);
    this.#level = new Uint32Array(size);
    this.#rankOf = new Uint32Array(size);
    this.#firstArc = new Uint32Array(size + 1);
    this.#firstDownArc = new Uint32Array(size);
  }

  queue(node: number): void {
    this.#importance[node] = this.#examine(node);
    this.#queue.pushOrLower(node);
  }

  /** Takes out the least important node; one that has become more important waits again. */
  contractNext(): void {
    const node = this.#queue.pop();
    this.#importance[node] = this.#examine(node);
    if (this.#queue.size > 0 && this.#importance[node] > this.#importance[this.#queue.first]) {
      this.#queue.pushOrLower(node);
      return;
    }
    this.#raiseNeighbours(node);
    this.#graph.detach(node);
    this.#keepArcs(node);
    this.#putShortcuts();
  }

  toHierarchy(): ContractionHierarchy {
    const graph = this.#graph;
    const arcs = this.#arcs;
    const arcEnd = new Uint32Array(arcs.length);
    for (let rank = 0; rank < this.#nodeCount; rank++) {
      for (let arc = this.#firstArc[rank]; arc < this.#firstArc[rank + 1]; arc++) {
        const isDown = arc >= this.#firstDownArc[rank];
        arcEnd[arc] = this.#rankOf[(isDown ? graph.tail : graph.head)[arcs[arc]]];
      }
    }
    return {
      nodeCount: this.#nodeCount,
      rankOf: this.#rankOf,
      firstArc: this.#firstArc,
      firstDownArc: this.#firstDownArc,
      arcEnd,
      arcSeconds: Float64Array.from(arcs, (arc) => graph.seconds[arc]),
      arcMetres: Float64Array.from(arcs, (arc) => graph.metres[arc]),
      arcFirst: Int32Array.from(arcs, (arc) => graph.originFirst[arc]),
      arcSecond: Int32Array.from(arcs, (arc) => graph.originSecond[arc]),
    };
  }

  /** Finds the shortcuts that contraction of the node would need, and returns its importance. */
  #examine(node: number): number {
    const { firstOut, nextOut, firstIn, nextIn, tail, head, seconds, metres, hops } = this.#graph;
    this.#shortcuts.length = 0;
    let slowestOut = 0;
    let arcCount = 0;
    let hopCount = 0;
    for (let out = firstOut[node]; out >= 0; out = nextOut[out]) {
      slowestOut = Math.max(slowestOut, seconds[out]);
      arcCount++;
      hopCount += hops[out];
    }
    let addedHops = 0;
    for (let into = firstIn[node]; into >= 0; into = nextIn[into]) {
      arcCount++;
      hopCount += hops[into];
      const source = tail[into];
      this.#witnesses.run(source, node, seconds[into] + slowestOut, MAX_SETTLED);
      for (let out = firstOut[node]; out >= 0; out = nextOut[out]) {
        const target = head[out];
        if (target === source) continue;
        const time = seconds[into] + seconds[out];
        if (this.#witnesses.hasWitness(target, time, metres[into] + metres[out])) continue;
        this.#shortcuts.push(into, out);
        addedHops += hops[into] + hops[out];
      }
    }
    if (arcCount === 0) return this.#level[node];
    return this.#level[node] + this.#shortcuts.length / 2 / arcCount + addedHops / hopCount;
  }

  #raiseNeighbours(node: number): void {
    const { firstOut, nextOut, firstIn, nextIn, tail, head } = this.#graph;
    const level = this.#level;
    const next = level[node] + 1;
    for (let arc = firstOut[node]; arc >= 0; arc = nextOut[arc])
      level[head[arc]] = Math.max(level[head[arc]], next);
    for (let arc = firstIn[node]; arc >= 0; arc = nextIn[arc])
      level[tail[arc]] = Math.max(level[tail[arc]], next);
  }

  /** Gives the node its rank and its arcs their numbers; all of them join it with nodes of higher rank. */
  #keepArcs(node: number): void {
    const { firstOut, nextOut, firstIn, nextIn } = this.#graph;
    for (let arc = firstOut[node]; arc >= 0; arc = nextOut[arc]) this.#keepArc(arc);
    this.#firstDownArc[this.rank] = this.#arcs.length;
    for (let arc = firstIn[node]; arc >= 0; arc = nextIn[arc]) this.#keepArc(arc);
    this.#rankOf[node] = this.rank++;
    this.#firstArc[this.rank] = this.#arcs.length;
  }

  #keepArc(arc: number): void {
    this.#graph.number[arc] = this.#arcs.length;
    this.#arcs.push(arc);
  }

  #putShortcuts(): void {
    for (let at = 0; at < this.#shortcuts.length; at += 2) {
      this.#graph.putShortcut(this.#shortcuts[at], this.#shortcuts[at + 1]);
    }
  }
}
