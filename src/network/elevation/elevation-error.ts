/**
 * What is wrong with an elevation file:
 * - `elevation_unreadable`: not the format that its name says, damaged, or with heights that the Earth does not have;
 * - `elevation_unsupported`: a grid that is not of longitude and latitude in degrees;
 * - `elevation_too_large`: more samples than are read.
 */
export type ElevationErrorCode = 'elevation_unreadable' | 'elevation_unsupported' | 'elevation_too_large';

/** Refusal of an elevation file. */
export class ElevationError extends Error {
  override readonly name = 'ElevationError';
  readonly code: ElevationErrorCode;

  constructor(code: ElevationErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
