import { ElevationError } from './elevation-error.ts';
import type { ElevationGrid } from './elevation-model.ts';

/** Samples a side of tiles of three and of one arc second. */
const SIDES: readonly number[] = [1201, 3601];
/** Heights below this mark voids: -32768 in SRTM, -9999 in other products. */
const LEAST_METRES = -1000;
const MOST_METRES = 9000;

/**
 * Reads a tile in the form of SRTM: a degree square of big-endian 16-bit metres, named by its southwestern corner, e.g.
 * `N29E114.hgt` (USGS, "SRTM topography", 2015). The samples are looked up in the bytes given.
 *
 * @throws ElevationError `elevation_unreadable`
 */
export function readHgtTile(name: string, bytes: Uint8Array): ElevationGrid {
  const [south, west] = parseCorner(name);
  const side = SIDES.find((samples) => samples * samples * 2 === bytes.length);
  if (side === undefined) {
    throw new ElevationError(
      'elevation_unreadable',
      `A tile has ${SIDES.map((samples) => samples * samples * 2).join(' or ')} bytes, not ${bytes.length}`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  requireHeights(view);
  return {
    west,
    north: south + 1,
    stepDegrees: 1 / (side - 1),
    columns: side,
    rows: side,
    sampleAt: (row, column) => {
      const metres = view.getInt16((row * side + column) * 2);
      return metres < LEAST_METRES ? Number.NaN : metres;
    },
  };
}

function parseCorner(name: string): readonly [south: number, west: number] {
  const match = /^([ns])(\d{2})([ew])(\d{3})\.hgt$/i.exec(name);
  const south = match === null ? Number.NaN : Number(match[2]) * (match[1].toLowerCase() === 'n' ? 1 : -1);
  const west = match === null ? Number.NaN : Number(match[4]) * (match[3].toLowerCase() === 'e' ? 1 : -1);
  if (south >= -90 && south < 90 && west >= -180 && west < 180) return [south, west];
  throw new ElevationError(
    'elevation_unreadable',
    'A tile is named by its southwestern corner, e.g. N29E114.hgt',
  );
}

/** Bytes in the wrong order, or of another kind, soon show heights that no mountain has. */
function requireHeights(view: DataView): void {
  for (let at = 0; at < view.byteLength; at += 2) {
    const metres = view.getInt16(at);
    if (metres <= MOST_METRES) continue;
    throw new ElevationError('elevation_unreadable', `Byte ${at} holds a height of ${metres} m`);
  }
}
