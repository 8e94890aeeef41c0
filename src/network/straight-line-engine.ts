import type { LonLat, Metres } from '../model/units.ts';
import type { TravelProfile } from '../model/vehicle-type.ts';
import { distanceOf } from './great-circle.ts';
import type { SnappedPoint, TravelEngine } from './travel-engine.ts';
import { createEmptyMatrix, wholeMatrix } from './travel-matrix.ts';
import type { MatrixPart, TravelMatrix } from './travel-matrix.ts';

export interface StraightLineOptions {
  /** Road distance over straight-line distance, at least 1; e.g. 1.35 on plains, 1.55 in hills, 1.8 in mountains. */
  readonly detourFactor: number;
  /** Mean speed along the road by profile, in km/h; `STRAIGHT_LINE_SPEEDS_KMH` where absent. */
  readonly speedsKmh?: Partial<Readonly<Record<TravelProfile, number>>>;
}

/** Mean speeds on county and village roads where nothing is known of the roads. Assumptions, not measurements. */
export const STRAIGHT_LINE_SPEEDS_KMH: Readonly<Record<TravelProfile, number>> = {
  van: 36,
  truck: 32,
  trike: 20,
  bus: 30,
};

/**
 * Travel estimate where there is no road network: great-circle distance times a detour factor, at one mean speed
 * per profile. Every point counts as on the network.
 *
 * @throws RangeError when the factor is below 1 or a speed is not positive.
 */
export function createStraightLineEngine(options: StraightLineOptions): TravelEngine {
  const speeds = { ...STRAIGHT_LINE_SPEEDS_KMH, ...options.speedsKmh };
  requireOptions(options.detourFactor, speeds);
  return {
    name: 'straight-line/1',
    estimated: true,
    attributions: [],
    snap: async (points) => points.map(toSnappedPoint),
    matrix: async (points, profile, part = wholeMatrix(points.length)) =>
      buildStraightLineMatrix(points, options.detourFactor, speeds[profile] / 3.6, part),
    legs: async (pairs, profile) =>
      pairs.map(([from, to]) => {
        const metres = distanceOf(from, to) * options.detourFactor;
        return { metres, seconds: (metres * 3.6) / speeds[profile], line: [from, to] };
      }),
  };
}

function requireOptions(detourFactor: number, speeds: Readonly<Record<TravelProfile, number>>): void {
  if (!(detourFactor >= 1 && detourFactor < Infinity)) {
    throw new RangeError(`detourFactor must be a finite number of at least 1, not ${detourFactor}`);
  }
  for (const [profile, speed] of Object.entries(speeds)) {
    if (!(speed > 0 && speed < Infinity)) throw new RangeError(`speedsKmh.${profile} must be positive`);
  }
}

function toSnappedPoint(point: LonLat): SnappedPoint {
  return { location: point, snapMetres: 0 };
}

function buildStraightLineMatrix(
  points: readonly LonLat[],
  detourFactor: number,
  metresPerSecond: number,
  part: MatrixPart,
): TravelMatrix {
  const matrix = createEmptyMatrix(points.length);
  const { size, distances, durations } = matrix;
  for (const from of part.rows) {
    for (const to of part.columns) {
      if (to === from) continue;
      const back = to * size + from;
      const metres: Metres =
        distances[back] < Infinity ? distances[back] : distanceOf(points[from], points[to]) * detourFactor;
      distances[from * size + to] = metres;
      durations[from * size + to] = metres / metresPerSecond;
    }
  }
  return matrix;
}
