import type { CoordinateSystem } from './coordinate-system.ts';
import type { ImportLimits } from './county-file.ts';

/** What the caller of an import may set. */
export interface ImportOptions {
  /** Six digits; stands over the code of the files. */
  readonly code?: string;
  readonly name?: string;
  /** Coordinate system of the files, over what they say themselves. */
  readonly crs?: CoordinateSystem;
  readonly limits?: Partial<ImportLimits>;
}
