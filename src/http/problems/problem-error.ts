import type { ProblemCode } from './catalogue.ts';

/** One thing that is wrong with a request. */
export interface ProblemDetail {
  readonly code: string;
  readonly message: string;
  /** Where: a JSON pointer into the body (`/budget/seconds`), or the name of a parameter. */
  readonly path?: string;
  readonly [member: string]: unknown;
}

/** An answer other than success, with its stable code; the error handler turns it into problem details. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly errors: readonly ProblemDetail[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: ProblemCode,
    message: string,
    more: {
      readonly errors?: readonly ProblemDetail[];
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(message);
    this.name = 'ProblemError';
    this.code = code;
    this.errors = more.errors ?? [];
    this.headers = more.headers ?? {};
  }
}

/** Refusal of what is worked out from roads, for a county without any. */
export function buildWithoutRoadsError(): ProblemError {
  return new ProblemError('county_without_roads', 'No roads were imported with this county.');
}
