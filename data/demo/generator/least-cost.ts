/** Arcs of a small graph: `visit` is called with each neighbour and the cost to reach it. */
export type ListArcs = (node: number, visit: (to: number, cost: number) => void) => void;

export interface CostTree {
  readonly cost: Float64Array;
  readonly parent: Int32Array;
}

/** Dijkstra from one node, with a binary heap; stops once `target`, if given, is settled. */
export function searchLeastCost(nodeCount: number, source: number, arcs: ListArcs, target = -1): CostTree {
  const cost = new Float64Array(nodeCount).fill(Infinity);
  const parent = new Int32Array(nodeCount).fill(-1);
  const heap = new NodeHeap();
  cost[source] = 0;
  heap.push(source, 0);
  for (let top = heap.pop(); top !== null && top.node !== target; top = heap.pop()) {
    if (top.key > cost[top.node]) continue;
    const { node, key } = top;
    arcs(node, (to, step) => {
      if (key + step >= cost[to]) return;
      cost[to] = key + step;
      parent[to] = node;
      heap.push(to, key + step);
    });
  }
  return { cost, parent };
}

/** Nodes from the source of the tree to `target`, both included; empty when there is no way. */
export function listPath(tree: CostTree, target: number): readonly number[] {
  if (tree.cost[target] === Infinity) return [];
  const path: number[] = [];
  for (let node = target; node !== -1; node = tree.parent[node]) path.push(node);
  return path.toReversed();
}

class NodeHeap {
  readonly #entries: { readonly node: number; readonly key: number }[] = [];

  push(node: number, key: number): void {
    const entries = this.#entries;
    let at = entries.push({ node, key }) - 1;
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (entries[up].key <= entries[at].key) return;
      [entries[up], entries[at]] = [entries[at], entries[up]];
      at = up;
    }
  }

  pop(): { readonly node: number; readonly key: number } | null {
    const entries = this.#entries;
    const top = entries[0];
    const last = entries.pop();
    if (top === undefined || last === undefined) return null;
    if (entries.length > 0) {
      entries[0] = last;
      this.#sink();
    }
    return top;
  }

  #sink(): void {
    const entries = this.#entries;
    for (let at = 0; ;) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < entries.length && entries[child].key < entries[least].key) least = child;
      }
      if (least === at) return;
      [entries[least], entries[at]] = [entries[at], entries[least]];
      at = least;
    }
  }
}
