import type { PlanViolation } from '../checker/plan-violation.ts';

/** Planning ended because the caller asked for it. */
export class PlanCancelledError extends Error {
  readonly code = 'plan_cancelled';

  constructor() {
    super('Planning was cancelled.');
    this.name = 'PlanCancelledError';
  }
}

/** The checker refused a finished plan: a defect of the planner, never of the county's data. */
export class PlanRefusedError extends Error {
  readonly code = 'plan_refused';
  readonly violations: readonly PlanViolation[];

  constructor(violations: readonly PlanViolation[]) {
    const first = violations.slice(0, 3).map(({ code, path, message }) => `${code} at ${path}: ${message}`);
    super(`The checker found ${violations.length} violations in a finished plan. ${first.join(' ')}`);
    this.name = 'PlanRefusedError';
    this.violations = violations;
  }
}
