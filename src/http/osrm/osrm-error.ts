/** Codes of OSRM's HTTP API for requests that cannot be answered, all with status 400. */
export type OsrmCode =
  | 'InvalidUrl'
  | 'InvalidQuery'
  | 'InvalidValue'
  | 'InvalidOptions'
  | 'NoSegment'
  | 'NoRoute'
  | 'TooBig';

/** Refusal in the form of OSRM's HTTP API. */
export class OsrmError extends Error {
  override readonly name = 'OsrmError';
  readonly code: OsrmCode;

  constructor(code: OsrmCode, message: string) {
    super(message);
    this.code = code;
  }
}
