import { UNREACHABLE } from '../compiled-problem.ts';
import { beginAfterRelease, findWindow } from './insertion-checks.ts';
import { SLACK } from '../slack.ts';
import type { RouteState } from './route-state.ts';

export function fitsReload(
  state: RouteState,
  client: number,
  node: number,
  after: number,
  base: number,
  type: number,
  detour: number,
  clientFirst: boolean,
): boolean {
  const { problem } = state;
  const route = state.routeOf[node];
  if (!(detour < UNREACHABLE / 2)) return false;
  if (state.distance[route] + detour > problem.fleet.maxDistance[type] + SLACK) return false;
  if (
    problem.features.classes &&
    (state.tripClasses[state.tripStart[node]] & problem.clashBits[client]) !== 0
  )
    return false;
  if (!fitsSplit(state, client, node, type, clientFirst)) return false;
  return !problem.features.timed || isInTimeWithReload(state, client, node, after, base, type, clientFirst);
}

/** Loads when the trip is split behind a node: the client closes the first part or opens the second. */
function fitsSplit(
  state: RouteState,
  client: number,
  node: number,
  type: number,
  clientFirst: boolean,
): boolean {
  const { problem } = state;
  const { dimensions, features } = problem;
  if (features.deliveriesFirst) {
    if (clientFirst && problem.delivers[client] === 1 && state.pickedBefore[node] === 1) return false;
    if (!clientFirst && problem.picksUp[client] === 1 && state.deliversAfter[node] === 1) return false;
  }
  const start = state.tripStart[node];
  for (let dimension = 0; dimension < dimensions; dimension++) {
    const capacity = problem.fleet.capacity[type * dimensions + dimension];
    const down = problem.delivery[client * dimensions + dimension];
    const up = problem.pickup[client * dimensions + dimension];
    const cell = node * dimensions + dimension;
    const rest = state.rest[cell];
    const picked = features.pickups ? state.picked[cell] : 0;
    const before = features.pickups ? state.peakBefore[cell] : state.rest[start * dimensions + dimension];
    const after = features.pickups ? state.peakAfter[cell] : rest;
    if (clientFirst && (before - rest + down > capacity || picked + up > capacity)) return false;
    if (!clientFirst && (rest + down > capacity || after - picked + up > capacity)) return false;
  }
  return true;
}

function isInTimeWithReload(
  state: RouteState,
  client: number,
  node: number,
  after: number,
  base: number,
  type: number,
  clientFirst: boolean,
): boolean {
  const { problem } = state;
  const { width, clients } = problem;
  const duration = problem.duration[problem.fleet.profile[type]];
  const place = clients + base;
  const release = problem.features.release ? problem.release[client] : 0;
  const leave = clientFirst && release > 0 ? beginAfterRelease(state, client, node) : state.begin[node];
  let time = leave + state.serviceAt[node];
  let here = state.place[node];
  if (clientFirst) {
    time = passClient(state, client, time + duration[here * width + client]);
    here = client;
  }
  const ready = clientFirst ? restRelease(state, node) : Math.max(release, restRelease(state, node));
  time =
    Math.max(time + duration[here * width + place], problem.baseEarliest[base], ready) +
    problem.baseLoading[base];
  if (time > problem.baseLatest[base] + SLACK) return false;
  here = place;
  if (!clientFirst) {
    time = passClient(state, client, time + duration[here * width + client]);
    here = client;
  }
  const arrival = time + duration[here * width + state.place[after]];
  if (!(arrival <= state.latest[after] + SLACK)) return false;
  const limit = problem.fleet.maxDuration[type];
  if (limit === Infinity) return true;
  const end = Math.max(arrival, state.opens[after]) + state.remaining[after];
  return (
    Math.max(end, state.endBound[after]) - state.begin[state.firstStart + state.routeOf[node]] <=
    limit + SLACK
  );
}

function passClient(state: RouteState, client: number, arrival: number): number {
  const window = findWindow(state, client, arrival);
  return window < 0
    ? Infinity
    : Math.max(arrival, state.problem.windowEarliest[window]) + state.problem.service[client];
}

/** Latest release among the clients behind a node on its trip. */
function restRelease(state: RouteState, node: number): number {
  const { problem } = state;
  if (!problem.features.release) return 0;
  let release = 0;
  for (let other = state.next[node]; other < problem.clients; other = state.next[other]) {
    if (problem.release[other] > release) release = problem.release[other];
  }
  return release;
}
