import type { RouteState } from './route-state.ts';

/** Takes out reloads of changed routes that nothing needs any more. */
export function joinTrips(state: RouteState, route: number): void {
  if (state.active[route] === 0 || state.trips[route] < 2 || state.bad[route] === 1) return;
  let node = state.next[state.firstStart + route];
  while (node >= 0) {
    const after = state.next[node];
    if (node >= state.firstReload) tryJoin(state, route, node);
    node = after;
  }
}

function tryJoin(state: RouteState, route: number, reload: number): void {
  const { problem } = state;
  if (problem.features.heads && problem.fixed[state.next[reload]] === 1) return;
  if (!joinFits(state, route, reload)) return;
  const base = state.place[reload] - problem.clients;
  const before = state.prev[reload];
  const cost = state.cost[route];
  state.removeReload(reload);
  state.update(route);
  if (state.bad[route] === 0 && state.cost[route] <= cost) return;
  state.insertReload(before, base);
  state.update(route);
}

/** True when the trips before and after a reload could be one by load, class and order. */
function joinFits(state: RouteState, route: number, reload: number): boolean {
  const { problem } = state;
  const { dimensions, features, fleet } = problem;
  const first = state.tripStart[state.prev[reload]];
  const last = state.prev[reload];
  if (features.classes && !classesAgree(state, first, reload)) return false;
  if (features.deliveriesFirst && state.pickedBefore[last] === 1 && tripDelivers(state, reload)) return false;
  for (let dimension = 0; dimension < dimensions; dimension++) {
    const capacity = fleet.capacity[state.typeOf[route] * dimensions + dimension];
    const down = state.rest[reload * dimensions + dimension];
    if (!features.pickups) {
      if (state.rest[first * dimensions + dimension] + down > capacity) return false;
    } else {
      const up = state.picked[last * dimensions + dimension];
      if (state.peakBefore[last * dimensions + dimension] + down > capacity) return false;
      if (state.peakAfter[reload * dimensions + dimension] + up > capacity) return false;
    }
  }
  return true;
}

function classesAgree(state: RouteState, first: number, reload: number): boolean {
  const { problem } = state;
  const others = state.tripClasses[first];
  for (let node = state.next[reload]; node < problem.clients; node = state.next[node]) {
    if ((problem.clashBits[node] & others) !== 0) return false;
  }
  return true;
}

function tripDelivers(state: RouteState, reload: number): boolean {
  const { problem } = state;
  for (let node = state.next[reload]; node < problem.clients; node = state.next[node]) {
    if (problem.delivers[node] === 1) return true;
  }
  return false;
}
