import type { Metres } from '../../model/units.ts';
import { measureEdges } from './road-graph.ts';
import type { RoadGraph, RoadShape } from './road-graph.ts';

/** Shape of one edge: its points are `first` to `last` of the columns, both included. */
export interface EdgeShape extends RoadShape {
  readonly first: number;
  readonly last: number;
}

/** An edge of a way of its own. */
export interface NewEdge extends RoadShape {
  readonly name: string;
  readonly classCode: number;
  readonly from: number;
  readonly to: number;
  /** Speeds by profile. */
  readonly forwardKmh: readonly number[];
  readonly backwardKmh: readonly number[];
}

/** Each new road is an edge, and its two ends cut one edge each at most. */
const EDGES_PER_ROAD = 3;

/** A road graph that edges are added to and cut in; the one that it began with is not changed. */
export class RoadDraft {
  readonly #graph: RoadGraph;
  readonly edgeFrom: Uint32Array;
  readonly edgeTo: Uint32Array;
  readonly edgeClass: Uint8Array;
  edgeCount: number;
  readonly #edgeWay: Uint32Array;
  readonly #edgeMetres: Float64Array;
  readonly #forwardKmh: readonly Float32Array[];
  readonly #backwardKmh: readonly Float32Array[];
  /** Shapes by edge. */
  readonly #shapes: EdgeShape[];
  readonly #wayIds: number[] = [];
  readonly #wayNames: string[] = [];
  #leastId: number;
  #junctionCount: number;
  #turns: Pick<RoadGraph, 'turnStart' | 'turnEdges'>;
  readonly #edgesInTurns: Set<number>;

  /** @param roads how many are added at most */
  constructor(graph: RoadGraph, roads: number) {
    const room = graph.edgeCount + roads * EDGES_PER_ROAD;
    this.#graph = graph;
    this.edgeCount = graph.edgeCount;
    this.edgeFrom = widen(graph.edgeFrom, new Uint32Array(room));
    this.edgeTo = widen(graph.edgeTo, new Uint32Array(room));
    this.#edgeWay = widen(graph.edgeWay, new Uint32Array(room));
    this.edgeClass = widen(graph.edgeClass, new Uint8Array(room));
    this.#edgeMetres = widen(graph.edgeMetres, new Float64Array(room));
    this.#forwardKmh = graph.forwardKmh.map((speeds) => widen(speeds, new Float32Array(room)));
    this.#backwardKmh = graph.backwardKmh.map((speeds) => widen(speeds, new Float32Array(room)));
    const { shapeStart, shapeLonE7, shapeLatE7 } = graph;
    this.#shapes = Array.from({ length: graph.edgeCount }, (_, edge) => ({
      shapeLonE7,
      shapeLatE7,
      first: shapeStart[edge],
      last: shapeStart[edge + 1] - 1,
    }));
    this.#leastId = graph.wayIds.reduce((least, id) => Math.min(least, id), 0);
    this.#junctionCount = graph.junctionCount;
    this.#turns = graph;
    this.#edgesInTurns = new Set(graph.turnEdges.map((directed) => directed >> 1));
  }

  shapeOf(edge: number): EdgeShape {
    return this.#shapes[edge];
  }

  /** A new junction that every vehicle may pass. */
  addJunction(): number {
    return this.#junctionCount++;
  }

  /** A new way of one edge, with an id of its own. */
  addEdge({ name, classCode, from, to, forwardKmh, backwardKmh, shapeLonE7, shapeLatE7 }: NewEdge): void {
    const edge = this.edgeCount++;
    this.edgeFrom[edge] = from;
    this.edgeTo[edge] = to;
    this.#edgeWay[edge] = this.#graph.wayIds.length + this.#wayIds.length;
    this.edgeClass[edge] = classCode;
    this.#forwardKmh.forEach((column, profile) => (column[edge] = forwardKmh[profile]));
    this.#backwardKmh.forEach((column, profile) => (column[edge] = backwardKmh[profile]));
    this.#setShape(edge, { shapeLonE7, shapeLatE7, first: 0, last: shapeLonE7.length - 1 });
    this.#wayIds.push(--this.#leastId);
    this.#wayNames.push(name);
  }

  /**
   * Cuts an edge after a shape point at a position: it keeps its number up to there, the rest becomes the last edge.
   *
   * @returns the junction between the two
   */
  cutEdge(edge: number, point: number, lonE7: number, latE7: number): number {
    const junction = this.addJunction();
    const rest = this.edgeCount++;
    this.edgeFrom[rest] = junction;
    this.edgeTo[rest] = this.edgeTo[edge];
    this.edgeTo[edge] = junction;
    for (const column of [this.#edgeWay, this.edgeClass, ...this.#forwardKmh, ...this.#backwardKmh]) {
      column[rest] = column[edge];
    }
    const { shapeLonE7: lons, shapeLatE7: lats, first, last } = this.#shapes[edge];
    const before = (column: Int32Array, at: number) =>
      insert(column.subarray(first, point + 1), point + 1 - first, at);
    const after = (column: Int32Array, at: number) => insert(column.subarray(point + 1, last + 1), 0, at);
    this.#setShape(edge, {
      shapeLonE7: before(lons, lonE7),
      shapeLatE7: before(lats, latE7),
      first: 0,
      last: point + 1 - first,
    });
    this.#setShape(rest, {
      shapeLonE7: after(lons, lonE7),
      shapeLatE7: after(lats, latE7),
      first: 0,
      last: last - point,
    });
    if (this.#edgesInTurns.has(edge)) {
      this.#turns = cutTurns(this.#turns, edge, rest);
      this.#edgesInTurns.add(rest);
    }
    return junction;
  }

  toGraph(): RoadGraph {
    const graph = this.#graph;
    const size = this.edgeCount;
    return {
      ...graph,
      junctionCount: this.#junctionCount,
      edgeCount: size,
      wayIds: Float64Array.from([...graph.wayIds, ...this.#wayIds]),
      wayNames: [...graph.wayNames, ...this.#wayNames],
      edgeFrom: this.edgeFrom.slice(0, size),
      edgeTo: this.edgeTo.slice(0, size),
      edgeWay: this.#edgeWay.slice(0, size),
      edgeClass: this.edgeClass.slice(0, size),
      edgeMetres: this.#edgeMetres.slice(0, size),
      forwardKmh: this.#forwardKmh.map((column) => column.slice(0, size)),
      backwardKmh: this.#backwardKmh.map((column) => column.slice(0, size)),
      junctionBarred: widen(graph.junctionBarred, new Uint8Array(this.#junctionCount)),
      turnStart: this.#turns.turnStart,
      turnEdges: this.#turns.turnEdges,
      ...this.#joinShapes(),
    };
  }

  #setShape(edge: number, shape: EdgeShape): void {
    this.#shapes[edge] = shape;
    this.#edgeMetres[edge] = measureShape(shape);
  }

  #joinShapes(): Pick<RoadGraph, 'shapeStart' | 'shapeLonE7' | 'shapeLatE7'> {
    const shapeStart = new Uint32Array(this.edgeCount + 1);
    this.#shapes.forEach(({ first, last }, edge) => {
      shapeStart[edge + 1] = shapeStart[edge] + last - first + 1;
    });
    const shapeLonE7 = new Int32Array(shapeStart[this.edgeCount]);
    const shapeLatE7 = new Int32Array(shapeStart[this.edgeCount]);
    this.#shapes.forEach((shape, edge) => {
      const { first, last } = shape;
      shapeLonE7.set(shape.shapeLonE7.subarray(first, last + 1), shapeStart[edge]);
      shapeLatE7.set(shape.shapeLatE7.subarray(first, last + 1), shapeStart[edge]);
    });
    return { shapeStart, shapeLonE7, shapeLatE7 };
  }
}

function measureShape({ shapeLonE7, shapeLatE7, first, last }: EdgeShape): Metres {
  return measureEdges(Uint32Array.of(first, last + 1), shapeLonE7, shapeLatE7)[0];
}

/** Forbidden sequences after an edge was cut: within a sequence both parts are passed, at its ends the inner one. */
function cutTurns(
  turns: Pick<RoadGraph, 'turnStart' | 'turnEdges'>,
  edge: number,
  rest: number,
): Pick<RoadGraph, 'turnStart' | 'turnEdges'> {
  const turnStart = [0];
  const turnEdges: number[] = [];
  for (let turn = 0; turn < turns.turnStart.length - 1; turn++) {
    const first = turns.turnStart[turn];
    const last = turns.turnStart[turn + 1] - 1;
    for (let at = first; at <= last; at++) {
      const directed = turns.turnEdges[at];
      if (directed >> 1 !== edge) {
        turnEdges.push(directed);
        continue;
      }
      const parts = directed % 2 === 0 ? [edge * 2, rest * 2] : [rest * 2 + 1, edge * 2 + 1];
      if (at !== first) turnEdges.push(parts[0]);
      if (at !== last) turnEdges.push(parts[1]);
    }
    turnStart.push(turnEdges.length);
  }
  return { turnStart: Uint32Array.from(turnStart), turnEdges: Uint32Array.from(turnEdges) };
}

/** The values with one more at a position. */
function insert(values: Int32Array, position: number, value: number): Int32Array {
  const longer = new Int32Array(values.length + 1);
  longer.set(values.subarray(0, position));
  longer[position] = value;
  longer.set(values.subarray(position), position + 1);
  return longer;
}

/** A larger column that begins with the values of another. */
function widen<Column extends Uint32Array | Uint8Array | Float32Array | Float64Array>(
  from: Column,
  to: Column,
): Column {
  to.set(from);
  return to;
}
