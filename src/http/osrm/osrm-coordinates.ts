import type { LonLat } from '../../model/units.ts';
import type { TravelProfile } from '../../model/vehicle-type.ts';
import { TRAVEL_PROFILES } from '../../model/vehicle-type.ts';
import { decodePolyline } from '../../network/external/polyline.ts';
import { OsrmError } from './osrm-error.ts';

/** Names by which clients of OSRM know their profiles, besides those of the planner. */
const OTHER_NAMES: Readonly<Record<string, TravelProfile>> = {
  car: 'van',
  driving: 'van',
  'driving-traffic': 'van',
  hgv: 'truck',
};

/** The profile of an address. @throws OsrmError `InvalidValue` */
export function parseOsrmProfile(name: string): TravelProfile {
  const profile = TRAVEL_PROFILES.find((each) => each === name);
  if (profile !== undefined) return profile;
  if (Object.hasOwn(OTHER_NAMES, name)) return OTHER_NAMES[name];
  const known = [...TRAVEL_PROFILES, ...Object.keys(OTHER_NAMES)].join(', ');
  throw new OsrmError('InvalidValue', `Unknown profile; use one of ${known}.`);
}

const NUMBER = String.raw`-?\d+(?:\.\d+)?`;
const LIST = new RegExp(`^${NUMBER},${NUMBER}(?:;${NUMBER},${NUMBER})*$`);
const POLYLINE = /^polyline(6?)\((.*)\)$/s;

/**
 * Coordinates of an address: `lon,lat;lon,lat`, `polyline(...)` or `polyline6(...)`, `.json` at the end or not.
 *
 * @throws OsrmError `InvalidUrl` for another form, `InvalidValue` for a position off the globe
 */
export function parseOsrmCoordinates(text: string): readonly LonLat[] {
  const list = text.replace(/\.json$/, '');
  const polyline = POLYLINE.exec(list);
  const points = polyline
    ? decodePolyline(polyline[2], polyline[1] === '6' ? 6 : 5)
    : LIST.test(list)
      ? list.split(';').map(toPoint)
      : null;
  if (points === null || points.length === 0) {
    throw new OsrmError('InvalidUrl', 'URL string malformed: coordinates are no list of longitude,latitude');
  }
  const isOnGlobe = ([lon, lat]: LonLat): boolean => Math.abs(lon) <= 180 && Math.abs(lat) <= 90;
  if (!points.every(isOnGlobe)) throw new OsrmError('InvalidValue', 'Invalid coordinate value.');
  return points;
}

function toPoint(text: string): LonLat {
  const [lon, lat] = text.split(',').map(Number);
  return [lon, lat];
}
