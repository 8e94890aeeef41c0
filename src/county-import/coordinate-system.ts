import gcoord from 'gcoord';
import type { LonLat } from '../model/units.ts';
import { toHeadingKey } from './table-reader.ts';

/** Coordinate systems that county files come in; CGCS2000 is taken as WGS-84 (they differ by centimetres). */
export type CoordinateSystem = 'wgs84' | 'gcj02' | 'bd09' | 'cgcs2000';

export const COORDINATE_SYSTEMS: readonly CoordinateSystem[] = ['wgs84', 'gcj02', 'bd09', 'cgcs2000'];

const NAMES: ReadonlyMap<string, CoordinateSystem> = new Map(
  Object.entries({
    wgs84: 'wgs84',
    epsg4326: 'wgs84',
    crs84: 'wgs84',
    urnogcdefcrsogc13crs84: 'wgs84',
    gcj02: 'gcj02',
    gcj: 'gcj02',
    amap: 'gcj02',
    火星坐标: 'gcj02',
    高德: 'gcj02',
    bd09: 'bd09',
    bd09ll: 'bd09',
    baidu: 'bd09',
    百度: 'bd09',
    cgcs2000: 'cgcs2000',
    epsg4490: 'cgcs2000',
    国家2000: 'cgcs2000',
  } as const),
);

/** The system that a name such as `GCJ-02` or `EPSG:4490` stands for, or null. */
export function findCoordinateSystem(name: string): CoordinateSystem | null {
  return NAMES.get(toHeadingKey(name)) ?? null;
}

/** A position in WGS-84, rounded to 1e-6 degrees (0.1 m); gcoord's inverse of GCJ-02 is within 0.2 m. */
export function toWgs84([lon, lat]: LonLat, system: CoordinateSystem): LonLat {
  if (system === 'gcj02') return toSix(gcoord.transform([lon, lat], gcoord.GCJ02, gcoord.WGS84));
  if (system === 'bd09') return toSix(gcoord.transform([lon, lat], gcoord.BD09, gcoord.WGS84));
  return toSix([lon, lat]);
}

/**
 * True when a pair can only be latitude before longitude: as given it is off the globe, or it would be a place in
 * China with the two swapped (73-136 east, 3-54 north), which as given lies on the ice or the sea beyond 73 north.
 */
export function isSwapped([lon, lat]: LonLat): boolean {
  if (Math.abs(lat) > 90) return Math.abs(lat) <= 180 && Math.abs(lon) <= 90;
  return lat >= 73 && lat <= 136 && lon >= 3 && lon <= 54;
}

function toSix([lon, lat]: readonly number[]): LonLat {
  return [Math.round(lon * 1e6) / 1e6, Math.round(lat * 1e6) / 1e6];
}
