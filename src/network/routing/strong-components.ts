/**
 * Marks with 1 the nodes of the largest strongly connected component of a directed graph in compressed sparse rows
 * (the first found of equals). Tarjan (1972), "Depth-first search and linear graph algorithms", without recursion;
 * O(nodes + arcs).
 */
export function labelLargestComponent(rows: Uint32Array, heads: Uint32Array): Uint8Array {
  const nodeCount = rows.length - 1;
  const search = new TarjanSearch(rows, heads);
  for (let node = 0; node < nodeCount; node++) search.visitFrom(node);
  const largest = new Uint8Array(nodeCount);
  const sizes = new Uint32Array(search.componentCount);
  for (const component of search.componentOf) sizes[component]++;
  const chosen = sizes.reduce((best, size, component) => (size > sizes[best] ? component : best), 0);
  for (let node = 0; node < nodeCount; node++) largest[node] = search.componentOf[node] === chosen ? 1 : 0;
  return largest;
}

class TarjanSearch {
  readonly componentOf: Uint32Array;
  componentCount = 0;
  readonly #rows: Uint32Array;
  readonly #heads: Uint32Array;
  /** Order of discovery from 1; 0 is not yet found. */
  readonly #found: Uint32Array;
  readonly #low: Uint32Array;
  readonly #isOpen: Uint8Array;
  readonly #nextArc: Uint32Array;
  readonly #open: Uint32Array;
  readonly #path: Uint32Array;
  #openSize = 0;
  #clock = 0;

  constructor(rows: Uint32Array, heads: Uint32Array) {
    const size = rows.length - 1;
    this.#rows = rows;
    this.#heads = heads;
    this.componentOf = new Uint32Array(size);
    this.#found = new Uint32Array(size);
    this.#low = new Uint32Array(size);
    this.#isOpen = new Uint8Array(size);
    this.#nextArc = rows.slice(0, size);
    this.#open = new Uint32Array(size);
    this.#path = new Uint32Array(size);
  }

  visitFrom(root: number): void {
    if (this.#found[root] !== 0) return;
    let depth = 0;
    this.#path[0] = root;
    this.#discover(root);
    while (depth >= 0) {
      const node = this.#path[depth];
      if (this.#nextArc[node] < this.#rows[node + 1]) {
        const head = this.#heads[this.#nextArc[node]++];
        if (this.#found[head] === 0) {
          this.#path[++depth] = head;
          this.#discover(head);
        } else if (this.#isOpen[head] === 1) this.#lower(node, this.#found[head]);
      } else {
        if (this.#low[node] === this.#found[node]) this.#closeComponent(node);
        depth--;
        if (depth >= 0) this.#lower(this.#path[depth], this.#low[node]);
      }
    }
  }

  #discover(node: number): void {
    this.#found[node] = this.#low[node] = ++this.#clock;
    this.#isOpen[node] = 1;
    this.#open[this.#openSize++] = node;
  }

  #lower(node: number, reached: number): void {
    if (reached < this.#low[node]) this.#low[node] = reached;
  }

  #closeComponent(root: number): void {
    let node: number;
    do {
      node = this.#open[--this.#openSize];
      this.#isOpen[node] = 0;
      this.componentOf[node] = this.componentCount;
    } while (node !== root);
    this.componentCount++;
  }
}
