import type { Random } from '../random.ts';
import type { RouteState } from './route-state.ts';

/** Trips that change vehicles at once, at most. */
const MOST_TRIPS = 3;

/**
 * Has two vehicles of one type exchange whole trips, also one-sidedly: the days become A1 M2 B1 and A2 M1 B2, where each
 * part is a run of trips. Trips that load and unload at one base cost the same way in any day, so that the exchange opens room in time that
 * moves of single clients do not see.
 */
export class TripExchange {
  private readonly state: RouteState;
  private readonly random: Random;
  /** Nodes of both days, reloads as -1 - base. */
  private readonly days: readonly [Int32Array, Int32Array];
  private readonly lengths = new Int32Array(2);
  /** Where the trips of each day start in its list, and where the last ends. */
  private readonly bounds: readonly [Int32Array, Int32Array];
  private readonly tripCounts = new Int32Array(2);

  constructor(state: RouteState, random: Random) {
    this.state = state;
    this.random = random;
    const { clients } = state.problem;
    this.days = [new Int32Array(2 * clients + 2), new Int32Array(2 * clients + 2)];
    this.bounds = [new Int32Array(clients + 3), new Int32Array(clients + 3)];
  }

  /** Exchanges random trips of two routes; false where the limits of a route forbid it, and then nothing has changed. */
  exchange(one: number, other: number): boolean {
    const { state } = this;
    const type = state.typeOf[one];
    const base = this.soleBase(type);
    if (base < 0 || state.typeOf[other] !== type || state.hasHead(one) || state.hasHead(other)) return false;
    this.gather(0, one);
    this.gather(1, other);
    const from = [this.drawFrom(0), this.drawFrom(1)];
    const to = [this.drawTo(0, from[0]), this.drawTo(1, from[1])];
    if (from[0] === to[0] && from[1] === to[1]) return false;
    const trips = [0, 1].map(
      (day) => this.tripCounts[day] - (to[day] - from[day]) + (to[1 - day] - from[1 - day]),
    );
    const { maxTrips } = state.problem.fleet;
    if (trips[0] === 0 || trips[1] === 0 || trips[0] > maxTrips[type] || trips[1] > maxTrips[type])
      return false;
    state.touch(one);
    state.touch(other);
    state.emptyRoute(one);
    state.emptyRoute(other);
    const first = this.build(type, base, 0, from, to);
    const second = this.build(type, base, 1, from, to);
    if (state.bad[first] === 0 && state.bad[second] === 0) return true;
    state.emptyRoute(first);
    state.emptyRoute(second);
    const none = [0, 0];
    this.build(type, base, 0, none, none);
    this.build(type, base, 1, none, none);
    return false;
  }

  /** The base at which every trip of the type loads and unloads; -1 where there are several. */
  private soleBase(type: number): number {
    const { fleet, clients } = this.state.problem;
    const [base] = fleet.reloadBases[type];
    const single = fleet.reloadBases[type].length === 1 && fleet.startPlace[type] === clients + base;
    return single && fleet.endPlace[type] === clients + base ? base : -1;
  }

  private gather(day: 0 | 1, route: number): void {
    const { next, firstStart, firstEnd, firstReload } = this.state;
    const list = this.days[day];
    const bounds = this.bounds[day];
    let length = 0;
    let trips = 0;
    bounds[trips++] = 0;
    for (let node = next[firstStart + route]; node !== firstEnd + route; node = next[node]) {
      if (node < firstReload) list[length++] = node;
      else bounds[trips++] = length;
    }
    bounds[trips] = length;
    this.lengths[day] = length;
    this.tripCounts[day] = trips;
  }

  private drawFrom(day: number): number {
    return this.random.below(this.tripCounts[day] + 1);
  }

  private drawTo(day: number, from: number): number {
    return from + this.random.below(1 + Math.min(MOST_TRIPS, this.tripCounts[day] - from));
  }

  /** Lays the new day of a route: its own trips, those from..to replaced by the other day's. */
  private build(
    type: number,
    base: number,
    day: 0 | 1,
    from: readonly number[],
    to: readonly number[],
  ): number {
    const { state } = this;
    const route = state.openRoute(type);
    const other = day === 0 ? 1 : 0;
    let node = state.firstStart + route;
    node = this.lay(node, base, day, 0, from[day]);
    node = this.lay(node, base, other, from[other], to[other]);
    this.lay(node, base, day, to[day], this.tripCounts[day]);
    state.update(route);
    return route;
  }

  private lay(after: number, base: number, day: 0 | 1, from: number, to: number): number {
    const { state } = this;
    let node = after;
    for (let trip = from; trip < to; trip++) {
      if (node < state.firstStart) node = state.insertReload(node, base);
      for (let at = this.bounds[day][trip]; at < this.bounds[day][trip + 1]; at++) {
        state.insertAfter(node, this.days[day][at]);
        node = this.days[day][at];
      }
    }
    return node;
  }
}
