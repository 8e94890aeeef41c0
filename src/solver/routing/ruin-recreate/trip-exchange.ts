import type { Random } from '../random.ts';
import { SLACK } from '../slack.ts';
import type { RouteState } from './route-state.ts';
import { TripTimes } from './trip-times.ts';

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
  /** Where the trips of each day start in its list, and where the last ends. */
  private readonly bounds: readonly [Int32Array, Int32Array];
  private readonly tripCounts = new Int32Array(2);
  /** Where the part of each day that changes vehicles starts and ends, in trips. */
  private readonly from = new Int32Array(2);
  private readonly to = new Int32Array(2);
  private readonly times: readonly [TripTimes, TripTimes];

  constructor(state: RouteState, random: Random) {
    this.state = state;
    this.random = random;
    const { clients } = state.problem;
    this.days = [new Int32Array(2 * clients + 2), new Int32Array(2 * clients + 2)];
    this.bounds = [new Int32Array(clients + 3), new Int32Array(clients + 3)];
    this.times = [new TripTimes(clients + 2), new TripTimes(clients + 2)];
  }

  /** Exchanges random trips of two routes; false where the limits of a route forbid it, and then nothing has changed. */
  exchange(one: number, other: number): boolean {
    const { state } = this;
    const type = state.typeOf[one];
    const base = this.soleBase(type);
    if (base < 0 || state.typeOf[other] !== type || state.hasHead(one) || state.hasHead(other)) return false;
    this.gather(0, one);
    this.gather(1, other);
    this.draw(0);
    this.draw(1);
    if (!this.mayExchange(type)) return false;
    state.touch(one);
    state.touch(other);
    state.emptyRoute(one);
    state.emptyRoute(other);
    const first = this.build(type, base, 0);
    const second = this.build(type, base, 1);
    if (state.bad[first] === 0 && state.bad[second] === 0) return true;
    state.emptyRoute(first);
    state.emptyRoute(second);
    this.from.fill(0);
    this.to.fill(0);
    this.build(type, base, 0);
    this.build(type, base, 1);
    return false;
  }

  /** Draws the part of a day that changes vehicles. */
  private draw(day: 0 | 1): void {
    const { random, tripCounts, from, to } = this;
    from[day] = random.below(tripCounts[day] + 1);
    to[day] = from[day] + random.below(1 + Math.min(MOST_TRIPS, tripCounts[day] - from[day]));
  }

  /** False where an exchange would change nothing, or break the number of trips or, with one window each, the hours. */
  private mayExchange(type: number): boolean {
    const { problem } = this.state;
    const { from, to, tripCounts } = this;
    const given = to[0] - from[0];
    const taken = to[1] - from[1];
    if (given === 0 && taken === 0) return false;
    const most = problem.fleet.maxTrips[type];
    const one = tripCounts[0] - given + taken;
    const other = tripCounts[1] - taken + given;
    if (one === 0 || other === 0 || one > most || other > most) return false;
    if (problem.features.severalWindows) return true;
    return this.isInTime(0, 1, type) && this.isInTime(1, 0, type);
  }

  private isInTime(day: 0 | 1, other: 0 | 1, type: number): boolean {
    const { startEarliest, endLatest } = this.state.problem.fleet;
    const own = this.times[day];
    let time = own.pass(startEarliest[type], 0, this.from[day]);
    time = this.times[other].pass(time, this.from[other], this.to[other]);
    return own.pass(time, this.to[day], this.tripCounts[day]) <= endLatest[type] + SLACK;
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
    this.tripCounts[day] = trips;
    this.times[day].gather(this.state, route);
  }

  /** Lays the new day of a route: its own trips, those from..to replaced by the other day's. */
  private build(type: number, base: number, day: 0 | 1): number {
    const { state, from, to } = this;
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
