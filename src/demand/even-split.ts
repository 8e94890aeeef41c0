/**
 * Part `part` (zero-based) of an integer total split into `parts` integers that differ by at most one and sum
 * exactly. Splitting a part again into m equals splitting the whole into `parts * m`:
 * the parts `part * m` to `part * m + m - 1` sum to part `part`.
 */
export function splitEvenly(total: number, parts: number, part: number): number {
  return Math.floor((total * (part + 1)) / parts) - Math.floor((total * part) / parts);
}
