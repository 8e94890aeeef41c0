/**
 * Why an external engine gave no figures:
 * - `travel_engine_unavailable`: it did not answer, or was at fault, as often as it was asked;
 * - `travel_engine_bad_answer`: its answer cannot be used: damaged, too large, of the wrong shape, or a redirect;
 * - `travel_engine_refused`: it would not answer this request, e.g. because its limits are lower than configured.
 */
export type TravelEngineErrorCode =
  | 'travel_engine_unavailable'
  | 'travel_engine_bad_answer'
  | 'travel_engine_refused';

/** An external engine failed; nothing of its answer was used. */
export class TravelEngineError extends Error {
  override readonly name = 'TravelEngineError';
  readonly code: TravelEngineErrorCode;

  constructor(code: TravelEngineErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}
