import type { LonLat } from '../model/units.ts';
import type { TravelProfile } from '../model/vehicle-type.ts';
import type { SnappedPoint, TravelEngine, TravelLeg } from './travel-engine.ts';

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
  return { snapped, legs: await engine.legs(pairs, profile) };
}
