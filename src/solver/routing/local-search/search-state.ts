import type { CompiledProblem } from '../compiled-problem.ts';
import { SLACK } from '../slack.ts';
import type { Breaches } from './breaches.ts';
import { DurationSegment } from './duration-segment.ts';
import type { PenaltyWeights } from './penalty-weights.ts';
import { RouteJudge } from './route-judge.ts';
import { NONE } from './search-figures.ts';
import type { TravelCosts } from './travel-costs.ts';
import type { VehicleSlots } from './vehicle-slots.ts';

/**
 * Routes under local search, which may break constraints at a price.
 *
 * Whoever relinks nodes calls `update` on each route changed, so that the figures hold again.
 */
export class SearchState extends RouteJudge {
  /** Segment under construction. */
  private readonly segment = new DurationSegment();

  constructor(problem: CompiledProblem, travel: TravelCosts, slots: VehicleSlots, weights: PenaltyWeights) {
    super(problem, travel, slots, weights);
    this.clear();
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
    this.touchedAt[node] = this.moves + 1;
    this.touchedAt[after] = this.moves + 1;
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
    this.segment.append(travel, this.service[after], 0, this.opens[after], this.closes[after]);
    this.headDuration[after] = this.segment.duration;
    this.headLate[after] = this.segment.late;
    this.headEarliest[after] = this.segment.earliest;
    this.headLatest[after] = this.segment.latest;
  }

  private loadHead(node: number): void {
    this.segment.set(
      this.headDuration[node],
      this.headLate[node],
      this.headEarliest[node],
      this.headLatest[node],
    );
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
    this.segment.set(this.service[before], 0, this.opens[before], this.closes[before]);
    this.segment.append(
      travel,
      this.tailDuration[node],
      this.tailLate[node],
      this.tailEarliest[node],
      this.tailLatest[node],
    );
    this.tailDuration[before] = this.segment.duration;
    this.tailLate[before] = this.segment.late;
    this.tailEarliest[before] = this.segment.earliest;
    this.tailLatest[before] = this.segment.latest;
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
    if (this.timed && this.headLate[end] > SLACK) {
      into.late += this.headLate[end];
      into.lateRoutes++;
    }
    const duration = this.timed ? this.headDuration[end] : this.seconds[end];
    if (this.timed || this.sums) into.duration += Math.max(0, duration - fleet.maxDuration[type] - SLACK);
    if (this.longLimit) into.distance += Math.max(0, this.metres[end] - fleet.maxDistance[type] - SLACK);
    if (this.stopLimit) into.stops += Math.max(0, this.stops[slot] - fleet.maxStops[type]);
    if (!problem.features.deliveriesFirst) return;
    for (let node = start; node !== end; node = this.next[node]) {
      if (this.leg[node] >= this.travel.forbidden) into.forbidden++;
    }
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
