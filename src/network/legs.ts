import type { LonLat, Metres, Seconds } from '../model/units.ts';
import type { TravelProfile } from '../model/vehicle-type.ts';
import type { SnappedPoint, TravelEngine } from './travel-engine.ts';
import { distanceBetween, durationBetween } from './travel-matrix.ts';

/** Travel from one point to the next; Infinity and the straight line where there is no way. */
export interface TravelLeg {
  readonly metres: Metres;
  readonly seconds: Seconds;
  readonly line: readonly LonLat[];
}

/** A way through points in the order given: one leg less than points. */
export interface TravelWay {
  readonly snapped: readonly SnappedPoint[];
  readonly legs: readonly TravelLeg[];
}

/** Asks an engine for the fastest way through points, leg by leg. */
export async function measureWay(
  engine: TravelEngine,
  points: readonly LonLat[],
  profile: TravelProfile,
): Promise<TravelWay> {
  const pairs = points.slice(1).map((to, index) => [points[index], to] as const);
  const snapped = await engine.snap(points, profile);
  const matrix = await engine.matrix(points, profile);
  const lines = await engine.legGeometries(pairs, profile);
  const legs = lines.map((line, index) => ({
    metres: distanceBetween(matrix, index, index + 1),
    seconds: durationBetween(matrix, index, index + 1),
    line,
  }));
  return { snapped, legs };
}
