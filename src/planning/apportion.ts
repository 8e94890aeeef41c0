/**
 * Splits an integer over weights so that the parts are integers, sum exactly and differ from the exact shares by less
 * than one: largest remainders first, ties to the earlier. All zero weights count as equal.
 */
export function apportion(total: number, weights: readonly number[]): readonly number[] {
  if (weights.length === 0) return [];
  const sum = weights.reduce((a, b) => a + b, 0);
  const shares = weights.map((weight) => (sum > 0 ? (total * weight) / sum : total / weights.length));
  const parts = shares.map(Math.floor);
  let left = total - parts.reduce((a, b) => a + b, 0);
  const byRemainder = shares.map((share, index) => ({ index, rest: share - parts[index] }));
  byRemainder.sort((a, b) => b.rest - a.rest);
  for (const { index } of byRemainder) {
    if (left <= 0) break;
    parts[index]++;
    left--;
  }
  return parts;
}
