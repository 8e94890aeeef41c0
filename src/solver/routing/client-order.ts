import type { RoutingProblem } from './problem.ts';
import type { GivenRoute } from './ruin-recreate/ruin-recreate.ts';

/** Bits per axis of the grid that the curve fills. */
const GRID_BITS = 12;

/**
 * An order of the clients in which neighbours on the ground stand close together, so that the rows and columns of the
 * matrices that a search reads at a time share cache lines: along a Hilbert curve through the plane that FastMap lays
 * from distances alone (Faloutsos and Lin, 1995). O(n log n); clients on no road come last.
 */
export function orderClients(problem: RoutingProblem): Int32Array {
  const { clients } = problem;
  const order = Int32Array.from(clients, (_, client) => client);
  if (clients.length < 3) return order;
  const [first, second] = projectClients(problem);
  const keys = Float64Array.from(clients, (_, client) => hilbertIndex(first[client], second[client]));
  return order.sort((one, other) => keys[one] - keys[other] || one - other);
}

/** Position of each client in an order. */
export function invertOrder(order: Int32Array): Int32Array {
  const position = new Int32Array(order.length);
  order.forEach((client, at) => (position[client] = at));
  return position;
}

/** Routes with each client replaced by its entry in `numbers`; reloads stay. */
export function renumberRoutes(routes: readonly GivenRoute[], numbers: Int32Array): readonly GivenRoute[] {
  return routes.map(({ type, nodes }) => ({
    type,
    nodes: nodes.map((node) => (node < 0 ? node : numbers[node])),
  }));
}

/** Coordinates on two axes, as cells of the grid. */
function projectClients(problem: RoutingProblem): readonly [Float64Array, Float64Array] {
  const squared = squaredDistance(problem);
  const first = project(problem.clients.length, squared);
  const rest = (one: number, other: number): number => {
    return squared(one, other) - (first[one] - first[other]) ** 2;
  };
  const second = project(problem.clients.length, (one, other) => Math.max(0, rest(one, other)));
  return [toCells(first), toCells(second)];
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
  const left = farthestFrom(0, count, squared);
  const right = farthestFrom(left, count, squared);
  const span = squared(left, right);
  if (!(span > 0)) return new Float64Array(count);
  return Float64Array.from({ length: count }, (_, index) => {
    return (squared(left, index) + span - squared(right, index)) / (2 * Math.sqrt(span));
  });
}

function farthestFrom(
  from: number,
  count: number,
  squared: (one: number, other: number) => number,
): number {
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

function toCells(values: Float64Array): Float64Array {
  let least = Infinity;
  let most = -Infinity;
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  const scale = most > least ? (2 ** GRID_BITS - 1) / (most - least) : 0;
  return values.map((value) => Math.round((value - least) * scale));
}

/** Position of a cell along the Hilbert curve. */
function hilbertIndex(column: number, row: number): number {
  let x = column;
  let y = row;
  let index = 0;
  for (let side = 2 ** (GRID_BITS - 1); side > 0; side >>= 1) {
    const right = (x & side) > 0 ? 1 : 0;
    const upper = (y & side) > 0 ? 1 : 0;
    index += side * side * ((3 * right) ^ upper);
    if (upper === 0) {
      if (right === 1) {
        x = side - 1 - (x & (side - 1));
        y = side - 1 - (y & (side - 1));
      }
      const swap = x;
      x = y;
      y = swap;
    }
    x &= side - 1;
    y &= side - 1;
  }
  return index;
}
