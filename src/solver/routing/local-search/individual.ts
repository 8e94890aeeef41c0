import type { GivenRoute } from '../ruin-recreate/ruin-recreate.ts';
import { type Breaches, createBreaches, isWithoutBreach, priceBreaches } from './breaches.ts';
import type { SearchState } from './search-state.ts';

/** A solution copied out of a state: every client on one route, constraints perhaps broken. */
export interface Individual {
  /** Vehicle type, number of clients and clients of each route, one after the other. */
  readonly routes: Int32Array;
  /** Client before and behind each client; -1 at the ends of a route. */
  readonly before: Int32Array;
  readonly behind: Int32Array;
  /** Cost with breaches at the prices in force when it was last priced. */
  cost: number;
  /** Cost without the price of breaches. */
  readonly unpriced: number;
  readonly breaches: Breaches;
  readonly feasible: boolean;
}

/** Copies the routes out of a state. Linear. */
export function takeIndividual(s: SearchState): Individual {
  const { clients, slots } = s;
  const routes = new Int32Array(clients + 2 * s.used.reduce((sum, used) => sum + used, 0));
  const before = new Int32Array(clients).fill(-1);
  const behind = new Int32Array(clients).fill(-1);
  const breaches = createBreaches(s.problem.dimensions);
  let at = 0;
  for (let slot = 0; slot < slots.count; slot++) {
    if (s.stops[slot] === 0) continue;
    routes[at++] = slots.typeOf[slot];
    routes[at++] = s.stops[slot];
    for (let node = s.next[s.firstStart + slot]; node < clients; node = s.next[node]) {
      routes[at++] = node;
      if (s.prev[node] < clients) before[node] = s.prev[node];
      if (s.next[node] < clients) behind[node] = s.next[node];
    }
    s.measureBreaches(slot, breaches);
  }
  const cost = s.totalCost();
  const unpriced = cost - priceBreaches(s.weights, breaches);
  return { routes, before, behind, cost, unpriced, breaches, feasible: isClean(s, breaches) };
}

function isClean({ used, problem }: SearchState, breaches: Breaches): boolean {
  return used.every((count, type) => count >= problem.fleet.minCount[type]) && isWithoutBreach(breaches);
}

/** Its routes, as given and taken by every search. */
export function listGivenRoutes({ routes }: Individual): readonly GivenRoute[] {
  const list: GivenRoute[] = [];
  for (let at = 0; at < routes.length; at += 2 + routes[at + 1]) {
    list.push({ type: routes[at], nodes: Array.from(routes.subarray(at + 2, at + 2 + routes[at + 1])) });
  }
  return list;
}
