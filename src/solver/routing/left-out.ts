import type { RoutingProblem } from './problem.ts';

/** What a set of served clients leaves out. */
export interface LeftOut {
  /** Ascending; members of a group of which one is served are not left out. */
  readonly clients: readonly number[];
  /** Sum of the prizes, a whole group counting once with its largest. */
  readonly cost: number;
  /** False when a required client, or a whole group with a required member, is among them. */
  readonly allowed: boolean;
}

/** Which clients are left out when `served` are visited, and what that costs. Linear in the clients. */
export function findLeftOut(problem: RoutingProblem, served: ReadonlySet<number>): LeftOut {
  const groupsServed = new Set<number>();
  for (const client of served) {
    const { group } = problem.clients[client];
    if (group !== undefined) groupsServed.add(group);
  }
  const clients: number[] = [];
  const groupPrizes = new Map<number, number>();
  let cost = 0;
  let allowed = true;
  problem.clients.forEach(({ prize, group }, client) => {
    if (served.has(client) || (group !== undefined && groupsServed.has(group))) return;
    clients.push(client);
    if (prize === undefined) allowed = false;
    if (group === undefined) cost += prize ?? 0;
    else groupPrizes.set(group, Math.max(prize ?? 0, groupPrizes.get(group) ?? 0));
  });
  for (const prize of groupPrizes.values()) cost += prize;
  return { clients, cost, allowed };
}
