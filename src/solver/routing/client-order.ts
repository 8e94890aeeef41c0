import { projectClients } from './plane.ts';
import type { RoutingProblem } from './problem.ts';
import type { GivenRoute } from './ruin-recreate/ruin-recreate.ts';

/** Bits per axis of the grid that the curve fills. */
const GRID_BITS = 12;

/**
 * An order of the clients in which neighbours on the ground stand close together, so that the rows and columns of the
 * matrices that a search reads at a time share cache lines: along a Hilbert curve through the plane of
 * `projectClients`. O(n log n).
 */
export function orderClients(problem: RoutingProblem): Int32Array {
  const { clients } = problem;
  const order = Int32Array.from(clients, (_, client) => client);
  if (clients.length < 3) return order;
  const { x, y } = projectClients(problem);
  const first = toCells(x);
  const second = toCells(y);
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
