/** Bumped whenever planning may give another plan for the same input. */
export const PLANNER_VERSION = 'planner/9';
