import type { SearchState } from './search-state.ts';

/**
 * 2-opt* with turned parts (move M8 of Vidal, 2022): the beginnings of two routes are joined into one, and so are their
 * ends. Arcs removed: (U,X), (V,Y); added: (U,V), (X,Y). Only where the order of clients changes nothing but the way,
 * ways cost the same in both directions, and both vehicles are of one type that ends where it starts.
 *
 * @returns what the move would add to the cost, exactly where that is less than nothing; Infinity where it cannot be made
 */
export function evaluateJoinHeads(s: SearchState, u: number, v: number): number {
  const { next, routeOf, place, leg, width, pen } = s;
  const one = routeOf[u];
  const other = routeOf[v];
  if (one === other || v >= s.clients || !s.turnable) return Infinity;
  if (s.slots.typeOf[one] !== s.slots.typeOf[other]) return Infinity;
  const cost = s.travel.costOf[s.slots.typeOf[one]];
  const x = next[u];
  const y = next[v];
  let delta = cost[u * width + v] + cost[place[x] * width + place[y]] - leg[u] - leg[v];
  const joinsEnds = x >= s.clients && y >= s.clients;
  if (joinsEnds) delta -= s.closingGain(other);
  if (delta >= pen[one] + pen[other]) return delta;
  return delta + s.judgeJoined(one, u, v) - pen[one] - pen[other];
}

/** Makes the move. */
export function applyJoinHeads(s: SearchState, u: number, v: number): void {
  const { next, prev, routeOf, sequence } = s;
  const one = routeOf[u];
  const other = routeOf[v];
  let count = 0;
  for (let node = next[s.firstStart + one]; ; node = next[node]) {
    sequence[count++] = node;
    if (node === u) break;
  }
  for (let node = v; node < s.clients; node = prev[node]) sequence[count++] = node;
  const heads = count;
  for (let node = prev[s.firstEnd + one]; node !== u; node = prev[node]) sequence[count++] = node;
  for (let node = next[v]; node < s.clients; node = next[node]) sequence[count++] = node;
  s.fill(one, sequence, 0, heads);
  s.fill(other, sequence, heads, count);
  s.update(one);
  s.update(other);
}
