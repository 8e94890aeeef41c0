import { NONE } from '../local-search/search-figures.ts';
import type { SearchState } from '../local-search/search-state.ts';
import type { Random } from '../random.ts';

/** Longest legs of a route between which its stretches lie. */
const LONGEST_LEGS = 6;
/** Routes looked at, drawn where there are more. */
const MOST_ROUTES = 16;
/** Chance that a place in another route is passed over, so that the same exchange is not made every time. */
const BLINK_RATE = 0.2;

/**
 * A stretch of one route changes places with a stretch of another, or with nothing (CROSS exchange; Taillard et al., 1997).
 * Stretches begin and end at the longest legs of their routes, so that whole clusters of clients go together, and the two
 * routes need not be near each other. The stretch of the first route is drawn, the other is the best met; breaches are priced in.
 *
 * Where clients lie in clusters, local search over near clients and short strings never changes which of them a vehicle serves.
 */
export class CrossExchange {
  private readonly s: SearchState;
  private readonly random: Random;
  /** Nodes before the longest legs of both routes, in the order of the route. */
  private readonly own = new Int32Array(LONGEST_LEGS);
  private readonly theirs = new Int32Array(LONGEST_LEGS);
  private readonly stretch: Int32Array;
  private readonly theirStretch: Int32Array;
  private readonly candidates: Int32Array;
  private count = 0;
  /** Nodes before the drawn stretch and its last, and the same of the best other stretch, which is empty where both are one. */
  private head = NONE;
  private last = NONE;
  private bestHead = NONE;
  private bestLast = NONE;
  private best = Infinity;

  constructor(s: SearchState, random: Random) {
    this.s = s;
    this.random = random;
    this.stretch = new Int32Array(s.clients);
    this.theirStretch = new Int32Array(s.clients);
    this.candidates = new Int32Array(s.slots.count);
  }

  /** Draws a stretch of a route and looks for its best exchange; what that would add to the cost, or Infinity where there is none. */
  evaluate(slot: number): number {
    this.best = Infinity;
    this.bestHead = NONE;
    if (!this.drawStretch(slot)) return Infinity;
    const routes = this.listRoutes(slot);
    for (let at = 0; at < routes; at++) this.tryRoute(slot, this.candidates[at]);
    return this.best;
  }

  /** Makes the exchange that the last evaluation found, with the state as it was then. */
  apply(): void {
    const { s, head, last, bestHead, bestLast } = this;
    const first = s.next[head];
    const tail = s.next[last];
    const theirFirst = s.next[bestHead];
    const theirTail = s.next[bestLast];
    if (bestHead === bestLast) s.link(head, tail);
    else {
      s.link(head, theirFirst);
      s.link(bestLast, tail);
    }
    s.link(bestHead, first);
    s.link(last, theirTail);
    s.update(s.routeOf[head]);
    s.update(s.routeOf[bestHead]);
  }

  private drawStretch(slot: number): boolean {
    const { s, random, own, stretch } = this;
    const count = this.listLongestLegs(slot, own);
    if (count < 2) return false;
    const one = random.below(count);
    const turned = (one + 1 + random.below(count - 1)) % count;
    this.head = own[Math.min(one, turned)];
    this.last = own[Math.max(one, turned)];
    const tail = s.next[this.last];
    this.count = 0;
    for (let node = s.next[this.head]; node !== tail; node = s.next[node]) stretch[this.count++] = node;
    return true;
  }

  private listLongestLegs(slot: number, into: Int32Array): number {
    const { leg, next, firstStart, firstEnd } = this.s;
    let count = 0;
    for (let node = firstStart + slot; node !== firstEnd + slot; node = next[node]) {
      if (count < LONGEST_LEGS) {
        into[count++] = node;
        continue;
      }
      let least = 0;
      for (let at = 1; at < count; at++) if (leg[into[at]] < leg[into[least]]) least = at;
      if (leg[node] <= leg[into[least]]) continue;
      into.copyWithin(least, least + 1);
      into[count - 1] = node;
    }
    return count;
  }

  /** Other routes in use whose vehicles pay alike and may visit the same clients, in front. */
  private listRoutes(slot: number): number {
    const { s, candidates } = this;
    const { typeOf } = s.slots;
    const { costOf } = s.travel;
    const byType = s.restricted || s.visitCosts;
    let count = 0;
    for (let other = 0; other < s.slots.count; other++) {
      if (other === slot || s.stops[other] === 0) continue;
      const alike = byType ? typeOf[other] === typeOf[slot] : costOf[typeOf[other]] === costOf[typeOf[slot]];
      if (alike) candidates[count++] = other;
    }
    if (count <= MOST_ROUTES) return count;
    this.random.shuffle(candidates, count);
    return MOST_ROUTES;
  }

  private tryRoute(slot: number, other: number): void {
    const { random, theirs } = this;
    const count = this.listLongestLegs(other, theirs);
    for (let from = 0; from < count; from++) {
      for (let to = from; to < count; to++) {
        if (random.uniform() >= BLINK_RATE) this.tryStretch(slot, other, theirs[from], theirs[to]);
      }
    }
  }

  private tryStretch(slot: number, other: number, theirHead: number, theirLast: number): void {
    const { s, head, last, stretch, count } = this;
    const { next, leg, place, pen, width } = s;
    const isEmpty = theirHead === theirLast;
    if (isEmpty && count === s.stops[slot]) return;
    const cost = s.travel.costOf[s.slots.typeOf[slot]];
    const tail = next[last];
    const theirTail = next[theirLast];
    let delta = cost[place[theirHead] * width + next[head]] + cost[last * width + place[theirTail]];
    delta -= leg[head] + leg[last] + leg[theirHead] + pen[slot] + pen[other];
    if (isEmpty) delta += cost[place[head] * width + place[tail]];
    else {
      delta += cost[place[head] * width + next[theirHead]] + cost[theirLast * width + place[tail]];
      delta -= leg[theirLast];
    }
    if (delta >= this.best) return;
    delta += s.judgeThrough(other, theirHead, stretch, count, theirTail, this.best - delta);
    if (delta >= this.best) return;
    const theirs = isEmpty ? 0 : this.listBetween(next[theirHead], theirTail);
    delta += s.judgeThrough(slot, head, this.theirStretch, theirs, tail, this.best - delta);
    if (delta >= this.best) return;
    this.best = delta;
    this.bestHead = theirHead;
    this.bestLast = theirLast;
  }

  private listBetween(first: number, tail: number): number {
    let count = 0;
    for (let node = first; node !== tail; node = this.s.next[node]) this.theirStretch[count++] = node;
    return count;
  }
}
