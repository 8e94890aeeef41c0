/** Slack in seconds and metres for sums of floating-point numbers. */
export const SLACK = 1e-9;

/** Share of a cost below which a difference is that of sums of floating-point numbers. */
const COST_SLACK = 1e-9;

/** Is one cost lower than another, by more than rounding? */
export function isCheaper(cost: number, other: number): boolean {
  return cost + COST_SLACK * Math.abs(cost) < other;
}
