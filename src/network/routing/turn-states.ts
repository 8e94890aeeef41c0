import type { RoadGraph } from '../roads/road-graph.ts';
import { RoadSourceError } from '../roads/road-source-error.ts';
import { toRows } from './sparse-rows.ts';

/** Arcs between numbered places or states, in parallel columns. */
export interface ArcList {
  readonly size: number;
  readonly tails: Uint32Array;
  readonly heads: Uint32Array;
  readonly edges: Uint32Array;
  readonly reversed: Uint8Array;
}

/** Arcs between states; state `s` is at place `placeOf[s]`, and states below the number of places are free ones. */
export interface StateArcs extends ArcList {
  readonly placeOf: Uint32Array;
}

/** Above this a file forbids more turns than any map. */
const MAX_EXTRA_ARCS = 4_000_000;

/**
 * Splits places by what a vehicle there must not do next, so that ordinary searches keep to the turns that `profile`
 * (its index) is forbidden. A state is a place and the forbidden sequences that are under way; only junctions within
 * such sequences have more than their free state. Without forbidden turns the arcs come back as they are.
 *
 * @throws RoadSourceError `roads_too_large`
 */
export function splitByTurns(graph: RoadGraph, profile: number, arcs: ArcList): StateArcs {
  const automaton = new TurnAutomaton(graph, profile);
  if (automaton.isEmpty)
    return { ...arcs, placeOf: Uint32Array.from({ length: arcs.size }, (_, place) => place) };
  return new StateSplitter(automaton, arcs).split();
}

/** Follows sequences of edges and tells when the last edge of a forbidden one is next. */
class TurnAutomaton {
  readonly #turnStart: Uint32Array;
  readonly #turnEdges: Uint32Array;
  /** Room for the position within a sequence. */
  readonly #positions: number;
  readonly #beginning = new Map<number, number[]>();

  constructor({ turnStart, turnEdges, turnProfiles }: RoadGraph, profile: number) {
    this.#turnStart = turnStart;
    this.#turnEdges = turnEdges;
    this.#positions = turnProfiles.reduce(
      (most, _, turn) => Math.max(most, turnStart[turn + 1] - turnStart[turn]),
      1,
    );
    turnProfiles.forEach((profiles, turn) => {
      if ((profiles & (1 << profile)) === 0) return;
      const first = turnEdges[turnStart[turn]];
      const known = this.#beginning.get(first);
      if (known === undefined) this.#beginning.set(first, [turn]);
      else known.push(turn);
    });
  }

  get isEmpty(): boolean {
    return this.#beginning.size === 0;
  }

  /** Sequences under way after an edge (times two, plus one backward), or null where that edge is forbidden. */
  follow(underWay: readonly number[], directed: number): readonly number[] | null {
    const positions = this.#positions;
    const next: number[] = [];
    for (const item of underWay) {
      const turn = Math.floor(item / positions);
      const place = this.#turnStart[turn] + (item % positions);
      if (this.#turnEdges[place] !== directed) continue;
      if (place === this.#turnStart[turn + 1] - 1) return null;
      next.push(item + 1);
    }
    for (const turn of this.#beginning.get(directed) ?? []) next.push(turn * positions + 1);
    return next.sort((a, b) => a - b);
  }
}

class StateSplitter {
  readonly #automaton: TurnAutomaton;
  readonly #arcs: ArcList;
  readonly #placeOf: number[];
  readonly #underWay: (readonly number[])[] = [];
  readonly #stateOf = new Map<string, number>();

  constructor(automaton: TurnAutomaton, arcs: ArcList) {
    this.#automaton = automaton;
    this.#arcs = arcs;
    this.#placeOf = Array.from({ length: arcs.size }, (_, place) => place);
  }

  split(): StateArcs {
    const { edges, heads, reversed, tails, size } = this.#arcs;
    const { rows, order } = toRows(size, tails);
    const out = { tails: [] as number[], heads: [] as number[], arcs: [] as number[] };
    for (let state = 0; state < this.#placeOf.length; state++) {
      const place = this.#placeOf[state];
      for (let at = rows[place]; at < rows[place + 1]; at++) {
        const arc = order[at];
        const next = this.#automaton.follow(this.#underWay[state] ?? NOTHING, edges[arc] * 2 + reversed[arc]);
        if (next === null) continue;
        out.tails.push(state);
        out.heads.push(this.#toState(heads[arc], next));
        out.arcs.push(arc);
      }
      if (out.arcs.length > edges.length + MAX_EXTRA_ARCS) {
        throw new RoadSourceError(
          'roads_too_large',
          'The road file forbids too many turns at too few junctions',
        );
      }
    }
    return {
      size: this.#placeOf.length,
      tails: Uint32Array.from(out.tails),
      heads: Uint32Array.from(out.heads),
      edges: Uint32Array.from(out.arcs, (arc) => edges[arc]),
      reversed: Uint8Array.from(out.arcs, (arc) => reversed[arc]),
      placeOf: Uint32Array.from(this.#placeOf),
    };
  }

  #toState(place: number, underWay: readonly number[]): number {
    if (underWay.length === 0) return place;
    const key = `${place}:${underWay.join(',')}`;
    const known = this.#stateOf.get(key);
    if (known !== undefined) return known;
    const state = this.#placeOf.length;
    this.#stateOf.set(key, state);
    this.#placeOf.push(place);
    this.#underWay[state] = underWay;
    return state;
  }
}

const NOTHING: readonly number[] = [];
