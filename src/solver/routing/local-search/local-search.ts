import type { CompiledProblem } from '../compiled-problem.ts';
import type { Random } from '../random.ts';
import { applyChangeVehicle, evaluateChangeVehicle } from './change-vehicle.ts';
import { applyExchange, evaluateExchange } from './exchange.ts';
import type { GranularNeighbours } from './granular-neighbours.ts';
import { applyJoinHeads, evaluateJoinHeads } from './join-heads.ts';
import { applyRelocate, evaluateRelocate, U_ALONE, U_AND_X, X_AND_U } from './relocate.ts';
import {
  EXCHANGE_1_1,
  EXCHANGE_2_1,
  EXCHANGE_2_2,
  JOIN_HEADS,
  PairScreen,
  RELOCATE_U,
  RELOCATE_U_X,
  RELOCATE_X_U,
  SWAP_TAILS,
  TWO_OPT,
} from './pair-screen.ts';
import type { SearchState } from './search-state.ts';
import { SwapStar } from './swap-star.ts';
import { applySwapTails, evaluateSwapTails } from './swap-tails.ts';
import { applyTwoOpt, evaluateTwoOpt } from './two-opt.ts';

/** Gains below this share of a mean leg are noise of sums of floating-point numbers. */
const LEAST_GAIN = 1e-6;
/** Pairs of clients, and routes whose vehicle may change, between two looks at the budget. */
const POLL_PAIRS = 2500;
const POLL_ROUTES = 16;
/** A pair counts once more for each 2^6 stops of the route, over which some moves are judged. */
const LONG_ROUTE_BITS = 6;

/**
 * Descends to a local optimum of all moves next to granular neighbours, then of SWAP* between near routes and of changes
 * of vehicles (Vidal, 2022). The first improving move is made.
 */
export class LocalSearch {
  readonly state: SearchState;
  private readonly neighbours: GranularNeighbours;
  private readonly random: Random;
  private readonly screen: PairScreen;
  private readonly swapStar: SwapStar | null;
  private readonly order: Int32Array;
  private readonly seen: Uint8Array;
  /** By client, in its room of the neighbours' list: neighbours touched since the move that the round started from. */
  private readonly touchedNear: Int32Array;
  private readonly touchedCount: Int32Array;
  private readonly testedAt: Int32Array;
  private readonly unusedTestedAt: Int32Array;
  /** By pair of slots; empty where SWAP* is not used. */
  private readonly pairTestedAt: Int32Array;
  private readonly vehicleTestedAt: Int32Array;
  private readonly nearRoutes: Int32Array;
  private readonly mark: Uint8Array;
  private focused = false;
  /** Pairs of clients, and unused vehicles, looked at so far, how many when the budget is looked at next, and what it said last. */
  private pairs = 0;
  private pollAt = 0;
  private isStopped = false;
  private readonly leastGain: number;
  private readonly types: number;

  constructor(problem: CompiledProblem, state: SearchState, neighbours: GranularNeighbours, random: Random) {
    this.state = state;
    this.neighbours = neighbours;
    this.random = random;
    this.types = problem.types;
    this.screen = new PairScreen(state);
    this.swapStar = state.timed ? null : new SwapStar(state);
    this.order = new Int32Array(state.clients);
    this.seen = new Uint8Array(state.clients);
    this.touchedNear = new Int32Array(neighbours.list.length);
    this.touchedCount = new Int32Array(state.clients);
    this.testedAt = new Int32Array(state.clients);
    this.unusedTestedAt = new Int32Array(state.clients);
    this.pairTestedAt = new Int32Array(this.swapStar ? state.slots.count * state.slots.count : 0);
    this.vehicleTestedAt = new Int32Array(state.slots.count);
    this.nearRoutes = new Int32Array(state.slots.count);
    this.mark = new Uint8Array(state.slots.count);
    this.leastGain = -LEAST_GAIN * state.travel.meanLeg;
  }

  /**
   * Improves the state until nothing helps any more, or `isOver` says so.
   *
   * @param settled routes that no move changed after this one are taken to be at their local optimum among themselves
   */
  run(isOver: () => boolean, settled = -1): void {
    this.focused = false;
    this.descend(isOver, settled, settled);
  }

  /**
   * As `run`, but looks only at pairs one of which changed neighbours on the route after the settled move. An unused vehicle
   * is tried for those alone that changed them after they were looked at.
   *
   * @param vehiclesSince changes of vehicles are tried on routes changed after this move; Infinity for none
   */
  runAround(isOver: () => boolean, settled: number, vehiclesSince: number): void {
    this.focused = true;
    this.descend(isOver, settled, vehiclesSince);
  }

  private descend(isOver: () => boolean, settled: number, vehiclesSince: number): void {
    const { state } = this;
    this.testedAt.fill(settled);
    this.unusedTestedAt.fill(settled);
    this.pairTestedAt.fill(settled);
    if (vehiclesSince < Infinity) this.vehicleTestedAt.fill(vehiclesSince);
    this.swapStar?.reset();
    this.screen.reset();
    this.isStopped = false;
    let since = settled;
    let swappedAt = settled;
    for (let round = 0; ; round++) {
      const began = state.moves;
      let improved = this.improveClients(round, since, isOver);
      if (this.isStopped) return;
      if (round > 0 || this.focused) since = began;
      if (round > 0 && !improved) {
        const swapping = state.moves;
        improved = this.swapNearRoutes(swappedAt, isOver);
        swappedAt = swapping;
        if (this.isStopped) return;
        if (this.types > 1 && vehiclesSince < Infinity) improved = this.changeVehicles(isOver) || improved;
        if (this.isStopped) return;
      }
      if (!improved && round > 0) return;
    }
  }

  /** Lists the clients on routes changed after a move, and their neighbours, in random order. */
  private listConcerned(since: number): number {
    const { state, neighbours, order, seen } = this;
    const { count } = state.slots;
    seen.fill(0);
    if (this.focused) this.touchedCount.fill(0);
    let listed = 0;
    for (let slot = 0; slot < count; slot++) {
      if (state.changedAt[slot] <= since) continue;
      for (let node = state.next[state.firstStart + slot]; node < state.clients; node = state.next[node]) {
        if (this.focused && state.touchedAt[node] <= since) continue;
        if (seen[node] === 0) order[listed++] = node;
        seen[node] = 1;
        for (let at = neighbours.first[node]; at < neighbours.first[node + 1]; at++) {
          const near = neighbours.list[at];
          if (seen[near] === 0) order[listed++] = near;
          seen[near] = 1;
          if (this.focused) this.touchedNear[neighbours.first[near] + this.touchedCount[near]++] = node;
        }
      }
    }
    this.random.shuffle(order, listed);
    return listed;
  }

  private improveClients(round: number, since: number, isOver: () => boolean): boolean {
    const { order, state, testedAt } = this;
    const { touchedAt } = state;
    const count = this.listConcerned(since);
    const began = state.moves;
    let improved = false;
    for (let at = 0; at < count; at++) {
      const u = order[at];
      if (state.routeOf[u] < 0) continue;
      const last = testedAt[u];
      const settled = this.focused && touchedAt[u] <= last;
      testedAt[u] = settled ? began : state.moves;
      if (settled ? this.improveNextToTouched(u, last) : this.improveClient(u, last, round)) improved = true;
      if (this.pairs < this.pollAt) continue;
      this.pollAt = this.pairs + POLL_PAIRS;
      this.isStopped = isOver();
      if (this.isStopped) return improved;
    }
    return improved;
  }

  private improveClient(u: number, last: number, round: number): boolean {
    const { state, neighbours, random } = this;
    const { routeOf, changedAt, touchedAt } = state;
    const { focused } = this;
    let improved = false;
    const from = neighbours.first[u];
    const count = neighbours.first[u + 1] - from;
    const turn = count > 0 ? random.below(count) : 0;
    for (let step = 0; step < count; step++) {
      const at = turn + step;
      const v = neighbours.list[from + (at < count ? at : at - count)];
      const other = routeOf[v];
      if (other < 0) continue;
      if (focused) {
        if (touchedAt[u] <= last && touchedAt[v] <= last) continue;
      } else if (changedAt[routeOf[u]] <= last && changedAt[other] <= last) continue;
      if (this.tryPair(u, v)) improved = true;
    }
    if (round > 0 && this.tryUnused(u)) improved = true;
    return improved;
  }

  /** As `improveClient`, but only next to neighbours touched before the round, and never on an unused vehicle. */
  private improveNextToTouched(u: number, last: number): boolean {
    const { touchedNear } = this;
    const { routeOf, touchedAt } = this.state;
    const from = this.neighbours.first[u];
    let improved = false;
    for (let at = from; at < from + this.touchedCount[u]; at++) {
      const v = touchedNear[at];
      if (routeOf[v] < 0 || (touchedAt[u] <= last && touchedAt[v] <= last)) continue;
      if (this.tryPair(u, v)) improved = true;
    }
    return improved;
  }

  /** Moves of two clients, or of the first and the start of the other's route where that comes next. */
  private tryPair(u: number, v: number): boolean {
    const { state } = this;
    this.pairs += 1 + (state.stops[state.routeOf[u]] >> LONG_ROUTE_BITS);
    return this.tryMoves(u, v) || (state.prev[v] >= state.clients && this.tryStart(u, state.prev[v]));
  }

  private tryMoves(u: number, v: number): boolean {
    const { state: s, leastGain } = this;
    const moves = this.screen.screen(u, v);
    if (moves === 0) return false;
    if (moves & RELOCATE_U && evaluateRelocate(s, u, v, U_ALONE) < leastGain) applyRelocate(s, u, v, U_ALONE);
    else if (moves & RELOCATE_U_X && evaluateRelocate(s, u, v, U_AND_X) < leastGain)
      applyRelocate(s, u, v, U_AND_X);
    else if (moves & RELOCATE_X_U && evaluateRelocate(s, u, v, X_AND_U) < leastGain)
      applyRelocate(s, u, v, X_AND_U);
    else if (u < v && moves & EXCHANGE_1_1 && evaluateExchange(s, u, v, 1, 1) < leastGain)
      applyExchange(s, u, v, 1, 1);
    else if (moves & EXCHANGE_2_1 && evaluateExchange(s, u, v, 2, 1) < leastGain)
      applyExchange(s, u, v, 2, 1);
    else if (u < v && moves & EXCHANGE_2_2 && evaluateExchange(s, u, v, 2, 2) < leastGain)
      applyExchange(s, u, v, 2, 2);
    else if (moves & TWO_OPT && evaluateTwoOpt(s, u, v) < leastGain) applyTwoOpt(s, u, v);
    else if (moves & SWAP_TAILS && evaluateSwapTails(s, u, v) < leastGain) applySwapTails(s, u, v);
    else if (u < v && moves & JOIN_HEADS && evaluateJoinHeads(s, u, v) < leastGain) applyJoinHeads(s, u, v);
    else return false;
    return true;
  }

  /** Moves next to the start of a route. */
  private tryStart(u: number, start: number): boolean {
    const { state: s, leastGain } = this;
    if (evaluateRelocate(s, u, start, U_ALONE) < leastGain) applyRelocate(s, u, start, U_ALONE);
    else if (evaluateRelocate(s, u, start, U_AND_X) < leastGain) applyRelocate(s, u, start, U_AND_X);
    else if (evaluateRelocate(s, u, start, X_AND_U) < leastGain) applyRelocate(s, u, start, X_AND_U);
    else if (s.routeOf[u] === s.routeOf[start]) {
      if (!(evaluateTwoOpt(s, start, u) < leastGain)) return false;
      applyTwoOpt(s, start, u);
    } else if (evaluateSwapTails(s, u, start) < leastGain) applySwapTails(s, u, start);
    else return false;
    return true;
  }

  /** Moves to an unused vehicle of each type. */
  private tryUnused(u: number): boolean {
    const { state, unusedTestedAt } = this;
    if (state.changedAt[state.routeOf[u]] <= unusedTestedAt[u]) return false;
    unusedTestedAt[u] = state.moves;
    this.pairs += this.types;
    for (let type = 0; type < this.types; type++) {
      const slot = state.findEmpty(type);
      if (slot >= 0 && this.tryStart(u, state.firstStart + slot)) return true;
    }
    return false;
  }

  private swapNearRoutes(since: number, isOver: () => boolean): boolean {
    const { state, swapStar, pairTestedAt, leastGain } = this;
    if (!swapStar) return false;
    const { count } = state.slots;
    let improved = false;
    for (let one = 0; one < count; one++) {
      if (state.stops[one] === 0 || state.changedAt[one] <= since) continue;
      this.isStopped = isOver();
      if (this.isStopped) return improved;
      const near = this.listNearRoutes(one);
      for (let at = 0; at < near; at++) {
        const other = this.nearRoutes[at];
        const pair = Math.min(one, other) * count + Math.max(one, other);
        const tested = pairTestedAt[pair];
        if (state.changedAt[one] <= tested && state.changedAt[other] <= tested) continue;
        pairTestedAt[pair] = state.moves;
        if (state.stops[one] === 0 || state.stops[other] === 0) continue;
        if (swapStar.evaluate(one, other) < leastGain) {
          swapStar.apply();
          improved = true;
        }
      }
    }
    return improved;
  }

  /** Other routes on which neighbours of the route's clients are. */
  private listNearRoutes(one: number): number {
    const { state, neighbours, nearRoutes } = this;
    let count = 0;
    const { mark } = this;
    mark.fill(0);
    for (let node = state.next[state.firstStart + one]; node < state.clients; node = state.next[node]) {
      for (let at = neighbours.first[node]; at < neighbours.first[node + 1]; at++) {
        const other = state.routeOf[neighbours.list[at]];
        if (other < 0 || other === one || mark[other] === 1) continue;
        mark[other] = 1;
        nearRoutes[count++] = other;
      }
    }
    return count;
  }

  private changeVehicles(isOver: () => boolean): boolean {
    const { state, vehicleTestedAt, leastGain } = this;
    const { typeOf, count } = state.slots;
    let improved = false;
    let looked = 0;
    for (let one = 0; one < count; one++) {
      if (state.stops[one] === 0) continue;
      if (++looked % POLL_ROUTES === 0) {
        this.isStopped = isOver();
        if (this.isStopped) return improved;
      }
      const tested = vehicleTestedAt[one];
      vehicleTestedAt[one] = state.moves;
      for (let type = 0; type < this.types && state.changedAt[one] > tested; type++) {
        const slot = type === typeOf[one] ? -1 : state.findEmpty(type);
        if (slot < 0 || !(evaluateChangeVehicle(state, one, slot) < leastGain)) continue;
        applyChangeVehicle(state, one, slot);
        improved = true;
        break;
      }
      if (state.stops[one] === 0) continue;
      for (let other = 0; other < count; other++) {
        if (other === one || state.stops[other] === 0 || typeOf[one] === typeOf[other]) continue;
        if (state.changedAt[one] <= tested && state.changedAt[other] <= tested) continue;
        if (!(evaluateChangeVehicle(state, one, other) < leastGain)) continue;
        applyChangeVehicle(state, one, other);
        improved = true;
      }
    }
    return improved;
  }
}
