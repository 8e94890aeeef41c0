/** Slack in seconds and metres for sums of floating-point numbers. */
export const SLACK = 1e-9;
