import Flatbush from 'flatbush';
import type { LonLat, Metres } from '../../model/units.ts';
import { METRES_PER_DEGREE } from '../great-circle.ts';
import { segmentMetres } from '../roads/road-graph.ts';
import {
  metresPerDegreeLon,
  metresToSegment,
  metresToShare,
  projectOnSegment,
} from '../roads/project-point.ts';
import type { ProfileNetwork } from './profile-network.ts';

/** Nearest position on a network. */
export interface NetworkPosition {
  readonly edge: number;
  /** Metres from the start of the edge, between 0 and its length. */
  readonly offset: Metres;
  readonly location: LonLat;
  /** Distance from the point that was asked for. */
  readonly snapMetres: Metres;
}

const FIRST_GUESSES = 8;

/**
 * Farther off, a point is of another place and its exact distance of no use, while the search for it would look at
 * every segment.
 */
export const EXACT_METRES: Metres = 20_000;

/**
 * Finds the nearest segment of a profile's network by boxes of an R-tree (Hilbert-packed, flatbush): exact up to
 * `EXACT_METRES`, beyond them one of the nearest in degrees.
 */
export class SegmentIndex {
  readonly #network: ProfileNetwork;
  readonly #boxes: Flatbush | null;
  /** Edge and first shape point of each box. */
  readonly #edges: Uint32Array;
  readonly #points: Uint32Array;

  constructor(network: ProfileNetwork) {
    const { edges, points } = listSegments(network);
    this.#network = network;
    this.#edges = edges;
    this.#points = points;
    this.#boxes = points.length === 0 ? null : buildBoxes(network, points);
  }

  /** Nearest position on the network, or null when the network is empty. Of equally near segments the first. */
  findNearest(lon: number, lat: number): NetworkPosition | null {
    if (this.#boxes === null) return null;
    const { graph } = this.#network;
    let best = Infinity;
    let bestSegment = -1;
    const consider = (segment: number): boolean => {
      const metres = metresToSegment(graph, this.#points[segment], lon, lat);
      if (metres < best || (metres === best && segment < bestSegment)) {
        best = metres;
        bestSegment = segment;
      }
      return false;
    };
    for (const segment of this.#boxes.neighbors(lon, lat, FIRST_GUESSES)) consider(segment);
    const reach = Math.min(best, EXACT_METRES);
    const reachX = (reach / metresPerDegreeLon(lat)) * (1 + 1e-9) + 1e-9;
    const reachY = (reach / METRES_PER_DEGREE) * (1 + 1e-9) + 1e-9;
    this.#boxes.search(lon - reachX, lat - reachY, lon + reachX, lat + reachY, consider);
    return this.#toPosition(bestSegment, lon, lat);
  }

  #toPosition(segment: number, lon: number, lat: number): NetworkPosition {
    const { graph } = this.#network;
    const { shapeStart, shapeLonE7, shapeLatE7 } = graph;
    const edge = this.#edges[segment];
    const point = this.#points[segment];
    const share = projectOnSegment(graph, point, lon, lat);
    let offset = 0;
    for (let before = shapeStart[edge]; before < point; before++) {
      offset += segmentMetres(shapeLonE7, shapeLatE7, before);
    }
    const isLast = point === shapeStart[edge + 1] - 2;
    if (share === 1 && isLast) offset = graph.edgeMetres[edge];
    else offset += share * segmentMetres(shapeLonE7, shapeLatE7, point);
    return {
      edge,
      offset: Math.min(offset, graph.edgeMetres[edge]),
      location: [
        (shapeLonE7[point] + share * (shapeLonE7[point + 1] - shapeLonE7[point])) / 1e7,
        (shapeLatE7[point] + share * (shapeLatE7[point + 1] - shapeLatE7[point])) / 1e7,
      ],
      snapMetres: metresToShare(graph, point, share, lon, lat),
    };
  }
}

function listSegments(network: ProfileNetwork): { edges: Uint32Array; points: Uint32Array } {
  const { shapeStart } = network.graph;
  const edges: number[] = [];
  const points: number[] = [];
  for (let edge = 0; edge < network.edgeInPart.length; edge++) {
    if (network.edgeInPart[edge] === 0) continue;
    for (let point = shapeStart[edge]; point < shapeStart[edge + 1] - 1; point++) {
      edges.push(edge);
      points.push(point);
    }
  }
  return { edges: Uint32Array.from(edges), points: Uint32Array.from(points) };
}

function buildBoxes(network: ProfileNetwork, points: Uint32Array): Flatbush {
  const { shapeLonE7, shapeLatE7 } = network.graph;
  const boxes = new Flatbush(points.length);
  for (const point of points) {
    boxes.add(
      Math.min(shapeLonE7[point], shapeLonE7[point + 1]) / 1e7,
      Math.min(shapeLatE7[point], shapeLatE7[point + 1]) / 1e7,
      Math.max(shapeLonE7[point], shapeLonE7[point + 1]) / 1e7,
      Math.max(shapeLatE7[point], shapeLatE7[point + 1]) / 1e7,
    );
  }
  boxes.finish();
  return boxes;
}
