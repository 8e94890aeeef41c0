/**
 * What is wrong with a road file or with an override of it:
 * - `roads_unreadable`: not the format it claims to be, or damaged;
 * - `roads_truncated`: ends in the middle of a record;
 * - `roads_unsupported`: a valid feature of the format that is not read here;
 * - `roads_too_large`: more bytes, nodes, ways or references than the limits allow;
 * - `roads_bad_value`: a value out of its range, e.g. a latitude of 91;
 * - `roads_empty`: no road that a vehicle may use;
 * - `roads_unknown_way`: an override names a way that the roads do not have;
 * - `roads_unconnected`: an override adds a road that meets none.
 */
export type RoadSourceErrorCode =
  | 'roads_unreadable'
  | 'roads_truncated'
  | 'roads_unsupported'
  | 'roads_too_large'
  | 'roads_bad_value'
  | 'roads_empty'
  | 'roads_unknown_way'
  | 'roads_unconnected';

/** Refusal of a road file; `path` says where, e.g. `byte 1234`, `features[7].geometry` or `roadOverrides[0].wayId`. */
export class RoadSourceError extends Error {
  override readonly name = 'RoadSourceError';
  readonly code: RoadSourceErrorCode;
  readonly path: string | null;

  constructor(code: RoadSourceErrorCode, message: string, path: string | null = null, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.path = path;
  }
}
