import type { SearchState } from './search-state.ts';

/**
 * Change of vehicle: a route is driven by an unused vehicle of another type (its base and profile with it), or two
 * routes of different types change vehicles. Orders stay. Linear in the clients.
 *
 * @param other a slot, empty or not, of another type
 * @returns what the move would add to the cost, exactly where that is less than nothing; Infinity where it cannot be made
 */
export function evaluateChangeVehicle(s: SearchState, one: number, other: number): number {
  const { slots, stops } = s;
  if (slots.typeOf[one] === slots.typeOf[other] || stops[one] === 0) return Infinity;
  if (!admitsRoute(s, one, other) || !admitsRoute(s, other, one)) return Infinity;
  let delta = wayBy(s, one, other) - s.way[one] - s.visits[one];
  if (stops[other] === 0) delta += s.openingCost(other) - s.closingGain(one);
  else delta += wayBy(s, other, one) - s.way[other] - s.visits[other];
  if (delta >= s.pen[one] + s.pen[other]) return delta;
  delta += breachesBy(s, one, other) - s.pen[one];
  if (stops[other] === 0 || delta >= s.pen[other]) return delta;
  return delta + breachesBy(s, other, one) - s.pen[other];
}

function admitsRoute(s: SearchState, route: number, slot: number): boolean {
  if (!s.restricted) return true;
  for (let node = s.next[s.firstStart + route]; node < s.clients; node = s.next[node]) {
    if (!s.admits(slot, node)) return false;
  }
  return true;
}

/** Cost of the legs and visits of a route's clients in order, driven by the vehicle of another slot. */
function wayBy(s: SearchState, route: number, slot: number): number {
  const { next, place, width } = s;
  const cost = s.travel.costOf[s.slots.typeOf[slot]];
  let here = place[s.firstStart + slot];
  let sum = 0;
  for (let node = next[s.firstStart + route]; node < s.clients; node = next[node]) {
    sum += cost[here * width + node];
    if (s.visitCosts) sum += s.visitCostAt(slot, node);
    here = node;
  }
  return sum + cost[here * width + place[s.firstEnd + slot]];
}

/** What breaches and waiting of the same would cost. */
function breachesBy(s: SearchState, route: number, slot: number): number {
  const { next, sequence } = s;
  let count = 0;
  for (let node = next[s.firstStart + route]; node < s.clients; node = next[node]) sequence[count++] = node;
  return s.judgeList(slot, sequence, count);
}

/** Makes the move. */
export function applyChangeVehicle(s: SearchState, one: number, other: number): void {
  const { sequence, next } = s;
  let count = 0;
  for (let node = next[s.firstStart + one]; node < s.clients; node = next[node]) sequence[count++] = node;
  const first = count;
  for (let node = next[s.firstStart + other]; node < s.clients; node = next[node]) sequence[count++] = node;
  s.fill(other, sequence, 0, first);
  s.fill(one, sequence, first, count);
  s.update(one);
  s.update(other);
}
