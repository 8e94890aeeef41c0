import type { Random } from '../random.ts';

/**
 * Order crossover (OX; Oliver, Smith and Holland, 1987): a stretch of one giant tour, then the rest in the order of the other.
 *
 * @param mother at least two clients
 * @param child filled with every client once
 */
export function crossOrders(
  mother: Int32Array,
  father: Int32Array,
  random: Random,
  taken: Uint8Array,
  child: Int32Array,
): void {
  const count = mother.length;
  const start = random.below(count);
  const end = (start + 1 + random.below(count - 1)) % count;
  taken.fill(0);
  let at = start;
  for (; ; at = at + 1 === count ? 0 : at + 1) {
    child[at] = mother[at];
    taken[mother[at]] = 1;
    if (at === end) break;
  }
  let put = end;
  for (let step = 1; step <= count; step++) {
    const client = father[(end + step) % count];
    if (taken[client] === 1) continue;
    put = put + 1 === count ? 0 : put + 1;
    child[put] = client;
  }
}
