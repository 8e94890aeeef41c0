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
export function sortRoadParts(roads: ProfileNetwork): RoadParts {
  const { forwardKmh, backwardKmh } = roads;
  const isOpen = new Uint8Array(roads.edgeInPart.length);
  const isMain = roads.edgeInPart.slice();
  for (let edge = 0; edge < roads.edgeInPart.length; edge++) {
    isOpen[edge] = forwardKmh[edge] > 0 || backwardKmh[edge] > 0 ? 1 : 0;
  }
  const edgesOf = listIncidentEdges(roads, isOpen);
  const inMain = new Uint8Array(placesOf(roads));
  for (let edge = 0; edge < roads.edgeInPart.length; edge++) {
    if (isMain[edge] === 1) inMain[roads.placeFrom[edge]] = inMain[roads.placeTo[edge]] = 1;
  }
  const reached = spread(roads, edgesOf, inMain, forwardKmh, backwardKmh);
  const returning = spread(roads, edgesOf, inMain, backwardKmh, forwardKmh);
  const kindOf = (junction: number): OutsideKind => {
    if (reached[junction] === 1) return 'no_way_back';
    return returning[junction] === 1 ? 'no_way_in' : 'island';
  };
  return { isOpen, isMain, outside: groupOutside(roads, edgesOf, inMain, isOpen, isMain, kindOf) };
}

/** Places are junctions, or ends of edges at junctions that the profile cannot pass. */
function placesOf({ firstNode }: ProfileNetwork): number {
  return firstNode.length - 1;
}

type IncidentEdges = readonly (readonly number[])[];

function listIncidentEdges(roads: ProfileNetwork, isOpen: Uint8Array): IncidentEdges {
  const edgesOf: number[][] = Array.from({ length: placesOf(roads) }, () => []);
  for (let edge = 0; edge < roads.edgeInPart.length; edge++) {
    if (isOpen[edge] === 0) continue;
    edgesOf[roads.placeFrom[edge]].push(edge);
    if (roads.placeTo[edge] !== roads.placeFrom[edge]) edgesOf[roads.placeTo[edge]].push(edge);
  }
  return edgesOf;
}

/** Junctions that are reached from the given ones along open directions; the given ones included. */
function spread(
  roads: ProfileNetwork,
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
        [roads.placeFrom[edge], roads.placeTo[edge], forward[edge]],
        [roads.placeTo[edge], roads.placeFrom[edge], backward[edge]],
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
  roads: ProfileNetwork,
  edgesOf: IncidentEdges,
  inMain: Uint8Array,
  isOpen: Uint8Array,
  isMain: Uint8Array,
  kindOf: (junction: number) => OutsideKind,
): readonly OutsidePart[] {
  const parts: OutsidePart[] = [];
  const isGrouped = isMain.slice();
  for (let first = 0; first < roads.edgeInPart.length; first++) {
    if (isOpen[first] === 0 || isGrouped[first] === 1) continue;
    const kind = kindOfEdge(roads, first, inMain, kindOf);
    const edges: number[] = [];
    const waiting = [first];
    isGrouped[first] = 1;
    for (let edge = waiting.pop(); edge !== undefined; edge = waiting.pop()) {
      edges.push(edge);
      for (const junction of [roads.placeFrom[edge], roads.placeTo[edge]]) {
        if (inMain[junction] === 1) continue;
        for (const next of edgesOf[junction]) {
          if (isGrouped[next] === 1 || kindOfEdge(roads, next, inMain, kindOf) !== kind) continue;
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
  roads: ProfileNetwork,
  edge: number,
  inMain: Uint8Array,
  kindOf: (junction: number) => OutsideKind,
): OutsideKind {
  const ends = [roads.placeFrom[edge], roads.placeTo[edge]];
  return kindOf(ends.find((junction) => inMain[junction] === 0) ?? ends[0]);
}
