import type { Neighbours } from '../neighbours.ts';
import type { Random } from '../random.ts';
import type { RouteState } from './route-state.ts';

/** Clients removed per ruin on average (10 as published), and the longest string, as published. */
const MEAN_REMOVED = 12;
const LONGEST_STRING = 10;
/** Chance of a split string, and of each further client kept inside it being the last. */
const SPLIT_RATE = 0.5;
const SPLIT_DEPTH = 0.01;

/**
 * Ruins by adjacent string removal (Christiaens and Vanden Berghe, 2020, "Slack induction by string removals"): strings
 * of consecutive clients leave routes near a random seed, some of them keeping an inner part.
 */
export class StringRemoval {
  private readonly state: RouteState;
  private readonly neighbours: Neighbours;
  private readonly random: Random;
  private readonly ruinedAt: Int32Array;
  private round = 0;
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
    this.ruinedAt = new Int32Array(state.slots);
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
    const longest = Math.min(LONGEST_STRING, served / state.routeCount);
    const mostStrings = (4 * MEAN_REMOVED) / (1 + longest) - 1;
    let strings = Math.floor(random.uniform() * mostStrings + 1);
    const seed = seeds[random.below(seeds.length)];
    strings -= this.ruinRouteOf(seed, longest);
    const first = seed * neighbours.width;
    for (let at = first; at < first + neighbours.width && strings > 0; at++) {
      strings -= this.ruinRouteOf(neighbours.list[at], longest);
    }
  }

  /** Removes a string that holds the client; 0 when it is absent or its route was ruined before. */
  private ruinRouteOf(client: number, longest: number): number {
    const { state, random } = this;
    const route = state.routeOf[client];
    if (route < 0 || this.ruinedAt[route] === this.round) return 0;
    this.ruinedAt[route] = this.round;
    const size = state.stops[route];
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

  /** Gathers `length` consecutive clients with the client at a random place among them; reloads are stepped over. */
  private collect(client: number, length: number): number {
    const { state } = this;
    const { clients } = state.problem;
    let node = client;
    let back = this.random.below(length);
    while (back > 0) {
      const before = this.clientBefore(node);
      if (before < 0) break;
      node = before;
      back--;
    }
    let count = 0;
    for (let at = node; at >= 0 && count < length; at = state.next[at]) {
      if (at < clients) this.string[count++] = at;
    }
    for (
      let before = this.clientBefore(node);
      count < length && before >= 0;
      before = this.clientBefore(before)
    ) {
      this.string.copyWithin(1, 0, count++);
      this.string[0] = before;
    }
    return count;
  }

  private clientBefore(node: number): number {
    const { prev, problem } = this.state;
    let before = prev[node];
    while (before >= problem.clients) before = prev[before];
    return before;
  }
}
