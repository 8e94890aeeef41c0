import type { Metres } from '../../model/units.ts';
import type { RoadGraph } from '../roads/road-graph.ts';
import type { ProfileNetwork } from '../routing/profile-network.ts';
import type { NetworkPosition } from '../routing/segment-index.ts';
import { findCutEdges } from './cut-edges.ts';
import type { CutEdges } from './cut-edges.ts';
import { describeRoads } from './describe-roads.ts';
import type { PlaceAccess, SoleAccess } from './network-diagnosis.ts';

/** Nearer than this to the end of an edge counts as at its end. */
const END_METRES: Metres = 1;

/** Cut edges by their place in a list of edges. */
export interface RoadCuts {
  readonly edges: Uint32Array;
  readonly place: ReadonlyMap<number, number>;
  readonly cuts: CutEdges;
  /** Where they are seen from; the root is the first end of its edge. */
  readonly hub: NetworkPosition;
}

/** A place with its access. */
export interface MeasuredPlace {
  readonly answer: PlaceAccess;
  /** Places of cut edges in their list, from the place to the hub. */
  readonly chain: readonly number[];
}

/** Cut edges of the roads chosen, as seen from a position on them. */
export function findRoadCuts(network: ProfileNetwork, isMain: Uint8Array, hub: NetworkPosition): RoadCuts {
  const edges = Uint32Array.from([...isMain.keys()].filter((edge) => isMain[edge] === 1));
  const list = {
    nodeCount: network.firstNode.length - 1,
    from: edges.map((edge) => network.placeFrom[edge]),
    to: edges.map((edge) => network.placeTo[edge]),
  };
  const place = new Map(Array.from(edges, (edge, at) => [edge, at] as const));
  return { edges, place, cuts: findCutEdges(list, network.placeFrom[hub.edge]), hub };
}

/** Cut edges between a position and the root, the nearest to the position first. */
export function listChain(
  network: ProfileNetwork,
  roads: RoadCuts,
  position: NetworkPosition,
): readonly number[] {
  const { cuts, place, hub } = roads;
  const { edge, offset } = position;
  const at = place.get(edge) ?? -1;
  const isFar = cuts.farNode[at] === network.placeTo[edge];
  const nearOffset = isFar ? offset : network.graph.edgeMetres[edge] - offset;
  const isOnCut = cuts.isCut[at] === 1 && nearOffset > END_METRES;
  const nearNode = isFar ? network.placeFrom[edge] : network.placeTo[edge];
  const chain: number[] = [];
  let cut = isOnCut ? at : cuts.lastCut[nearNode];
  for (; cut >= 0; cut = cuts.cutBefore[cut]) chain.push(cut);
  const own = place.get(hub.edge) ?? -1;
  if (cuts.isCut[own] !== 1) return chain;
  const others = chain.filter((each) => each !== own);
  return dependsOnOwn(network, hub, position, chain.includes(own)) ? [...others, own] : others;
}

/** Whether a place is reached over the hub's own edge, which is cut: the hub may lie anywhere on it. */
function dependsOnOwn(
  network: ProfileNetwork,
  hub: NetworkPosition,
  position: NetworkPosition,
  isBeyond: boolean,
): boolean {
  if (position.edge === hub.edge) return Math.abs(position.offset - hub.offset) > END_METRES;
  const left = isBeyond ? network.graph.edgeMetres[hub.edge] - hub.offset : hub.offset;
  return left > END_METRES;
}

/** Neighbouring cut edges with the same places behind them are one access; most places first. */
export function groupSoleAccesses(
  graph: RoadGraph,
  { edges, cuts }: RoadCuts,
  measured: readonly MeasuredPlace[],
): readonly SoleAccess[] {
  const behind = new Map<number, string[]>();
  for (const { answer, chain } of measured) {
    for (const cut of chain) {
      const ids = behind.get(cut);
      if (ids === undefined) behind.set(cut, [answer.id]);
      else ids.push(answer.id);
    }
  }
  const groups = new Map<number, number[]>();
  for (const [cut, ids] of behind) {
    let first = cut;
    // What lies behind an edge lies behind those before it, so equal numbers are equal places.
    while (cuts.cutBefore[first] >= 0 && behind.get(cuts.cutBefore[first])?.length === ids.length) {
      first = cuts.cutBefore[first];
    }
    groups.set(first, [...(groups.get(first) ?? []), edges[cut]]);
  }
  return Array.from(groups, ([first, group]) => ({
    ...describeRoads(graph, group.toReversed()),
    placeIds: behind.get(first) ?? [],
  })).sort((a, b) => b.placeIds.length - a.placeIds.length || b.metres - a.metres);
}
