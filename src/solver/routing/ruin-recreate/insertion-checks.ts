import { UNREACHABLE } from '../compiled-problem.ts';
import { SLACK } from '../slack.ts';
import type { RouteState } from './route-state.ts';

/** True when there is a way from the node to the client and on to the next. */
export function isJoined(state: RouteState, client: number, node: number, type: number): boolean {
  const { problem } = state;
  if (!problem.features.gaps) return true;
  const profile = problem.fleet.profile[type];
  const row = client * problem.width;
  if (problem.distanceTo[profile][row + state.place[node]] >= UNREACHABLE) return false;
  return problem.distance[profile][row + state.place[state.next[node]]] < UNREACHABLE;
}

export function fitsBehind(state: RouteState, client: number, node: number, type: number): boolean {
  const { problem } = state;
  const { dimensions, delivery, pickup, features } = problem;
  const start = state.tripStart[node];
  if (features.classes && (state.tripClasses[start] & problem.clashBits[client]) !== 0) return false;
  if (features.deliveriesFirst) {
    if (problem.delivers[client] === 1 && state.pickedBefore[node] === 1) return false;
    if (problem.picksUp[client] === 1 && state.deliversAfter[node] === 1) return false;
  }
  for (let dimension = 0; dimension < dimensions; dimension++) {
    const capacity = problem.fleet.capacity[type * dimensions + dimension];
    const down = delivery[client * dimensions + dimension];
    const cell = node * dimensions + dimension;
    if (!features.pickups) {
      if (state.rest[start * dimensions + dimension] + down > capacity) return false;
    } else {
      if (state.peakBefore[cell] + down > capacity) return false;
      if (state.peakAfter[cell] + pickup[client * dimensions + dimension] > capacity) return false;
    }
  }
  return true;
}

/** Cost of the added duration; Infinity when somebody would be served late or the day becomes too long. */
export function timeCostBehind(
  state: RouteState,
  client: number,
  node: number,
  after: number,
  type: number,
): number {
  const { problem } = state;
  const { fleet, width } = problem;
  const profile = fleet.profile[type];
  const there = problem.durationTo[profile][client * width + state.place[node]];
  const on = problem.duration[profile][client * width + state.place[after]];
  const ready = problem.features.release ? beginAfterRelease(state, client, node) : state.begin[node];
  const arrival = ready + state.serviceAt[node] + there;
  const window = findWindow(state, client, arrival);
  if (window < 0) return Infinity;
  const passing = problem.service[client] + on;
  const begin = Math.max(arrival, problem.windowEarliest[window]);
  if (!(begin + passing <= state.latest[after] + SLACK)) return Infinity;
  if (!problem.features.durations) return 0;
  const elapsed = state.elapsed[node] + state.serviceAt[node] + there;
  const remaining = passing + state.remaining[after];
  const end = Math.max(begin + remaining, state.opens[after] + state.remaining[after], state.endBound[after]);
  const start = Math.min(
    end - elapsed - remaining,
    state.startBound[node],
    problem.windowLatest[window] - elapsed,
    state.latest[after] - elapsed - passing,
  );
  const duration = end - start;
  if (duration > fleet.maxDuration[type] + SLACK) return Infinity;
  return fleet.costPerSecond[type] * (duration - state.duration[state.routeOf[node]]);
}

/** Cost of the added duration where nothing waits; Infinity when the day becomes too long. */
export function spanCostBehind(
  state: RouteState,
  client: number,
  node: number,
  after: number,
  type: number,
): number {
  const { problem } = state;
  const { fleet, width } = problem;
  const profile = fleet.profile[type];
  const there = problem.durationTo[profile][client * width + state.place[node]];
  const on = problem.duration[profile][client * width + state.place[after]];
  const added = there + problem.service[client] + on - state.legDuration[node];
  if (state.duration[state.routeOf[node]] + added > fleet.maxDuration[type] + SLACK) return Infinity;
  return fleet.costPerSecond[type] * added;
}

/** First window of a client that an arrival meets; -1 when all have closed. */
export function findWindow(state: RouteState, client: number, arrival: number): number {
  const { windowStart, windowLatest } = state.problem;
  for (let window = windowStart[client]; window < windowStart[client + 1]; window++) {
    if (arrival <= windowLatest[window] + SLACK) return window;
  }
  return -1;
}

/** Begin at a node when its trip also waits for the client's goods; Infinity when that is too late for the trip. */
export function beginAfterRelease(state: RouteState, client: number, node: number): number {
  const release = state.problem.release[client];
  const start = state.tripStart[node];
  if (release <= state.begin[start]) return state.begin[node];
  if (release > state.tripBound[node]) return Infinity;
  return Math.max(release + state.elapsed[node] - state.elapsed[start], state.tripBegin[node]);
}
