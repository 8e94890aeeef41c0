import type { CompiledProblem } from '../compiled-problem.ts';
import type { LoneTours } from './lone-tours.ts';

/**
 * What must be served once: a client, or a group of clients of which one is served. Members of request q: entries
 * first[q] to first[q + 1].
 */
export interface Requests {
  readonly count: number;
  readonly requestOf: Int32Array;
  readonly first: Int32Array;
  readonly member: Int32Array;
  readonly required: Uint8Array;
  /** False when no vehicle could serve any member even on a tour of its own. */
  readonly possible: Uint8Array;
  /** Cost of leaving it out: the largest prize of an optional one, a penalty for a required one. */
  readonly leaveCost: Float64Array;
  /** First penalty of a required request. */
  readonly penalty: number;
}

/** First penalty of a required request, in dearest lone tours. */
const PENALTY_TOURS = 3;

/** Gathers the clients into requests. Linear. */
export function buildRequests(problem: CompiledProblem, tours: LoneTours): Requests {
  const members = gatherMembers(problem);
  const clients = problem.source.clients;
  const requestOf = new Int32Array(clients.length);
  const first = new Int32Array(members.length + 1);
  members.forEach((list, request) => {
    first[request + 1] = first[request] + list.length;
    for (const client of list) requestOf[client] = request;
  });
  const required = Uint8Array.from(members, (list) =>
    list.some((client) => clients[client].prize === undefined) ? 1 : 0,
  );
  const cheapest = (client: number): number => {
    return tours.first[client] < tours.first[client + 1] ? tours.cost[tours.first[client]] : Infinity;
  };
  const lone = members.map((list) => Math.min(...list.map(cheapest)));
  const penalty =
    PENALTY_TOURS * lone.reduce((most, cost) => (cost < Infinity ? Math.max(most, cost) : most), 1);
  return {
    count: members.length,
    requestOf,
    first,
    member: Int32Array.from(members.flat()),
    required,
    possible: Uint8Array.from(lone, (cost) => (cost < Infinity ? 1 : 0)),
    leaveCost: Float64Array.from(members, (list, request) => {
      return required[request] === 1
        ? penalty
        : Math.max(...list.map((client) => clients[client].prize ?? 0));
    }),
    penalty,
  };
}

function gatherMembers(problem: CompiledProblem): readonly number[][] {
  const groups = new Map<number, number[]>();
  const members: number[][] = [];
  problem.source.clients.forEach(({ group }, client) => {
    const known = group === undefined ? undefined : groups.get(group);
    if (known) {
      known.push(client);
      return;
    }
    const list = [client];
    members.push(list);
    if (group !== undefined) groups.set(group, list);
  });
  return members;
}
