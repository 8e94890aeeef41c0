import { InsertionOrder } from '../insertion-order.ts';
import type { GranularNeighbours } from '../local-search/granular-neighbours.ts';
import { insertGreedily } from '../local-search/greedy-insertion.ts';
import type { SearchState } from '../local-search/search-state.ts';
import type { Random } from '../random.ts';

/**
 * Chance that the places next to a neighbour are passed over ("blinks"; Christiaens and Vanden Berghe, 2020). A place is met
 * by the neighbours on both its sides, so few go unseen, one in 25 to one in five; with fewer, half of all steps put everybody
 * back.
 */
const BLINK_RATE = 0.2;

/** Puts clients back next to their neighbours, or on an unused vehicle, where they cost least, breaches priced in. */
export class NearInsertion {
  private readonly s: SearchState;
  private readonly neighbours: GranularNeighbours;
  private readonly random: Random;
  private readonly order: InsertionOrder;
  private readonly lone = new Int32Array(1);
  private best = Infinity;
  private bestNode = -1;

  constructor(s: SearchState, neighbours: GranularNeighbours, random: Random) {
    this.s = s;
    this.neighbours = neighbours;
    this.random = random;
    const clients = Int32Array.from({ length: s.clients }, (_, client) => client);
    this.order = new InsertionOrder(s.problem, clients, random);
  }

  /** Inserts the first `count` of a list, which it sorts in a drawn order. */
  run(list: Int32Array, count: number): void {
    this.order.sort(list, count);
    for (let at = 0; at < count; at++) this.insert(list[at]);
  }

  private insert(client: number): void {
    const { s, neighbours, random } = this;
    this.best = Infinity;
    this.bestNode = -1;
    for (let at = neighbours.first[client]; at < neighbours.first[client + 1]; at++) {
      const near = neighbours.list[at];
      if (s.routeOf[near] < 0 || random.uniform() < BLINK_RATE) continue;
      this.tryBehind(client, near);
      this.tryBehind(client, s.prev[near]);
    }
    for (let type = 0; type < s.problem.types; type++) {
      const slot = s.findEmpty(type);
      if (slot >= 0) this.tryBehind(client, s.firstStart + slot);
    }
    if (this.bestNode < 0) {
      this.lone[0] = client;
      insertGreedily(s, this.lone, 1);
      return;
    }
    const after = s.next[this.bestNode];
    s.link(this.bestNode, client);
    s.link(client, after);
    s.update(s.routeOf[this.bestNode]);
  }

  private tryBehind(client: number, node: number): void {
    const { s } = this;
    const slot = s.routeOf[node];
    if (s.restricted && !s.admits(slot, client)) return;
    const cost = s.travel.costOf[s.slots.typeOf[slot]];
    const after = s.next[node];
    let delta = cost[s.place[node] * s.width + client] + cost[client * s.width + s.place[after]];
    delta -= s.leg[node] + s.pen[slot];
    if (s.stops[slot] === 0) delta += s.openingCost(slot);
    if (s.visitCosts) delta += s.visitCostAt(slot, client);
    if (delta >= this.best) return;
    delta += s.judge(slot, node, client, -1, after);
    if (delta >= this.best) return;
    this.best = delta;
    this.bestNode = node;
  }
}
