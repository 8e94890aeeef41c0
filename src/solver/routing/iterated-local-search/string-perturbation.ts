import type { GranularNeighbours } from '../local-search/granular-neighbours.ts';
import type { SearchState } from '../local-search/search-state.ts';
import type { Random } from '../random.ts';

/** Clients taken off on average, and the longest string (both as published). */
const MEAN_REMOVED = 10;
const LONGEST_STRING = 10;

/**
 * Takes strings of consecutive clients off routes that are near each other (adjacent string removal; Christiaens and Vanden
 * Berghe, 2020). The routes' figures hold again afterwards.
 */
export class StringPerturbation {
  /** Clients taken off by the last call, in front. */
  readonly removed: Int32Array;
  private count = 0;
  private readonly s: SearchState;
  private readonly neighbours: GranularNeighbours;
  private readonly random: Random;
  /** Round in which a slot's route lost clients last. */
  private readonly ruinedAt: Int32Array;
  private round = 0;

  constructor(s: SearchState, neighbours: GranularNeighbours, random: Random) {
    this.s = s;
    this.neighbours = neighbours;
    this.random = random;
    this.removed = new Int32Array(s.clients);
    this.ruinedAt = new Int32Array(s.slots.count);
  }

  /** Takes clients off around a random one; how many. */
  run(): number {
    const { s, random, neighbours } = this;
    this.round++;
    this.count = 0;
    let routes = 0;
    for (let type = 0; type < s.used.length; type++) routes += s.used[type];
    const longest = Math.min(LONGEST_STRING, s.clients / routes);
    let strings = Math.floor(random.uniform() * ((4 * MEAN_REMOVED) / (1 + longest) - 1) + 1);
    const seed = random.below(s.clients);
    strings -= this.ruinRouteOf(seed, longest);
    for (let at = neighbours.first[seed]; at < neighbours.first[seed + 1] && strings > 0; at++) {
      strings -= this.ruinRouteOf(neighbours.list[at], longest);
    }
    return this.count;
  }

  /** Takes off a string that holds the client; 0 where it is off already or its route was ruined in this round. */
  private ruinRouteOf(client: number, longest: number): 0 | 1 {
    const { s, random } = this;
    const slot = s.routeOf[client];
    if (slot < 0 || this.ruinedAt[slot] === this.round) return 0;
    this.ruinedAt[slot] = this.round;
    const length = Math.floor(random.uniform() * Math.min(s.stops[slot], longest) + 1);
    let first = client;
    for (let back = random.below(length); back > 0 && s.prev[first] < s.clients; back--)
      first = s.prev[first];
    const before = s.prev[first];
    let node = first;
    for (let taken = 0; taken < length && node < s.clients; taken++) {
      this.removed[this.count++] = node;
      s.routeOf[node] = -1;
      node = s.next[node];
    }
    s.link(before, node);
    s.update(slot);
    return 1;
  }
}
