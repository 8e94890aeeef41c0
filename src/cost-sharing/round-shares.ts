import type { Fen } from '../model/units.ts';

/** Remainders nearer than this count as equal, so that rounding errors do not decide who pays the odd fen. */
const SAME_REMAINDER = 1e-6;

/**
 * Rounds shares to whole fen that sum exactly to a whole total: each is rounded down, and the fen left over go to the
 * largest remainders, ties to the earlier (Hamilton's method). Each differs from its share by less than one fen, but
 * for the error in the shares' own sum.
 */
export function roundShares(shares: readonly number[], totalFen: Fen): readonly Fen[] {
  if (shares.length === 0) return [];
  const parts = shares.map((share) => Math.floor(share + SAME_REMAINDER));
  const order = shares
    .map((share, index) => ({ index, rest: Math.max(0, share - parts[index]) }))
    .sort((a, b) => (Math.abs(a.rest - b.rest) < SAME_REMAINDER ? a.index - b.index : b.rest - a.rest));
  let left = totalFen - parts.reduce((sum, part) => sum + part, 0);
  for (let turn = 0; left > 0; turn = (turn + 1) % order.length, left--) parts[order[turn].index]++;
  for (let turn = order.length - 1; left < 0; turn = (turn || order.length) - 1, left++)
    parts[order[turn].index]--;
  return parts;
}
