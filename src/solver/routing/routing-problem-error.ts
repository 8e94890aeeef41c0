/** One thing that is wrong with a routing problem, with the path of the offending value. */
export interface RoutingProblemIssue {
  /** Stable snake_case code, e.g. `index_out_of_range`; listed in `docs/errors.md`. */
  readonly code: string;
  /** JSON-pointer-like path, e.g. `clients/3/windows/0`. */
  readonly path: string;
  readonly message: string;
}

/** Wrong input to the routing solver: the first issue on the error itself, all of them in `issues`. */
export class RoutingProblemError extends Error {
  readonly code: string;
  readonly path: string;
  readonly issues: readonly RoutingProblemIssue[];

  constructor(issues: readonly RoutingProblemIssue[]) {
    const first = issues[0];
    super(`${first.path}: ${first.message}`);
    this.name = 'RoutingProblemError';
    this.code = first.code;
    this.path = first.path;
    this.issues = issues;
  }
}
