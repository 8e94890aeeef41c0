import type { CompiledProblem } from '../compiled-problem.ts';

/**
 * The figures of routes and nodes by which insertions are judged, as typed arrays.
 *
 * Nodes are numbered: clients 0..n-1, then one start and one end per route slot, then reloads.
 */
export class RouteFigures {
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
  /** Vehicles used by type, those that may be, and those that must. */
  readonly used: Int32Array;
  readonly available: Float64Array;
  readonly least: Float64Array;

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
    this.available = problem.fleet.count.slice();
    this.least = Float64Array.from(problem.fleet.minCount);
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
    for (let client = 0; client < clients; client++) {
      this.opens[client] = problem.windowEarliest[problem.windowStart[client]];
      this.closes[client] = problem.windowLatest[problem.windowStart[client]];
    }
    this.tripRelease = new Float64Array(nodes);
    this.tripBegin = new Float64Array(nodes);
    this.tripBound = new Float64Array(nodes);
  }

  /** A node between start and end as it is written outside: a client, or a reload as -1 - base. */
  toGiven(node: number): number {
    return node < this.firstReload ? node : -1 - (this.place[node] - this.problem.clients);
  }
}
