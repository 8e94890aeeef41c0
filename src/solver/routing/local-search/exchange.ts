import type { SearchState } from './search-state.ts';

/**
 * Exchange of one or two clients from U on with one or two from V on (swap; moves M4 to M6 of Vidal, 2022). Arcs removed:
 * those before and behind both strings; added: the same with the strings in each other's place.
 *
 * @param lengthU 1 or 2: U, or U and its next
 * @param lengthV 1 or 2, at most lengthU
 * @returns what the move would add to the cost, exactly where that is less than nothing; Infinity where it cannot be made
 */
export function evaluateExchange(
  s: SearchState,
  u: number,
  v: number,
  lengthU: 1 | 2,
  lengthV: 1 | 2,
): number {
  const { next, prev, routeOf, place, leg, width } = s;
  if (v >= s.clients || u === v) return Infinity;
  const lastU = lengthU === 1 ? u : next[u];
  const lastV = lengthV === 1 ? v : next[v];
  if (lastU >= s.clients || lastV >= s.clients) return Infinity;
  if (lastU === v || lastV === u || next[lastU] === v || next[lastV] === u) return Infinity;
  const from = routeOf[u];
  const to = routeOf[v];
  const costU = s.travel.costOf[s.slots.typeOf[from]];
  const costV = s.travel.costOf[s.slots.typeOf[to]];
  const beforeU = prev[u];
  const beforeV = prev[v];
  const afterU = next[lastU];
  const afterV = next[lastV];
  let delta = costU[place[beforeU] * width + v] + costU[lastV * width + place[afterU]];
  delta += costV[place[beforeV] * width + u] + costV[lastU * width + place[afterV]];
  delta -= leg[beforeU] + leg[lastU] + leg[beforeV] + leg[lastV];
  if (costU !== costV) {
    if (lengthU === 2) delta += costV[u * width + lastU] - leg[u];
    if (lengthV === 2) delta += costU[v * width + lastV] - leg[v];
  }
  if (from === to) return delta + withinRoute(s, u, lastU, v, lastV, delta);
  return delta + betweenRoutes(s, u, lastU, v, lastV, delta);
}

function withinRoute(
  s: SearchState,
  u: number,
  lastU: number,
  v: number,
  lastV: number,
  delta: number,
): number {
  const { position, pen } = s;
  const route = s.routeOf[u];
  if (s.orderFree || delta >= pen[route]) return 0;
  const limit = pen[route] - delta;
  const price =
    position[u] < position[v]
      ? judgeSwapped(s, u, lastU, v, lastV, limit)
      : judgeSwapped(s, v, lastV, u, lastU, limit);
  return price - pen[route];
}

/** Price of a route on which the string from `one` to `lastOne` and that from `other` on behind it change places. */
function judgeSwapped(
  s: SearchState,
  one: number,
  lastOne: number,
  other: number,
  lastOther: number,
  limit: number,
): number {
  const { next, sequence } = s;
  let count = 0;
  sequence[count++] = other;
  if (lastOther !== other) sequence[count++] = lastOther;
  for (let node = next[lastOne]; node !== other; node = next[node]) sequence[count++] = node;
  sequence[count++] = one;
  if (lastOne !== one) sequence[count++] = lastOne;
  return s.judgeReordered(s.routeOf[one], s.prev[one], sequence, count, next[lastOther], limit);
}

function betweenRoutes(
  s: SearchState,
  u: number,
  lastU: number,
  v: number,
  lastV: number,
  delta: number,
): number {
  const { pen, routeOf, prev, next } = s;
  const from = routeOf[u];
  const to = routeOf[v];
  let extra = 0;
  if (s.visitCosts) {
    extra += s.visitCostAt(to, u) - s.visitCostAt(from, u) + s.visitCostAt(from, v) - s.visitCostAt(to, v);
    if (lastU !== u) extra += s.visitCostAt(to, lastU) - s.visitCostAt(from, lastU);
    if (lastV !== v) extra += s.visitCostAt(from, lastV) - s.visitCostAt(to, lastV);
  }
  if (delta + extra >= pen[from] + pen[to]) return extra;
  if (s.restricted) {
    if (!s.admits(to, u) || !s.admits(to, lastU) || !s.admits(from, v) || !s.admits(from, lastV)) {
      return Infinity;
    }
  }
  const limit = pen[from] + pen[to] - delta - extra;
  const one = s.judge(from, prev[u], v, lastV === v ? -1 : lastV, next[lastU], limit);
  extra += one - pen[from] - pen[to];
  if (one >= limit) return extra;
  return extra + s.judge(to, prev[v], u, lastU === u ? -1 : lastU, next[lastV], limit - one);
}

/** Makes the move. */
export function applyExchange(s: SearchState, u: number, v: number, lengthU: 1 | 2, lengthV: 1 | 2): void {
  const { next, prev, routeOf } = s;
  const lastU = lengthU === 1 ? u : next[u];
  const lastV = lengthV === 1 ? v : next[v];
  const from = routeOf[u];
  const to = routeOf[v];
  const beforeU = prev[u];
  const beforeV = prev[v];
  const afterU = next[lastU];
  const afterV = next[lastV];
  s.link(beforeU, v);
  s.link(lastV, afterU);
  s.link(beforeV, u);
  s.link(lastU, afterV);
  s.update(from);
  if (to !== from) s.update(to);
}
