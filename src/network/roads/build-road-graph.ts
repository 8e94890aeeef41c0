import type { RoadOverride } from '../../model/road-override.ts';
import type { ElevationModel } from '../elevation/elevation-model.ts';
import { applySlopes } from './apply-slopes.ts';
import type { SlopeReport } from './apply-slopes.ts';
import { toForbiddenTurns } from './forbidden-turns.ts';
import { classCode } from './road-class.ts';
import { measureEdges } from './road-graph.ts';
import type { RoadGraph } from './road-graph.ts';
import { applyRoadOverrides } from './road-overrides.ts';
import { RoadSourceError } from './road-source-error.ts';
import { findNode } from './road-source.ts';
import type { RoadSource, RoadWay } from './road-source.ts';
import { listWaySpeeds } from './way-speeds.ts';
import type { SpeedOptions } from './way-speeds.ts';

export interface RoadGraphOptions extends SpeedOptions {
  readonly overrides?: readonly RoadOverride[];
  /** Heights by which speeds change on slopes; roads are level when absent. */
  readonly elevation?: ElevationModel;
  /** Is told what the heights did. */
  readonly onSlopes?: (report: SlopeReport) => void;
}

/**
 * Cuts roads at their junctions and compresses them. A junction is the end of a way or a node that two ways, or
 * one way twice, pass, or a barrier. Where a way names a node that the source lacks, the way is interrupted.
 * O(n log n) in the nodes and references.
 *
 * @throws RoadSourceError `roads_empty` when nothing is left, `roads_bad_value` for an option out of range,
 * `roads_unknown_way` for an override out of place.
 */
export function buildRoadGraph(source: RoadSource, options: RoadGraphOptions = {}): RoadGraph {
  requireSpeeds(options);
  const stretches = new StretchColumns();
  const cutter = new WayCutter(source, stretches);
  const pieces = source.ways.map((way) => cutter.toPieces(way));
  for (const wayPieces of pieces) for (const piece of wayPieces) cutter.countUses(piece);
  pieces.forEach((wayPieces, way) => {
    for (const piece of wayPieces) cutter.cut(piece, way);
  });
  const edgeCount = stretches.edgeCount;
  if (edgeCount === 0)
    throw new RoadSourceError('roads_empty', 'The file has no road that a vehicle may use');
  const shape = stretches.toShape();
  const edgeFrom = Uint32Array.from(stretches.from);
  const edgeTo = Uint32Array.from(stretches.to);
  const edgeWay = Uint32Array.from(stretches.way);
  const edgeMetres = measureEdges(shape.shapeStart, shape.shapeLonE7, shape.shapeLatE7);
  const findJunction = (id: number) => cutter.findJunction(id);
  const level: RoadGraph = {
    attributions: source.attributions,
    junctionCount: cutter.junctionCount,
    edgeCount,
    wayIds: Float64Array.from(source.ways, (way) => way.id),
    wayNames: source.ways.map((way) => way.name),
    edgeFrom,
    edgeTo,
    edgeWay,
    edgeClass: Uint8Array.from(edgeWay, (way) => classCode(source.ways[way].roadClass)),
    edgeMetres,
    ...toSpeeds(source.ways, edgeWay, edgeMetres, options),
    ...shape,
    junctionBarred: cutter.listBarred(),
    ...toForbiddenTurns(source.restrictions, { edgeFrom, edgeTo, edgeWay, ways: source.ways, findJunction }),
  };
  const graph = applyHeights(level, source.ways, options);
  return options.overrides === undefined ? graph : applyRoadOverrides(graph, options.overrides);
}

function applyHeights(
  level: RoadGraph,
  ways: readonly RoadWay[],
  { elevation, onSlopes }: RoadGraphOptions,
): RoadGraph {
  if (elevation === undefined) return level;
  const { graph, report } = applySlopes(level, ways, elevation);
  onSlopes?.(report);
  return graph;
}

function requireSpeeds({ speedFactor = 1, speedsKmh }: RoadGraphOptions): void {
  requireRange(speedFactor, Number.MIN_VALUE, 'speedFactor');
  for (const [profile, speeds] of Object.entries(speedsKmh ?? {})) {
    for (const [roadClass, kmh] of Object.entries(speeds)) {
      requireRange(kmh, 0, `speedsKmh.${profile}.${roadClass}`);
    }
  }
}

function requireRange(value: number, least: number, path: string): void {
  if (value >= least && value < Infinity) return;
  throw new RoadSourceError('roads_bad_value', `${value} is out of range`, path);
}

/** Edges as they are found. */
class StretchColumns {
  readonly from: number[] = [];
  readonly to: number[] = [];
  readonly way: number[] = [];
  readonly shapeStart: number[] = [0];
  readonly lonE7: number[] = [];
  readonly latE7: number[] = [];

  get edgeCount(): number {
    return this.way.length;
  }

  toShape(): Pick<RoadGraph, 'shapeStart' | 'shapeLonE7' | 'shapeLatE7'> {
    return {
      shapeStart: Uint32Array.from(this.shapeStart),
      shapeLonE7: Int32Array.from(this.lonE7),
      shapeLatE7: Int32Array.from(this.latE7),
    };
  }
}

const END_OF_STRETCH = 2;

/** Cuts the ways of one source; pieces are lists of node positions. */
class WayCutter {
  readonly #source: RoadSource;
  readonly #stretches: StretchColumns;
  readonly #uses: Uint8Array;
  readonly #junctionOf: Int32Array;
  /** Masks of the profiles that a node stops. */
  readonly #barred: Uint8Array;
  junctionCount = 0;

  constructor(source: RoadSource, stretches: StretchColumns) {
    const size = source.nodeIds.length;
    this.#source = source;
    this.#stretches = stretches;
    this.#uses = new Uint8Array(size);
    this.#junctionOf = new Int32Array(size).fill(-1);
    this.#barred = new Uint8Array(size);
    for (const [id, profiles] of source.barriers) {
      const node = findNode(source.nodeIds, id);
      if (node >= 0) this.#barred[node] = profiles;
    }
  }

  findJunction(nodeId: number): number {
    const node = findNode(this.#source.nodeIds, nodeId);
    return node < 0 ? -1 : this.#junctionOf[node];
  }

  /** Masks of the profiles that cannot pass, by junction. */
  listBarred(): Uint8Array {
    const barred = new Uint8Array(this.junctionCount);
    this.#junctionOf.forEach((junction, node) => {
      if (junction >= 0) barred[junction] = this.#barred[node];
    });
    return barred;
  }

  /** The way without gaps and repeated nodes. */
  toPieces(way: RoadWay): readonly (readonly number[])[] {
    const pieces: number[][] = [];
    let piece: number[] = [];
    for (const ref of way.refs) {
      const node = findNode(this.#source.nodeIds, ref);
      if (node >= 0 && node !== piece.at(-1)) piece.push(node);
      if (node < 0) {
        pieces.push(piece);
        piece = [];
      }
    }
    pieces.push(piece);
    return pieces.filter((nodes) => nodes.length > 1);
  }

  countUses(piece: readonly number[]): void {
    const uses = this.#uses;
    for (const node of piece) uses[node] = Math.min(END_OF_STRETCH, uses[node] + 1);
    uses[piece[0]] = END_OF_STRETCH;
    uses[piece[piece.length - 1]] = END_OF_STRETCH;
    for (const node of piece) if (this.#barred[node] !== 0) uses[node] = END_OF_STRETCH;
  }

  cut(piece: readonly number[], way: number): void {
    let start = 0;
    for (let at = 1; at < piece.length; at++) {
      if (this.#uses[piece[at]] < END_OF_STRETCH) continue;
      this.#addStretch(piece, start, at, way);
      start = at;
    }
  }

  #addStretch(piece: readonly number[], start: number, end: number, way: number): void {
    const { lonE7, latE7 } = this.#source;
    const columns = this.#stretches;
    columns.from.push(this.#junction(piece[start]));
    columns.to.push(this.#junction(piece[end]));
    columns.way.push(way);
    for (let at = start; at <= end; at++) {
      columns.lonE7.push(lonE7[piece[at]]);
      columns.latE7.push(latE7[piece[at]]);
    }
    columns.shapeStart.push(columns.lonE7.length);
  }

  #junction(node: number): number {
    if (this.#junctionOf[node] < 0) this.#junctionOf[node] = this.junctionCount++;
    return this.#junctionOf[node];
  }
}

function toSpeeds(
  ways: readonly RoadWay[],
  edgeWay: Uint32Array,
  edgeMetres: Float64Array,
  options: RoadGraphOptions,
): Pick<RoadGraph, 'forwardKmh' | 'backwardKmh'> {
  const wayMetres = new Float64Array(ways.length);
  edgeWay.forEach((way, edge) => (wayMetres[way] += edgeMetres[edge]));
  const byProfile = listWaySpeeds(ways, wayMetres, options);
  return {
    forwardKmh: byProfile.map((speeds) => Float32Array.from(edgeWay, (way) => speeds[way].forward)),
    backwardKmh: byProfile.map((speeds) => Float32Array.from(edgeWay, (way) => speeds[way].backward)),
  };
}
