import type { SearchState } from './search-state.ts';

/**
 * 2-opt* (Potvin and Rousseau, 1995; move M9 of Vidal, 2022): two routes exchange what comes behind U and behind V. Arcs
 * removed: (U,X), (V,Y); added: (U,Y), (V,X). The vehicles keep their own ends.
 *
 * @param u @param v clients or starts of different routes
 * @returns what the move would add to the cost, exactly where that is less than nothing; Infinity where it cannot be made
 */
export function evaluateSwapTails(s: SearchState, u: number, v: number): number {
  const { next, routeOf, pen } = s;
  const one = routeOf[u];
  const other = routeOf[v];
  const x = next[u];
  const y = next[v];
  if (one === other || (x >= s.clients && y >= s.clients)) return Infinity;
  const alike = s.slots.typeOf[one] === s.slots.typeOf[other];
  let delta = wayBehind(s, u, y, one, other) + wayBehind(s, v, x, other, one) - s.leg[u] - s.leg[v];
  if (!(delta < Infinity)) return Infinity;
  delta += tailChange(s, x, one, other) + tailChange(s, y, other, one);
  const restOne = s.position[u];
  const restOther = s.position[v];
  const stopsOne = restOne + s.stops[other] - restOther;
  const stopsOther = restOther + s.stops[one] - restOne;
  delta += useChange(s, one, stopsOne) + useChange(s, other, stopsOther);
  if (!alike && s.visitCosts) delta += visitChange(s, x, one, other) + visitChange(s, y, other, one);
  if (delta >= pen[one] + pen[other]) return delta;
  if (!alike && s.restricted && !(admitsTail(s, x, other) && admitsTail(s, y, one))) return Infinity;
  delta -= pen[one] + pen[other];
  if (stopsOne > 0) delta += s.judgeTail(one, u, y, -delta);
  if (delta >= 0 || stopsOther === 0) return delta;
  return delta + s.judgeTail(other, v, x, -delta);
}

/** Cost of the leg from a node into another route's tail, or to the own end where that tail is empty; none on a route left empty. */
function wayBehind(s: SearchState, node: number, tail: number, own: number, other: number): number {
  const cost = s.travel.costOf[s.slots.typeOf[own]];
  if (tail >= s.clients) {
    return node >= s.clients ? 0 : cost[s.place[node] * s.width + s.place[s.firstEnd + own]];
  }
  if (s.profileOf(own) !== s.profileOf(other)) return Infinity;
  return cost[s.place[node] * s.width + tail];
}

/** What a tail costs more when it leaves the vehicle of one slot for that of another: other rates, another end. */
function tailChange(s: SearchState, tail: number, from: number, to: number): number {
  if (tail >= s.clients || s.slots.typeOf[from] === s.slots.typeOf[to]) return 0;
  const { costOf } = s.travel;
  const costFrom = costOf[s.slots.typeOf[from]];
  const costTo = costOf[s.slots.typeOf[to]];
  const last = s.prev[s.firstEnd + from];
  let change = costTo[last * s.width + s.place[s.firstEnd + to]] - s.leg[last];
  if (costFrom === costTo) return change;
  for (let node = tail; node !== last; node = s.next[node]) {
    change += costTo[node * s.width + s.next[node]] - s.leg[node];
  }
  return change;
}

function useChange(s: SearchState, slot: number, stops: number): number {
  if (s.stops[slot] === 0) return stops > 0 ? s.openingCost(slot) : 0;
  return stops === 0 ? -s.closingGain(slot) : 0;
}

function visitChange(s: SearchState, tail: number, from: number, to: number): number {
  let change = 0;
  for (let node = tail; node < s.clients; node = s.next[node]) {
    change += s.visitCostAt(to, node) - s.visitCostAt(from, node);
  }
  return change;
}

function admitsTail(s: SearchState, tail: number, slot: number): boolean {
  for (let node = tail; node < s.clients; node = s.next[node]) if (!s.admits(slot, node)) return false;
  return true;
}

/** Makes the move. */
export function applySwapTails(s: SearchState, u: number, v: number): void {
  const { next, prev, routeOf } = s;
  const one = routeOf[u];
  const other = routeOf[v];
  const x = next[u];
  const y = next[v];
  const endOne = s.firstEnd + one;
  const endOther = s.firstEnd + other;
  const lastOne = prev[endOne];
  const lastOther = prev[endOther];
  if (y >= s.clients) s.link(u, endOne);
  else {
    s.link(u, y);
    s.link(lastOther, endOne);
  }
  if (x >= s.clients) s.link(v, endOther);
  else {
    s.link(v, x);
    s.link(lastOne, endOther);
  }
  s.update(one);
  s.update(other);
}
