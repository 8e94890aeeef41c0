import type { RouteFigures } from './route-figures.ts';

/** Seconds by which a recomputed route may be late from rounding alone. */
const ROUNDING = 1e-8;

/**
 * Recomputes the times of a route; false when it cannot be driven in time.
 *
 * Forward: earliest begins. Backward: latest begins. For durations, each node also keeps the prefix as a function of
 * the start and the suffix as a function of the begin, so that a concatenation is judged in constant time (the scheme
 * of Vidal et al., 2013, "A hybrid genetic algorithm with adaptive diversity management for vehicle routing problems
 * with time windows", without time warp). With several windows per client these functions hold for the windows in use.
 */
export function updateTimes(state: RouteFigures, route: number): boolean {
  if (state.problem.features.release) gatherReleases(state, route);
  let fine = walkForward(state, route);
  walkBackward(state, route);
  if (state.problem.features.release) boundTrips(state, route);
  if (!state.problem.features.durations) return fine;
  const start = state.firstStart + route;
  const end = state.firstEnd + route;
  const finish = state.begin[end];
  const latestStart = state.problem.features.severalWindows
    ? latestStartFor(state, route, finish)
    : Math.min(finish - state.remaining[start], state.startBound[end]);
  state.duration[route] = finish - latestStart;
  const limit = state.problem.fleet.maxDuration[state.typeOf[route]];
  if (state.duration[route] > limit + ROUNDING) fine = false;
  return fine;
}

function gatherReleases(state: RouteFigures, route: number): void {
  const { problem, next, tripStart, tripRelease } = state;
  const end = state.firstEnd + route;
  for (let node = state.firstStart + route; node !== end; node = next[node]) {
    if (node >= problem.clients) tripRelease[node] = 0;
    else if (problem.release[node] > tripRelease[tripStart[node]])
      tripRelease[tripStart[node]] = problem.release[node];
  }
}

function walkForward(state: RouteFigures, route: number): boolean {
  const { problem, next, begin, elapsed, startBound, opens, closes, legDuration, serviceAt, tripRelease } =
    state;
  const { fleet, features } = problem;
  const type = state.typeOf[route];
  const start = state.firstStart + route;
  const end = state.firstEnd + route;
  opens[start] = features.release
    ? Math.max(fleet.startEarliest[type], tripRelease[start])
    : fleet.startEarliest[type];
  closes[start] = fleet.startLatest[type];
  begin[start] = opens[start];
  elapsed[start] = 0;
  startBound[start] = closes[start];
  let fine = begin[start] <= closes[start] + ROUNDING;
  for (let node = start; node !== end;) {
    const after = next[node];
    const arrival = begin[node] + serviceAt[node] + legDuration[node];
    elapsed[after] = elapsed[node] + serviceAt[node] + legDuration[node];
    if (features.severalWindows || after >= problem.clients) chooseWindow(state, after, arrival, type);
    begin[after] = Math.max(arrival, opens[after]);
    startBound[after] = Math.min(startBound[node], closes[after] - elapsed[after]);
    if (!(begin[after] <= closes[after] + ROUNDING)) fine = false;
    node = after;
  }
  return fine;
}

/** Sets the window in which an arrival is served: the first that has not closed, or the last. */
function chooseWindow(state: RouteFigures, node: number, arrival: number, type: number): void {
  const { problem, opens, closes } = state;
  if (node < problem.clients) {
    let window = problem.windowStart[node];
    const last = problem.windowStart[node + 1] - 1;
    while (window < last && arrival > problem.windowLatest[window] + ROUNDING) window++;
    opens[node] = problem.windowEarliest[window];
    closes[node] = problem.windowLatest[window];
  } else if (node >= state.firstReload) {
    const base = state.place[node] - problem.clients;
    opens[node] = problem.features.release
      ? Math.max(problem.baseEarliest[base], state.tripRelease[node])
      : problem.baseEarliest[base];
    closes[node] = problem.baseLatest[base] - problem.baseLoading[base];
  } else {
    opens[node] = problem.fleet.endEarliest[type];
    closes[node] = problem.fleet.endLatest[type];
  }
}

function walkBackward(state: RouteFigures, route: number): void {
  const { problem, prev, latest, remaining, endBound, opens, closes, legDuration, serviceAt } = state;
  const { severalWindows } = problem.features;
  const start = state.firstStart + route;
  const end = state.firstEnd + route;
  latest[end] = closes[end];
  remaining[end] = 0;
  endBound[end] = opens[end];
  for (let after = end; after !== start;) {
    const node = prev[after];
    const passing = serviceAt[node] + legDuration[node];
    const bound = latest[after] - passing;
    const chosen = severalWindows && node < problem.clients;
    latest[node] = chosen ? latestInWindows(state, node, bound) : Math.min(bound, closes[node]);
    remaining[node] = passing + remaining[after];
    endBound[node] = Math.max(opens[after] + remaining[after], endBound[after]);
    after = node;
  }
}

function latestInWindows({ problem }: RouteFigures, client: number, bound: number): number {
  const first = problem.windowStart[client];
  for (let window = problem.windowStart[client + 1] - 1; window >= first; window--) {
    if (problem.windowEarliest[window] <= bound || window === first) {
      return Math.min(bound, problem.windowLatest[window]);
    }
  }
  return bound;
}

/** Latest start by which the route still ends at `finish`, over all windows. */
function latestStartFor(state: RouteFigures, route: number, finish: number): number {
  const { problem, prev, begin, closes, legDuration, serviceAt } = state;
  const start = state.firstStart + route;
  let bound = finish;
  for (let after = state.firstEnd + route; after !== start;) {
    const node = prev[after];
    bound -= serviceAt[node] + legDuration[node];
    bound = node < problem.clients ? latestInWindows(state, node, bound) : Math.min(bound, closes[node]);
    bound = Math.max(bound, begin[node]);
    after = node;
  }
  return bound;
}

/** Within each trip: earliest begin at a node however early the trip starts, and the latest start that reaches it. */
function boundTrips(state: RouteFigures, route: number): void {
  const { problem, next, prev, elapsed, opens, closes, tripStart, tripBegin, tripBound } = state;
  const end = state.firstEnd + route;
  for (let node = state.firstStart + route; node !== end; node = next[node]) {
    if (node >= problem.clients) {
      tripBegin[node] = -Infinity;
      tripBound[node] = closes[node];
      continue;
    }
    const before = prev[node];
    const since = elapsed[node] - elapsed[tripStart[node]];
    tripBegin[node] = Math.max(tripBegin[before] + elapsed[node] - elapsed[before], opens[node]);
    tripBound[node] = Math.min(tripBound[before], closes[node] - since);
  }
}
