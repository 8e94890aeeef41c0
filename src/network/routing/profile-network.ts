import type { TravelProfile } from '../../model/vehicle-type.ts';
import { profileIndex } from '../roads/road-class.ts';
import type { RoadGraph } from '../roads/road-graph.ts';
import { labelLargestComponent } from './strong-components.ts';
import { toSummable } from './summable.ts';

/**
 * The part of a road graph that one profile can both reach and leave: its largest strongly connected part, with
 * arcs in compressed sparse rows. Arc `a` leaves the node whose row holds it; `arcEdge[a]` is the edge and
 * `arcReversed[a]` is 1 where it runs against the edge. Times and lengths of arcs are summable (`toSummable`).
 */
export interface ProfileNetwork {
  readonly graph: RoadGraph;
  readonly nodeCount: number;
  /** Node of a junction, -1 outside the part. */
  readonly nodeOfJunction: Int32Array;
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

/** Arcs of a graph before they are ordered by tail. */
interface ArcList {
  readonly nodeCount: number;
  readonly tails: Uint32Array;
  readonly heads: Uint32Array;
  readonly edges: Uint32Array;
  readonly reversed: Uint8Array;
}

/** Builds the network of a profile in O(junctions + edges). */
export function buildProfileNetwork(graph: RoadGraph, profile: TravelProfile): ProfileNetwork {
  const column = profileIndex(profile);
  const forwardKmh = graph.forwardKmh[column];
  const backwardKmh = graph.backwardKmh[column];
  const open = listOpenArcs(graph, forwardKmh, backwardKmh);
  const { rows, order } = toRows(open.nodeCount, open.tails);
  const inLargest = labelLargestComponent(
    rows,
    order.map((arc) => open.heads[arc]),
  );
  const nodeOfJunction = new Int32Array(graph.junctionCount).fill(-1);
  let nodeCount = 0;
  for (let junction = 0; junction < graph.junctionCount; junction++) {
    if (inLargest[junction] === 1) nodeOfJunction[junction] = nodeCount++;
  }
  const kept = order.filter((arc) => inLargest[open.tails[arc]] === 1 && inLargest[open.heads[arc]] === 1);
  const arcTail = kept.map((arc) => nodeOfJunction[open.tails[arc]]);
  const speedOf = (arc: number) => (open.reversed[arc] === 1 ? backwardKmh : forwardKmh)[open.edges[arc]];
  return {
    graph,
    nodeCount,
    nodeOfJunction,
    firstArc: toRows(nodeCount, arcTail).rows,
    arcTail,
    arcHead: kept.map((arc) => nodeOfJunction[open.heads[arc]]),
    arcSeconds: Float64Array.from(kept, (arc) => toSeconds(graph.edgeMetres[open.edges[arc]], speedOf(arc))),
    arcMetres: Float64Array.from(kept, (arc) => toSummable(graph.edgeMetres[open.edges[arc]])),
    arcEdge: kept.map((arc) => open.edges[arc]),
    arcReversed: Uint8Array.from(kept, (arc) => open.reversed[arc]),
    forwardKmh,
    backwardKmh,
  };
}

/** Time over a length at a speed above zero, as a summable value. */
export function toSeconds(metres: number, kmh: number): number {
  return toSummable((metres * 3.6) / kmh);
}

function listOpenArcs(graph: RoadGraph, forwardKmh: Float32Array, backwardKmh: Float32Array): ArcList {
  const tails: number[] = [];
  const heads: number[] = [];
  const edges: number[] = [];
  const reversed: number[] = [];
  for (let edge = 0; edge < graph.edgeCount; edge++) {
    for (const against of [0, 1]) {
      if ((against === 1 ? backwardKmh : forwardKmh)[edge] === 0) continue;
      tails.push(against === 1 ? graph.edgeTo[edge] : graph.edgeFrom[edge]);
      heads.push(against === 1 ? graph.edgeFrom[edge] : graph.edgeTo[edge]);
      edges.push(edge);
      reversed.push(against);
    }
  }
  return {
    nodeCount: graph.junctionCount,
    tails: Uint32Array.from(tails),
    heads: Uint32Array.from(heads),
    edges: Uint32Array.from(edges),
    reversed: Uint8Array.from(reversed),
  };
}

/** Counting sort of arcs by tail: where each tail's row begins, and the arcs in row order. */
function toRows(nodeCount: number, tails: Uint32Array): { rows: Uint32Array; order: Uint32Array } {
  const rows = new Uint32Array(nodeCount + 1);
  for (const tail of tails) rows[tail + 1]++;
  for (let node = 0; node < nodeCount; node++) rows[node + 1] += rows[node];
  const next = rows.slice();
  const order = new Uint32Array(tails.length);
  for (let arc = 0; arc < tails.length; arc++) order[next[tails[arc]]++] = arc;
  return { rows, order };
}
