import type { SearchState } from './search-state.ts';

/** What is moved behind V: U alone, U and its next X, or X and U turned round. */
export const U_ALONE = 0;
export const U_AND_X = 1;
export const X_AND_U = 2;
export type RelocateKind = typeof U_ALONE | typeof U_AND_X | typeof X_AND_U;

/**
 * Relocate (Or-opt with one or two clients; Or, 1976; moves M1 to M3 of Vidal, 2022): takes U, or U and X, from their
 * place and puts them behind V. Arcs removed: (P,U), (X,Y) or (U,X), (V,W); added: (P,Y) or (P,X), (V,U), (.,W).
 *
 * @param v a client or the start of a route, also of an empty one
 * @returns what the move would add to the cost, exactly where that is less than nothing; Infinity where it cannot be made
 */
export function evaluateRelocate(s: SearchState, u: number, v: number, kind: RelocateKind): number {
  const { next, prev, routeOf, place, leg, width } = s;
  const before = prev[u];
  if (v === u || v === before) return Infinity;
  const last = kind === U_ALONE ? u : next[u];
  if (kind !== U_ALONE && (last >= s.clients || v === last)) return Infinity;
  const after = next[last];
  const behind = next[v];
  const from = routeOf[u];
  const to = routeOf[v];
  const costFrom = s.travel.costOf[s.slots.typeOf[from]];
  const costTo = s.travel.costOf[s.slots.typeOf[to]];
  const head = kind === X_AND_U ? last : u;
  const tail = kind === X_AND_U ? u : last;
  const emptied = before >= s.clients && after >= s.clients;
  let delta = (emptied ? 0 : costFrom[place[before] * width + place[after]]) - leg[before] - leg[last];
  delta += costTo[place[v] * width + head] + costTo[tail * width + place[behind]] - leg[v];
  if (kind !== U_ALONE) delta += costTo[head * width + tail] - leg[u];
  if (from === to) return delta + withinRoute(s, u, v, kind, delta);
  return (
    delta + betweenRoutes(s, from, to, before, head, kind === U_ALONE ? -1 : tail, after, v, behind, delta)
  );
}

/** What the move within one route adds beyond its legs. */
function withinRoute(s: SearchState, u: number, v: number, kind: RelocateKind, delta: number): number {
  const { next, prev, sequence, position, pen } = s;
  const route = s.routeOf[u];
  if (s.orderFree || delta >= pen[route]) return 0;
  const last = kind === U_ALONE ? u : next[u];
  const forward = position[v] > position[u];
  let count = 0;
  if (!forward) count = listMoved(s, u, kind, count);
  const from = forward ? next[last] : next[v];
  const to = forward ? next[v] : u;
  for (let node = from; node !== to; node = next[node]) sequence[count++] = node;
  if (forward) count = listMoved(s, u, kind, count);
  const head = forward ? prev[u] : v;
  const tail = forward ? next[v] : next[last];
  return s.judgeReordered(route, head, sequence, count, tail, pen[route] - delta) - pen[route];
}

function listMoved({ next, sequence }: SearchState, u: number, kind: RelocateKind, count: number): number {
  if (kind === X_AND_U) sequence[count++] = next[u];
  sequence[count++] = u;
  if (kind === U_AND_X) sequence[count++] = next[u];
  return count;
}

/** What the move between two routes adds beyond its legs. */
function betweenRoutes(
  s: SearchState,
  from: number,
  to: number,
  before: number,
  one: number,
  two: number,
  after: number,
  v: number,
  behind: number,
  delta: number,
): number {
  const { pen, stops } = s;
  const moved = two < 0 ? 1 : 2;
  let extra = 0;
  if (stops[from] === moved) extra -= s.closingGain(from);
  if (stops[to] === 0) extra += s.openingCost(to);
  if (s.visitCosts) {
    extra += s.visitCostAt(to, one) - s.visitCostAt(from, one);
    if (two >= 0) extra += s.visitCostAt(to, two) - s.visitCostAt(from, two);
  }
  if (delta + extra >= pen[from] + pen[to]) return extra;
  if (s.restricted && (!s.admits(to, one) || (two >= 0 && !s.admits(to, two)))) return Infinity;
  const limit = pen[from] + pen[to] - delta - extra;
  const entered = s.judge(to, v, one, two, behind, limit);
  extra += entered - pen[to] - pen[from];
  if (entered >= limit || stops[from] === moved) return extra;
  return extra + s.judge(from, before, -1, -1, after);
}

/** Makes the move. */
export function applyRelocate(s: SearchState, u: number, v: number, kind: RelocateKind): void {
  const { next, prev, routeOf } = s;
  const from = routeOf[u];
  const to = routeOf[v];
  const x = next[u];
  const last = kind === U_ALONE ? u : x;
  s.link(prev[u], next[last]);
  const behind = next[v];
  if (kind === X_AND_U) {
    s.link(v, x);
    s.link(x, u);
    s.link(u, behind);
  } else {
    s.link(v, u);
    s.link(last, behind);
  }
  s.update(from);
  if (to !== from) s.update(to);
}
