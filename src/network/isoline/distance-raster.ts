import type { Metres } from '../../model/units.ts';

/** Stretches of road in a plane in metres: x and y of both ends, four numbers each. */
export type PlaneSegments = Float64Array;

/**
 * Distance to the nearest road at the points of a square grid, row by row from the south-west. Exact up to
 * `reach` and one and a half steps beyond; Infinity or too large farther off.
 */
export interface DistanceRaster {
  readonly columns: number;
  readonly rows: number;
  readonly step: Metres;
  /** Plane coordinates of the first grid point. */
  readonly west: Metres;
  readonly south: Metres;
  readonly distances: Float32Array;
}

/** Pieces of a segment are stamped one by one, so that a long slanting one does not cost its whole box. */
const PIECE_STEPS = 4;

/** Grid points that a raster of these segments would have. */
export function countRasterPoints(segments: PlaneSegments, reach: Metres, step: Metres): number {
  const { columns, rows } = frameOf(segments, reach, step);
  return columns * rows;
}

/** Rasterises the distance to the segments, of which there must be one. O(length of roads x reach / step^2). */
export function rasterizeDistance(segments: PlaneSegments, reach: Metres, step: Metres): DistanceRaster {
  const frame = frameOf(segments, reach, step);
  const distances = new Float32Array(frame.columns * frame.rows).fill(Infinity);
  const raster: DistanceRaster = { ...frame, step, distances };
  for (let at = 0; at < segments.length; at += 4) {
    const [x, y, endX, endY] = segments.subarray(at, at + 4);
    const pieces = Math.max(1, Math.ceil(Math.hypot(endX - x, endY - y) / (PIECE_STEPS * step)));
    for (let piece = 0; piece < pieces; piece++) {
      const start = piece / pieces;
      const end = (piece + 1) / pieces;
      stamp(raster, reach + 1.5 * step, [
        x + start * (endX - x),
        y + start * (endY - y),
        x + end * (endX - x),
        y + end * (endY - y),
      ]);
    }
  }
  return raster;
}

function frameOf(segments: PlaneSegments, reach: Metres, step: Metres) {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at < segments.length; at += 2) {
    west = Math.min(west, segments[at]);
    east = Math.max(east, segments[at]);
    south = Math.min(south, segments[at + 1]);
    north = Math.max(north, segments[at + 1]);
  }
  const margin = reach + 2 * step;
  return {
    west: west - margin,
    south: south - margin,
    columns: Math.ceil((east - west + 2 * margin) / step) + 1,
    rows: Math.ceil((north - south + 2 * margin) / step) + 1,
  };
}

type Piece = readonly [x: number, y: number, endX: number, endY: number];

function stamp(raster: DistanceRaster, within: Metres, [x, y, endX, endY]: Piece): void {
  const { columns, rows, step, west, south, distances } = raster;
  const first = Math.max(0, Math.ceil((Math.min(x, endX) - within - west) / step));
  const last = Math.min(columns - 1, Math.floor((Math.max(x, endX) + within - west) / step));
  const bottom = Math.max(0, Math.ceil((Math.min(y, endY) - within - south) / step));
  const top = Math.min(rows - 1, Math.floor((Math.max(y, endY) + within - south) / step));
  const alongX = endX - x;
  const alongY = endY - y;
  const square = alongX * alongX + alongY * alongY;
  for (let row = bottom; row <= top; row++) {
    const offY = south + row * step - y;
    for (let column = first; column <= last; column++) {
      const offX = west + column * step - x;
      const share = square === 0 ? 0 : Math.min(1, Math.max(0, (offX * alongX + offY * alongY) / square));
      const metres = Math.hypot(offX - share * alongX, offY - share * alongY);
      const at = row * columns + column;
      if (metres < distances[at]) distances[at] = metres;
    }
  }
}
