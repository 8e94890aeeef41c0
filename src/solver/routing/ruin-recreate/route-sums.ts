import type { RouteFigures } from './route-figures.ts';

/** Sums over the nodes of a route where they cannot be kept up step by step: several trips, or ways missing. */
export function sumRoute(state: RouteFigures, route: number): void {
  const { problem, next, tripStart } = state;
  const { clients } = problem;
  const type = state.typeOf[route];
  let start = state.firstStart + route;
  const end = state.firstEnd + route;
  let classes = 0;
  let distance = 0;
  let duration = 0;
  let visits = 0;
  let stops = 0;
  let trips = 1;
  for (let node = start; node !== end; node = next[node]) {
    if (node < clients) {
      classes |= problem.classBit[node];
      visits += problem.visitCost[node * problem.types + type];
      stops++;
    } else if (node >= state.firstReload) {
      state.tripClasses[start] = classes;
      classes = 0;
      start = node;
      trips++;
    }
    tripStart[node] = start;
    distance += state.legDistance[node];
    duration += state.legDuration[node] + state.serviceAt[node];
  }
  tripStart[end] = start;
  state.tripClasses[start] = classes;
  state.distance[route] = distance;
  state.duration[route] = duration;
  state.visits[route] = visits;
  state.stops[route] = stops;
  state.trips[route] = trips;
}

/** Recomputes which handling classes a route of one trip carries. */
export function gatherClasses(state: RouteFigures, route: number): void {
  const start = state.firstStart + route;
  const end = state.firstEnd + route;
  let classes = 0;
  for (let node = state.next[start]; node !== end; node = state.next[node])
    classes |= state.problem.classBit[node];
  state.tripClasses[start] = classes;
}

/** Visit costs of a route by its vehicle type. */
export function sumVisits(state: RouteFigures, route: number): number {
  const { visitCost, types, clients } = state.problem;
  const end = state.firstEnd + route;
  let visits = 0;
  for (let node = state.next[state.firstStart + route]; node !== end; node = state.next[node]) {
    if (node < clients) visits += visitCost[node * types + state.typeOf[route]];
  }
  return visits;
}
