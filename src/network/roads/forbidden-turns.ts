import type { RoadGraph } from './road-graph.ts';
import { RoadSourceError } from './road-source-error.ts';
import type { RoadWay, TurnRestriction } from './road-source.ts';

/** Longest sequence of edges, most ways out of a junction, and most sequences of one file that are read. */
const MAX_EDGES = 100;
const MAX_EXITS = 64;
const MAX_TURNS = 200_000;

/**
 * Sequences of edges that profiles may not travel through, in columns: those of turn `t` are `turnEdges` from
 * `turnStart[t]` on, each an edge times two, plus one where it is travelled backward. At least two each.
 */
export type ForbiddenTurns = Pick<RoadGraph, 'turnStart' | 'turnEdges' | 'turnProfiles'>;

/** Edges as far as turns concern them; those of one way follow each other. */
export interface EdgeEnds extends Pick<RoadGraph, 'edgeFrom' | 'edgeTo' | 'edgeWay'> {
  readonly ways: readonly RoadWay[];
  /** Junction of a node by its id, or -1. */
  readonly findJunction: (nodeId: number) => number;
}

/**
 * Turns that restrictions forbid: an `only` forbids every other exit. Ways along which a restriction goes are travelled
 * from end to end. A restriction of ways that do not meet, or meet in several places, is passed over. O(edges + restrictions).
 *
 * @throws RoadSourceError `roads_too_large` for more turns than any map has.
 */
export function toForbiddenTurns(restrictions: readonly TurnRestriction[], ends: EdgeEnds): ForbiddenTurns {
  const turnStart = [0];
  const turnEdges: number[] = [];
  const turnProfiles: number[] = [];
  const resolver = restrictions.length === 0 ? null : new TurnResolver(ends);
  for (const restriction of restrictions) {
    for (const path of resolver?.listPaths(restriction) ?? []) {
      if (turnProfiles.length >= MAX_TURNS) {
        throw new RoadSourceError('roads_too_large', `The road file forbids more than ${MAX_TURNS} turns`);
      }
      turnEdges.push(...path);
      turnStart.push(turnEdges.length);
      turnProfiles.push(restriction.profiles);
    }
  }
  return {
    turnStart: Uint32Array.from(turnStart),
    turnEdges: Uint32Array.from(turnEdges),
    turnProfiles: Uint8Array.from(turnProfiles),
  };
}

class TurnResolver {
  readonly #ends: EdgeEnds;
  /** First and last edge of each way, by its id. */
  readonly #edgesOf = new Map<number, { first: number; last: number }>();
  /** Edges out of each junction. */
  readonly #exits = new Map<number, number[]>();

  constructor(ends: EdgeEnds) {
    this.#ends = ends;
    ends.edgeWay.forEach((way, edge) => {
      const { id } = ends.ways[way];
      const known = this.#edgesOf.get(id);
      if (known === undefined) this.#edgesOf.set(id, { first: edge, last: edge });
      else known.last = edge;
      this.#addExit(edge * 2);
      this.#addExit(edge * 2 + 1);
    });
  }

  listPaths(restriction: TurnRestriction): readonly (readonly number[])[] {
    const path = this.#findPath(restriction);
    if (path === null) return [];
    if (restriction.kind === 'no') return [path];
    const before = path.slice(0, -1);
    const exits = this.#exits.get(this.#tail(path[path.length - 1])) ?? [];
    return exits.filter((exit) => exit !== path[path.length - 1]).map((exit) => before.concat(exit));
  }

  /** Edges from the last of the one way to the first of the other; null where that is not one clear sequence. */
  #findPath({ fromWay, via, toWay }: TurnRestriction): readonly number[] | null {
    const starts = 'node' in via ? [this.#ends.findJunction(via.node)] : this.#listWayEnds(via.ways[0]);
    const paths = starts.flatMap((start) => {
      const along = 'node' in via ? [] : this.#follow(start, via.ways);
      return along === null ? [] : this.#join(fromWay, start, along, toWay);
    });
    return paths.length === 1 ? paths[0] : null;
  }

  /** The ways in turn, each from one end to the other; null where one does not begin where the last ended. */
  #follow(start: number, ways: readonly number[]): readonly number[] | null {
    const path: number[] = [];
    let at = start;
    for (const way of ways) {
      const edges = this.#listEdges(way, at);
      if (edges.length === 0 || path.length + edges.length > MAX_EDGES) return null;
      path.push(...edges);
      at = this.#head(edges[edges.length - 1]);
    }
    return path;
  }

  #join(
    fromWay: number,
    start: number,
    along: readonly number[],
    toWay: number,
  ): readonly (readonly number[])[] {
    const end = along.length === 0 ? start : this.#head(along[along.length - 1]);
    const entries = this.#listExits(start, fromWay).map((edge) => edge ^ 1);
    return entries.flatMap((entry) => {
      const exits = this.#listExits(end, toWay);
      const back = exits.filter((exit) => exit === (entry ^ 1));
      return (back.length > 0 ? back : exits).map((exit) => [entry].concat(along, exit));
    });
  }

  #addExit(directed: number): void {
    const exits = this.#exits.get(this.#tail(directed));
    if (exits === undefined) this.#exits.set(this.#tail(directed), [directed]);
    else exits.push(directed);
  }

  /** Edges of a way out of a junction, none of a junction with too many. */
  #listExits(junction: number, way: number): readonly number[] {
    const exits = this.#exits.get(junction) ?? [];
    if (exits.length > MAX_EXITS) return [];
    return exits.filter((exit) => this.#ends.ways[this.#ends.edgeWay[exit >> 1]].id === way);
  }

  #listWayEnds(way: number): readonly number[] {
    const range = this.#edgesOf.get(way);
    if (range === undefined) return [];
    const { edgeFrom, edgeTo } = this.#ends;
    return [...new Set([edgeFrom[range.first], edgeTo[range.last]])];
  }

  /** Edges of a whole way from one of its ends; none where it does not begin there or is not in one piece. */
  #listEdges(way: number, start: number): readonly number[] {
    const range = this.#edgesOf.get(way);
    if (range === undefined || range.last - range.first >= MAX_EDGES) return [];
    const edges = Array.from({ length: range.last - range.first + 1 }, (_, at) => (range.first + at) * 2);
    const inTurn = this.#tail(edges[0]) === start ? edges : edges.toReversed().map((edge) => edge + 1);
    const isWhole = inTurn.every(
      (edge, at) => this.#tail(edge) === (at === 0 ? start : this.#head(inTurn[at - 1])),
    );
    return isWhole ? inTurn : [];
  }

  #tail(directed: number): number {
    return (directed % 2 === 0 ? this.#ends.edgeFrom : this.#ends.edgeTo)[directed >> 1];
  }

  #head(directed: number): number {
    return (directed % 2 === 0 ? this.#ends.edgeTo : this.#ends.edgeFrom)[directed >> 1];
  }
}
