import type { Plane } from '../plane.ts';
import type { Random } from '../random.ts';
import type { GivenRoute } from '../ruin-recreate/ruin-recreate.ts';

/**
 * Splits routes into parts that hold together on the ground and have about as many clients each: the routes' centres
 * are cut in two across a drawn direction, and the halves again. Other draws give other borders. Returns the part of
 * each route. O(r log r log parts).
 */
export function splitRoutes(
  routes: readonly GivenRoute[],
  plane: Plane,
  parts: number,
  random: Random,
): Int32Array {
  const partOf = new Int32Array(routes.length);
  const sizes = routes.map(({ nodes }) => nodes.reduce((sum, node) => sum + (node >= 0 ? 1 : 0), 0));
  const centres = routes.map(({ nodes }) => centreOf(nodes, plane));
  const cut = (list: readonly number[], first: number, count: number): void => {
    if (count === 1) {
      for (const route of list) partOf[route] = first;
      return;
    }
    const angle = random.uniform() * Math.PI;
    const along = (route: number): number =>
      centres[route].x * Math.cos(angle) + centres[route].y * Math.sin(angle);
    const sorted = list.toSorted((one, other) => along(one) - along(other) || one - other);
    const left = Math.floor(count / 2);
    const border = findBorder(sorted, sizes, left / count);
    cut(sorted.slice(0, border), first, left);
    cut(sorted.slice(border), first + left, count - left);
  };
  cut([...routes.keys()], 0, parts);
  return partOf;
}

function centreOf(nodes: readonly number[], { x, y }: Plane): { readonly x: number; readonly y: number } {
  let sumX = 0;
  let sumY = 0;
  let count = 0;
  for (const node of nodes) {
    if (node < 0) continue;
    sumX += x[node];
    sumY += y[node];
    count++;
  }
  return { x: sumX / Math.max(1, count), y: sumY / Math.max(1, count) };
}

/** Number of routes from the left that hold the share of the clients, to the nearest route. */
function findBorder(sorted: readonly number[], sizes: readonly number[], share: number): number {
  const wanted = share * sorted.reduce((sum, route) => sum + sizes[route], 0);
  let held = 0;
  for (const [at, route] of sorted.entries()) {
    if (held + sizes[route] / 2 > wanted) return at;
    held += sizes[route];
  }
  return sorted.length;
}
