import type { CompiledProblem } from '../compiled-problem.ts';
import { InsertionOrder } from '../insertion-order.ts';
import { InsertionSearch, NO_WAY } from './insertion-search.ts';
import type { Random } from '../random.ts';
import { SearchStopped, type Checkpoint } from '../search-stopped.ts';
import type { Requests } from './requests.ts';
import { RouteReplacement } from './route-replacement.ts';
import { RouteState } from './route-state.ts';
import { buildSearchTables, type SearchTables } from './search-tables.ts';
import { StringRemoval } from './string-removal.ts';
import { TripExchange } from './trip-exchange.ts';
import { joinTrips } from './trip-joining.ts';
import { chooseVehicle, swapVehicles } from './vehicle-choice.ts';

const BLINK_RATE = 0.01;
/** Clients beyond which no step may look at everything. */
const LARGE = 600;
/** Work of an insertion in a first solution, in reads of a cell. */
const INSERTION_WORK = 2000;
/** Requests absent before a step that it tries again, at most; beyond, a random part of them. */
const MOST_RETRIED = 30;

/** Tries to exchange trips between two ruined routes, in each step. */
const TRIP_EXCHANGES = 10;

/** A route as the search keeps it: clients in order, reloads as -1 - base. */
export interface GivenRoute {
  readonly type: number;
  readonly nodes: readonly number[];
}

/**
 * One ruin-and-recreate step over a working solution, to be kept or undone.
 *
 * Constraints are never broken: what cannot be put back stays absent at a cost, the prize of an optional request or a
 * penalty that grows while a required one stays out.
 */
export class RuinRecreate {
  readonly problem: CompiledProblem;
  readonly state: RouteState;
  readonly requests: Requests;
  readonly insertion: InsertionSearch;
  /** Requests that are on no route, impossible ones left aside. */
  readonly absent: Int32Array;
  absentCount = 0;
  /** Summed leave costs of the absent. */
  leaveCost = 0;
  requiredAbsent = 0;

  /** Requests that this search places, all unless confined. */
  private own: Int32Array;
  private readonly isLarge: boolean;
  private readonly random: Random;
  private readonly removal: StringRemoval;
  private readonly replacement: RouteReplacement;
  private readonly trips: TripExchange;
  private readonly order: InsertionOrder;
  private readonly savedAbsent: Int32Array;
  private savedCount = 0;
  private savedLeaveCost = 0;
  private savedRequired = 0;

  constructor(problem: CompiledProblem, random: Random, tables: SearchTables = buildSearchTables(problem)) {
    this.problem = problem;
    this.random = random;
    this.state = new RouteState(problem);
    this.requests = { ...tables.requests, leaveCost: tables.requests.leaveCost.slice() };
    this.state.missingPenalty = this.requests.penalty;
    this.removal = new StringRemoval(this.state, tables.ruin, random);
    this.isLarge = problem.clients > LARGE;
    this.replacement = new RouteReplacement(this.state, tables.tours, random);
    const surroundings = this.isLarge ? tables.ruin : null;
    this.insertion = new InsertionSearch(
      this.state,
      tables.insertion,
      tables.tours,
      random,
      BLINK_RATE,
      surroundings,
    );
    this.trips = new TripExchange(this.state, random);
    const { first, member, count } = this.requests;
    const clientOf = Int32Array.from({ length: count }, (_, request) => member[first[request]]);
    this.order = new InsertionOrder(problem, clientOf, random);
    this.absent = new Int32Array(this.requests.count + 1);
    this.savedAbsent = new Int32Array(this.requests.count + 1);
    this.own = Int32Array.from({ length: this.requests.count }, (_, request) => request);
    this.listAbsent();
  }

  /**
   * Narrows a new search to some requests and to so many vehicles by type, at most and at least; what else the problem
   * asks for is somebody else's. Follow with `load`.
   */
  confine(requests: Int32Array, available: Float64Array, least: Float64Array): void {
    const { first, member } = this.requests;
    this.own = requests;
    this.state.limitFleet(available, least);
    this.removal.seeds = Int32Array.from(
      Array.from(requests).flatMap((request) =>
        Array.from(member.subarray(first[request], first[request + 1])),
      ),
    );
  }

  /** Sets how many clients a step removes on average. */
  removeOnAverage(clients: number): void {
    this.removal.meanRemoved = clients;
  }

  /** Replaces the working solution by given routes, known to keep every constraint, as far as the fleet goes. */
  load(routes: readonly GivenRoute[]): void {
    const { state } = this;
    for (let route = 0; route < state.slots; route++) if (state.active[route] === 1) state.emptyRoute(route);
    for (const { type, nodes } of routes) {
      if (state.used[type] >= state.available[type]) continue;
      const route = state.openRoute(type);
      let node = state.firstStart + route;
      for (const given of nodes) {
        if (given < 0) {
          node = state.insertReload(node, -1 - given);
        } else {
          state.insertAfter(node, given);
          node = given;
        }
      }
      state.update(route);
    }
    this.keep();
    this.listAbsent();
  }

  /** The working routes, by slot. */
  listRoutes(): readonly GivenRoute[] {
    const { state } = this;
    const routes: GivenRoute[] = [];
    for (let route = 0; route < state.slots; route++) {
      if (state.active[route] === 0) continue;
      const nodes: number[] = [];
      const end = state.firstEnd + route;
      for (let node = state.next[state.firstStart + route]; node !== end; node = state.next[node])
        nodes.push(state.toGiven(node));
      routes.push({ type: state.typeOf[route], nodes });
    }
    return routes;
  }

  private listAbsent(): void {
    const { requests, state } = this;
    this.absentCount = 0;
    for (const request of this.own) {
      let present = requests.possible[request] === 0;
      for (let at = requests.first[request]; at < requests.first[request + 1]; at++) {
        present ||= state.routeOf[requests.member[at]] >= 0;
      }
      if (!present) this.absent[this.absentCount++] = request;
    }
    this.sumAbsent();
  }

  /** Takes a whole route out; its clients become absent. Follow with `keep` or `undo`. */
  dropRoute(route: number): void {
    this.save();
    const { state } = this;
    const end = state.firstEnd + route;
    for (let node = state.next[state.firstStart + route]; node !== end; node = state.next[node]) {
      if (node < this.problem.clients) this.addAbsent(this.requests.requestOf[node]);
    }
    state.emptyRoute(route);
  }

  /** Cost of the routes, of what is left out and of the vehicles missing. */
  get objective(): number {
    return this.state.totalCost + this.leaveCost + this.state.missing * this.state.missingPenalty;
  }

  /** Required requests left out and vehicles short of the least number; 0 is feasible. */
  get shortfall(): number {
    return this.requiredAbsent + this.state.missing;
  }

  addAbsent(request: number): void {
    this.absent[this.absentCount++] = request;
    this.leaveCost += this.requests.leaveCost[request];
    this.requiredAbsent += this.requests.required[request];
  }

  /** Recomputes the sums over the absent, after leave costs or the list changed. */
  sumAbsent(): void {
    const count = this.absentCount;
    this.absentCount = 0;
    this.leaveCost = 0;
    this.requiredAbsent = 0;
    for (let at = 0; at < count; at++) this.addAbsent(this.absent[at]);
  }

  /** Ruins and recreates. Follow with `keep` or `undo`. */
  step(): void {
    this.save();
    this.ruin();
    const { features } = this.problem;
    const { state } = this;
    if (features.trips) for (const route of state.touchedRoutes) joinTrips(state, route);
    if (features.trips) this.exchangeTrips();
    this.recreate(this.savedCount);
    if (features.mixedFleet) for (const route of state.touchedRoutes) chooseVehicle(state, route);
    if (features.scarceTypes) for (const route of state.touchedRoutes) swapVehicles(state, route);
  }

  private ruin(): void {
    const { removal, replacement } = this;
    if (replacement.replaceSometimes(removal.seeds)) {
      this.addAllAbsent(replacement.removed, replacement.removedCount);
      return;
    }
    removal.ruin(this.own.length - this.absentCount);
    this.addAllAbsent(removal.removed, removal.removedCount);
  }

  private addAllAbsent(clients: Int32Array, count: number): void {
    for (let at = 0; at < count; at++) this.addAbsent(this.requests.requestOf[clients[at]]);
  }

  /** Exchanges trips between ruined routes, as often as the limits let one of the tries pass. */
  private exchangeTrips(): void {
    const { state, random, trips } = this;
    const ruined = state.touchedRoutes;
    if (ruined.length < 2) return;
    for (let attempt = 0; attempt < TRIP_EXCHANGES; attempt++) {
      const one = ruined[random.below(ruined.length)];
      const other = ruined[random.below(ruined.length)];
      if (one !== other && state.active[one] === 1 && state.active[other] === 1) trips.exchange(one, other);
    }
  }

  private save(): void {
    this.savedCount = this.absentCount;
    this.savedLeaveCost = this.leaveCost;
    this.savedRequired = this.requiredAbsent;
    for (let at = 0; at < this.absentCount; at++) this.savedAbsent[at] = this.absent[at];
  }

  keep(): void {
    this.state.commit();
  }

  undo(): void {
    this.state.rollback();
    this.absentCount = this.savedCount;
    this.leaveCost = this.savedLeaveCost;
    this.requiredAbsent = this.savedRequired;
    for (let at = 0; at < this.savedCount; at++) this.absent[at] = this.savedAbsent[at];
  }

  /**
   * Makes a first solution of the absent requests. On large problems they come in their own order, neighbours after
   * one another, so that each finds routes close by. Where the checkpoint stops it, the rest stays absent.
   */
  construct(checkpoint?: Checkpoint): void {
    if (!this.isLarge) {
      this.recreate();
      return;
    }
    const count = this.absentCount;
    this.absent.subarray(0, count).sort();
    try {
      this.insertAbsent(count, checkpoint);
    } catch (error) {
      if (!(error instanceof SearchStopped)) throw error;
      this.listAbsent();
    }
  }

  /** Puts absent requests back, each where it costs least, in a drawn order; of the first `old` only some are tried. */
  recreate(old = 0): void {
    const count = this.absentCount - Math.max(0, old - MOST_RETRIED);
    if (old > MOST_RETRIED) this.drawRetried(old);
    this.order.sort(this.absent, count);
    this.insertAbsent(count);
  }

  private insertAbsent(count: number, checkpoint?: Checkpoint): void {
    let left = 0;
    for (let at = 0; at < count; at++) {
      checkpoint?.(INSERTION_WORK);
      const request = this.absent[at];
      if (this.insertBest(request)) continue;
      this.absent[left++] = request;
    }
    for (let at = count; at < this.absentCount; at++) this.absent[left++] = this.absent[at];
    this.absentCount = left;
    this.sumAbsent();
  }

  /** Draws those of the old absent to try to the front, and moves the new ones up behind them. */
  private drawRetried(old: number): void {
    for (let at = 0; at < MOST_RETRIED; at++) this.swapAbsent(at, at + this.random.below(old - at));
    for (let at = old; at < this.absentCount; at++) this.swapAbsent(MOST_RETRIED + at - old, at);
  }

  private swapAbsent(one: number, other: number): void {
    const { absent } = this;
    const request = absent[one];
    absent[one] = absent[other];
    absent[other] = request;
  }

  private insertBest(request: number): boolean {
    const { insertion, requests } = this;
    insertion.reset();
    let chosen = -1;
    for (let at = requests.first[request]; at < requests.first[request + 1]; at++) {
      if (insertion.search(requests.member[at])) chosen = requests.member[at];
    }
    if (chosen < 0 || insertion.kind === NO_WAY) return false;
    if (requests.required[request] === 0 && insertion.cost >= requests.leaveCost[request]) return false;
    insertion.apply(chosen);
    return true;
  }
}
