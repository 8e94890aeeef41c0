/**
 * A finding about a county's files: an error refuses the import, a warning is kept on the county.
 * Codes are listed in `docs/errors.md`.
 */
export interface CountyIssue {
  readonly severity: 'error' | 'warning';
  /** Stable snake_case code, e.g. `unknown_site`. */
  readonly code: string;
  readonly message: string;
  /** What the planner can do about it. */
  readonly remedy: string;
  readonly file: string | null;
  /** 1-based row of the file, header included; null when it concerns the whole file. */
  readonly row: number | null;
  readonly column: string | null;
}
