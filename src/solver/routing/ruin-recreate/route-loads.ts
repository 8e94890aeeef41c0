import type { RouteFigures } from './route-figures.ts';

/**
 * Recomputes the load figures of a route, trip by trip: what is still to be delivered and already picked up after each
 * node, and the largest load up to it and from it on; with these an insertion is judged in constant time.
 */
export function updateLoads(state: RouteFigures, route: number): void {
  const { pickups, deliveriesFirst } = state.problem.features;
  for (let dimension = 0; dimension < state.problem.dimensions; dimension++) {
    sumDeliveries(state, route, dimension);
    if (pickups) profileLoads(state, route, dimension);
  }
  if (deliveriesFirst) markOrder(state, route);
}

function sumDeliveries(
  { problem, prev, rest, firstStart, firstEnd }: RouteFigures,
  route: number,
  dimension: number,
): void {
  const { clients, dimensions, delivery } = problem;
  const start = firstStart + route;
  let aboard = 0;
  for (let node = prev[firstEnd + route]; node !== start; node = prev[node]) {
    rest[node * dimensions + dimension] = aboard;
    aboard = node < clients ? aboard + delivery[node * dimensions + dimension] : 0;
  }
  rest[start * dimensions + dimension] = aboard;
}

function profileLoads(state: RouteFigures, route: number, dimension: number): void {
  const { problem, next, prev, rest, picked, peakBefore, peakAfter } = state;
  const { clients, dimensions, pickup } = problem;
  const start = state.firstStart + route;
  const end = state.firstEnd + route;
  let aboard = 0;
  let peak = 0;
  for (let node = start; node !== end; node = next[node]) {
    const cell = node * dimensions + dimension;
    if (node < clients) {
      aboard += pickup[cell];
    } else {
      aboard = 0;
      peak = 0;
    }
    picked[cell] = aboard;
    peak = Math.max(peak, rest[cell] + aboard);
    peakBefore[cell] = peak;
  }
  peak = 0;
  for (let node = prev[end]; ; node = prev[node]) {
    const cell = node * dimensions + dimension;
    peak = Math.max(peak, rest[cell] + picked[cell]);
    peakAfter[cell] = peak;
    if (node === start) return;
    if (node >= clients) peak = 0;
  }
}

function markOrder(state: RouteFigures, route: number): void {
  const { problem, next, prev, pickedBefore, deliversAfter } = state;
  const { clients, delivers, picksUp } = problem;
  const start = state.firstStart + route;
  const end = state.firstEnd + route;
  let seen = 0;
  for (let node = start; node !== end; node = next[node]) {
    seen = node < clients ? seen | picksUp[node] : 0;
    pickedBefore[node] = seen;
  }
  seen = 0;
  for (let node = prev[end]; ; node = prev[node]) {
    deliversAfter[node] = seen;
    if (node === start) return;
    seen = node < clients ? seen | delivers[node] : 0;
  }
}
