import type { Metres } from '../../model/units.ts';
import type { DistanceRaster } from './distance-raster.ts';

/** Closed ring in the plane as x, y, x, y ..., the first position not repeated. */
export type PlaneRing = readonly number[];

/** Sides of a cell. */
const BOTTOM = 0;
const RIGHT = 1;
const TOP = 2;
const LEFT = 3;

/**
 * Pieces of the line inside a cell by the corners that lie inside (1 south-west, 2 south-east, 4 north-east, 8
 * north-west): from side, to side, with the inside on the left. Opposite corners are kept apart.
 */
const PIECES: readonly (readonly number[])[] = [
  [],
  [BOTTOM, LEFT],
  [RIGHT, BOTTOM],
  [RIGHT, LEFT],
  [TOP, RIGHT],
  [BOTTOM, LEFT, TOP, RIGHT],
  [TOP, BOTTOM],
  [TOP, LEFT],
  [LEFT, TOP],
  [BOTTOM, TOP],
  [RIGHT, BOTTOM, LEFT, TOP],
  [RIGHT, TOP],
  [LEFT, RIGHT],
  [BOTTOM, RIGHT],
  [LEFT, BOTTOM],
  [],
];

/** Lines keep this share of a step away from grid points, so that rings never touch. */
const CLEARANCE = 0.01;

/**
 * Outline of the grid points nearer than `level`, by marching squares (Lorensen and Cline 1987, in two
 * dimensions): rings that neither cross nor touch, outer ones counterclockwise, holes clockwise. O(grid points).
 */
export function traceContours(raster: DistanceRaster, level: Metres): readonly PlaneRing[] {
  const next = linkCrossings(raster, level);
  const rings: PlaneRing[] = [];
  for (let start = 0; start < next.length; start++) {
    if (next[start] < 0) continue;
    const ring: number[] = [];
    let at = start;
    while (next[at] >= 0) {
      ring.push(...locateCrossing(raster, level, at));
      const following = next[at];
      next[at] = -1;
      at = following;
    }
    rings.push(ring);
  }
  return rings;
}

/** For each side of a cell the side at which the line leaves the cell that it enters there; -1 for none. */
function linkCrossings({ columns, rows, distances }: DistanceRaster, level: Metres): Int32Array {
  const next = new Int32Array(2 * columns * rows).fill(-1);
  for (let row = 0; row < rows - 1; row++) {
    for (let column = 0; column < columns - 1; column++) {
      const at = row * columns + column;
      const corners =
        (distances[at] <= level ? 1 : 0) |
        (distances[at + 1] <= level ? 2 : 0) |
        (distances[at + columns + 1] <= level ? 4 : 0) |
        (distances[at + columns] <= level ? 8 : 0);
      const pieces = PIECES[corners];
      for (let piece = 0; piece < pieces.length; piece += 2) {
        next[sideOf(at, columns, pieces[piece])] = sideOf(at, columns, pieces[piece + 1]);
      }
    }
  }
  return next;
}

/** Number of a side: even for those that run east from a grid point, odd for those that run north. */
function sideOf(cell: number, columns: number, side: number): number {
  if (side === BOTTOM) return 2 * cell;
  if (side === TOP) return 2 * (cell + columns);
  return 2 * (side === LEFT ? cell : cell + 1) + 1;
}

function locateCrossing(raster: DistanceRaster, level: Metres, side: number): readonly [number, number] {
  const { columns, step, west, south, distances } = raster;
  const at = side >> 1;
  const vertical = (side & 1) === 1;
  const start = distances[at];
  const end = distances[vertical ? at + columns : at + 1];
  const share = Math.min(1 - CLEARANCE, Math.max(CLEARANCE, (level - start) / (end - start)));
  const x = west + (at % columns) * step;
  const y = south + Math.floor(at / columns) * step;
  return vertical ? [x, y + share * step] : [x + share * step, y];
}
