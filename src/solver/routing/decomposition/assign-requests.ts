import type { GivenRoute } from '../ruin-recreate/ruin-recreate.ts';
import type { SearchTables } from '../ruin-recreate/search-tables.ts';

/**
 * The requests of each part, ascending: those that its routes serve, and of those that no route serves the ones whose
 * nearest served neighbour it has, or else every so many from `turn` on. Each possible request is in exactly one part.
 */
export function assignRequests(
  tables: SearchTables,
  parts: readonly (readonly GivenRoute[])[],
  turn: number,
): readonly Int32Array[] {
  const { requests } = tables;
  const partOf = new Int32Array(requests.count).fill(-1);
  parts.forEach((routes, part) => {
    for (const { nodes } of routes)
      for (const node of nodes) if (node >= 0) partOf[requests.requestOf[node]] = part;
  });
  const served = partOf.slice();
  for (let request = 0; request < requests.count; request++) {
    if (partOf[request] >= 0 || requests.possible[request] === 0) continue;
    const near = nearestPart(tables, served, requests.member[requests.first[request]]);
    partOf[request] = near >= 0 ? near : (turn + request) % parts.length;
  }
  const lists: number[][] = parts.map(() => []);
  for (let request = 0; request < requests.count; request++) {
    if (partOf[request] >= 0) lists[partOf[request]].push(request);
  }
  return lists.map((list) => Int32Array.from(list));
}

function nearestPart({ ruin, requests }: SearchTables, served: Int32Array, client: number): number {
  for (let at = client * ruin.width; at < (client + 1) * ruin.width; at++) {
    const part = served[requests.requestOf[ruin.list[at]]];
    if (part >= 0) return part;
  }
  return -1;
}
