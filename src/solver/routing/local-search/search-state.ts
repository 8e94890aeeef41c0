import { UNREACHABLE, type CompiledProblem } from '../compiled-problem.ts';
import type { PenaltyWeights } from './penalty-weights.ts';
import { buildTravelCosts, type TravelCosts } from './travel-costs.ts';
import type { VehicleSlots } from './vehicle-slots.ts';

/** Excess below this is noise of sums of floating-point numbers. */
const SLACK = 1e-7;
/** Price of a vehicle short of the least number that must be used, in mean trips. */
const NONE = -1;

/**
 * Routes under local search, which may break constraints at a price.
 *
 * Nodes are numbered: clients 0..n-1, then one start and one end per vehicle slot. For every node the figures of the
 * route's part up to it and from it on are kept (loads as deliveries, pickups and largest load aboard; times as the
 * duration, lateness and start bounds of Vidal et al., 2013), so that a route made of a known beginning, a few clients
 * and a known end is judged in constant time.
 */
export class SearchState {
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
  /** Routes in use by type. */
  readonly used: Int32Array;
  moves = 0;

  /** Deliveries, pickups and largest load of the part up to a node and of the part from it on; node * dimensions. */
  private readonly headDelivery: Float64Array;
  private readonly headPickup: Float64Array;
  private readonly headPeak: Float64Array;
  private readonly tailDelivery: Float64Array;
  private readonly tailPickup: Float64Array;
  private readonly tailPeak: Float64Array;
  /** Metres and seconds (service and travel, no waiting) from the start to a node. */
  private readonly metres: Float64Array;
  private readonly seconds: Float64Array;
  /** Duration, lateness, earliest and latest start of the parts. */
  private readonly headDuration: Float64Array;
  private readonly headLate: Float64Array;
  private readonly headEarliest: Float64Array;
  private readonly headLatest: Float64Array;
  private readonly tailDuration: Float64Array;
  private readonly tailLate: Float64Array;
  private readonly tailEarliest: Float64Array;
  private readonly tailLatest: Float64Array;
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
  readonly symmetric: boolean;
  /** True where a part of a route may be driven the other way round at no other cost than its way. */
  readonly turnable: boolean;
  /** Room for the clients of a route that a move would make. */
  readonly sequence: Int32Array;
  private readonly scratch: Int32Array;
  /** Segment under construction. */
  private segDuration = 0;
  private segLate = 0;
  private segEarliest = 0;
  private segLatest = 0;
  private built = 0;
  private builtLast = 0;
  private builtSeconds = 0;
  private builtMetres = 0;
  /** Largest load and pickups aboard, by dimension. */
  private readonly builtLoads: Float64Array;

  constructor(problem: CompiledProblem, slots: VehicleSlots, weights: PenaltyWeights) {
    this.problem = problem;
    this.slots = slots;
    this.weights = weights;
    this.travel = buildTravelCosts(problem);
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
    this.symmetric = this.travel.symmetric;
    this.turnable =
      this.symmetric &&
      this.orderFree &&
      !this.stopLimit &&
      fleet.startPlace.every((place, type) => place === fleet.endPlace[type]);
    this.scratch = new Int32Array(clients + 2);
    this.builtLoads = new Float64Array(2 * dimensions);
    this.sequence = new Int32Array(clients + 2);
    this.clear();
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

  /** Empties every route. */
  clear(): void {
    this.routeOf.fill(NONE, 0, this.clients);
    this.moves = 0;
    this.used.fill(0);
    this.stops.fill(0);
    for (let slot = 0; slot < this.slots.count; slot++) {
      this.link(this.firstStart + slot, this.firstEnd + slot);
      this.update(slot);
      this.changedAt[slot] = 0;
    }
  }

  link(node: number, after: number): void {
    this.next[node] = after;
    this.prev[after] = node;
  }

  /** Fills an empty route with clients list[from] to list[to - 1]; follow with `update`. */
  fill(slot: number, list: ArrayLike<number>, from: number, to: number): void {
    let node = this.firstStart + slot;
    for (let at = from; at < to; at++) {
      this.link(node, list[at]);
      node = list[at];
      this.routeOf[node] = slot;
    }
    this.link(node, this.firstEnd + slot);
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

  /** Recomputes a route's figures after its links changed. Linear in its clients. */
  update(slot: number): void {
    const start = this.firstStart + slot;
    const end = this.firstEnd + slot;
    const type = this.slots.typeOf[slot];
    const before = this.stops[slot];
    this.walkForward(slot, start, end, type);
    this.walkBackward(slot, start, end);
    const stops = this.position[end] - 1;
    this.stops[slot] = stops;
    this.used[type] += (stops > 0 ? 1 : 0) - (before > 0 ? 1 : 0);
    this.way[slot] = stops > 0 ? this.forward[end] : 0;
    this.pen[slot] = stops > 0 ? this.judge(slot, start, NONE, NONE, this.next[start]) : 0;
    this.changedAt[slot] = ++this.moves;
  }

  private walkForward(slot: number, start: number, end: number, type: number): void {
    const { next, place, position, routeOf, leg, forward, backward, width, clients } = this;
    const cost = this.travel.costOf[type];
    let visits = 0;
    position[start] = 0;
    forward[start] = 0;
    backward[start] = 0;
    this.startLoads(start);
    if (this.timed) this.startTimes(start);
    for (let node = start; node !== end;) {
      const after = next[node];
      const here = place[node];
      const there = place[after];
      leg[node] = node >= clients && after >= clients ? 0 : cost[here * width + there];
      forward[after] = forward[node] + leg[node];
      backward[after] = backward[node] + cost[there * width + here];
      position[after] = position[node] + 1;
      routeOf[after] = slot;
      this.passLoads(node, after);
      if (this.timed || this.sums) this.passTimes(node, after, type);
      if (this.longLimit) {
        this.metres[after] =
          this.metres[node] + this.problem.distance[this.problem.fleet.profile[type]][here * width + there];
      }
      if (this.visitCosts && after < this.clients) visits += this.visitCostAt(slot, after);
      node = after;
    }
    this.visits[slot] = visits;
  }

  private startLoads(start: number): void {
    const { dimensions } = this.problem;
    this.headDelivery.fill(0, start * dimensions, (start + 1) * dimensions);
    this.headPickup.fill(0, start * dimensions, (start + 1) * dimensions);
    this.headPeak.fill(0, start * dimensions, (start + 1) * dimensions);
    this.metres[start] = 0;
    this.seconds[start] = 0;
  }

  private startTimes(start: number): void {
    this.headDuration[start] = this.service[start];
    this.headLate[start] = 0;
    this.headEarliest[start] = this.opens[start];
    this.headLatest[start] = this.closes[start];
  }

  private passLoads(node: number, after: number): void {
    const { problem, headDelivery, headPickup, headPeak } = this;
    const { dimensions, delivery, pickup } = problem;
    const isClient = after < this.clients;
    for (let dimension = 0; dimension < dimensions; dimension++) {
      const from = node * dimensions + dimension;
      const to = after * dimensions + dimension;
      const down = isClient ? delivery[to] : 0;
      headDelivery[to] = headDelivery[from] + down;
      if (!this.pickups) continue;
      const up = isClient ? pickup[to] : 0;
      headPeak[to] = Math.max(headPeak[from] + down, headPickup[from] + Math.max(down, up));
      headPickup[to] = headPickup[from] + up;
    }
  }

  private passTimes(node: number, after: number, type: number): void {
    const travel =
      this.problem.duration[this.problem.fleet.profile[type]][
        this.place[node] * this.width + this.place[after]
      ];
    this.seconds[after] = this.seconds[node] + this.service[node] + travel;
    if (!this.timed) return;
    this.loadHead(node);
    this.append(travel, this.service[after], 0, this.opens[after], this.closes[after]);
    this.headDuration[after] = this.segDuration;
    this.headLate[after] = this.segLate;
    this.headEarliest[after] = this.segEarliest;
    this.headLatest[after] = this.segLatest;
  }

  private walkBackward(slot: number, start: number, end: number): void {
    const { prev, place, width, timed } = this;
    const { dimensions } = this.problem;
    const duration = this.problem.duration[this.problem.fleet.profile[this.slots.typeOf[slot]]];
    this.tailDelivery.fill(0, end * dimensions, (end + 1) * dimensions);
    this.tailPickup.fill(0, end * dimensions, (end + 1) * dimensions);
    this.tailPeak.fill(0, end * dimensions, (end + 1) * dimensions);
    this.tailDuration[end] = this.service[end];
    this.tailLate[end] = 0;
    this.tailEarliest[end] = this.opens[end];
    this.tailLatest[end] = this.closes[end];
    for (let node = end; node !== start;) {
      const before = prev[node];
      this.passTailLoads(before, node);
      if (timed) this.passTailTimes(before, node, duration[place[before] * width + place[node]]);
      node = before;
    }
  }

  private passTailLoads(before: number, node: number): void {
    const { problem, tailDelivery, tailPickup, tailPeak } = this;
    const { dimensions, delivery, pickup } = problem;
    const isClient = before < this.clients;
    for (let dimension = 0; dimension < dimensions; dimension++) {
      const from = node * dimensions + dimension;
      const to = before * dimensions + dimension;
      const down = isClient ? delivery[to] : 0;
      if (this.pickups) {
        const up = isClient ? pickup[to] : 0;
        tailPeak[to] = Math.max(Math.max(down, up) + tailDelivery[from], tailPeak[from] + up);
        tailPickup[to] = tailPickup[from] + up;
      }
      tailDelivery[to] = tailDelivery[from] + down;
    }
  }

  private passTailTimes(before: number, node: number, travel: number): void {
    this.segDuration = this.service[before];
    this.segLate = 0;
    this.segEarliest = this.opens[before];
    this.segLatest = this.closes[before];
    this.append(
      travel,
      this.tailDuration[node],
      this.tailLate[node],
      this.tailEarliest[node],
      this.tailLatest[node],
    );
    this.tailDuration[before] = this.segDuration;
    this.tailLate[before] = this.segLate;
    this.tailEarliest[before] = this.segEarliest;
    this.tailLatest[before] = this.segLatest;
  }

  private loadHead(node: number): void {
    this.segDuration = this.headDuration[node];
    this.segLate = this.headLate[node];
    this.segEarliest = this.headEarliest[node];
    this.segLatest = this.headLatest[node];
  }

  /** Joins the segment under construction with another, `travel` seconds away (Vidal et al., 2013). */
  private append(travel: number, duration: number, late: number, earliest: number, latest: number): void {
    const shift = this.segDuration - this.segLate + travel;
    const wait = Math.max(earliest - shift - this.segLatest, 0);
    const warp = Math.max(this.segEarliest + shift - latest, 0);
    this.segDuration += duration + travel + wait;
    this.segLate += late + warp;
    this.segEarliest = Math.max(earliest - shift, this.segEarliest) - wait;
    this.segLatest = Math.min(latest - shift, this.segLatest) + warp;
  }

  /**
   * What breaches and waiting would cost on a slot's route made of the part up to `head`, one or two clients (-1 is
   * none), and the part from `tail` on; head and tail stand on this route now. Constant time.
   */
  judge(slot: number, head: number, one: number, two: number, tail: number): number {
    let sum = this.judgeLoads(slot, head, one, two, tail);
    if (this.timed) sum += this.judgeTimes(slot, head, one, two, tail);
    else if (this.sums) {
      sum += this.overDuration(slot, this.secondsThrough(slot, head, one, two, tail));
    }
    if (this.longLimit) sum += this.overDistance(slot, this.metresThrough(slot, head, one, two, tail));
    if (this.stopLimit) {
      const added = (one >= 0 ? 1 : 0) + (two >= 0 ? 1 : 0);
      const after = this.stops[slot] + 1 - this.position[tail];
      sum += this.overStops(slot, this.position[head] + added + Math.max(0, after));
    }
    return sum;
  }

  /** Cost of loads over capacity; head and tail may stand on different routes. */
  private judgeLoads(slot: number, head: number, one: number, two: number, tail: number): number {
    const { problem, headDelivery, tailDelivery } = this;
    const { dimensions, delivery, fleet } = problem;
    const type = this.slots.typeOf[slot];
    let sum = 0;
    for (let dimension = 0; dimension < dimensions; dimension++) {
      let load: number;
      if (this.pickups) load = this.peakThrough(head, one, two, tail, dimension);
      else {
        load = headDelivery[head * dimensions + dimension] + tailDelivery[tail * dimensions + dimension];
        if (one >= 0) load += delivery[one * dimensions + dimension];
        if (two >= 0) load += delivery[two * dimensions + dimension];
      }
      const over = load - fleet.capacity[type * dimensions + dimension];
      if (over > 0) sum += over * this.weights.load[dimension];
    }
    return sum;
  }

  private peakThrough(head: number, one: number, two: number, tail: number, dimension: number): number {
    const { dimensions, delivery, pickup } = this.problem;
    let up = this.headPickup[head * dimensions + dimension];
    let peak = this.headPeak[head * dimensions + dimension];
    if (one >= 0) {
      const cell = one * dimensions + dimension;
      peak = Math.max(peak + delivery[cell], up + Math.max(delivery[cell], pickup[cell]));
      up += pickup[cell];
    }
    if (two >= 0) {
      const cell = two * dimensions + dimension;
      peak = Math.max(peak + delivery[cell], up + Math.max(delivery[cell], pickup[cell]));
      up += pickup[cell];
    }
    const cell = tail * dimensions + dimension;
    return Math.max(peak + this.tailDelivery[cell], up + this.tailPeak[cell]);
  }

  private judgeTimes(slot: number, head: number, one: number, two: number, tail: number): number {
    const duration = this.problem.duration[this.problem.fleet.profile[this.slots.typeOf[slot]]];
    const { width, place } = this;
    let here = place[head];
    this.loadHead(head);
    if (one >= 0) {
      this.append(duration[here * width + one], this.service[one], 0, this.opens[one], this.closes[one]);
      here = one;
    }
    if (two >= 0) {
      this.append(duration[here * width + two], this.service[two], 0, this.opens[two], this.closes[two]);
      here = two;
    }
    this.append(
      duration[here * width + place[tail]],
      this.tailDuration[tail],
      this.tailLate[tail],
      this.tailEarliest[tail],
      this.tailLatest[tail],
    );
    const rate = this.problem.fleet.costPerSecond[this.slots.typeOf[slot]];
    const busy = rate > 0 ? this.secondsThrough(slot, head, one, two, tail) : 0;
    return this.priceTimes(slot, busy);
  }

  /** Price of the segment under construction as a whole route. */
  private priceTimes(slot: number, busy: number): number {
    const type = this.slots.typeOf[slot];
    let sum = this.segLate > SLACK ? this.segLate * this.weights.late : 0;
    const rate = this.problem.fleet.costPerSecond[type];
    if (rate > 0) sum += rate * (this.segDuration - busy);
    return sum + this.overDuration(slot, this.segDuration);
  }

  private secondsThrough(slot: number, head: number, one: number, two: number, tail: number): number {
    const duration = this.problem.duration[this.problem.fleet.profile[this.slots.typeOf[slot]]];
    const { width, place } = this;
    let sum = this.seconds[head] + this.service[head];
    let here = place[head];
    if (one >= 0) {
      sum += duration[here * width + one] + this.service[one];
      here = one;
    }
    if (two >= 0) {
      sum += duration[here * width + two] + this.service[two];
      here = two;
    }
    return sum + duration[here * width + place[tail]] + this.seconds[this.endOf(tail)] - this.seconds[tail];
  }

  private metresThrough(slot: number, head: number, one: number, two: number, tail: number): number {
    const distance = this.problem.distance[this.problem.fleet.profile[this.slots.typeOf[slot]]];
    const { width, place } = this;
    let sum = this.metres[head];
    let here = place[head];
    if (one >= 0) {
      sum += distance[here * width + one];
      here = one;
    }
    if (two >= 0) {
      sum += distance[here * width + two];
      here = two;
    }
    return sum + distance[here * width + place[tail]] + this.metres[this.endOf(tail)] - this.metres[tail];
  }

  private endOf(node: number): number {
    return this.firstEnd + this.routeOf[node];
  }

  private overDuration(slot: number, seconds: number): number {
    const over = seconds - this.problem.fleet.maxDuration[this.slots.typeOf[slot]];
    return over > SLACK ? over * this.weights.duration : 0;
  }

  private overDistance(slot: number, metres: number): number {
    const over = metres - this.problem.fleet.maxDistance[this.slots.typeOf[slot]];
    return over > SLACK ? over * this.weights.distance : 0;
  }

  private overStops(slot: number, stops: number): number {
    const over = stops - this.problem.fleet.maxStops[this.slots.typeOf[slot]];
    return over > 0 ? over * this.weights.stops : 0;
  }

  /**
   * As `judge`, for the part up to `head` of one route and the part from `tail` on of another, driven by the vehicle of
   * `slot`, which is head's. Constant where both routes end at one place with one profile, else linear in the tail.
   */
  judgeTail(slot: number, head: number, tail: number): number {
    const own = this.firstEnd + slot;
    if (tail >= this.firstEnd) return this.judge(slot, head, NONE, NONE, own);
    const other = this.routeOf[tail];
    const profiles = this.problem.fleet.profile;
    const same =
      this.place[own] === this.place[this.firstEnd + other] &&
      profiles[this.slots.typeOf[slot]] === profiles[this.slots.typeOf[other]] &&
      this.closes[own] === this.closes[this.firstEnd + other] &&
      this.opens[own] === this.opens[this.firstEnd + other];
    if (!same && (this.timed || this.sums || this.longLimit)) {
      let count = 0;
      for (let node = tail; node < this.clients; node = this.next[node]) this.scratch[count++] = node;
      return this.judgeLoads(slot, head, NONE, NONE, tail) + this.judgeWay(slot, head, this.scratch, count);
    }
    let sum = this.judgeLoads(slot, head, NONE, NONE, tail);
    if (this.timed) sum += this.judgeTimes(slot, head, NONE, NONE, tail);
    else if (this.sums) sum += this.overDuration(slot, this.secondsThrough(slot, head, NONE, NONE, tail));
    if (this.longLimit) sum += this.overDistance(slot, this.metresThrough(slot, head, NONE, NONE, tail));
    if (this.stopLimit) {
      sum += this.overStops(slot, this.position[head] + this.stops[other] + 1 - this.position[tail]);
    }
    return sum;
  }

  /** As `judge`, for two routes of one type: one up to U and V, the other all behind them; loads alone count. */
  judgeJoined(slot: number, u: number, v: number): number {
    const { problem, headDelivery, tailDelivery } = this;
    const { dimensions, fleet } = problem;
    const x = this.next[u];
    const y = this.next[v];
    let sum = 0;
    for (let dimension = 0; dimension < dimensions; dimension++) {
      const capacity = fleet.capacity[this.slots.typeOf[slot] * dimensions + dimension];
      const heads = headDelivery[u * dimensions + dimension] + headDelivery[v * dimensions + dimension];
      const tails = tailDelivery[x * dimensions + dimension] + tailDelivery[y * dimensions + dimension];
      if (heads > capacity) sum += (heads - capacity) * this.weights.load[dimension];
      if (tails > capacity) sum += (tails - capacity) * this.weights.load[dimension];
    }
    return sum;
  }

  /** Times, lengths and stops of the part up to `head` followed by a list of clients and the slot's end. */
  private judgeWay(slot: number, head: number, list: ArrayLike<number>, count: number): number {
    const type = this.slots.typeOf[slot];
    const profile = this.problem.fleet.profile[type];
    const duration = this.problem.duration[profile];
    const distance = this.problem.distance[profile];
    const { width, place } = this;
    let node = head;
    let metres = this.metres[head];
    let seconds = this.seconds[head] + this.service[head];
    this.loadHead(head);
    for (let at = 0; at <= count; at++) {
      const after = at < count ? list[at] : this.firstEnd + slot;
      const cell = place[node] * width + place[after];
      metres += distance[cell];
      seconds += duration[cell] + this.service[after];
      if (this.timed)
        this.append(duration[cell], this.service[after], 0, this.opens[after], this.closes[after]);
      node = after;
    }
    let sum = 0;
    if (this.timed) sum += this.priceTimes(slot, seconds);
    else if (this.sums) sum += this.overDuration(slot, seconds);
    if (this.longLimit) sum += this.overDistance(slot, metres);
    if (this.stopLimit) sum += this.overStops(slot, this.position[head] + count);
    return sum;
  }

  /** Starts a route of its own under construction, driven by the vehicle of a slot; it disturbs no other. */
  beginRoute(slot: number): void {
    const start = this.firstStart + slot;
    this.segDuration = this.service[start];
    this.segLate = 0;
    this.segEarliest = this.opens[start];
    this.segLatest = this.closes[start];
    this.built = 0;
    this.builtLast = start;
    this.builtSeconds = this.service[start];
    this.builtMetres = 0;
    this.builtLoads.fill(0);
  }

  /** Adds a client to the route under construction; its load in shares of the capacity. */
  extendRoute(slot: number, client: number): number {
    const { problem, width, place, builtLoads } = this;
    const { dimensions, delivery, pickup, fleet } = problem;
    const type = this.slots.typeOf[slot];
    let fullness = 0;
    for (let dimension = 0; dimension < dimensions; dimension++) {
      const cell = client * dimensions + dimension;
      const at = dimension * 2;
      builtLoads[at] = Math.max(
        builtLoads[at] + delivery[cell],
        builtLoads[at + 1] + Math.max(delivery[cell], pickup[cell]),
      );
      builtLoads[at + 1] += pickup[cell];
      const capacity = fleet.capacity[type * dimensions + dimension];
      if (capacity > 0) fullness = Math.max(fullness, builtLoads[at] / capacity);
    }
    const cell = place[this.builtLast] * width + client;
    const travel = problem.duration[fleet.profile[type]][cell];
    this.builtSeconds += travel + this.service[client];
    this.builtMetres += problem.distance[fleet.profile[type]][cell];
    if (this.timed) this.append(travel, this.service[client], 0, this.opens[client], this.closes[client]);
    this.builtLast = client;
    this.built++;
    return fullness;
  }

  /** Price of breaches and waiting of the route under construction, were it to end now. */
  priceRoute(slot: number): number {
    const { problem, width, place } = this;
    const { dimensions, fleet } = problem;
    const type = this.slots.typeOf[slot];
    const end = this.firstEnd + slot;
    let sum = 0;
    for (let dimension = 0; dimension < dimensions; dimension++) {
      const over = this.builtLoads[dimension * 2] - fleet.capacity[type * dimensions + dimension];
      if (over > 0) sum += over * this.weights.load[dimension];
    }
    const cell = place[this.builtLast] * width + place[end];
    const travel = problem.duration[fleet.profile[type]][cell];
    if (this.timed) {
      const { segDuration, segLate, segEarliest, segLatest } = this;
      this.append(travel, this.service[end], 0, this.opens[end], this.closes[end]);
      sum += this.priceTimes(slot, this.builtSeconds + travel);
      this.segDuration = segDuration;
      this.segLate = segLate;
      this.segEarliest = segEarliest;
      this.segLatest = segLatest;
    } else if (this.sums) {
      sum += this.overDuration(slot, this.builtSeconds + travel);
    }
    if (this.longLimit)
      sum += this.overDistance(slot, this.builtMetres + problem.distance[fleet.profile[type]][cell]);
    if (this.stopLimit) sum += this.overStops(slot, this.built);
    return sum;
  }

  /** What breaches and waiting would cost on a slot's route that visits a list of clients. Linear. */
  judgeList(slot: number, list: ArrayLike<number>, count: number): number {
    const start = this.firstStart + slot;
    let sum = this.judgeWay(slot, start, list, count);
    const { dimensions, delivery, pickup, fleet } = this.problem;
    for (let dimension = 0; dimension < dimensions; dimension++) {
      let load = 0;
      for (let at = 0; at < count; at++) load += delivery[list[at] * dimensions + dimension];
      let peak = load;
      for (let at = 0; this.pickups && at < count; at++) {
        const cell = list[at] * dimensions + dimension;
        load += pickup[cell] - delivery[cell];
        peak = Math.max(peak, load);
      }
      const over = peak - fleet.capacity[this.slots.typeOf[slot] * dimensions + dimension];
      if (over > 0) sum += over * this.weights.load[dimension];
    }
    return sum;
  }

  /** Price of a route's loads when one client leaves (-1 is none) and another enters; a lower bound with pickups. */
  loadPrice(slot: number, leaving: number, entering: number): number {
    const { dimensions, delivery, pickup, fleet } = this.problem;
    const start = this.firstStart + slot;
    const type = this.slots.typeOf[slot];
    let sum = 0;
    for (let dimension = 0; dimension < dimensions; dimension++) {
      let down = this.tailDelivery[start * dimensions + dimension];
      if (leaving >= 0) down -= delivery[leaving * dimensions + dimension];
      if (entering >= 0) down += delivery[entering * dimensions + dimension];
      if (this.pickups) {
        let up = this.tailPickup[start * dimensions + dimension];
        if (leaving >= 0) up -= pickup[leaving * dimensions + dimension];
        if (entering >= 0) up += pickup[entering * dimensions + dimension];
        down = Math.max(down, up);
      }
      const over = down - fleet.capacity[type * dimensions + dimension];
      if (over > 0) sum += over * this.weights.load[dimension];
    }
    return sum;
  }

  /** Load of a route over capacity, by dimension; lateness; seconds, metres and stops over the limits. */
  measureBreaches(slot: number, into: Breaches): void {
    const { problem, slots } = this;
    const { dimensions, fleet } = problem;
    const type = slots.typeOf[slot];
    if (this.stops[slot] === 0) return;
    const start = this.firstStart + slot;
    const end = this.firstEnd + slot;
    for (let dimension = 0; dimension < dimensions; dimension++) {
      const load = (this.pickups ? this.tailPeak : this.tailDelivery)[start * dimensions + dimension];
      into.load[dimension] += Math.max(0, load - fleet.capacity[type * dimensions + dimension]);
    }
    if (this.timed && this.headLate[end] > SLACK) into.late += this.headLate[end];
    const duration = this.timed ? this.headDuration[end] : this.seconds[end];
    if (this.timed || this.sums) into.duration += Math.max(0, duration - fleet.maxDuration[type] - SLACK);
    if (this.longLimit) into.distance += Math.max(0, this.metres[end] - fleet.maxDistance[type] - SLACK);
    if (this.stopLimit) into.stops += Math.max(0, this.stops[slot] - fleet.maxStops[type]);
    if (this.forward[end] >= this.travel.forbidden || this.forward[end] >= UNREACHABLE) into.forbidden++;
  }

  /** What breaches cost at the prices in force. */
  priceOf(breaches: Breaches): number {
    const { weights } = this;
    let sum = 0;
    for (let dimension = 0; dimension < weights.load.length; dimension++) {
      sum += breaches.load[dimension] * weights.load[dimension];
    }
    sum += breaches.late * weights.late + breaches.duration * weights.duration;
    return sum + breaches.distance * weights.distance + breaches.stops * weights.stops;
  }

  /** Cost of all routes: fixed, way, visits, waiting, breaches, and vehicles short of the least number. */
  totalCost(): number {
    const { fleet } = this.problem;
    let sum = 0;
    for (let slot = 0; slot < this.slots.count; slot++) {
      if (this.stops[slot] === 0) continue;
      sum += fleet.fixedCost[this.slots.typeOf[slot]] + this.way[slot] + this.visits[slot] + this.pen[slot];
    }
    for (let type = 0; type < this.problem.types; type++) {
      sum += this.travel.shortfall * Math.max(0, fleet.minCount[type] - this.used[type]);
    }
    return sum;
  }

  /** Re-prices every route after the weights changed. */
  reprice(): void {
    for (let slot = 0; slot < this.slots.count; slot++) {
      const start = this.firstStart + slot;
      this.pen[slot] = this.stops[slot] > 0 ? this.judge(slot, start, NONE, NONE, this.next[start]) : 0;
    }
  }
}

/** By how much a solution breaks its constraints; `forbidden` counts routes with a leg that may not be driven. */
export interface Breaches {
  readonly load: Float64Array;
  late: number;
  duration: number;
  distance: number;
  stops: number;
  forbidden: number;
}
