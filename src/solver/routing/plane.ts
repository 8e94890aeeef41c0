import type { RoutingProblem } from './problem.ts';

/** Where each client lies, in metres along two axes of no particular direction. */
export interface Plane {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/**
 * Lays the clients in a plane from the distances of the first profile alone, by FastMap (Faloutsos and Lin, 1995): near
 * stays near as far as roads allow. Linear in the clients; a way that is missing counts as none.
 */
export function projectClients(problem: RoutingProblem): Plane {
  const squared = squaredDistance(problem);
  const first = project(problem.clients.length, squared);
  const rest = (one: number, other: number): number => {
    return squared(one, other) - (first[one] - first[other]) ** 2;
  };
  const second = project(problem.clients.length, (one, other) => Math.max(0, rest(one, other)));
  return { x: first, y: second };
}

/** Square of the mean of both ways; 0 where there is none. */
function squaredDistance({
  matrices: [{ size, distances }],
  clients,
}: RoutingProblem): (one: number, other: number) => number {
  return (one, other) => {
    const from = clients[one].location;
    const to = clients[other].location;
    const mean = (distances[from * size + to] + distances[to * size + from]) / 2;
    return mean < Infinity ? mean * mean : 0;
  };
}

/** Places all on the line through two that are far apart, by the law of cosines. */
function project(count: number, squared: (one: number, other: number) => number): Float64Array {
  if (count === 0) return new Float64Array(0);
  const left = farthestFrom(0, count, squared);
  const right = farthestFrom(left, count, squared);
  const span = squared(left, right);
  if (!(span > 0)) return new Float64Array(count);
  return Float64Array.from({ length: count }, (_, index) => {
    return (squared(left, index) + span - squared(right, index)) / (2 * Math.sqrt(span));
  });
}

function farthestFrom(from: number, count: number, squared: (one: number, other: number) => number): number {
  let farthest = from;
  let most = 0;
  for (let index = 0; index < count; index++) {
    const away = squared(from, index);
    if (away <= most) continue;
    most = away;
    farthest = index;
  }
  return farthest;
}
