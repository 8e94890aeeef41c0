import type { LonLat, Metres } from '../model/units.ts';
import type { TravelProfile } from '../model/vehicle-type.ts';
import type { TravelMatrix } from './travel-matrix.ts';

/** Where a point meets the network. */
export interface SnappedPoint {
  /** Position on the network, or null when nothing lies within reach. */
  readonly location: LonLat | null;
  /** Straight-line distance from the point to the network; Infinity when there is none. */
  readonly snapMetres: Metres;
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
  /** Matrix over all pairs of points; a point off the network gets Infinity in its row and column, 0 to itself. */
  matrix(points: readonly LonLat[], profile: TravelProfile): Promise<TravelMatrix>;
  /** Geometry along the road for each pair, straight line where estimated or unreachable. */
  legGeometries(
    pairs: readonly (readonly [LonLat, LonLat])[],
    profile: TravelProfile,
  ): Promise<readonly (readonly LonLat[])[]>;
}
