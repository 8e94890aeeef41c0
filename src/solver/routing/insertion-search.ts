import { UNREACHABLE, type CompiledProblem } from './compiled-problem.ts';
import type { LoneTours } from './lone-tours.ts';
import type { Neighbours } from './neighbours.ts';
import type { Random } from './random.ts';
import { SLACK, type RouteState } from './route-state.ts';

/** How a client enters: behind a node, there with a reload behind or before it, or on a new route. */
export const NO_WAY = 0;
export const BEHIND = 1;
export const BEFORE_RELOAD = 2;
export const BEHIND_RELOAD = 3;
export const NEW_ROUTE = 4;

/**
 * Finds the cheapest insertion of a client that keeps every constraint, each position judged in constant time.
 *
 * Positions are those next to the nearest clients and on a new route; all of them when there is none among these. Each
 * is overlooked with the blink rate (Christiaens and Vanden Berghe, 2020). The answer stands in the fields.
 */
export class InsertionSearch {
  kind = NO_WAY;
  cost = Infinity;
  node = -1;
  base = -1;
  /** Vehicle type of the route after the insertion. */
  type = -1;
  /** No route is opened beyond this many. */
  mostRoutes = Infinity;

  private readonly state: RouteState;
  private readonly problem: CompiledProblem;
  private readonly neighbours: Neighbours;
  private readonly tours: LoneTours;
  private readonly random: Random;
  private readonly blinkRate: number;
  /** Vehicles come before cost: a route is opened only for a client that no open route can take. */
  private readonly opensLate: boolean;
  private untilBlink = 0;

  private round = 0;
  private readonly seenAt: Int32Array;
  /** Of routes seen this round: type after an insertion, -1 where the client may not go, and what a larger type adds. */
  private readonly typeFor: Int32Array;
  private readonly extraFor: Float64Array;

  constructor(
    state: RouteState,
    neighbours: Neighbours,
    tours: LoneTours,
    random: Random,
    blinkRate: number,
  ) {
    this.state = state;
    this.problem = state.problem;
    this.neighbours = neighbours;
    this.tours = tours;
    this.random = random;
    this.blinkRate = blinkRate;
    this.opensLate = state.problem.source.fewestVehiclesFirst ?? false;
    this.seenAt = new Int32Array(state.slots);
    this.typeFor = new Int32Array(state.slots);
    this.extraFor = new Float64Array(state.slots);
    this.untilBlink = this.drawBlink();
  }

  /** Positions until the next one is overlooked: geometric. */
  private drawBlink(): number {
    if (this.blinkRate <= 0) return 1e9;
    return Math.floor(Math.log(1 - this.random.uniform()) / Math.log(1 - this.blinkRate));
  }

  /** Searches for one client; keeps what is cheaper from earlier calls unless `reset` was called. */
  search(client: number): boolean {
    const before = this.cost;
    this.round++;
    if (this.problem.features.plain) this.searchPlain(client);
    else this.searchNear(client);
    if (!this.opensLate) this.considerNewRoute(client);
    if (this.kind === NO_WAY) this.searchEverywhere(client);
    if (this.opensLate && this.kind === NO_WAY) this.considerNewRoute(client);
    return this.cost < before;
  }

  reset(): void {
    this.kind = NO_WAY;
    this.cost = Infinity;
  }

  /**
   * Nearest clients first. The end of a leg that is not the near client is farther off, or the leg was met before, so
   * twice the distance less the leg bounds the detour from below (up to the triangle inequality); legs at a base aside.
   */
  private searchPlain(client: number): void {
    const { problem, state, neighbours } = this;
    const { next, prev, routeOf, place, legDistance, load } = state;
    const { list, width } = neighbours;
    const [distance] = problem.distance;
    const [distanceTo] = problem.distanceTo;
    const row = client * problem.width;
    const room = problem.fleet.capacity[0] - problem.delivery[client];
    const { clients } = problem;
    let best = this.cost / problem.fleet.costPerMetre[0];
    let bestNode = -1;
    let untilBlink = this.untilBlink;
    for (let at = client * width; at < client * width + width; at++) {
      const near = list[at];
      const route = routeOf[near];
      if (route < 0 || load[route] > room) continue;
      const away = distance[row + near];
      const after = next[near];
      if (2 * away - legDistance[near] < best || after >= clients) {
        const behind = distanceTo[row + near] + distance[row + place[after]] - legDistance[near];
        if (behind < best && untilBlink-- > 0) {
          best = behind;
          bestNode = near;
        }
      }
      const node = prev[near];
      if (2 * away - legDistance[node] < best || node >= clients) {
        const before = away + distanceTo[row + place[node]] - legDistance[node];
        if (before < best && untilBlink-- > 0) {
          best = before;
          bestNode = node;
        }
      }
      if (untilBlink < 0) untilBlink = this.drawBlink();
    }
    this.untilBlink = untilBlink;
    if (bestNode < 0) return;
    this.kind = BEHIND;
    this.node = bestNode;
    this.type = 0;
    this.cost = best * problem.fleet.costPerMetre[0];
  }

  /** Cost first: constraints are only looked at where the insertion would be the cheapest so far. */
  private searchNear(client: number): void {
    const { problem, state, neighbours, typeFor, extraFor, seenAt, round } = this;
    const { next, prev, routeOf, place, legDistance } = state;
    const { list, width } = neighbours;
    const { clients } = problem;
    const { profile, costPerMetre } = problem.fleet;
    const row = client * problem.width;
    for (let at = client * width; at < client * width + width; at++) {
      const near = list[at];
      const route = routeOf[near];
      if (route < 0) continue;
      if (seenAt[route] !== round) this.judge(route, client);
      const type = typeFor[route];
      if (type < 0) continue;
      const distance = problem.distance[profile[type]];
      const distanceTo = problem.distanceTo[profile[type]];
      const rate = costPerMetre[type];
      const away = distance[row + near];
      const bound = 2 * away - (this.cost - extraFor[route]) / rate;
      const after = next[near];
      if (!(legDistance[near] <= bound) || after >= clients) {
        const behind = distanceTo[row + near] + distance[row + place[after]] - legDistance[near];
        if (rate * behind + extraFor[route] < this.cost) this.tryNode(client, near, type, behind);
      }
      const node = prev[near];
      if (!(legDistance[node] <= bound) || node >= clients) {
        const before = away + distanceTo[row + place[node]] - legDistance[node];
        if (rate * before + extraFor[route] < this.cost) this.tryNode(client, node, type, before);
      }
    }
  }

  private searchEverywhere(client: number): void {
    const { state } = this;
    for (let route = 0, seen = 0; seen < state.routeCount; route++) {
      if (state.active[route] === 0) continue;
      seen++;
      if (this.seenAt[route] !== this.round) this.judge(route, client);
      if (this.typeFor[route] >= 0) this.searchRoute(route, client);
    }
  }

  private searchRoute(route: number, client: number): void {
    const { problem, state } = this;
    const type = this.typeFor[route];
    const row = client * problem.width;
    const profile = problem.fleet.profile[type];
    const end = state.firstEnd + route;
    for (let node = state.firstStart + route; node !== end; node = state.next[node]) {
      const there = problem.distanceTo[profile][row + state.place[node]];
      const detour =
        there + problem.distance[profile][row + state.place[state.next[node]]] - state.legDistance[node];
      if (problem.fleet.costPerMetre[type] * detour + this.extraFor[route] < this.cost) {
        this.tryNode(client, node, type, detour);
      }
    }
  }

  private considerNewRoute(client: number): void {
    if (this.state.routeCount >= this.mostRoutes) return;
    const { tours, state, problem } = this;
    for (let at = tours.first[client]; at < tours.first[client + 1]; at++) {
      const type = tours.type[at];
      if (state.used[type] >= problem.fleet.count[type]) continue;
      if (tours.cost[at] >= this.cost || this.untilBlink-- <= 0) break;
      this.kind = NEW_ROUTE;
      this.type = type;
      this.cost = tours.cost[at];
      break;
    }
    if (this.untilBlink < 0) this.untilBlink = this.drawBlink();
  }

  /** Judges a route as a whole, once per search. */
  private judge(route: number, client: number): void {
    const { problem } = this;
    this.seenAt[route] = this.round;
    this.extraFor[route] = 0;
    const type = problem.features.plain ? this.plainType(route, client) : this.findType(route, client);
    this.typeFor[route] = type;
    if (type >= 0 && problem.features.visitCosts) {
      this.extraFor[route] += problem.visitCost[client * problem.types + type];
    }
  }

  private plainType(route: number, client: number): number {
    return this.state.load[route] + this.problem.delivery[client] <= this.problem.fleet.capacity[0] ? 0 : -1;
  }

  /** The route's own type when it can take the client, else the cheapest larger one of its family, else -1. */
  private findType(route: number, client: number): number {
    const { problem, state } = this;
    const type = state.typeOf[route];
    const fits =
      problem.allowed[client * problem.types + type] === 1 &&
      state.stops[route] < problem.fleet.maxStops[type];
    if (fits && (problem.features.trips || this.hasRoom(route, client, type))) return type;
    if (!problem.features.mixedFleet || state.trips[route] > 1) return -1;
    return this.findLargerType(route, client);
  }

  /** Necessary for any insertion into a single trip: all deliveries fit at its start and all pickups at its end. */
  private hasRoom(route: number, client: number, type: number): boolean {
    const { problem, state } = this;
    const { dimensions, delivery, pickup } = problem;
    const start = (state.firstStart + route) * dimensions;
    const last = state.prev[state.firstEnd + route] * dimensions;
    for (let dimension = 0; dimension < dimensions; dimension++) {
      const capacity = problem.fleet.capacity[type * dimensions + dimension];
      if (state.rest[start + dimension] + delivery[client * dimensions + dimension] > capacity) return false;
      if (!problem.features.pickups) continue;
      if (state.picked[last + dimension] + pickup[client * dimensions + dimension] > capacity) return false;
    }
    return true;
  }

  private findLargerType(route: number, client: number): number {
    const { problem, state } = this;
    const { fleet } = problem;
    const current = state.typeOf[route];
    let best = -1;
    let bestExtra = Infinity;
    for (const type of fleet.members[fleet.family[current]]) {
      if (type === current || state.used[type] >= fleet.count[type]) continue;
      if (state.stops[route] >= fleet.maxStops[type] || !this.hasRoom(route, client, type)) continue;
      const extra = this.changeCost(route, type);
      if (extra >= bestExtra || problem.allowed[client * problem.types + type] === 0) continue;
      if (!this.admitsType(route, type)) continue;
      best = type;
      bestExtra = extra;
    }
    this.extraFor[route] = bestExtra;
    return best;
  }

  /** Cost of driving a route as it is by another type of its family. */
  changeCost(route: number, type: number): number {
    const { problem, state } = this;
    const { fleet, features } = problem;
    const current = state.typeOf[route];
    let extra = fleet.fixedCost[type] - fleet.fixedCost[current];
    extra += (fleet.costPerMetre[type] - fleet.costPerMetre[current]) * state.distance[route];
    if (features.durations)
      extra += (fleet.costPerSecond[type] - fleet.costPerSecond[current]) * state.duration[route];
    if (!features.visitCosts) return extra;
    const end = state.firstEnd + route;
    for (let node = state.next[state.firstStart + route]; node !== end; node = state.next[node]) {
      if (node < problem.clients) extra += problem.visitCost[node * problem.types + type];
    }
    return extra - state.visits[route];
  }

  /** True when a type may visit every client of a route. */
  admitsType(route: number, type: number): boolean {
    const { problem, state } = this;
    const end = state.firstEnd + route;
    for (let node = state.next[state.firstStart + route]; node !== end; node = state.next[node]) {
      if (node < problem.clients && problem.allowed[node * problem.types + type] === 0) return false;
    }
    return true;
  }

  /** Tries the position behind a node, whose detour costs less than the cheapest so far, and a new trip there. */
  private tryNode(client: number, node: number, type: number, detour: number): void {
    const { problem, state } = this;
    if (this.untilBlink-- <= 0) {
      this.untilBlink = this.drawBlink();
      return;
    }
    const { fleet, features } = problem;
    const route = state.routeOf[node];
    if (!(detour < UNREACHABLE / 2) || !this.isJoined(client, node, type)) return;
    if (state.distance[route] + detour > fleet.maxDistance[type] + SLACK) return;
    let cost = fleet.costPerMetre[type] * detour + this.extraFor[route];
    if (this.fitsBehind(client, node, type)) {
      if (features.timed) cost += this.timeCostBehind(client, node, state.next[node], type);
      if (cost < this.cost) {
        this.kind = BEHIND;
        this.cost = cost;
        this.node = node;
        this.type = type;
        return;
      }
    }
    if (!features.trips || state.trips[route] >= fleet.maxTrips[type]) return;
    for (const base of fleet.reloadBases[type]) this.tryReload(client, node, route, base);
  }

  /** True when there is a way from the node to the client and on to the next. */
  private isJoined(client: number, node: number, type: number): boolean {
    const { problem, state } = this;
    if (!problem.features.gaps) return true;
    const profile = problem.fleet.profile[type];
    const row = client * problem.width;
    if (problem.distanceTo[profile][row + state.place[node]] >= UNREACHABLE) return false;
    return problem.distance[profile][row + state.place[state.next[node]]] < UNREACHABLE;
  }

  private fitsBehind(client: number, node: number, type: number): boolean {
    const { problem, state } = this;
    const { dimensions, delivery, pickup, features } = problem;
    const start = state.tripStart[node];
    if (features.classes && (state.tripClasses[start] & problem.clashBits[client]) !== 0) return false;
    if (features.deliveriesFirst) {
      if (problem.delivers[client] === 1 && state.pickedBefore[node] === 1) return false;
      if (problem.picksUp[client] === 1 && state.deliversAfter[node] === 1) return false;
    }
    for (let dimension = 0; dimension < dimensions; dimension++) {
      const capacity = problem.fleet.capacity[type * dimensions + dimension];
      const down = delivery[client * dimensions + dimension];
      const cell = node * dimensions + dimension;
      if (!features.pickups) {
        if (state.rest[start * dimensions + dimension] + down > capacity) return false;
      } else {
        if (state.peakBefore[cell] + down > capacity) return false;
        if (state.peakAfter[cell] + pickup[client * dimensions + dimension] > capacity) return false;
      }
    }
    return true;
  }

  /** Cost of the added duration; Infinity when somebody would be served late or the day becomes too long. */
  private timeCostBehind(client: number, node: number, after: number, type: number): number {
    const { problem, state } = this;
    const { fleet, width } = problem;
    const profile = fleet.profile[type];
    const there = problem.durationTo[profile][client * width + state.place[node]];
    const on = problem.duration[profile][client * width + state.place[after]];
    const ready = problem.features.release ? this.beginAfterRelease(client, node) : state.begin[node];
    const arrival = ready + state.serviceAt[node] + there;
    const window = this.findWindow(client, arrival);
    if (window < 0) return Infinity;
    const passing = problem.service[client] + on;
    const begin = Math.max(arrival, problem.windowEarliest[window]);
    if (!(begin + passing <= state.latest[after] + SLACK)) return Infinity;
    if (!problem.features.durations) return 0;
    const elapsed = state.elapsed[node] + state.serviceAt[node] + there;
    const remaining = passing + state.remaining[after];
    const end = Math.max(
      begin + remaining,
      state.opens[after] + state.remaining[after],
      state.endBound[after],
    );
    const start = Math.min(
      end - elapsed - remaining,
      state.startBound[node],
      problem.windowLatest[window] - elapsed,
      state.latest[after] - elapsed - passing,
    );
    const duration = end - start;
    if (duration > fleet.maxDuration[type] + SLACK) return Infinity;
    return fleet.costPerSecond[type] * (duration - state.duration[state.routeOf[node]]);
  }

  /** First window of a client that an arrival meets; -1 when all have closed. */
  private findWindow(client: number, arrival: number): number {
    const { windowStart, windowLatest } = this.problem;
    for (let window = windowStart[client]; window < windowStart[client + 1]; window++) {
      if (arrival <= windowLatest[window] + SLACK) return window;
    }
    return -1;
  }

  /** Begin at a node when its trip also waits for the client's goods; Infinity when that is too late for the trip. */
  private beginAfterRelease(client: number, node: number): number {
    const { state } = this;
    const release = this.problem.release[client];
    const start = state.tripStart[node];
    if (release <= state.begin[start]) return state.begin[node];
    if (release > state.tripBound[node]) return Infinity;
    return Math.max(release + state.elapsed[node] - state.elapsed[start], state.tripBegin[node]);
  }

  /** Tries to split the trip behind a node by a reload, the client ending the first part or starting the second. */
  private tryReload(client: number, node: number, route: number, base: number): void {
    const { problem, state } = this;
    const place = problem.clients + base;
    const after = state.next[node];
    const row = client * problem.width;
    const type = this.typeFor[route];
    const profile = problem.fleet.profile[type];
    const distance = problem.distance[profile];
    const rate = problem.fleet.costPerMetre[type];
    const visit = this.extraFor[route];
    const out = problem.distanceTo[profile];
    const leg = state.legDistance[node];
    if (after < problem.clients || node < problem.clients) {
      const detour =
        out[row + state.place[node]] +
        distance[row + place] +
        distance[place * problem.width + state.place[after]] -
        leg;
      if (
        after < problem.clients &&
        rate * detour + visit < this.cost &&
        this.fitsReload(client, node, after, base, type, detour, true)
      ) {
        this.kind = BEFORE_RELOAD;
        this.accept(rate * detour + visit, node, base, type);
      }
      const other =
        distance[state.place[node] * problem.width + place] +
        out[row + place] +
        distance[row + state.place[after]] -
        leg;
      if (
        node < problem.clients &&
        rate * other + visit < this.cost &&
        this.fitsReload(client, node, after, base, type, other, false)
      ) {
        this.kind = BEHIND_RELOAD;
        this.accept(rate * other + visit, node, base, type);
      }
    }
  }

  private accept(cost: number, node: number, base: number, type: number): void {
    this.cost = cost;
    this.node = node;
    this.base = base;
    this.type = type;
  }

  private fitsReload(
    client: number,
    node: number,
    after: number,
    base: number,
    type: number,
    detour: number,
    clientFirst: boolean,
  ): boolean {
    const { problem, state } = this;
    const route = state.routeOf[node];
    if (!(detour < UNREACHABLE / 2)) return false;
    if (state.distance[route] + detour > problem.fleet.maxDistance[type] + SLACK) return false;
    if (
      problem.features.classes &&
      (state.tripClasses[state.tripStart[node]] & problem.clashBits[client]) !== 0
    )
      return false;
    if (!this.fitsSplit(client, node, type, clientFirst)) return false;
    return !problem.features.timed || this.isInTimeWithReload(client, node, after, base, type, clientFirst);
  }

  /** Loads when the trip is split behind a node: the client closes the first part or opens the second. */
  private fitsSplit(client: number, node: number, type: number, clientFirst: boolean): boolean {
    const { problem, state } = this;
    const { dimensions, features } = problem;
    if (features.deliveriesFirst) {
      if (clientFirst && problem.delivers[client] === 1 && state.pickedBefore[node] === 1) return false;
      if (!clientFirst && problem.picksUp[client] === 1 && state.deliversAfter[node] === 1) return false;
    }
    const start = state.tripStart[node];
    for (let dimension = 0; dimension < dimensions; dimension++) {
      const capacity = problem.fleet.capacity[type * dimensions + dimension];
      const down = problem.delivery[client * dimensions + dimension];
      const up = problem.pickup[client * dimensions + dimension];
      const cell = node * dimensions + dimension;
      const rest = state.rest[cell];
      const picked = features.pickups ? state.picked[cell] : 0;
      const before = features.pickups ? state.peakBefore[cell] : state.rest[start * dimensions + dimension];
      const after = features.pickups ? state.peakAfter[cell] : rest;
      if (clientFirst && (before - rest + down > capacity || picked + up > capacity)) return false;
      if (!clientFirst && (rest + down > capacity || after - picked + up > capacity)) return false;
    }
    return true;
  }

  private isInTimeWithReload(
    client: number,
    node: number,
    after: number,
    base: number,
    type: number,
    clientFirst: boolean,
  ): boolean {
    const { problem, state } = this;
    const { width, clients } = problem;
    const duration = problem.duration[problem.fleet.profile[type]];
    const place = clients + base;
    const release = problem.features.release ? problem.release[client] : 0;
    const leave = clientFirst && release > 0 ? this.beginAfterRelease(client, node) : state.begin[node];
    let time = leave + state.serviceAt[node];
    let here = state.place[node];
    if (clientFirst) {
      time = this.passClient(client, time + duration[here * width + client]);
      here = client;
    }
    const ready = clientFirst ? this.restRelease(node) : Math.max(release, this.restRelease(node));
    time =
      Math.max(time + duration[here * width + place], problem.baseEarliest[base], ready) +
      problem.baseLoading[base];
    if (time > problem.baseLatest[base] + SLACK) return false;
    here = place;
    if (!clientFirst) {
      time = this.passClient(client, time + duration[here * width + client]);
      here = client;
    }
    const arrival = time + duration[here * width + state.place[after]];
    if (!(arrival <= state.latest[after] + SLACK)) return false;
    const limit = problem.fleet.maxDuration[type];
    if (limit === Infinity) return true;
    const end = Math.max(arrival, state.opens[after]) + state.remaining[after];
    return (
      Math.max(end, state.endBound[after]) - state.begin[state.firstStart + state.routeOf[node]] <=
      limit + SLACK
    );
  }

  private passClient(client: number, arrival: number): number {
    const window = this.findWindow(client, arrival);
    return window < 0
      ? Infinity
      : Math.max(arrival, this.problem.windowEarliest[window]) + this.problem.service[client];
  }

  /** Latest release among the clients behind a node on its trip. */
  private restRelease(node: number): number {
    const { problem, state } = this;
    if (!problem.features.release) return 0;
    let release = 0;
    for (let other = state.next[node]; other < problem.clients; other = state.next[other]) {
      if (problem.release[other] > release) release = problem.release[other];
    }
    return release;
  }
}
