import type { Neighbours } from '../neighbours.ts';
import type { Random } from '../random.ts';
import type { RouteState } from './route-state.ts';

/** Clients removed per ruin on average unless said otherwise (10 as published), and the longest string, as published. */
const MEAN_REMOVED = 12;
const LONGEST_STRING = 10;
/** Chance of a split string, and of each further client kept inside it being the last. */
const SPLIT_RATE = 0.5;
const SPLIT_DEPTH = 0.01;

/**
 * Ruins by adjacent string removal (Christiaens and Vanden Berghe, 2020, "Slack induction by string removals"): strings
 * of consecutive clients leave trips near a random seed, some of them keeping an inner part.
 */
export class StringRemoval {
  private readonly state: RouteState;
  private readonly neighbours: Neighbours;
  private readonly random: Random;
  /** Round in which the trip of a start node was last ruined. */
  private readonly ruinedAt: Int32Array;
  private round = 0;
  /** Clients removed per ruin on average. */
  meanRemoved = MEAN_REMOVED;
  /** Clients around which strings are removed. */
  seeds: Int32Array;
  private readonly string: Int32Array;
  /** Clients removed by the last call. */
  readonly removed: Int32Array;
  removedCount = 0;

  constructor(state: RouteState, neighbours: Neighbours, random: Random) {
    this.state = state;
    this.neighbours = neighbours;
    this.random = random;
    this.ruinedAt = new Int32Array(state.next.length);
    this.seeds = Int32Array.from({ length: state.problem.clients }, (_, client) => client);
    this.string = new Int32Array(state.problem.clients + 1);
    this.removed = new Int32Array(state.problem.clients + 1);
  }

  /** Removes strings around a random client; `served` is how many are on routes. */
  ruin(served: number): void {
    const { state, random, neighbours, seeds } = this;
    this.round++;
    this.removedCount = 0;
    if (served === 0 || state.routeCount === 0) return;
    const longest = Math.min(LONGEST_STRING, served / this.countTrips());
    const mostStrings = (4 * this.meanRemoved) / (1 + longest) - 1;
    let strings = Math.floor(random.uniform() * mostStrings + 1);
    const seed = seeds[random.below(seeds.length)];
    strings -= this.ruinTripOf(seed, longest);
    const first = seed * neighbours.width;
    for (let at = first; at < first + neighbours.width && strings > 0; at++) {
      strings -= this.ruinTripOf(neighbours.list[at], longest);
    }
  }

  private countTrips(): number {
    const { state } = this;
    if (!state.problem.features.trips) return state.routeCount;
    let trips = 0;
    for (let route = 0; route < state.slots; route++)
      if (state.active[route] === 1) trips += state.trips[route];
    return trips;
  }

  private countStops(start: number): number {
    const { next, problem, stops, routeOf } = this.state;
    if (!problem.features.trips) return stops[routeOf[start]];
    let count = 0;
    for (let node = next[start]; node < problem.clients; node = next[node]) count++;
    return count;
  }

  /** Removes a string that holds the client from its trip; 0 when it is absent or its trip was ruined before. */
  private ruinTripOf(client: number, longest: number): number {
    const { state, random } = this;
    const route = state.routeOf[client];
    if (route < 0) return 0;
    const start = state.problem.features.trips ? state.tripStart[client] : state.firstStart + route;
    if (this.ruinedAt[start] === this.round) return 0;
    this.ruinedAt[start] = this.round;
    const size = this.countStops(start);
    const length = Math.floor(random.uniform() * Math.min(size, longest) + 1);
    let kept = 0;
    if (length > 1 && length < size && random.uniform() < SPLIT_RATE) {
      kept = 1;
      while (length + kept < size && random.uniform() > 1 - SPLIT_DEPTH) kept++;
    }
    state.touch(route);
    this.removeString(client, length + kept, kept);
    state.update(route);
    return 1;
  }

  private removeString(client: number, length: number, kept: number): void {
    const count = this.collect(client, length);
    const firstKept = kept === 0 ? count : 1 + this.random.below(Math.max(1, count - kept - 1));
    for (let at = 0; at < count; at++) {
      if (at >= firstKept && at < firstKept + kept) continue;
      const leaving = this.string[at];
      if (this.state.problem.fixed[leaving] === 1) continue;
      this.state.removeClient(leaving);
      this.removed[this.removedCount++] = leaving;
    }
  }

  /** Gathers `length` consecutive clients of a trip with the client at a random place among them. */
  private collect(client: number, length: number): number {
    const { state } = this;
    const { clients } = state.problem;
    const { next, prev } = state;
    let node = client;
    for (let back = this.random.below(length); back > 0 && prev[node] < clients; back--) node = prev[node];
    let count = 0;
    for (let at = node; at < clients && count < length; at = next[at]) this.string[count++] = at;
    for (let before = prev[node]; count < length && before < clients; before = prev[before]) {
      this.string.copyWithin(1, 0, count++);
      this.string[0] = before;
    }
    return count;
  }
}
