import { readAsciiGrid } from './ascii-grid.ts';
import type { ElevationGrid } from './elevation-model.ts';
import { readHgtTile } from './hgt-tile.ts';

/** True for names that are read as heights: a tile of SRTM's form (`N29E114.hgt`) or an ESRI ASCII grid (`.asc`). */
export function isElevationFile(name: string): boolean {
  return /\.(hgt|asc)$/i.test(name);
}

/**
 * Reads an elevation file by its name.
 *
 * @throws ElevationError
 */
export function readElevation(name: string, bytes: Uint8Array): ElevationGrid {
  return /\.hgt$/i.test(name) ? readHgtTile(name, bytes) : readAsciiGrid(bytes);
}
