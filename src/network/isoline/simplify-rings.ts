import Flatbush from 'flatbush';
import type { Metres } from '../../model/units.ts';
import type { PlaneRing } from './contour-rings.ts';

const MAX_SWEEPS = 12;
const LEAST_POSITIONS = 4;

/**
 * Thins rings that neither cross nor touch so that they still do not. Sweeps over the rings and drops a position
 * where the ring stays within `tolerance` of its original and no other position lies in the triangle that is cut
 * off (the test of Visvalingam and Whyatt's method that keeps topology). O(n log n) a sweep.
 */
export function simplifyRings(rings: readonly PlaneRing[], tolerance: Metres): readonly PlaneRing[] {
  if (rings.length === 0) return [];
  const thinning = new RingThinning(rings, tolerance);
  for (let sweep = 0; sweep < MAX_SWEEPS && thinning.sweep(); sweep++);
  return thinning.toRings();
}

class RingThinning {
  readonly #tolerance: Metres;
  readonly #xy: Float64Array;
  readonly #firsts: number[] = [];
  readonly #sizes: number[] = [];
  readonly #next: Int32Array;
  readonly #dropped: Uint8Array;
  /** How far the original strays from the line between a position and the next one kept. */
  readonly #strays: Float64Array;
  readonly #index: Flatbush;

  constructor(rings: readonly PlaneRing[], tolerance: Metres) {
    this.#tolerance = tolerance;
    this.#xy = Float64Array.from(rings.flat());
    const count = this.#xy.length / 2;
    this.#next = new Int32Array(count);
    this.#dropped = new Uint8Array(count);
    this.#strays = new Float64Array(count);
    this.#index = new Flatbush(count);
    for (let at = 0; at < count; at++) {
      this.#next[at] = at + 1;
      this.#index.add(this.#xy[2 * at], this.#xy[2 * at + 1], this.#xy[2 * at], this.#xy[2 * at + 1]);
    }
    this.#index.finish();
    let first = 0;
    for (const ring of rings) {
      const size = ring.length / 2;
      this.#firsts.push(first);
      this.#sizes.push(size);
      this.#next[first + size - 1] = first;
      first += size;
    }
  }

  /** Visits every position once; true where any was dropped. */
  sweep(): boolean {
    let any = false;
    for (let ring = 0; ring < this.#firsts.length; ring++) {
      let before = this.#firsts[ring];
      for (let left = this.#sizes[ring]; left > 0; left--) {
        const drops = this.#sizes[ring] > LEAST_POSITIONS && this.#dropAfter(before);
        if (drops) {
          this.#sizes[ring]--;
          any = true;
        }
        before = this.#next[before];
      }
      this.#firsts[ring] = before;
    }
    return any;
  }

  toRings(): readonly PlaneRing[] {
    return this.#firsts.map((first, ring) => {
      const positions: number[] = [];
      let at = first;
      for (let left = this.#sizes[ring]; left > 0; left--) {
        positions.push(this.#xy[2 * at], this.#xy[2 * at + 1]);
        at = this.#next[at];
      }
      return positions;
    });
  }

  #dropAfter(before: number): boolean {
    const middle = this.#next[before];
    const after = this.#next[middle];
    const stray =
      Math.max(this.#strays[before], this.#strays[middle]) + this.#metresToLine(middle, before, after);
    if (stray > this.#tolerance || !this.#isClear(before, middle, after)) return false;
    this.#next[before] = after;
    this.#strays[before] = stray;
    this.#dropped[middle] = 1;
    return true;
  }

  #metresToLine(point: number, start: number, end: number): Metres {
    const xy = this.#xy;
    const alongX = xy[2 * end] - xy[2 * start];
    const alongY = xy[2 * end + 1] - xy[2 * start + 1];
    const offX = xy[2 * point] - xy[2 * start];
    const offY = xy[2 * point + 1] - xy[2 * start + 1];
    const square = alongX * alongX + alongY * alongY;
    const share = square === 0 ? 0 : Math.min(1, Math.max(0, (offX * alongX + offY * alongY) / square));
    return Math.hypot(offX - share * alongX, offY - share * alongY);
  }

  /** True when no other position that is kept lies in the triangle or on its border. */
  #isClear(a: number, b: number, c: number): boolean {
    const xy = this.#xy;
    const corners = [a, b, c];
    const xs = corners.map((corner) => xy[2 * corner]);
    const ys = corners.map((corner) => xy[2 * corner + 1]);
    let clear = true;
    this.#index.search(Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys), (at) => {
      if (clear && this.#dropped[at] === 0 && !corners.includes(at)) {
        clear = !isInTriangle(xy[2 * at], xy[2 * at + 1], xs, ys);
      }
      return false;
    });
    return clear;
  }
}

function isInTriangle(x: number, y: number, xs: readonly number[], ys: readonly number[]): boolean {
  const side = (from: number, to: number): number =>
    (xs[to] - xs[from]) * (y - ys[from]) - (ys[to] - ys[from]) * (x - xs[from]);
  const sides = [side(0, 1), side(1, 2), side(2, 0)];
  return sides.every((value) => value >= 0) || sides.every((value) => value <= 0);
}
