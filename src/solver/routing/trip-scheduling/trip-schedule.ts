import type { RouteState } from '../ruin-recreate/route-state.ts';
import type { GivenRoute } from '../ruin-recreate/ruin-recreate.ts';
import { SLACK } from '../slack.ts';

/**
 * Spreads trips over the days of like vehicles that all load at one base. A trip that begins at s, no earlier than its goods are
 * ready and no later than its latest begin, is back at max(s + least time, earliest return).
 *
 * Trips are taken by the begin that makes them wait least; each goes to the vehicle that has been back for the shortest time,
 * or, where none is back, to the first to return. Where that leaves somebody late, they are also taken by their latest begin.
 * O(trips x vehicles).
 */
export class TripSchedule {
  /** Seconds by which trips begin too late, in all; 0 is a plan for the vehicles there are. */
  late = 0;

  private readonly state: RouteState;
  private readonly vehicles: number;
  private readonly mostTrips: number;
  private readonly opening: number;
  private count = 0;
  /** Routes in the order taken, and by route the key of that order and the vehicle. */
  private readonly order: Int32Array;
  private readonly key: Float64Array;
  private readonly vehicleOf: Int32Array;
  private readonly free: Float64Array;
  private readonly made: Int32Array;

  /** @param state routes of one trip each @param vehicles that there are @param mostTrips of a vehicle */
  constructor(state: RouteState, vehicles: number, mostTrips: number) {
    this.state = state;
    this.vehicles = vehicles;
    this.mostTrips = mostTrips;
    [this.opening] = state.problem.fleet.startEarliest;
    this.order = new Int32Array(state.slots);
    this.key = new Float64Array(state.slots);
    this.vehicleOf = new Int32Array(state.slots);
    this.free = new Float64Array(vehicles);
    this.made = new Int32Array(vehicles);
  }

  /** Spreads the routes of the state, whose figures are up to date; the seconds late. */
  run(): number {
    const { state } = this;
    const { begin, elapsed, startBound, firstEnd } = state;
    this.count = 0;
    for (let route = 0; this.count < state.routeCount; route++) {
      if (state.active[route] === 0) continue;
      const end = firstEnd + route;
      this.sortIn(route, Math.min(startBound[end], begin[end] - elapsed[end]));
    }
    const byBegin = this.assign();
    if (byBegin === 0) return this.late;
    this.sortByLatest();
    const byLatest = this.assign();
    if (byLatest <= byBegin) return this.late;
    this.late = byBegin;
    return byBegin;
  }

  private sortIn(route: number, key: number): void {
    const { order } = this;
    this.key[route] = key;
    let at = this.count++;
    while (at > 0 && this.key[order[at - 1]] > key) order[at] = order[--at];
    order[at] = route;
  }

  private sortByLatest(): void {
    const { order, key } = this;
    const { startBound, firstEnd } = this.state;
    for (let at = 0; at < this.count; at++) {
      const route = order[at];
      key[route] = startBound[firstEnd + route];
      let to = at;
      while (to > 0 && key[order[to - 1]] > key[route]) order[to] = order[--to];
      order[to] = route;
    }
  }

  private assign(): number {
    const { state, free, made, order, vehicleOf } = this;
    const { begin, elapsed, startBound, firstEnd } = state;
    free.fill(this.opening);
    made.fill(0);
    this.late = 0;
    for (let at = 0; at < this.count; at++) {
      const route = order[at];
      const end = firstEnd + route;
      const latest = startBound[end];
      const wanted = Math.min(latest, begin[end] - elapsed[end]);
      const vehicle = this.choose(wanted);
      if (vehicle < 0) {
        this.late = Infinity;
        return Infinity;
      }
      if (free[vehicle] > latest + SLACK) this.late += free[vehicle] - latest;
      const start = Math.min(latest, Math.max(wanted, free[vehicle]));
      free[vehicle] = Math.max(start + elapsed[end], begin[end]);
      made[vehicle]++;
      vehicleOf[route] = vehicle;
    }
    return this.late;
  }

  /** The vehicle back last before a time, else the one back first; -1 where all have made their trips. */
  private choose(time: number): number {
    const { free, made, mostTrips } = this;
    let last = -1;
    let first = -1;
    for (let vehicle = 0; vehicle < this.vehicles; vehicle++) {
      if (made[vehicle] >= mostTrips) continue;
      const back = free[vehicle];
      if (back <= time && (last < 0 || back > free[last])) last = vehicle;
      if (first < 0 || back < free[first]) first = vehicle;
    }
    return last >= 0 ? last : first;
  }

  /** The days planned by a run with nobody late, with reloads at a base between trips. */
  listDays(base: number): readonly GivenRoute[] {
    const { state } = this;
    const days = Array.from({ length: this.vehicles }, (): number[] => []);
    for (let at = 0; at < this.count; at++) {
      const route = this.order[at];
      const day = days[this.vehicleOf[route]];
      if (day.length > 0) day.push(-1 - base);
      const end = state.firstEnd + route;
      for (let node = state.next[state.firstStart + route]; node !== end; node = state.next[node])
        day.push(node);
    }
    return days.filter((nodes) => nodes.length > 0).map((nodes) => ({ type: 0, nodes }));
  }
}
