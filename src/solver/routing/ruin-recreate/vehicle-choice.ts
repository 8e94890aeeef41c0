import type { RouteState } from './route-state.ts';

/** Cost below which a change of vehicle is rounding noise. */
const LEAST_GAIN = 1e-9;

/** The route's own type when it can take the client, else the cheapest larger one of its family, else -1. */
export function findType(state: RouteState, route: number, client: number): number {
  const { problem } = state;
  const type = state.typeOf[route];
  const fits =
    problem.allowed[client * problem.types + type] === 1 && state.stops[route] < problem.fleet.maxStops[type];
  if (fits && (problem.features.trips || hasRoom(state, route, client, type))) return type;
  if (!problem.features.mixedFleet || state.trips[route] > 1 || state.hasHead(route)) return -1;
  return findLargerType(state, route, client);
}

/** Necessary for any insertion into a single trip: all deliveries fit at its start and all pickups at its end. */
function hasRoom(state: RouteState, route: number, client: number, type: number): boolean {
  const { problem } = state;
  const { dimensions, delivery, pickup } = problem;
  const start = (state.firstStart + route) * dimensions;
  const last = state.prev[state.firstEnd + route] * dimensions;
  for (let dimension = 0; dimension < dimensions; dimension++) {
    const capacity = problem.fleet.capacity[type * dimensions + dimension];
    if (state.rest[start + dimension] + delivery[client * dimensions + dimension] > capacity) return false;
    if (!problem.features.pickups) continue;
    if (state.picked[last + dimension] + pickup[client * dimensions + dimension] > capacity) return false;
  }
  return true;
}

function findLargerType(state: RouteState, route: number, client: number): number {
  const { problem } = state;
  const { fleet } = problem;
  const current = state.typeOf[route];
  let best = -1;
  let bestExtra = Infinity;
  for (const type of fleet.members[fleet.family[current]]) {
    if (type === current || state.used[type] >= state.available[type]) continue;
    if (state.stops[route] >= fleet.maxStops[type] || !hasRoom(state, route, client, type)) continue;
    const extra = changeCost(state, route, type) + state.missingCost(current, type);
    if (extra >= bestExtra || problem.allowed[client * problem.types + type] === 0) continue;
    if (!admitsType(state, route, type)) continue;
    best = type;
    bestExtra = extra;
  }
  return best;
}

/** Cost of driving a route as it is by another type of its family. */
export function changeCost(state: RouteState, route: number, type: number): number {
  const { problem } = state;
  const { fleet, features } = problem;
  const current = state.typeOf[route];
  let extra = fleet.fixedCost[type] - fleet.fixedCost[current];
  extra += (fleet.costPerMetre[type] - fleet.costPerMetre[current]) * state.distance[route];
  if (features.durations)
    extra += (fleet.costPerSecond[type] - fleet.costPerSecond[current]) * state.duration[route];
  if (!features.visitCosts) return extra;
  const end = state.firstEnd + route;
  for (let node = state.next[state.firstStart + route]; node !== end; node = state.next[node]) {
    if (node < problem.clients) extra += problem.visitCost[node * problem.types + type];
  }
  return extra - state.visits[route];
}

/** True when a type may visit every client of a route. */
function admitsType(state: RouteState, route: number, type: number): boolean {
  const { problem } = state;
  const end = state.firstEnd + route;
  for (let node = state.next[state.firstStart + route]; node !== end; node = state.next[node]) {
    if (node < problem.clients && problem.allowed[node * problem.types + type] === 0) return false;
  }
  return true;
}

/** Has a route change vehicles with another of its family where both then cost less. */
export function swapVehicles(state: RouteState, route: number): void {
  if (state.active[route] === 0 || state.hasHead(route)) return;
  const { fleet } = state.problem;
  for (let other = 0, seen = 0; seen < state.routeCount; other++) {
    if (state.active[other] === 0) continue;
    seen++;
    if (state.hasHead(other)) continue;
    const mine = state.typeOf[route];
    const theirs = state.typeOf[other];
    if (mine === theirs || fleet.family[mine] !== fleet.family[theirs]) continue;
    if (changeCost(state, route, theirs) + changeCost(state, other, mine) >= -LEAST_GAIN) continue;
    if (!fits(state, route, theirs) || !fits(state, other, mine)) continue;
    state.touch(other);
    state.changeType(route, theirs);
    state.changeType(other, mine);
    state.update(route);
    state.update(other);
  }
}

/** Gives a route the cheapest free type of its family that still fits. */
export function chooseVehicle(state: RouteState, route: number): void {
  if (state.active[route] === 0 || state.hasHead(route)) return;
  const { fleet } = state.problem;
  const current = state.typeOf[route];
  let best = current;
  let bestExtra = -LEAST_GAIN;
  for (const type of fleet.members[fleet.family[current]]) {
    if (type === current || state.used[type] >= state.available[type]) continue;
    const extra = changeCost(state, route, type) + state.missingCost(current, type);
    if (extra >= bestExtra || !fits(state, route, type)) continue;
    best = type;
    bestExtra = extra;
  }
  if (best === current) return;
  state.changeType(route, best);
  state.update(route);
}

function fits(state: RouteState, route: number, type: number): boolean {
  const { dimensions, fleet, features, clients } = state.problem;
  if (state.stops[route] > fleet.maxStops[type] || state.distance[route] > fleet.maxDistance[type])
    return false;
  if (features.durations && state.duration[route] > fleet.maxDuration[type]) return false;
  const loads = features.pickups ? state.peakAfter : state.rest;
  const end = state.firstEnd + route;
  for (let node = state.firstStart + route; node !== end; node = state.next[node]) {
    if (node < clients) continue;
    for (let dimension = 0; dimension < dimensions; dimension++) {
      if (loads[node * dimensions + dimension] > fleet.capacity[type * dimensions + dimension]) return false;
    }
  }
  return admitsType(state, route, type);
}
