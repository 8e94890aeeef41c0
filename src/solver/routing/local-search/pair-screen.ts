import type { SearchState } from './search-state.ts';

/** Moves of a pair of clients, as bits of a screen's answer. */
export const RELOCATE_U = 1;
export const RELOCATE_U_X = 2;
export const RELOCATE_X_U = 4;
export const EXCHANGE_1_1 = 8;
export const EXCHANGE_2_1 = 16;
export const EXCHANGE_2_2 = 32;
export const TWO_OPT = 64;
export const SWAP_TAILS = 128;
export const JOIN_HEADS = 256;
export const ALL_MOVES = 511;

/**
 * Says which moves of a pair of clients could gain at all: a move adds at least what its legs add, less what the breaches
 * and fixed costs of both routes cost now; of the route that only gets clients, where that never helps it, nothing. All moves share their reads here, so that the many that are hopeless cost little;
 * the others are then evaluated by their own operators.
 *
 * Where visits cost something every move is let through; so are exchanges of tails between vehicles that pay differently.
 */
export class PairScreen {
  private readonly s: SearchState;
  private readonly blind: boolean;
  private u = 0;
  private x = 0;
  private slot = 0;
  private before = 0;
  private afterNext = 0;
  private table: Float64Array;
  /** What taking out U, and U with X, changes on the legs; Infinity where there is no X. */
  private withoutU = 0;
  private withoutUX = 0;
  private legBefore = 0;
  private legU = 0;
  private legX = 0;
  private gain = 0;
  private knownAt = -1;

  constructor(s: SearchState) {
    this.s = s;
    this.blind = s.visitCosts;
    this.table = s.travel.costOf[0];
  }

  /** Forgets the client taken up, after the state was loaded anew or prices changed. */
  reset(): void {
    this.knownAt = -1;
  }

  /** Takes up a client, anew after each move. */
  private take(u: number): void {
    const { s } = this;
    const { next, prev, place, leg } = s;
    this.u = u;
    this.knownAt = s.moves;
    this.slot = s.routeOf[u];
    this.table = s.travel.costOf[s.slots.typeOf[this.slot]];
    const x = next[u];
    const before = prev[u];
    this.x = place[x];
    this.before = place[before];
    this.legBefore = leg[before];
    this.legU = leg[u];
    this.withoutU = this.joined(before, x) - leg[before] - leg[u];
    this.gain = s.pen[this.slot] + (s.stops[this.slot] <= 2 ? Math.max(0, s.closingGain(this.slot)) : 0);
    if (x < s.clients) {
      this.legX = leg[x];
      this.afterNext = place[next[x]];
      this.withoutUX = this.joined(before, next[x]) - leg[before] - leg[x];
    } else {
      this.withoutUX = Infinity;
      this.legX = 0;
      this.afterNext = this.x;
    }
  }

  /** Cost of the leg between two nodes; none where the route is left empty. */
  private joined(node: number, after: number): number {
    const { clients, place, width } = this.s;
    if (node >= clients && after >= clients) return 0;
    return this.table[place[node] * width + place[after]];
  }

  /** Bits of the moves of U and V worth evaluating. */
  screen(u: number, v: number): number {
    const { s } = this;
    if (this.knownAt !== s.moves || this.u !== u) this.take(u);
    const { next, prev, routeOf, place, leg, width, pen } = s;
    const { table, x, before, legBefore, legU, legX, afterNext } = this;
    if (this.blind) return ALL_MOVES;
    const other = routeOf[v];
    const theirs = s.travel.costOf[s.slots.typeOf[other]];
    const after = next[v];
    const beforeV = prev[v];
    const y = place[after];
    const legV = leg[v];
    const legBeforeV = leg[beforeV];
    let bound = this.gain;
    const enterBound = other === this.slot || s.entryNeverHelps ? bound : bound + pen[other];
    if (other !== this.slot) {
      bound += pen[other];
      if (s.stops[other] <= 2) bound += Math.max(0, s.closingGain(other));
    }
    const rowU = u * width;
    const rowV = v * width;
    const rowX = x * width;
    const uy = theirs[rowU + y];
    const vu = theirs[rowV + u];
    const vx = table[rowV + x];
    const xy = theirs[rowX + y];
    let moves = 0;
    if (this.withoutU + vu + uy - legV < enterBound) moves |= RELOCATE_U;
    const outer = table[before * width + v] - legBefore + theirs[place[beforeV] * width + u] - legBeforeV;
    if (outer + vx - legU + uy - legV < bound) moves |= EXCHANGE_1_1;
    if (this.withoutUX < Infinity) {
      const inner = theirs === table ? 0 : theirs[rowU + x] - legU;
      if (this.withoutUX + vu + xy - legV + inner < enterBound) moves |= RELOCATE_U_X;
      if (this.withoutUX + theirs[rowV + x] + theirs[rowX + u] - legU + uy - legV < enterBound) {
        moves |= RELOCATE_X_U;
      }
      if (outer + table[rowV + afterNext] - legX + xy - legV + inner < bound) moves |= EXCHANGE_2_1;
      if (after < s.clients) {
        const both = table[y * width + afterNext] - legX + theirs[rowX + place[next[after]]] - leg[after];
        const innerV = theirs === table ? 0 : table[rowV + y] - legV;
        if (outer + both + inner + innerV < bound) moves |= EXCHANGE_2_2;
      }
    }
    if (other === this.slot) {
      if (!s.symmetric || table[rowU + v] + xy - legU - legV < bound) moves |= TWO_OPT;
      return moves;
    }
    if (s.slots.typeOf[other] === s.slots.typeOf[this.slot]) {
      if (uy + vx - legU - legV < bound) moves |= SWAP_TAILS;
    } else if (theirs !== table || this.swapEnds(u, v, other) - legU - legV < bound) moves |= SWAP_TAILS;
    if (!s.turnable) return moves;
    if (next[u] >= s.clients && after >= s.clients) bound += Math.max(0, s.closingGain(other));
    if (table[rowU + v] + xy - legU - legV < bound) moves |= JOIN_HEADS;
    return moves;
  }

  /** Legs that an exchange of tails adds where both vehicles pay alike but end at places of their own, less the last legs. */
  private swapEnds(u: number, v: number, other: number): number {
    return this.tailBehind(u, v, this.slot, other) + this.tailBehind(v, u, other, this.slot);
  }

  /** The leg from a node to what comes behind another, and what that tail pays more to end at the node's own end. */
  private tailBehind(node: number, theirs: number, slot: number, other: number): number {
    const { s, table } = this;
    const tail = s.next[theirs];
    const end = s.place[s.firstEnd + slot];
    if (tail >= s.clients) return table[node * s.width + end];
    const last = s.prev[s.firstEnd + other];
    return table[node * s.width + tail] + table[last * s.width + end] - s.leg[last];
  }
}
