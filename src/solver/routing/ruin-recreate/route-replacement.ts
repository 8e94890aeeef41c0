import type { Random } from '../random.ts';
import type { LoneTours } from './lone-tours.ts';
import type { RouteState } from './route-state.ts';

/** Share of steps that replace a route, where types differ in more than size and price. */
const REPLACE_RATE = 0.1;

/**
 * Takes a whole route out and opens one for a vehicle of another type with one of its clients. Vehicles that start elsewhere or
 * at other hours come neither by a change of a route as it is, nor as the cheapest for one client.
 */
export class RouteReplacement {
  /** Clients that the last replacement left without a route, in front. */
  readonly removed: Int32Array;
  removedCount = 0;
  private readonly state: RouteState;
  private readonly tours: LoneTours;
  private readonly random: Random;
  private readonly rate: number;

  constructor(state: RouteState, tours: LoneTours, random: Random) {
    this.state = state;
    this.tours = tours;
    this.random = random;
    this.removed = new Int32Array(state.problem.clients);
    this.rate = state.problem.fleet.members.length > 1 ? REPLACE_RATE : 0;
  }

  /** Now and then, replaces the route of a random one of the seeds; false where it changed nothing. */
  replaceSometimes(seeds: Int32Array): boolean {
    const { state, random } = this;
    this.removedCount = 0;
    if (this.rate === 0 || random.uniform() >= this.rate) return false;
    const client = seeds[random.below(seeds.length)];
    const route = state.routeOf[client];
    if (route < 0 || state.hasHead(route)) return false;
    const type = this.drawOtherType(client, state.typeOf[route]);
    if (type < 0) return false;
    const end = state.firstEnd + route;
    for (let node = state.next[state.firstStart + route]; node !== end; node = state.next[node]) {
      if (node < state.problem.clients && node !== client) this.removed[this.removedCount++] = node;
    }
    state.emptyRoute(route);
    const opened = state.openRoute(type);
    state.insertAfter(state.firstStart + opened, client);
    state.update(opened);
    return true;
  }

  /** Another type with a vehicle left that can make a tour to the client alone, at random; -1 where there is none. */
  private drawOtherType(client: number, current: number): number {
    const { tours, state, random } = this;
    let chosen = -1;
    let seen = 0;
    for (let at = tours.first[client]; at < tours.first[client + 1]; at++) {
      const type = tours.type[at];
      if (type === current || state.used[type] >= state.available[type]) continue;
      if (random.below(++seen) === 0) chosen = type;
    }
    return chosen;
  }
}
