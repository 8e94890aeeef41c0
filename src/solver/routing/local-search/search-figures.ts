import type { CompiledProblem } from '../compiled-problem.ts';
import type { PenaltyWeights } from './penalty-weights.ts';
import { hasNoShortcuts } from './shortcuts.ts';
import type { TravelCosts } from './travel-costs.ts';
import type { VehicleSlots } from './vehicle-slots.ts';

/** Stands for no node, no client and no slot. */
export const NONE = -1;

/**
 * The figures of routes under local search, as typed arrays, with what the problem says of vehicles and clients.
 *
 * Nodes are numbered: clients 0..n-1, then one start and one end per vehicle slot. For every node the figures of the
 * route's part up to it (head) and from it on (tail) are kept: loads as deliveries, pickups and largest load aboard, times
 * as those of a `DurationSegment`.
 */
export class SearchFigures {
  readonly problem: CompiledProblem;
  readonly slots: VehicleSlots;
  readonly travel: TravelCosts;
  readonly clients: number;
  readonly width: number;
  readonly firstStart: number;
  readonly firstEnd: number;
  weights: PenaltyWeights;

  readonly next: Int32Array;
  readonly prev: Int32Array;
  /** Slot of a node's route; -1 for a client on no route. */
  readonly routeOf: Int32Array;
  /** Place of a node on its route: 0 at the start. */
  readonly position: Int32Array;
  /** Row in the matrices. */
  readonly place: Int32Array;
  /** Cost of the leg from a node to its next; an empty route drives none. */
  readonly leg: Float64Array;

  /** By slot: clients, what its legs cost, what its breaches and waiting cost, and the move that changed it last. */
  readonly stops: Int32Array;
  readonly way: Float64Array;
  readonly pen: Float64Array;
  readonly visits: Float64Array;
  readonly changedAt: Int32Array;
  /** The move that changed the arc before or behind a node last. */
  readonly touchedAt: Int32Array;
  /** Routes in use by type. */
  readonly used: Int32Array;
  moves = 0;

  /** Deliveries, pickups and largest load of the part up to a node and of the part from it on; node * dimensions. */
  protected readonly headDelivery: Float64Array;
  protected readonly headPickup: Float64Array;
  protected readonly headPeak: Float64Array;
  protected readonly tailDelivery: Float64Array;
  protected readonly tailPickup: Float64Array;
  protected readonly tailPeak: Float64Array;
  /** Metres and seconds (service and travel, no waiting) from the start to a node. */
  protected readonly metres: Float64Array;
  protected readonly seconds: Float64Array;
  /** Duration, lateness, earliest and latest start of the parts. */
  protected readonly headDuration: Float64Array;
  protected readonly headLate: Float64Array;
  protected readonly headEarliest: Float64Array;
  protected readonly headLatest: Float64Array;
  protected readonly tailDuration: Float64Array;
  protected readonly tailLate: Float64Array;
  protected readonly tailEarliest: Float64Array;
  protected readonly tailLatest: Float64Array;
  /** Cost of the way from the start to a node, and of the same way driven backwards. */
  readonly forward: Float64Array;
  readonly backward: Float64Array;
  readonly opens: Float64Array;
  readonly closes: Float64Array;
  readonly service: Float64Array;

  /** What the problem has, so that the rest is skipped. */
  readonly pickups: boolean;
  readonly timed: boolean;
  readonly sums: boolean;
  readonly longLimit: boolean;
  readonly stopLimit: boolean;
  readonly restricted: boolean;
  readonly visitCosts: boolean;
  /** True where reordering the clients of a route changes nothing but its way. */
  readonly orderFree: boolean;
  /**
   * True where a client more on a route never makes its breaches cheaper: there is no paid waiting to fill, and no detour
   * shortens the way.
   */
  readonly entryNeverHelps: boolean;
  readonly symmetric: boolean;
  /** True where a part of a route may be driven the other way round at no other cost than its way. */
  readonly turnable: boolean;
  /** Room for the clients of a route that a move would make. */
  readonly sequence: Int32Array;

  constructor(problem: CompiledProblem, travel: TravelCosts, slots: VehicleSlots, weights: PenaltyWeights) {
    this.problem = problem;
    this.slots = slots;
    this.weights = weights;
    this.travel = travel;
    const { clients, dimensions, features, fleet } = problem;
    this.clients = clients;
    this.width = problem.width;
    this.firstStart = clients;
    this.firstEnd = clients + slots.count;
    const nodes = clients + 2 * slots.count;
    this.next = new Int32Array(nodes).fill(NONE);
    this.prev = new Int32Array(nodes).fill(NONE);
    this.routeOf = new Int32Array(nodes).fill(NONE);
    this.position = new Int32Array(nodes);
    this.place = Int32Array.from({ length: nodes }, (_, node) => node);
    this.leg = new Float64Array(nodes);
    this.stops = new Int32Array(slots.count);
    this.way = new Float64Array(slots.count);
    this.pen = new Float64Array(slots.count);
    this.visits = new Float64Array(slots.count);
    this.changedAt = new Int32Array(slots.count);
    this.touchedAt = new Int32Array(nodes);
    this.used = new Int32Array(problem.types);
    const perLoad = (): Float64Array => new Float64Array(nodes * dimensions);
    this.headDelivery = perLoad();
    this.headPickup = perLoad();
    this.headPeak = perLoad();
    this.tailDelivery = perLoad();
    this.tailPickup = perLoad();
    this.tailPeak = perLoad();
    const perNode = (): Float64Array => new Float64Array(nodes);
    this.metres = perNode();
    this.seconds = perNode();
    this.headDuration = perNode();
    this.headLate = perNode();
    this.headEarliest = perNode();
    this.headLatest = perNode();
    this.tailDuration = perNode();
    this.tailLate = perNode();
    this.tailEarliest = perNode();
    this.tailLatest = perNode();
    this.forward = perNode();
    this.backward = perNode();
    this.opens = perNode();
    this.closes = perNode().fill(Infinity);
    this.service = perNode();
    this.service.set(problem.service);
    for (let client = 0; client < clients; client++) {
      this.opens[client] = problem.windowEarliest[problem.windowStart[client]];
      this.closes[client] = problem.windowLatest[problem.windowStart[client]];
    }
    for (let slot = 0; slot < slots.count; slot++) this.placeEnds(slot, slots.typeOf[slot]);
    this.pickups = features.pickups;
    this.timed = features.timed;
    this.sums = !features.timed && fleet.maxDuration.some((limit) => limit < Infinity);
    this.longLimit = fleet.maxDistance.some((limit) => limit < Infinity);
    this.stopLimit = fleet.maxStops.some((limit) => limit < Infinity);
    this.restricted = problem.allowed.includes(0);
    this.visitCosts = features.visitCosts;
    this.orderFree = !this.pickups && !this.timed && !this.sums && !this.longLimit;
    this.entryNeverHelps =
      fleet.costPerSecond.every((rate) => rate === 0) && !this.longLimit && hasNoShortcuts(problem);
    this.symmetric = this.travel.symmetric;
    this.turnable =
      this.symmetric &&
      this.orderFree &&
      !this.stopLimit &&
      fleet.startPlace.every((place, type) => place === fleet.endPlace[type]);
    this.sequence = new Int32Array(clients + 2);
  }

  private placeEnds(slot: number, type: number): void {
    const { fleet } = this.problem;
    const start = this.firstStart + slot;
    const end = this.firstEnd + slot;
    this.place[start] = fleet.startPlace[type];
    this.place[end] = fleet.endPlace[type];
    this.service[start] = fleet.startLoading[type];
    this.opens[start] = fleet.startEarliest[type];
    this.closes[start] = fleet.startLatest[type];
    this.opens[end] = fleet.endEarliest[type];
    this.closes[end] = fleet.endLatest[type];
    this.routeOf[start] = slot;
    this.routeOf[end] = slot;
  }

  /** An empty slot of a type, or -1. */
  findEmpty(type: number): number {
    const { first } = this.slots;
    for (let slot = first[type]; slot < first[type + 1]; slot++) if (this.stops[slot] === 0) return slot;
    return NONE;
  }

  profileOf(slot: number): number {
    return this.problem.fleet.profile[this.slots.typeOf[slot]];
  }

  /** May the vehicle of a slot visit a client? */
  admits(slot: number, client: number): boolean {
    return this.problem.allowed[client * this.problem.types + this.slots.typeOf[slot]] === 1;
  }

  visitCostAt(slot: number, client: number): number {
    return this.problem.visitCost[client * this.problem.types + this.slots.typeOf[slot]];
  }

  /** Cost of putting an empty slot to use. */
  openingCost(slot: number): number {
    const type = this.slots.typeOf[slot];
    const { fleet } = this.problem;
    const owed = this.used[type] < fleet.minCount[type] ? this.travel.shortfall : 0;
    return fleet.fixedCost[type] - owed;
  }

  /** Cost saved by emptying a slot. */
  closingGain(slot: number): number {
    const type = this.slots.typeOf[slot];
    const { fleet } = this.problem;
    const owed = this.used[type] <= fleet.minCount[type] ? this.travel.shortfall : 0;
    return fleet.fixedCost[type] - owed;
  }
}
