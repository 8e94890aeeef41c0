import type { SearchState } from './search-state.ts';

/** Positions kept for each client and route: as many as can be lost to the client that leaves, and one more. */
const KEPT = 3;

/**
 * SWAP* (Vidal, 2022): a client of one route and one of another change routes, each to the best position there rather
 * than to the other's. For each client and route the three best positions are kept until the route changes.
 *
 * Exact where loads alone count; with pickups or limits the pair that looks best by way and summed loads is then judged
 * exactly. O(n1 n2) per pair of routes.
 */
export class SwapStar {
  private readonly s: SearchState;
  /** (slot * clients + client) * KEPT + rank */
  private readonly cost: Float64Array;
  private readonly behind: Int32Array;
  private readonly knownAt: Int32Array;

  /** The best pair found: U goes behind `behindU` in V's route and V behind `behindV`; V is -1 where U moves alone. */
  private u = -1;
  private v = -1;
  private behindU = -1;
  private behindV = -1;

  constructor(s: SearchState) {
    this.s = s;
    const cells = s.slots.count * s.clients;
    this.cost = new Float64Array(cells * KEPT);
    this.behind = new Int32Array(cells * KEPT);
    this.knownAt = new Int32Array(cells).fill(-1);
  }

  /** Forgets the positions kept, after the state was loaded anew. */
  reset(): void {
    this.knownAt.fill(-1);
  }

  /** Looks for the best pair of two routes; what exchanging it would add to the cost, or Infinity. */
  evaluate(one: number, other: number): number {
    const { s } = this;
    this.u = -1;
    let best = -1e-9;
    for (let u = s.next[s.firstStart + one]; u < s.clients; u = s.next[u]) this.learn(other, u);
    for (let v = s.next[s.firstStart + other]; v < s.clients; v = s.next[v]) this.learn(one, v);
    for (let u = s.next[s.firstStart + one]; u < s.clients; u = s.next[u]) {
      if (s.restricted && !s.admits(other, u)) continue;
      best = this.tryAlone(u, one, other, best);
      for (let v = s.next[s.firstStart + other]; v < s.clients; v = s.next[v]) {
        if (s.restricted && !s.admits(one, v)) continue;
        best = this.tryPair(u, v, one, other, best);
      }
    }
    if (this.u < 0) return Infinity;
    return s.orderFree ? best : this.judgeExactly(one, other);
  }

  private removalGain(client: number): number {
    const { s } = this;
    const before = s.prev[client];
    const cost = s.travel.costOf[s.slots.typeOf[s.routeOf[client]]];
    return cost[s.place[before] * s.width + s.place[s.next[client]]] - s.leg[before] - s.leg[client];
  }

  private tryAlone(u: number, one: number, other: number, best: number): number {
    const { s } = this;
    if (s.stops[one] === 1) return best;
    const cell = (other * s.clients + u) * KEPT;
    let delta = this.removalGain(u) + this.cost[cell];
    if (s.visitCosts) delta += s.visitCostAt(other, u) - s.visitCostAt(one, u);
    if (delta >= best + s.pen[one] + s.pen[other]) return best;
    delta += this.loads(one, u, -1) + this.loads(other, -1, u);
    if (delta >= best) return best;
    this.u = u;
    this.v = -1;
    this.behindV = -1;
    this.behindU = this.behind[cell];
    return delta;
  }

  private tryPair(u: number, v: number, one: number, other: number, best: number): number {
    const { s } = this;
    let delta = this.removalGain(u) + this.removalGain(v);
    if (s.visitCosts) {
      delta +=
        s.visitCostAt(other, u) - s.visitCostAt(one, u) + s.visitCostAt(one, v) - s.visitCostAt(other, v);
    }
    if (delta >= best + s.pen[one] + s.pen[other]) return best;
    delta += this.loads(one, u, v) + this.loads(other, v, u);
    if (delta >= best) return best;
    const positionU = this.bestPosition(u, other, v);
    delta += this.found;
    if (delta >= best) return best;
    const positionV = this.bestPosition(v, one, u);
    delta += this.found;
    if (delta >= best) return best;
    this.u = u;
    this.v = v;
    this.behindU = positionU;
    this.behindV = positionV;
    return delta;
  }

  /** Cost of the position that `bestPosition` found last. */
  private found = 0;

  /** Best position for a client in a route that another client leaves; -1 stands for that one's place. */
  private bestPosition(client: number, slot: number, leaving: number): number {
    const { s } = this;
    const cost = s.travel.costOf[s.slots.typeOf[slot]];
    const before = s.prev[leaving];
    const after = s.next[leaving];
    this.found =
      cost[s.place[before] * s.width + client] +
      cost[client * s.width + s.place[after]] -
      cost[s.place[before] * s.width + s.place[after]];
    const cell = (slot * s.clients + client) * KEPT;
    for (let rank = 0; rank < KEPT; rank++) {
      const behind = this.behind[cell + rank];
      if (behind < 0 || this.cost[cell + rank] >= this.found) return -1;
      if (behind === leaving || behind === before) continue;
      this.found = this.cost[cell + rank];
      return behind;
    }
    return -1;
  }

  /** Finds the three best positions of a client in a route, unless they are known. */
  private learn(slot: number, client: number): void {
    const { s } = this;
    const known = slot * s.clients + client;
    if (this.knownAt[known] >= s.changedAt[slot]) return;
    this.knownAt[known] = s.moves;
    const cost = s.travel.costOf[s.slots.typeOf[slot]];
    const cell = known * KEPT;
    this.cost.fill(Infinity, cell, cell + KEPT);
    this.behind.fill(-1, cell, cell + KEPT);
    for (let node = s.firstStart + slot; node < s.firstEnd; node = s.next[node]) {
      const detour =
        cost[s.place[node] * s.width + client] + cost[client * s.width + s.place[s.next[node]]] - s.leg[node];
      this.rank(cell, detour, node);
    }
  }

  private rank(cell: number, detour: number, node: number): void {
    const { cost, behind } = this;
    if (detour >= cost[cell + 2]) return;
    let rank = 2;
    while (rank > 0 && detour < cost[cell + rank - 1]) {
      cost[cell + rank] = cost[cell + rank - 1];
      behind[cell + rank] = behind[cell + rank - 1];
      rank--;
    }
    cost[cell + rank] = detour;
    behind[cell + rank] = node;
  }

  /** Change of the price of loads when one client leaves a route and another enters; a lower bound with pickups. */
  private loads(slot: number, leaving: number, entering: number): number {
    return this.s.loadPrice(slot, leaving, entering) - this.s.pen[slot];
  }

  private judgeExactly(one: number, other: number): number {
    const { s } = this;
    const way = this.wayChange(one, other);
    let count = this.listAfter(one, this.u, this.v, this.behindV);
    let delta = way + s.judgeList(one, s.sequence, count) - s.pen[one];
    count = this.listAfter(other, this.v, this.u, this.behindU);
    delta += s.judgeList(other, s.sequence, count) - s.pen[other];
    return delta;
  }

  private wayChange(one: number, other: number): number {
    const { s, u, v } = this;
    let delta = this.removalGain(u);
    if (s.visitCosts) delta += s.visitCostAt(other, u) - s.visitCostAt(one, u);
    if (v < 0) return delta + this.cost[(other * s.clients + u) * KEPT];
    if (s.visitCosts) delta += s.visitCostAt(one, v) - s.visitCostAt(other, v);
    delta += this.removalGain(v);
    this.bestPosition(u, other, v);
    delta += this.found;
    this.bestPosition(v, one, u);
    return delta + this.found;
  }

  /** The clients of a route after one has left and another entered, into the state's sequence. */
  private listAfter(slot: number, leaving: number, entering: number, behind: number): number {
    const { next, firstStart, clients, sequence } = this.s;
    let count = 0;
    let node = firstStart + slot;
    if (behind === node) sequence[count++] = entering;
    for (node = next[node]; node < clients; node = next[node]) {
      if (node !== leaving) sequence[count++] = node;
      else if (entering >= 0 && behind < 0) sequence[count++] = entering;
      if (node === behind) sequence[count++] = entering;
    }
    return count;
  }

  /** Makes the exchange that `evaluate` found. */
  apply(): void {
    const { s, u, v } = this;
    const one = s.routeOf[u];
    const other = v >= 0 ? s.routeOf[v] : s.routeOf[this.behindU];
    const mine = this.listAfter(one, u, v, this.behindV);
    const first = s.sequence.slice(0, mine);
    const theirs = this.listAfter(other, v, u, this.behindU);
    s.fill(one, first, 0, mine);
    s.fill(other, s.sequence, 0, theirs);
    s.update(one);
    s.update(other);
  }
}
