/** An undirected graph as a list of edges between nodes 0 to `nodeCount - 1`; parallel edges and loops are fine. */
export interface EdgeList {
  readonly nodeCount: number;
  readonly from: Uint32Array;
  readonly to: Uint32Array;
}

/**
 * Edges whose loss cuts the graph (bridges in the sense of graph theory), as seen from a root. -1 stands for none.
 */
export interface CutEdges {
  /** 1 for nodes that are connected with the root. */
  readonly isReached: Uint8Array;
  /** 1 for an edge whose loss cuts some nodes off the root. */
  readonly isCut: Uint8Array;
  /** By node: the last cut edge on every way from the root. */
  readonly lastCut: Int32Array;
  /** By cut edge: the cut edge before it on every way from the root. */
  readonly cutBefore: Int32Array;
  /** By cut edge: its node on the far side from the root. */
  readonly farNode: Int32Array;
}

/**
 * Finds the cut edges of the root's component by one depth-first search without recursion (Tarjan 1974, "A note on
 * finding the bridges of a graph"). O(nodes + edges).
 */
export function findCutEdges(graph: EdgeList, root: number): CutEdges {
  const search = new LowLinkSearch(graph);
  search.run(root);
  return search.toCutEdges();
}

class LowLinkSearch {
  readonly #graph: EdgeList;
  /** Incident edges of each node in compressed rows. */
  readonly #rows: Uint32Array;
  readonly #incident: Uint32Array;
  /** Order of discovery from 1; 0 is not yet found. */
  readonly #found: Uint32Array;
  readonly #low: Uint32Array;
  readonly #parentEdge: Int32Array;
  readonly #order: number[] = [];

  constructor(graph: EdgeList) {
    const { nodeCount, from, to } = graph;
    this.#graph = graph;
    this.#rows = new Uint32Array(nodeCount + 1);
    for (const ends of [from, to]) for (const node of ends) this.#rows[node + 1]++;
    for (let node = 0; node < nodeCount; node++) this.#rows[node + 1] += this.#rows[node];
    const fill = this.#rows.slice(0, nodeCount);
    this.#incident = new Uint32Array(2 * from.length);
    for (let edge = 0; edge < from.length; edge++) {
      this.#incident[fill[from[edge]]++] = edge;
      this.#incident[fill[to[edge]]++] = edge;
    }
    this.#found = new Uint32Array(nodeCount);
    this.#low = new Uint32Array(nodeCount);
    this.#parentEdge = new Int32Array(nodeCount).fill(-1);
  }

  run(root: number): void {
    const next = this.#rows.slice(0, -1);
    const path = [root];
    this.#discover(root);
    while (path.length > 0) {
      const node = path[path.length - 1];
      if (next[node] < this.#rows[node + 1]) {
        const edge = this.#incident[next[node]++];
        if (edge === this.#parentEdge[node]) continue;
        const head = this.#otherEnd(edge, node);
        if (this.#found[head] === 0) {
          this.#parentEdge[head] = edge;
          this.#discover(head);
          path.push(head);
        } else this.#low[node] = Math.min(this.#low[node], this.#found[head]);
      } else {
        path.pop();
        const parent = path.at(-1);
        if (parent !== undefined) this.#low[parent] = Math.min(this.#low[parent], this.#low[node]);
      }
    }
  }

  toCutEdges(): CutEdges {
    const { nodeCount, from } = this.#graph;
    const isCut = new Uint8Array(from.length);
    const lastCut = new Int32Array(nodeCount).fill(-1);
    const cutBefore = new Int32Array(from.length).fill(-1);
    const farNode = new Int32Array(from.length).fill(-1);
    for (const node of this.#order.slice(1)) {
      const edge = this.#parentEdge[node];
      const parent = this.#otherEnd(edge, node);
      lastCut[node] = lastCut[parent];
      if (this.#low[node] !== this.#found[node]) continue;
      isCut[edge] = 1;
      cutBefore[edge] = lastCut[parent];
      farNode[edge] = node;
      lastCut[node] = edge;
    }
    const isReached = Uint8Array.from(this.#found, (found) => (found === 0 ? 0 : 1));
    return { isReached, isCut, lastCut, cutBefore, farNode };
  }

  #discover(node: number): void {
    this.#order.push(node);
    this.#found[node] = this.#low[node] = this.#order.length;
  }

  #otherEnd(edge: number, node: number): number {
    const { from, to } = this.#graph;
    return from[edge] === node ? to[edge] : from[edge];
  }
}
