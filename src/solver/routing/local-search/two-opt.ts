import type { SearchState } from './search-state.ts';

/**
 * 2-opt (Croes, 1958; move M7 of Vidal, 2022): turns round the part of a route behind U up to V. Arcs removed: (U,X),
 * (V,Y); added: (U,V), (X,Y).
 *
 * @param u a client or the start of the route, before v
 * @returns what the move would add to the cost, exactly where that is less than nothing; Infinity where it cannot be made
 */
export function evaluateTwoOpt(s: SearchState, u: number, v: number): number {
  const { next, routeOf, position, place, leg, width, forward, backward } = s;
  const route = routeOf[u];
  const x = next[u];
  if (route !== routeOf[v] || v >= s.clients || position[v] <= position[u] + 1) return Infinity;
  const cost = s.travel.costOf[s.slots.typeOf[route]];
  const y = next[v];
  let delta = cost[place[u] * width + v] + cost[x * width + place[y]] - leg[u] - leg[v];
  if (!s.symmetric) delta += backward[v] - backward[x] - forward[v] + forward[x];
  if (s.orderFree || delta >= s.pen[route]) return delta;
  const { sequence } = s;
  let count = 0;
  for (let node = v; node !== u; node = s.prev[node]) sequence[count++] = node;
  return delta + s.judgeReordered(route, u, sequence, count, y, s.pen[route] - delta) - s.pen[route];
}

/** Makes the move. */
export function applyTwoOpt(s: SearchState, u: number, v: number): void {
  const x = s.next[u];
  const y = s.next[v];
  let node = v;
  let last = u;
  while (node !== u) {
    const before = s.prev[node];
    s.link(last, node);
    last = node;
    node = before;
  }
  s.link(x, y);
  s.update(s.routeOf[u]);
}
