import type { TravelProfile } from '../../model/vehicle-type.ts';
import { profileIndex } from '../roads/road-class.ts';
import type { RoadGraph } from '../roads/road-graph.ts';
import { toRows } from './sparse-rows.ts';
import { labelLargestComponent } from './strong-components.ts';
import { toSummable } from './summable.ts';
import { splitByTurns } from './turn-states.ts';
import type { ArcList, StateArcs } from './turn-states.ts';

/**
 * The part of a road graph that one profile can both reach and leave: its largest strongly connected part, with
 * arcs in compressed sparse rows. Arc `a` leaves the node whose row holds it; `arcEdge[a]` is the edge and
 * `arcReversed[a]` is 1 where it runs against the edge. Times and lengths of arcs are summable (`toSummable`).
 *
 * A place is a junction, or the end of one edge where the junction is barred. A node is a place and the forbidden
 * turns that are under way there; nodes of one place follow each other, the one with none under way first.
 */
export interface ProfileNetwork {
  readonly graph: RoadGraph;
  readonly nodeCount: number;
  /** Places of the start and the end of each edge. */
  readonly placeFrom: Uint32Array;
  readonly placeTo: Uint32Array;
  /** Nodes of place `p` are `firstNode[p]` to `firstNode[p + 1] - 1`; none outside the part. */
  readonly firstNode: Uint32Array;
  /** 1 for edges of the part, on which there are positions. */
  readonly edgeInPart: Uint8Array;
  readonly firstArc: Uint32Array;
  readonly arcTail: Uint32Array;
  readonly arcHead: Uint32Array;
  readonly arcSeconds: Float64Array;
  readonly arcMetres: Float64Array;
  readonly arcEdge: Uint32Array;
  readonly arcReversed: Uint8Array;
  /** Speeds of the profile by edge, km/h, 0 is closed. */
  readonly forwardKmh: Float32Array;
  readonly backwardKmh: Float32Array;
}

type Places = Pick<ProfileNetwork, 'placeFrom' | 'placeTo'> & { readonly placeCount: number };

/**
 * Builds the network of a profile in O(junctions + edges + forbidden turns).
 *
 * @throws RoadSourceError `roads_too_large` where turns are forbidden beyond reason.
 */
export function buildProfileNetwork(graph: RoadGraph, profile: TravelProfile): ProfileNetwork {
  const column = profileIndex(profile);
  const forwardKmh = graph.forwardKmh[column];
  const backwardKmh = graph.backwardKmh[column];
  const places = toPlaces(graph, column);
  const states = splitByTurns(graph, column, listOpenArcs(graph, places, forwardKmh, backwardKmh));
  const { nodeOf, firstNode, edgeInPart, arcs } = chooseNodes(graph, places.placeCount, states);
  const tails = arcs.map((arc) => nodeOf[states.tails[arc]]);
  const nodeCount = firstNode[places.placeCount];
  const { rows, order } = toRows(nodeCount, tails);
  const kept = order.map((at) => arcs[at]);
  const speedOf = (arc: number) => (states.reversed[arc] === 1 ? backwardKmh : forwardKmh)[states.edges[arc]];
  return {
    graph,
    nodeCount,
    placeFrom: places.placeFrom,
    placeTo: places.placeTo,
    firstNode,
    edgeInPart,
    firstArc: rows,
    arcTail: kept.map((arc) => nodeOf[states.tails[arc]]),
    arcHead: kept.map((arc) => nodeOf[states.heads[arc]]),
    arcSeconds: Float64Array.from(kept, (arc) =>
      toSeconds(graph.edgeMetres[states.edges[arc]], speedOf(arc)),
    ),
    arcMetres: Float64Array.from(kept, (arc) => toSummable(graph.edgeMetres[states.edges[arc]])),
    arcEdge: kept.map((arc) => states.edges[arc]),
    arcReversed: Uint8Array.from(kept, (arc) => states.reversed[arc]),
    forwardKmh,
    backwardKmh,
  };
}

/** Time over a length at a speed above zero, as a summable value. */
export function toSeconds(metres: number, kmh: number): number {
  return toSummable((metres * 3.6) / kmh);
}

/** Gives every end of an edge at a junction that the profile cannot pass a place of its own. */
function toPlaces(graph: RoadGraph, profile: number): Places {
  const isBarred = graph.junctionBarred.map((mask) => (mask >> profile) & 1);
  if (!isBarred.includes(1)) {
    return { placeCount: graph.junctionCount, placeFrom: graph.edgeFrom, placeTo: graph.edgeTo };
  }
  let placeCount = graph.junctionCount;
  const toPlace = (junction: number) => (isBarred[junction] === 1 ? placeCount++ : junction);
  const placeFrom = graph.edgeFrom.map(toPlace);
  const placeTo = graph.edgeTo.map(toPlace);
  return { placeCount, placeFrom, placeTo };
}

function listOpenArcs(
  graph: RoadGraph,
  { placeCount, placeFrom, placeTo }: Places,
  forwardKmh: Float32Array,
  backwardKmh: Float32Array,
): ArcList {
  const tails: number[] = [];
  const heads: number[] = [];
  const edges: number[] = [];
  const reversed: number[] = [];
  for (let edge = 0; edge < graph.edgeCount; edge++) {
    for (const against of [0, 1]) {
      if ((against === 1 ? backwardKmh : forwardKmh)[edge] === 0) continue;
      tails.push(against === 1 ? placeTo[edge] : placeFrom[edge]);
      heads.push(against === 1 ? placeFrom[edge] : placeTo[edge]);
      edges.push(edge);
      reversed.push(against);
    }
  }
  return {
    size: placeCount,
    tails: Uint32Array.from(tails),
    heads: Uint32Array.from(heads),
    edges: Uint32Array.from(edges),
    reversed: Uint8Array.from(reversed),
  };
}

interface ChosenNodes {
  /** Node by state, where it is kept. */
  readonly nodeOf: Uint32Array;
  readonly firstNode: Uint32Array;
  readonly edgeInPart: Uint8Array;
  /** Arcs kept, by their position in the list. */
  readonly arcs: Uint32Array;
}

/**
 * All states at the places of the largest strong part, and the edges within the part. A state with fewer turns under
 * way can do all that one with more can, so from every free state of these places the part can be reached.
 */
function chooseNodes(graph: RoadGraph, placeCount: number, states: StateArcs): ChosenNodes {
  const { placeOf, tails, heads, edges, size } = states;
  const leaving = toRows(size, tails);
  const inPart = labelLargestComponent(
    leaving.rows,
    leaving.order.map((arc) => heads[arc]),
  );
  const isPlaceIn = new Uint8Array(placeCount);
  inPart.forEach((isIn, state) => (isPlaceIn[placeOf[state]] |= isIn));
  const edgeInPart = new Uint8Array(graph.edgeCount);
  edges.forEach((edge, arc) => (edgeInPart[edge] |= inPart[tails[arc]] & inPart[heads[arc]]));
  const byPlace = toRows(placeCount, placeOf);
  const nodeOf = new Uint32Array(size);
  const firstNode = new Uint32Array(placeCount + 1);
  let nodeCount = 0;
  for (let place = 0; place < placeCount; place++) {
    const end = isPlaceIn[place] === 1 ? byPlace.rows[place + 1] : byPlace.rows[place];
    for (let at = byPlace.rows[place]; at < end; at++) nodeOf[byPlace.order[at]] = nodeCount++;
    firstNode[place + 1] = nodeCount;
  }
  const isIn = (state: number) => isPlaceIn[placeOf[state]] === 1;
  const arcs = leaving.order.filter((arc) => isIn(tails[arc]) && isIn(heads[arc]));
  return { nodeOf, firstNode, edgeInPart, arcs };
}
