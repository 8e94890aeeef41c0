import type { RoadGraph } from '../roads/road-graph.ts';
import type { ProfileNetwork } from '../routing/profile-network.ts';

/**
 * How roads outside the main part of a profile's network hang on it:
 * - `no_way_back`: vehicles get there and never return;
 * - `no_way_in`: vehicles get from there and never there;
 * - `island`: neither.
 */
export type OutsideKind = 'no_way_back' | 'no_way_in' | 'island';

/** Connected roads outside the main part, all of one kind. */
export interface OutsidePart {
  readonly kind: OutsideKind;
  readonly edges: readonly number[];
}

/** The edges that a profile may use at all, and those of its main part: the largest in which it gets everywhere. */
export interface RoadParts {
  readonly isOpen: Uint8Array;
  readonly isMain: Uint8Array;
  readonly outside: readonly OutsidePart[];
}

/** Sorts the roads of a profile into the main part and what is outside of it. O(junctions + edges). */
export function sortRoadParts(network: ProfileNetwork): RoadParts {
  const { graph, forwardKmh, backwardKmh } = network;
  const isOpen = new Uint8Array(graph.edgeCount);
  const isMain = new Uint8Array(graph.edgeCount);
  for (let edge = 0; edge < graph.edgeCount; edge++) {
    isOpen[edge] = forwardKmh[edge] > 0 || backwardKmh[edge] > 0 ? 1 : 0;
  }
  for (const edge of network.arcEdge) isMain[edge] = 1;
  const edgesOf = listIncidentEdges(graph, isOpen);
  const inMain = new Uint8Array(graph.junctionCount);
  for (let edge = 0; edge < graph.edgeCount; edge++) {
    if (isMain[edge] === 1) inMain[graph.edgeFrom[edge]] = inMain[graph.edgeTo[edge]] = 1;
  }
  const reached = spread(graph, edgesOf, inMain, forwardKmh, backwardKmh);
  const returning = spread(graph, edgesOf, inMain, backwardKmh, forwardKmh);
  const kindOf = (junction: number): OutsideKind => {
    if (reached[junction] === 1) return 'no_way_back';
    return returning[junction] === 1 ? 'no_way_in' : 'island';
  };
  return { isOpen, isMain, outside: groupOutside(graph, edgesOf, inMain, isOpen, isMain, kindOf) };
}

type IncidentEdges = readonly (readonly number[])[];

function listIncidentEdges(graph: RoadGraph, isOpen: Uint8Array): IncidentEdges {
  const edgesOf: number[][] = Array.from({ length: graph.junctionCount }, () => []);
  for (let edge = 0; edge < graph.edgeCount; edge++) {
    if (isOpen[edge] === 0) continue;
    edgesOf[graph.edgeFrom[edge]].push(edge);
    if (graph.edgeTo[edge] !== graph.edgeFrom[edge]) edgesOf[graph.edgeTo[edge]].push(edge);
  }
  return edgesOf;
}

/** Junctions that are reached from the given ones along open directions; the given ones included. */
function spread(
  graph: RoadGraph,
  edgesOf: IncidentEdges,
  starts: Uint8Array,
  forward: Float32Array,
  backward: Float32Array,
): Uint8Array {
  const reached = starts.slice();
  const waiting = [...starts.keys()].filter((junction) => starts[junction] === 1);
  for (let junction = waiting.pop(); junction !== undefined; junction = waiting.pop()) {
    for (const edge of edgesOf[junction]) {
      for (const [tail, head, kmh] of [
        [graph.edgeFrom[edge], graph.edgeTo[edge], forward[edge]],
        [graph.edgeTo[edge], graph.edgeFrom[edge], backward[edge]],
      ]) {
        if (tail !== junction || kmh === 0 || reached[head] === 1) continue;
        reached[head] = 1;
        waiting.push(head);
      }
    }
  }
  return reached;
}

/** Edges outside the main part that meet at junctions of one kind outside of it are one part. */
function groupOutside(
  graph: RoadGraph,
  edgesOf: IncidentEdges,
  inMain: Uint8Array,
  isOpen: Uint8Array,
  isMain: Uint8Array,
  kindOf: (junction: number) => OutsideKind,
): readonly OutsidePart[] {
  const parts: OutsidePart[] = [];
  const isGrouped = isMain.slice();
  for (let first = 0; first < graph.edgeCount; first++) {
    if (isOpen[first] === 0 || isGrouped[first] === 1) continue;
    const kind = kindOfEdge(graph, first, inMain, kindOf);
    const edges: number[] = [];
    const waiting = [first];
    isGrouped[first] = 1;
    for (let edge = waiting.pop(); edge !== undefined; edge = waiting.pop()) {
      edges.push(edge);
      for (const junction of [graph.edgeFrom[edge], graph.edgeTo[edge]]) {
        if (inMain[junction] === 1) continue;
        for (const next of edgesOf[junction]) {
          if (isGrouped[next] === 1 || kindOfEdge(graph, next, inMain, kindOf) !== kind) continue;
          isGrouped[next] = 1;
          waiting.push(next);
        }
      }
    }
    parts.push({ kind, edges: edges.sort((a, b) => a - b) });
  }
  return parts;
}

/** That of its outer end; between two of different kinds, which only a one-way can join, that of its start. */
function kindOfEdge(
  graph: RoadGraph,
  edge: number,
  inMain: Uint8Array,
  kindOf: (junction: number) => OutsideKind,
): OutsideKind {
  const ends = [graph.edgeFrom[edge], graph.edgeTo[edge]];
  return kindOf(ends.find((junction) => inMain[junction] === 0) ?? ends[0]);
}
