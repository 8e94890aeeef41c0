import type { GranularNeighbours } from '../local-search/granular-neighbours.ts';
import { insertGreedily } from '../local-search/greedy-insertion.ts';
import type { Individual } from '../local-search/individual.ts';
import type { SearchState } from '../local-search/search-state.ts';
import type { Random } from '../random.ts';

/**
 * Selective route exchange (SREX; Nagata, Bräysy and Dullaert, 2010): some neighbouring routes of one parent are replaced by
 * routes of the other that serve about the same clients. What is then served twice is taken off one of both; what is
 * missing goes where it costs least. Works for any fleet, since routes keep their vehicle types.
 */
export class RouteExchangeCrossover {
  private readonly s: SearchState;
  private readonly neighbours: GranularNeighbours;
  private readonly random: Random;
  private readonly leaving: Uint8Array;
  private readonly entering: Uint8Array;
  private readonly list: Int32Array;

  constructor(s: SearchState, neighbours: GranularNeighbours, random: Random) {
    this.s = s;
    this.neighbours = neighbours;
    this.random = random;
    this.leaving = new Uint8Array(s.clients);
    this.entering = new Uint8Array(s.clients);
    this.list = new Int32Array(s.clients + 1);
  }

  /**
   * Builds the child of two parents in the state.
   *
   * @returns the last move of the state after which the routes that the child has of its mother unchanged were complete
   */
  cross(mother: Individual, father: Individual): number {
    const { s, random, leaving, entering } = this;
    const old = listRoutes(mother);
    const fresh = listRoutes(father);
    const most = Math.max(1, Math.min(old.length, fresh.length) >> 1);
    const count = 1 + random.below(most);
    const seed = random.below(s.clients);
    const out = this.pickAround(old, seed, count);
    leaving.fill(0);
    for (const route of out) for (const client of route.clients) leaving[client] = 1;
    const into = pickOverlapping(fresh, leaving, count);
    entering.fill(0);
    for (const route of into) for (const client of route.clients) entering[client] = 1;
    const keepsOld = random.below(2) === 0;
    const settled = this.build(old, out, into, keepsOld);
    this.insertMissing();
    return settled;
  }

  /** The routes met first when going out from a client over its neighbours. */
  private pickAround(routes: readonly RouteView[], seed: number, count: number): readonly RouteView[] {
    const owner = new Map<number, RouteView>();
    for (const route of routes) for (const client of route.clients) owner.set(client, route);
    const picked = new Set<RouteView>();
    const queue = [seed];
    const seen = new Set(queue);
    for (let at = 0; at < queue.length && picked.size < count; at++) {
      const route = owner.get(queue[at]);
      if (route) picked.add(route);
      const { first, list } = this.neighbours;
      for (let near = first[queue[at]]; near < first[queue[at] + 1]; near++) {
        if (seen.has(list[near])) continue;
        seen.add(list[near]);
        queue.push(list[near]);
      }
    }
    return [...picked];
  }

  private build(
    old: readonly RouteView[],
    out: readonly RouteView[],
    into: readonly RouteView[],
    keepsOld: boolean,
  ): number {
    const { s, entering, leaving } = this;
    s.clear();
    const gone = new Set(out);
    const kept = old.filter((route) => !gone.has(route));
    const isWhole = ({ clients }: RouteView): boolean =>
      keepsOld || clients.every((client) => entering[client] === 0);
    for (const { type, clients } of kept.filter(isWhole)) this.place(type, clients);
    const settled = s.moves;
    for (const route of kept) {
      if (isWhole(route)) continue;
      this.place(
        route.type,
        route.clients.filter((client) => entering[client] === 0),
      );
    }
    const freed = out.map(({ type }) => type);
    for (const { type, clients } of into) {
      const own = keepsOld ? clients.filter((client) => leaving[client] === 1) : clients;
      if (!this.place(type, own)) freed.some((other) => this.place(other, own));
    }
    return settled;
  }

  /** Puts clients on a free vehicle of a type; false where there is none. */
  private place(type: number, clients: readonly number[]): boolean {
    const { s } = this;
    if (clients.length === 0) return true;
    const slot = s.findEmpty(type);
    if (slot < 0 || (s.restricted && clients.some((client) => !s.admits(slot, client)))) return false;
    s.fill(slot, clients, 0, clients.length);
    s.update(slot);
    return true;
  }

  private insertMissing(): void {
    const { s, list, random } = this;
    let count = 0;
    for (let client = 0; client < s.clients; client++) if (s.routeOf[client] < 0) list[count++] = client;
    random.shuffle(list, count);
    insertGreedily(s, list, count);
  }
}

interface RouteView {
  readonly type: number;
  readonly clients: readonly number[];
}

function listRoutes({ routes }: Individual): readonly RouteView[] {
  const list: RouteView[] = [];
  for (let at = 0; at < routes.length; at += 2 + routes[at + 1]) {
    list.push({ type: routes[at], clients: Array.from(routes.subarray(at + 2, at + 2 + routes[at + 1])) });
  }
  return list;
}

/** The routes that serve most of the clients marked, by share of their own. */
function pickOverlapping(
  routes: readonly RouteView[],
  marked: Uint8Array,
  count: number,
): readonly RouteView[] {
  const scored = routes.map((route) => ({
    route,
    score: route.clients.reduce((sum, client) => sum + 2 * marked[client] - 1, 0),
  }));
  scored.sort((one, other) => other.score - one.score);
  return scored.slice(0, count).map(({ route }) => route);
}
