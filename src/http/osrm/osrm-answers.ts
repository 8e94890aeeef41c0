import { toPosition } from '../../geojson/feature-collection.ts';
import type { LonLat } from '../../model/units.ts';
import { encodePolyline } from '../../network/external/polyline.ts';
import { METRES_PER_DEGREE } from '../../network/great-circle.ts';
import { simplifyLine } from '../../network/roads/simplify-line.ts';
import type { SnappedPoint, TravelLeg } from '../../network/travel-engine.ts';
import type { TravelMatrix } from '../../network/travel-matrix.ts';
import { OsrmError } from './osrm-error.ts';
import type { OsrmGeometries, OsrmRouteOptions, OsrmTableOptions } from './osrm-options.ts';

/** A coordinate on the road network. */
export interface OsrmWaypoint {
  readonly name: string;
  readonly location: readonly [number, number];
  readonly distance: number;
}

type OsrmLine = string | { readonly type: 'LineString'; readonly coordinates: readonly LonLat[] };

/**
 * Coordinates as waypoints.
 *
 * @throws OsrmError `NoSegment` for one that lies off the network or farther from it than its radius
 */
export function toWaypoints(
  snapped: readonly SnappedPoint[],
  radiuses: readonly number[],
): readonly OsrmWaypoint[] {
  return snapped.map(({ location, snapMetres }, index) => {
    if (location === null || snapMetres > radiuses[index]) {
      throw new OsrmError('NoSegment', `Could not find a matching segment for coordinate ${index}`);
    }
    return { name: '', location: toPosition(location), distance: toTenth(snapMetres) };
  });
}

/** A table over some rows and columns of a matrix; null where there is no way. */
export function toOsrmTable(
  matrix: TravelMatrix,
  { sources, destinations, durations, distances }: OsrmTableOptions,
): Record<string, unknown> {
  const pick = (values: Float64Array): readonly (readonly (number | null)[])[] =>
    sources.map((from) =>
      destinations.map((to) => {
        const value = values[from * matrix.size + to];
        return Number.isFinite(value) ? toTenth(value) : null;
      }),
    );
  return {
    ...(durations ? { durations: pick(matrix.durations) } : {}),
    ...(distances ? { distances: pick(matrix.distances) } : {}),
  };
}

/** A route over all legs. @throws OsrmError `NoRoute` */
export function toOsrmRoute(
  legs: readonly TravelLeg[],
  { overview, geometries, steps }: OsrmRouteOptions,
): Record<string, unknown> {
  if (!legs.every(({ seconds }) => Number.isFinite(seconds))) {
    throw new OsrmError('NoRoute', 'Impossible route between points');
  }
  const line = legs.flatMap((leg, index) => (index === 0 ? leg.line : leg.line.slice(1)));
  const shown = overview === 'simplified' ? simplifyForOverview(line) : line;
  return {
    ...toFigures(legs),
    weight_name: 'duration',
    ...(overview === 'false' ? {} : { geometry: toOsrmLine(shown, geometries) }),
    legs: legs.map((leg) => ({
      ...toFigures([leg]),
      summary: '',
      steps: steps ? toSteps(leg, geometries) : [],
    })),
  };
}

function toFigures(legs: readonly TravelLeg[]) {
  const duration = toTenth(legs.reduce((sum, { seconds }) => sum + seconds, 0));
  return { distance: toTenth(legs.reduce((sum, { metres }) => sum + metres, 0)), duration, weight: duration };
}

/** A leg has two steps: the whole way, and the arrival. Turns in between are not described. */
function toSteps(leg: TravelLeg, geometries: OsrmGeometries): readonly object[] {
  const { line } = leg;
  const last = line[line.length - 1];
  const away = toBearing(line[0], line[1] ?? last);
  const towards = toBearing(line[line.length - 2] ?? last, last);
  const common = { mode: 'driving', driving_side: 'right', name: '' };
  const step = (shown: readonly LonLat[], figures: object, maneuver: object, crossing: object) => ({
    ...common,
    ...figures,
    geometry: toOsrmLine(shown, geometries),
    maneuver,
    intersections: [{ location: toPosition(shown[0]), entry: [true], ...crossing }],
  });
  return [
    step(
      line,
      toFigures([leg]),
      { type: 'depart', location: toPosition(line[0]), bearing_before: 0, bearing_after: away },
      { bearings: [away], out: 0 },
    ),
    step(
      [last, last],
      { distance: 0, duration: 0, weight: 0 },
      { type: 'arrive', location: toPosition(last), bearing_before: towards, bearing_after: 0 },
      { bearings: [(towards + 180) % 360], in: 0 },
    ),
  ];
}

/** Direction from one position to another, degrees clockwise from north. */
function toBearing([lonA, latA]: LonLat, [lonB, latB]: LonLat): number {
  const east = (lonB - lonA) * Math.cos((((latA + latB) / 2) * Math.PI) / 180);
  const degrees = Math.round((Math.atan2(east, latB - latA) * 180) / Math.PI);
  return (degrees + 360) % 360;
}

function toOsrmLine(line: readonly LonLat[], geometries: OsrmGeometries): OsrmLine {
  if (geometries === 'geojson') return { type: 'LineString', coordinates: line.map(toPosition) };
  return encodePolyline(line, geometries === 'polyline6' ? 6 : 5);
}

/** Positions that a map which shows the whole line on this many pixels tells apart. */
const OVERVIEW_PIXELS = 1000;

function simplifyForOverview(line: readonly LonLat[]): readonly LonLat[] {
  const lons = line.map(([lon]) => lon);
  const lats = line.map(([, lat]) => lat);
  const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b), Infinity);
  const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), -Infinity);
  const span = Math.max(most(lons) - least(lons), most(lats) - least(lats));
  return simplifyLine(line, (span * METRES_PER_DEGREE) / OVERVIEW_PIXELS);
}

function toTenth(value: number): number {
  return Math.round(value * 10) / 10;
}
