import type { LonLat, Metres, Seconds } from '../model/units.ts';
import type { TravelProfile } from '../model/vehicle-type.ts';
import type { MatrixPart, TravelMatrix } from './travel-matrix.ts';

/** Where a point meets the network. */
export interface SnappedPoint {
  /** Position on the network, or null when nothing lies within reach. */
  readonly location: LonLat | null;
  /** Straight-line distance from the point to the network; Infinity when there is none. */
  readonly snapMetres: Metres;
}

/** Travel from one point to another; Infinity and the straight line where there is no way. */
export interface TravelLeg {
  readonly metres: Metres;
  readonly seconds: Seconds;
  /** Along the road; straight where it is estimated. */
  readonly line: readonly LonLat[];
}

/**
 * Answers travel questions between points: the embedded road graph, the straight-line estimate, or an external
 * engine behind one interface.
 */
export interface TravelEngine {
  /** Name and version, stored with each plan, e.g. `roads/2` or `straight-line/1`. */
  readonly name: string;
  /** True when figures are straight lines times a detour factor. */
  readonly estimated: boolean;
  readonly attributions: readonly string[];
  snap(points: readonly LonLat[], profile: TravelProfile): Promise<readonly SnappedPoint[]>;
  /**
   * Matrix over all pairs of points; a point off the network gets Infinity in its row and column, 0 to itself. Where
   * only a part is asked for, no more is worked out: entries outside it are as if there were no way.
   */
  matrix(points: readonly LonLat[], profile: TravelProfile, part?: MatrixPart): Promise<TravelMatrix>;
  /** Travel for each pair, with its line. */
  legs(pairs: readonly (readonly [LonLat, LonLat])[], profile: TravelProfile): Promise<readonly TravelLeg[]>;
}
