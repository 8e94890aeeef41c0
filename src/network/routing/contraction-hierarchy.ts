/**
 * A network prepared for fast searches by contraction (Geisberger, Sanders, Schultes, Delling 2008, "Contraction
 * hierarchies: faster and simpler hierarchical routing in road networks"). Nodes are numbered by rank, the least
 * important first. The arcs of rank `r` join it with higher ranks: `firstArc[r]` to `firstDownArc[r] - 1` leave it,
 * `firstDownArc[r]` to `firstArc[r + 1] - 1` arrive at it. Arcs are those of the network and shortcuts; of parallel
 * arcs only the fastest is kept, of equally fast ones the shortest.
 */
export interface ContractionHierarchy {
  readonly nodeCount: number;
  /** Rank by node of the network. */
  readonly rankOf: Uint32Array;
  readonly firstArc: Uint32Array;
  readonly firstDownArc: Uint32Array;
  /** Rank of the other, higher end. */
  readonly arcEnd: Uint32Array;
  readonly arcSeconds: Float64Array;
  readonly arcMetres: Float64Array;
  /** Of a shortcut the arc travelled first; else the arc of the network. */
  readonly arcFirst: Int32Array;
  /** Of a shortcut the arc travelled second; else -1. */
  readonly arcSecond: Int32Array;
}

/** Arcs of the network along one arc of the hierarchy, in the order of travel. O(length of the way). */
export function unpackArc({ arcFirst, arcSecond }: ContractionHierarchy, arc: number, way: number[]): void {
  const waiting = [arc];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (arcSecond[next] < 0) way.push(arcFirst[next]);
    else waiting.push(arcSecond[next], arcFirst[next]);
  }
}
