/** Codes of {@link PersistenceError}; each is explained in `docs/errors.md`. */
export type PersistenceErrorCode =
  | 'data_dir_in_use'
  | 'data_dir_unusable'
  | 'database_unreachable'
  | 'database_newer_than_program'
  | 'county_exists'
  | 'county_not_found'
  | 'county_busy'
  | 'dataset_not_found'
  | 'scenario_not_found'
  | 'scenario_busy'
  | 'plan_not_found'
  | 'study_not_found'
  | 'study_unfinished'
  | 'study_busy'
  | 'job_not_found'
  | 'invalid_cursor'
  | 'idempotency_key_reused';

/** Something asked of the database that it cannot do, with a stable code and the figures or ids behind it. */
export class PersistenceError extends Error {
  readonly code: PersistenceErrorCode;
  readonly details: Readonly<Record<string, string | number>>;

  constructor(
    code: PersistenceErrorCode,
    message: string,
    details: Readonly<Record<string, string | number>> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'PersistenceError';
    this.code = code;
    this.details = details;
  }
}
