import type { Metres } from '../../model/units.ts';

/** Heights of the ground. */
export interface ElevationModel {
  /** Height above the sea at a position in WGS-84; NaN where none is known. */
  heightAt(lon: number, lat: number): Metres;
}

/** Samples on a grid of meridians and parallels, the northernmost row first, each from west to east. */
export interface ElevationGrid {
  /** Position of the first sample. */
  readonly west: number;
  readonly north: number;
  /** Degrees from one sample to the next. */
  readonly stepDegrees: number;
  readonly columns: number;
  readonly rows: number;
  /** Height of a sample; NaN where it is void. */
  readonly sampleAt: (row: number, column: number) => Metres;
}

/**
 * Heights from grids; where several know one, the first counts. O(grids) a question.
 *
 * @param onHeight is told which grid each height comes from
 */
export function createElevationModel(
  grids: readonly ElevationGrid[],
  onHeight?: (grid: number) => void,
): ElevationModel {
  return {
    heightAt(lon, lat) {
      for (let grid = 0; grid < grids.length; grid++) {
        const height = interpolate(grids[grid], lon, lat);
        if (Number.isNaN(height)) continue;
        onHeight?.(grid);
        return height;
      }
      return Number.NaN;
    },
  };
}

/** Samples by which a position on the border may lie outside it, by rounding. */
const SLACK = 1e-6;

/** Between the four samples around a position, by their nearness; void ones are left out. */
function interpolate(grid: ElevationGrid, lon: number, lat: number): Metres {
  const x = (lon - grid.west) / grid.stepDegrees;
  const y = (grid.north - lat) / grid.stepDegrees;
  const isWithin = x >= -SLACK && y >= -SLACK && x <= grid.columns - 1 + SLACK && y <= grid.rows - 1 + SLACK;
  if (!isWithin) return Number.NaN;
  const column = Math.max(0, Math.min(Math.floor(x), grid.columns - 2));
  const row = Math.max(0, Math.min(Math.floor(y), grid.rows - 2));
  let sum = 0;
  let weights = 0;
  for (let corner = 0; corner < 4; corner++) {
    const [down, right] = [corner >> 1, corner & 1];
    const weight = Math.max(0, 1 - Math.abs(y - row - down)) * Math.max(0, 1 - Math.abs(x - column - right));
    const height = grid.sampleAt(row + down, column + right);
    if (weight === 0 || Number.isNaN(height)) continue;
    sum += weight * height;
    weights += weight;
  }
  return weights === 0 ? Number.NaN : sum / weights;
}
