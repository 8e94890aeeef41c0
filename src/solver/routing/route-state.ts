import { UNREACHABLE, type CompiledProblem } from './compiled-problem.ts';
import { updateLoads } from './route-loads.ts';
import { updateTimes } from './route-times.ts';

/** Slack in seconds and metres for sums of floating-point numbers. */
export const SLACK = 1e-9;

/**
 * The routes under work, as doubly linked lists over typed arrays.
 *
 * Nodes are numbered: clients 0..n-1, then one start and one end per route slot, then reloads. Whoever changes a route
 * calls `touch` before, so that `rollback` can restore it, and `update` after, so that the figures by which insertions
 * are judged in constant time hold again.
 */
export class RouteState {
  readonly problem: CompiledProblem;
  /** Route slots; every used route holds a client, so one slot more than clients is enough. */
  readonly slots: number;
  readonly firstStart: number;
  readonly firstEnd: number;
  readonly firstReload: number;

  readonly next: Int32Array;
  readonly prev: Int32Array;
  /** Route of a node; -1 for an absent client or an unused reload. */
  readonly routeOf: Int32Array;
  /** Row in the matrices. */
  readonly place: Int32Array;
  /** From a node to its next. */
  readonly legDistance: Float64Array;
  readonly legDuration: Float64Array;

  readonly active: Uint8Array;
  readonly typeOf: Int32Array;
  readonly stops: Int32Array;
  readonly trips: Int32Array;
  readonly distance: Float64Array;
  readonly duration: Float64Array;
  readonly visits: Float64Array;
  readonly cost: Float64Array;
  /** Plain problems: the load of a route. */
  readonly load: Float64Array;
  readonly bad: Uint8Array;
  /** Vehicles used by type. */
  readonly used: Int32Array;

  /** Start node of the trip that a node is on; a reload starts the trip after it. */
  readonly tripStart: Int32Array;
  /** At a start node: handling classes of its trip. */
  readonly tripClasses: Int32Array;
  readonly pickedBefore: Uint8Array;
  readonly deliversAfter: Uint8Array;

  /** node * dimensions + dimension: deliveries aboard after a node, pickups aboard, largest load up to and from it. */
  readonly rest: Float64Array;
  readonly picked: Float64Array;
  readonly peakBefore: Float64Array;
  readonly peakAfter: Float64Array;

  /** Earliest begin of service at a node, and the latest that keeps the rest of the route in time. */
  readonly begin: Float64Array;
  readonly latest: Float64Array;
  /** Time from the route's start to the node without any waiting, and the latest start that reaches it in time. */
  readonly elapsed: Float64Array;
  readonly startBound: Float64Array;
  /** Time from the begin at a node to the route's end without waiting, and the earliest end that waiting allows. */
  readonly remaining: Float64Array;
  readonly endBound: Float64Array;
  /** When the window in use at a node opens. */
  readonly opens: Float64Array;
  readonly closes: Float64Array;
  readonly serviceAt: Float64Array;
  /** At a start node: latest release of its trip's goods. At any node: the same two bounds within its trip. */
  readonly tripRelease: Float64Array;
  readonly tripBegin: Float64Array;
  readonly tripBound: Float64Array;

  routeCount = 0;
  badCount = 0;
  totalCost = 0;

  /** Distance, stops and loads of a route are kept up by each change, not summed anew. */
  private readonly summed: boolean;
  private slotHint = 0;
  private readonly freeReloads: Int32Array;
  private freeReloadCount: number;
  private readonly touchedAt: Int32Array;
  private readonly touched: Int32Array;
  private touchedCount = 0;
  private round = 1;
  private journal: Int32Array;
  private journalLength = 0;

  constructor(problem: CompiledProblem) {
    this.problem = problem;
    const { clients, dimensions, types, features } = problem;
    const slots = clients + 1;
    this.slots = slots;
    this.firstStart = clients;
    this.firstEnd = clients + slots;
    this.firstReload = clients + 2 * slots;
    const reloads = features.trips ? clients : 0;
    const nodes = this.firstReload + reloads;
    this.next = new Int32Array(nodes).fill(-1);
    this.prev = new Int32Array(nodes).fill(-1);
    this.routeOf = new Int32Array(nodes).fill(-1);
    this.place = Int32Array.from({ length: nodes }, (_, node) => (node < clients ? node : problem.nowhere));
    this.legDistance = new Float64Array(nodes);
    this.legDuration = new Float64Array(nodes);
    this.active = new Uint8Array(slots);
    this.typeOf = new Int32Array(slots);
    this.stops = new Int32Array(slots);
    this.trips = new Int32Array(slots);
    this.distance = new Float64Array(slots);
    this.duration = new Float64Array(slots);
    this.visits = new Float64Array(slots);
    this.cost = new Float64Array(slots);
    this.load = new Float64Array(slots);
    this.bad = new Uint8Array(slots);
    this.used = new Int32Array(types);
    this.tripStart = new Int32Array(nodes);
    this.tripClasses = new Int32Array(nodes);
    this.pickedBefore = new Uint8Array(nodes);
    this.deliversAfter = new Uint8Array(nodes);
    this.rest = new Float64Array(nodes * dimensions);
    this.picked = new Float64Array(nodes * dimensions);
    this.peakBefore = new Float64Array(nodes * dimensions);
    this.peakAfter = new Float64Array(nodes * dimensions);
    this.begin = new Float64Array(nodes);
    this.latest = new Float64Array(nodes);
    this.elapsed = new Float64Array(nodes);
    this.startBound = new Float64Array(nodes);
    this.remaining = new Float64Array(nodes);
    this.endBound = new Float64Array(nodes);
    this.opens = new Float64Array(nodes);
    this.closes = new Float64Array(nodes);
    this.serviceAt = new Float64Array(nodes);
    this.serviceAt.set(problem.service);
    this.tripRelease = new Float64Array(nodes);
    this.tripBegin = new Float64Array(nodes);
    this.tripBound = new Float64Array(nodes);
    this.freeReloads = Int32Array.from({ length: reloads }, (_, index) => this.firstReload + index);
    this.freeReloadCount = reloads;
    this.touchedAt = new Int32Array(slots);
    this.touched = new Int32Array(slots);
    this.journal = new Int32Array(4096);
    this.summed = !features.trips && !features.gaps;
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
    this.setCost(route);
    return route;
  }

  private activate(route: number, type: number): void {
    const { fleet } = this.problem;
    this.active[route] = 1;
    this.typeOf[route] = type;
    this.used[type]++;
    this.routeCount++;
    this.bad[route] = 0;
    this.cost[route] = 0;
    const start = this.firstStart + route;
    const end = this.firstEnd + route;
    this.place[start] = fleet.startPlace[type];
    this.place[end] = fleet.endPlace[type];
    this.routeOf[start] = route;
    this.routeOf[end] = route;
    this.serviceAt[start] = fleet.startLoading[type];
    this.tripStart[start] = start;
    this.tripStart[end] = start;
    this.trips[route] = 1;
  }

  private deactivate(route: number): void {
    this.active[route] = 0;
    this.used[this.typeOf[route]]--;
    this.routeCount--;
    this.badCount -= this.bad[route];
    this.totalCost -= this.cost[route];
    this.cost[route] = 0;
    if (route < this.slotHint) this.slotHint = route;
  }

  /** Gives a route another type of its family. */
  changeType(route: number, type: number): void {
    this.used[this.typeOf[route]]--;
    this.used[type]++;
    this.typeOf[route] = type;
    if (this.problem.features.visitCosts) this.visits[route] = this.sumVisits(route);
  }

  /** Puts a client behind a node; the route was touched before. */
  insertAfter(node: number, client: number): void {
    const route = this.routeOf[node];
    const after = this.next[node];
    const before = this.legDistance[node];
    this.link(node, client);
    this.link(client, after);
    this.routeOf[client] = route;
    this.setLeg(node, client);
    this.setLeg(client, after);
    if (!this.summed) return;
    this.load[route] += this.problem.delivery[client];
    this.distance[route] += this.legDistance[node] + this.legDistance[client] - before;
    this.visits[route] += this.problem.visitCost[client * this.problem.types + this.typeOf[route]];
    this.stops[route]++;
    this.tripStart[client] = this.firstStart + route;
    if (this.problem.features.plain) this.setCost(route);
  }

  /** Takes a client off its route; the route was touched before. Trips left empty are merged into a neighbour. */
  removeClient(client: number): void {
    const route = this.routeOf[client];
    const node = this.prev[client];
    const after = this.next[client];
    const before = this.legDistance[node] + this.legDistance[client];
    this.link(node, after);
    this.routeOf[client] = -1;
    if (node >= this.firstStart && after >= this.firstStart) this.dropEmptyTrip(route, node, after);
    else this.setLeg(node, after);
    if (this.active[route] === 0 || !this.summed) return;
    this.load[route] -= this.problem.delivery[client];
    this.distance[route] += this.legDistance[node] - before;
    this.visits[route] -= this.problem.visitCost[client * this.problem.types + this.typeOf[route]];
    this.stops[route]--;
    if (this.problem.features.plain) this.setCost(route);
  }

  private dropEmptyTrip(route: number, node: number, after: number): void {
    if (after >= this.firstReload) {
      this.link(node, this.next[after]);
      this.setLeg(node, this.next[node]);
      this.freeReload(after);
    } else if (node >= this.firstReload) {
      const before = this.prev[node];
      this.link(before, after);
      this.setLeg(before, after);
      this.freeReload(node);
    } else {
      this.deactivate(route);
    }
  }

  /** Puts a reload at a base behind a node; the route was touched before. */
  insertReload(node: number, base: number): number {
    const reload = this.freeReloads[--this.freeReloadCount];
    const after = this.next[node];
    this.place[reload] = this.problem.clients + base;
    this.serviceAt[reload] = this.problem.baseLoading[base];
    this.routeOf[reload] = this.routeOf[node];
    this.link(node, reload);
    this.link(reload, after);
    this.setLeg(node, reload);
    this.setLeg(reload, after);
    return reload;
  }

  /** Takes a reload out, joining two trips; the route was touched before. */
  removeReload(reload: number): void {
    const node = this.prev[reload];
    this.link(node, this.next[reload]);
    this.setLeg(node, this.next[reload]);
    this.freeReload(reload);
  }

  private freeReload(reload: number): void {
    this.routeOf[reload] = -1;
    this.freeReloads[this.freeReloadCount++] = reload;
  }

  private link(node: number, after: number): void {
    this.next[node] = after;
    this.prev[after] = node;
  }

  private setLeg(node: number, after: number): void {
    const { problem } = this;
    const route = this.routeOf[node];
    const profile = problem.fleet.profile[this.typeOf[route]];
    const cell = this.place[node] * problem.width + this.place[after];
    this.legDistance[node] = problem.distance[profile][cell];
    if (problem.features.timed) this.legDuration[node] = problem.duration[profile][cell];
  }

  /** Recomputes the figures of a route after changes. Linear in its stops, or constant where the problem is plain. */
  update(route: number): void {
    if (this.active[route] === 0 || this.problem.features.plain) return;
    this.badCount -= this.bad[route];
    const { features, fleet } = this.problem;
    if (!this.summed) this.walk(route);
    else if (features.classes) this.gatherClasses(route);
    const fine =
      this.distance[route] < UNREACHABLE &&
      this.distance[route] <= fleet.maxDistance[this.typeOf[route]] + SLACK;
    this.bad[route] = fine ? 0 : 1;
    updateLoads(this, route);
    if (features.timed && !updateTimes(this, route)) this.bad[route] = 1;
    this.badCount += this.bad[route];
    this.setCost(route);
  }

  /** Sums over the nodes of a route where they cannot be kept up step by step: several trips, or ways missing. */
  private walk(route: number): void {
    const { problem, next, tripStart } = this;
    const { clients } = problem;
    const type = this.typeOf[route];
    let start = this.firstStart + route;
    const end = this.firstEnd + route;
    let classes = 0;
    let distance = 0;
    let visits = 0;
    let stops = 0;
    let trips = 1;
    for (let node = start; node !== end; node = next[node]) {
      if (node < clients) {
        classes |= problem.classBit[node];
        visits += problem.visitCost[node * problem.types + type];
        stops++;
      } else if (node >= this.firstReload) {
        this.tripClasses[start] = classes;
        classes = 0;
        start = node;
        trips++;
      }
      tripStart[node] = start;
      distance += this.legDistance[node];
    }
    tripStart[end] = start;
    this.tripClasses[start] = classes;
    this.distance[route] = distance;
    this.visits[route] = visits;
    this.stops[route] = stops;
    this.trips[route] = trips;
  }

  private gatherClasses(route: number): void {
    const start = this.firstStart + route;
    const end = this.firstEnd + route;
    let classes = 0;
    for (let node = this.next[start]; node !== end; node = this.next[node])
      classes |= this.problem.classBit[node];
    this.tripClasses[start] = classes;
  }

  private sumVisits(route: number): number {
    const { visitCost, types, clients } = this.problem;
    const end = this.firstEnd + route;
    let visits = 0;
    for (let node = this.next[this.firstStart + route]; node !== end; node = this.next[node]) {
      if (node < clients) visits += visitCost[node * types + this.typeOf[route]];
    }
    return visits;
  }

  private setCost(route: number): void {
    const { fleet, features } = this.problem;
    const type = this.typeOf[route];
    let cost = fleet.fixedCost[type] + fleet.costPerMetre[type] * this.distance[route];
    if (features.durations) cost += fleet.costPerSecond[type] * this.duration[route];
    if (features.visitCosts) cost += this.visits[route];
    this.totalCost += cost - this.cost[route];
    this.cost[route] = cost;
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
    this.commit();
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
    let visits = 0;
    for (let at = from; at < from + count; at++) {
      let after = journal[at];
      if (after < 0) after = this.takeReload(-1 - after);
      this.routeOf[after] = route;
      this.tripStart[after] = this.firstStart + route;
      this.link(node, after);
      this.setLeg(node, after);
      distance += this.legDistance[node];
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
    this.stops[route] = count;
    if (problem.features.plain) this.setCost(route);
    else this.update(route);
  }

  private takeReload(place: number): number {
    const reload = this.freeReloads[--this.freeReloadCount];
    this.place[reload] = place;
    this.serviceAt[reload] = this.problem.baseLoading[place - this.problem.clients];
    return reload;
  }
}
