const STEPS = 2 ** 26;

/**
 * The nearest multiple of 2^-26, some 15 nanoseconds or nanometres. Sums of such values below 2^27 (four years,
 * 134,000 km) are exact in double precision, so that a way has the same time and length in whatever order its parts
 * are added up: by arcs from its start, by shortcuts, from both ends.
 */
export function toSummable(value: number): number {
  return Math.round(value * STEPS) / STEPS;
}
