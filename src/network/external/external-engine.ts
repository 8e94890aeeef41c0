import type { LonLat, Metres } from '../../model/units.ts';
import { distanceOf } from '../great-circle.ts';
import type { SnappedPoint, TravelEngine, TravelLeg } from '../travel-engine.ts';
import { wholeMatrix } from '../travel-matrix.ts';
import type { MatrixPart, TravelMatrix } from '../travel-matrix.ts';
import type { ExternalEngineOptions } from './engine-settings.ts';
import { mapFew } from './matrix-blocks.ts';

const ROUTES_AT_ONCE = 4;

/** The questions of a travel engine in the protocol of one server; `profile` is the server's name of it. */
export interface EngineClient {
  snap(points: readonly LonLat[], profile: string): Promise<readonly SnappedPoint[]>;
  measure(points: readonly LonLat[], profile: string, part: MatrixPart): Promise<TravelMatrix>;
  /** A leg; null where there is no way, or where it begins or ends elsewhere. */
  findWay(from: LonLat, to: LonLat, profile: string): Promise<TravelLeg | null>;
}

/** A travel engine that has a server asked. */
export function toTravelEngine(
  name: string,
  client: EngineClient,
  { attributions, profiles }: ExternalEngineOptions,
): TravelEngine {
  return {
    name,
    estimated: false,
    attributions,
    snap: (points, profile) => client.snap(points, profiles[profile]),
    matrix: (points, profile, part = wholeMatrix(points.length)) =>
      client.measure(points, profiles[profile], toDistinct(part)),
    legs: (pairs, profile) =>
      mapFew(pairs, ROUTES_AT_ONCE, async ([from, to]) => {
        const way = await client.findWay(from, to, profiles[profile]);
        return way ?? { metres: Infinity, seconds: Infinity, line: [from, to] };
      }),
  };
}

function toDistinct({ rows, columns }: MatrixPart): MatrixPart {
  return { rows: [...new Set(rows)], columns: [...new Set(columns)] };
}

/** A point and where a server moved it; off the network where that is farther than the limit. */
export function toSnappedPoint(point: LonLat, location: LonLat, maxSnapMetres: Metres): SnappedPoint {
  const snapMetres = distanceOf(point, location);
  return { location: snapMetres <= maxSnapMetres ? location : null, snapMetres };
}
