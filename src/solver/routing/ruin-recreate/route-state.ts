import type { CompiledProblem } from '../compiled-problem.ts';
import { RouteLinks } from './route-links.ts';

/**
 * The routes under work, with a journal by which changes are kept or undone.
 *
 * Whoever changes a route calls `touch` before, so that `rollback` can restore it, and `update` after, so that the figures by which insertions
 * are judged in constant time hold again.
 */
export class RouteState extends RouteLinks {
  private committedCost = 0;
  private readonly touchedAt: Int32Array;
  private readonly touched: Int32Array;
  private touchedCount = 0;
  private round = 1;
  private readonly changedAt: Int32Array;
  private readonly changed: Int32Array;
  private changedCount = 0;
  private changedRound = 1;
  private journal: Int32Array;
  private journalLength = 0;

  constructor(problem: CompiledProblem) {
    super(problem);
    this.touchedAt = new Int32Array(this.slots);
    this.touched = new Int32Array(this.slots);
    this.changedAt = new Int32Array(this.slots);
    this.changed = new Int32Array(this.slots);
    this.journal = new Int32Array(4096);
  }

  /** Opens an empty route of a vehicle type, and returns its slot. The caller puts a client on it. */
  openRoute(type: number): number {
    let route = this.slotHint;
    while (this.active[route] === 1) route++;
    this.slotHint = route + 1;
    this.touch(route);
    this.activate(route, type);
    const start = this.firstStart + route;
    const end = this.firstEnd + route;
    this.link(start, end);
    this.prev[start] = -1;
    this.next[end] = -1;
    this.setLeg(start, end);
    this.load[route] = 0;
    this.visits[route] = 0;
    this.stops[route] = 0;
    this.distance[route] = this.legDistance[start];
    this.duration[route] = this.serviceAt[start] + this.legDuration[start];
    this.setCost(route);
    return route;
  }

  /** Number of routes changed since the last commit, and the routes themselves. */
  get touchedRoutes(): Int32Array {
    return this.touched.subarray(0, this.touchedCount);
  }

  /** Writes a route into the journal, once between two commits. */
  touch(route: number): void {
    if (this.touchedAt[route] === this.round) return;
    this.touchedAt[route] = this.round;
    this.touched[this.touchedCount++] = route;
    const { next } = this;
    let at = this.reserve();
    const { journal } = this;
    journal[at++] = route;
    journal[at++] = this.active[route] === 1 ? this.typeOf[route] : -1;
    const count = at++;
    if (this.active[route] === 1) {
      const end = this.firstEnd + route;
      for (let node = next[this.firstStart + route]; node !== end; node = next[node]) {
        journal[at++] = node < this.firstReload ? node : -1 - this.place[node];
      }
    }
    journal[count] = at - count - 1;
    this.journalLength = at;
  }

  /** Room for one more route of any length. */
  private reserve(): number {
    const needed = this.journalLength + 3 + 2 * this.problem.clients;
    if (needed > this.journal.length) {
      const larger = new Int32Array(2 * needed);
      larger.set(this.journal);
      this.journal = larger;
    }
    return this.journalLength;
  }

  /** Makes the changes since the last commit final. */
  commit(): void {
    if (this.problem.features.gaps) this.totalCost = this.cost.reduce((sum, cost) => sum + cost, 0);
    this.committedCost = this.totalCost;
    for (let index = 0; index < this.touchedCount; index++) {
      const route = this.touched[index];
      if (this.changedAt[route] === this.changedRound) continue;
      this.changedAt[route] = this.changedRound;
      this.changed[this.changedCount++] = route;
    }
    this.startRound();
  }

  /** Routes that commits have changed since the last call; for one reader that keeps a copy. */
  takeChanged(): Int32Array {
    const changed = this.changed.subarray(0, this.changedCount);
    this.changedCount = 0;
    this.changedRound++;
    return changed;
  }

  private startRound(): void {
    this.touchedCount = 0;
    this.journalLength = 0;
    this.round++;
  }

  /** Undoes every change since the last commit. */
  rollback(): void {
    for (let index = 0; index < this.touchedCount; index++) this.clear(this.touched[index]);
    const { journal } = this;
    let at = 0;
    while (at < this.journalLength) {
      const route = journal[at++];
      const type = journal[at++];
      const count = journal[at++];
      if (type >= 0) this.restore(route, type, at, count);
      at += count;
    }
    this.totalCost = this.committedCost;
    this.startRound();
  }

  /** Takes all clients off a route and closes it. */
  emptyRoute(route: number): void {
    this.touch(route);
    this.clear(route);
  }

  private clear(route: number): void {
    if (this.active[route] === 0) return;
    const end = this.firstEnd + route;
    let node = this.next[this.firstStart + route];
    while (node !== end) {
      const after = this.next[node];
      if (node >= this.firstReload) this.freeReload(node);
      else if (this.routeOf[node] === route) this.routeOf[node] = -1;
      node = after;
    }
    this.deactivate(route);
  }

  private restore(route: number, type: number, from: number, count: number): void {
    this.activate(route, type);
    const { journal, problem } = this;
    let node = this.firstStart + route;
    this.prev[node] = -1;
    let load = 0;
    let distance = 0;
    let duration = this.serviceAt[node];
    let visits = 0;
    for (let at = from; at < from + count; at++) {
      let after = journal[at];
      if (after < 0) after = this.takeReload(-1 - after);
      this.routeOf[after] = route;
      this.tripStart[after] = this.firstStart + route;
      this.link(node, after);
      this.setLeg(node, after);
      distance += this.legDistance[node];
      duration += this.legDuration[node] + this.serviceAt[after];
      if (after < problem.clients) {
        load += problem.delivery[after];
        visits += problem.visitCost[after * problem.types + type];
      }
      node = after;
    }
    const end = this.firstEnd + route;
    this.link(node, end);
    this.next[end] = -1;
    this.setLeg(node, end);
    this.load[route] = load;
    this.visits[route] = visits;
    this.distance[route] = distance + this.legDistance[node];
    this.duration[route] = duration + this.legDuration[node];
    this.stops[route] = count;
    if (problem.features.plain) this.setCost(route);
    else this.update(route);
  }
}
