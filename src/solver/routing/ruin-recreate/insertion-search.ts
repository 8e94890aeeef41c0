import { UNREACHABLE, type CompiledProblem } from '../compiled-problem.ts';
import { fitsBehind, isJoined, spanCostBehind, timeCostBehind } from './insertion-checks.ts';
import type { LoneTours } from './lone-tours.ts';
import type { Neighbours } from '../neighbours.ts';
import type { Random } from '../random.ts';
import { fitsReload } from './reload-checks.ts';
import { SLACK } from '../slack.ts';
import type { RouteState } from './route-state.ts';
import { changeCost, findType } from './vehicle-choice.ts';

/** How a client enters: behind a node, there with a reload behind or before it, or on a new route. */
export const NO_WAY = 0;
export const BEHIND = 1;
export const BEFORE_RELOAD = 2;
export const BEHIND_RELOAD = 3;
export const NEW_ROUTE = 4;

/**
 * Share of searches that look at every route. In dense clusters the nearest clients are all on a few routes, so that
 * exchanges between clusters would never be seen.
 */
const WIDE_RATE = 0.05;
/** Beyond this many clients the share falls, so that their cost per search stays. */
const WIDE_CLIENTS = 200;

/**
 * Finds the cheapest insertion of a client that keeps every constraint, each position judged in constant time.
 *
 * Positions are those next to the nearest clients, or all where none of these will do, and on a new route. Each
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
  /** On large problems: more of the nearest, among which a client without a place looks before it looks everywhere. */
  private readonly surroundings: Neighbours | null;
  private readonly tours: LoneTours;
  private readonly random: Random;
  private readonly blinkRate: number;
  /** Vehicles come before cost: a route is opened only for a client that no open route can take. */
  private readonly opensLate: boolean;
  private untilBlink = 0;
  private readonly wideRate: number;

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
    surroundings: Neighbours | null = null,
  ) {
    this.state = state;
    this.problem = state.problem;
    this.neighbours = neighbours;
    this.surroundings = surroundings;
    this.tours = tours;
    this.random = random;
    this.blinkRate = blinkRate;
    this.opensLate = state.problem.source.fewestVehiclesFirst ?? false;
    this.seenAt = new Int32Array(state.slots);
    this.typeFor = new Int32Array(state.slots);
    this.extraFor = new Float64Array(state.slots);
    this.wideRate = WIDE_RATE * Math.min(1, WIDE_CLIENTS / this.problem.clients);
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
    const { width } = this.neighbours;
    this.searchAmong(this.neighbours, client, 0, width);
    if (this.kind === NO_WAY && this.surroundings !== null)
      this.searchAmong(this.surroundings, client, width, this.surroundings.width);
    if (this.isWide(client)) this.searchEverywhere(client);
    if (!this.opensLate || this.kind === NO_WAY) this.considerNewRoute(client);
    if (this.state.missing > 0) this.considerMissing(client);
    return this.cost < before;
  }

  private searchAmong(near: Neighbours, client: number, from: number, to: number): void {
    const first = client * near.width;
    if (this.problem.features.plain) this.searchPlain(client, near.list, first + from, first + to);
    else this.searchNear(client, near.list, first + from, first + to);
  }

  /** Every route is looked at now and then, and where a client without a place can have no route of its own. */
  private isWide(client: number): boolean {
    if (this.kind === NO_WAY) return this.surroundings === null || !this.mayOpen(client);
    return this.random.uniform() < this.wideRate;
  }

  reset(): void {
    this.kind = NO_WAY;
    this.cost = Infinity;
  }

  /** Makes the insertion found. */
  apply(client: number): void {
    const { state } = this;
    if (this.kind === NEW_ROUTE) {
      const route = state.openRoute(this.type);
      state.insertAfter(state.firstStart + route, client);
      state.update(route);
      return;
    }
    const { node } = this;
    const route = state.routeOf[node];
    state.touch(route);
    if (this.type !== state.typeOf[route]) state.changeType(route, this.type);
    if (this.kind === BEHIND) {
      state.insertAfter(node, client);
    } else if (this.kind === BEFORE_RELOAD) {
      state.insertReload(node, this.base);
      state.insertAfter(node, client);
    } else if (this.kind === BEHIND_RELOAD) {
      state.insertAfter(state.insertReload(node, this.base), client);
    }
    state.update(route);
  }

  /**
   * Nearest clients first. The end of a leg that is not the near client is farther off, or the leg was met before, so
   * twice the distance less the leg bounds the detour from below (up to the triangle inequality); legs at a base aside.
   */
  private searchPlain(client: number, list: Int32Array, from: number, to: number): void {
    const { problem, state } = this;
    const { next, prev, routeOf, place, legDistance, load } = state;
    const [distance] = problem.distance;
    const [distanceTo] = problem.distanceTo;
    const row = client * problem.width;
    const room = problem.fleet.capacity[0] - problem.delivery[client];
    const { clients } = problem;
    let best = this.cost / problem.fleet.costPerMetre[0];
    let bestNode = -1;
    let untilBlink = this.untilBlink;
    for (let at = from; at < to; at++) {
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
  private searchNear(client: number, list: Int32Array, from: number, to: number): void {
    const { problem, state, typeFor, extraFor, seenAt, round } = this;
    const { next, prev, routeOf, place, legDistance } = state;
    const { clients } = problem;
    const { profile, costPerMetre } = problem.fleet;
    const row = client * problem.width;
    for (let at = from; at < to; at++) {
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

  private mayOpen(client: number): boolean {
    const { tours, state } = this;
    if (state.routeCount >= this.mostRoutes) return false;
    for (let at = tours.first[client]; at < tours.first[client + 1]; at++) {
      if (state.used[tours.type[at]] < state.available[tours.type[at]]) return true;
    }
    return false;
  }

  /** A new route is passed over by chance only where the client has another place. */
  private considerNewRoute(client: number): void {
    if (this.state.routeCount >= this.mostRoutes) return;
    const { tours, state } = this;
    for (let at = tours.first[client]; at < tours.first[client + 1]; at++) {
      const type = tours.type[at];
      if (state.used[type] >= state.available[type]) continue;
      if (tours.cost[at] >= this.cost) break;
      if (this.kind !== NO_WAY && this.untilBlink-- <= 0) break;
      this.kind = NEW_ROUTE;
      this.type = type;
      this.cost = tours.cost[at];
      break;
    }
    if (this.untilBlink < 0) this.untilBlink = this.drawBlink();
  }

  /** A vehicle that must be on the road takes the client whatever that costs, short of its penalty. */
  private considerMissing(client: number): void {
    const { tours, state } = this;
    for (let at = tours.first[client]; at < tours.first[client + 1]; at++) {
      const type = tours.type[at];
      if (state.used[type] >= state.least[type]) continue;
      const cost = tours.cost[at] - state.missingPenalty;
      if (cost >= this.cost) return;
      this.kind = NEW_ROUTE;
      this.type = type;
      this.cost = cost;
      return;
    }
  }

  /** Judges a route as a whole, once per search. */
  private judge(route: number, client: number): void {
    const { problem, state } = this;
    this.seenAt[route] = this.round;
    this.extraFor[route] = 0;
    const type = problem.features.plain ? this.plainType(route, client) : findType(state, route, client);
    this.typeFor[route] = type;
    if (type < 0) return;
    if (type !== state.typeOf[route])
      this.extraFor[route] = changeCost(state, route, type) + state.missingCost(state.typeOf[route], type);
    if (problem.features.visitCosts) this.extraFor[route] += problem.visitCost[client * problem.types + type];
  }

  private plainType(route: number, client: number): number {
    return this.state.load[route] + this.problem.delivery[client] <= this.problem.fleet.capacity[0] ? 0 : -1;
  }

  /** Tries the position behind a node, whose detour costs less than the cheapest so far, and a new trip there. */
  private tryNode(client: number, node: number, type: number, detour: number): void {
    const { problem, state } = this;
    if (this.untilBlink-- <= 0) {
      this.untilBlink = this.drawBlink();
      return;
    }
    const { fleet, features } = problem;
    if (features.heads && state.isBeforeFixed(node)) return;
    const route = state.routeOf[node];
    if (!(detour < UNREACHABLE / 2) || !isJoined(state, client, node, type)) return;
    if (state.distance[route] + detour > fleet.maxDistance[type] + SLACK) return;
    let cost = fleet.costPerMetre[type] * detour + this.extraFor[route];
    if (fitsBehind(state, client, node, type)) {
      if (features.timed) cost += timeCostBehind(state, client, node, state.next[node], type);
      else if (features.durations) cost += spanCostBehind(state, client, node, state.next[node], type);
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
        fitsReload(state, client, node, after, base, type, detour, true)
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
        fitsReload(state, client, node, after, base, type, other, false)
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
}
