import { RouteUnderConstruction } from '../local-search/route-under-construction.ts';
import type { SearchState } from '../local-search/search-state.ts';

/** A route of a split may hold this multiple of the capacity, the rest priced as breach (Vidal, 2016). */
const MOST_LOAD = 1.5;

/**
 * Cuts a giant tour into the cheapest routes of one vehicle type (Split; Prins, 2004), breaches of load, hours and duration
 * priced in, and puts them into the state. O(n B) for at most B clients on a route; where more routes come out than there are
 * vehicles, the clients of the rest go where they cost least.
 */
export class Split {
  private readonly s: SearchState;
  private readonly cost: Float64Array;
  private readonly from: Int32Array;
  private readonly route: RouteUnderConstruction;

  constructor(s: SearchState) {
    this.s = s;
    this.cost = new Float64Array(s.clients + 1);
    this.from = new Int32Array(s.clients + 1);
    this.route = new RouteUnderConstruction(s, 0);
  }

  /** @returns the clients that found no vehicle, at the front of `left`, and their number */
  run(tour: Int32Array, left: Int32Array): number {
    const { s, cost, from } = this;
    const { clients } = s;
    cost.fill(Infinity);
    cost[0] = 0;
    for (let begin = 0; begin < clients; begin++) this.extend(tour, begin);
    s.clear();
    const ends: number[] = [];
    for (let end = clients; end > 0; end = from[end]) ends.push(end);
    ends.reverse();
    let count = 0;
    ends.forEach((end, route) => {
      if (route < s.slots.count) {
        s.fill(route, tour, from[end], end);
        s.update(route);
        return;
      }
      for (let at = from[end]; at < end; at++) left[count++] = tour[at];
    });
    return count;
  }

  /** Offers every route that starts at a place of the tour. */
  private extend(tour: Int32Array, begin: number): void {
    const { s, cost, from, route } = this;
    const { problem, width, place } = s;
    const table = s.travel.costOf[0];
    const start = place[s.firstStart];
    const end = place[s.firstEnd];
    const fixed = problem.fleet.fixedCost[0];
    route.begin();
    let way = 0;
    let here = start;
    for (let at = begin; at < tour.length; at++) {
      const client = tour[at];
      way += table[here * width + client];
      here = client;
      const fullness = route.extend(client);
      if (fullness > MOST_LOAD && at > begin) break;
      const total = cost[begin] + fixed + way + table[client * width + end] + route.price();
      if (total < cost[at + 1]) {
        cost[at + 1] = total;
        from[at + 1] = begin;
      }
    }
  }
}
