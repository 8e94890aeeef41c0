import type { SearchState } from './search-state.ts';

/** Puts clients that are on no route where they cost least, breaches priced in; one after the other, as listed. */
export function insertGreedily(s: SearchState, list: ArrayLike<number>, count: number): void {
  for (let at = 0; at < count; at++) insertOne(s, list[at]);
}

function insertOne(s: SearchState, client: number): void {
  let best = Infinity;
  let bestNode = -1;
  for (let type = 0; type < s.problem.types; type++) {
    const { first } = s.slots;
    let sawEmpty = false;
    for (let slot = first[type]; slot < first[type + 1]; slot++) {
      const empty = s.stops[slot] === 0;
      if (!s.admits(slot, client) || (empty && sawEmpty)) continue;
      sawEmpty ||= empty;
      const base = (empty ? s.openingCost(slot) : 0) + (s.visitCosts ? s.visitCostAt(slot, client) : 0);
      const cost = s.travel.costOf[type];
      for (let node = s.firstStart + slot; node < s.firstEnd; node = s.next[node]) {
        const after = s.next[node];
        const way =
          cost[s.place[node] * s.width + client] + cost[client * s.width + s.place[after]] - s.leg[node];
        if (base + way - s.pen[slot] >= best) continue;
        const delta = base + way + s.judge(slot, node, client, -1, after) - s.pen[slot];
        if (delta >= best) continue;
        best = delta;
        bestNode = node;
      }
    }
  }
  if (bestNode < 0) throw new Error(`no vehicle may visit client ${client}`);
  const after = s.next[bestNode];
  s.link(bestNode, client);
  s.link(client, after);
  s.update(s.routeOf[bestNode]);
}
