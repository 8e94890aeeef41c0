import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createElevationModel } from '../../../src/network/elevation/elevation-model.ts';
import { isElevationFile, readElevation } from '../../../src/network/elevation/read-elevation.ts';
import type { Terrain } from './write-elevation.ts';
import { writeAsciiGrid, writeHgt } from './write-elevation.ts';

/** Rises 2,400 m a degree to the east and 1,200 m to the north. */
const PLANE: Terrain = (lon, lat) => 2400 * (lon - 113) + 1200 * (lat - 30);
const TILE = writeHgt(30, 113, PLANE);
const SIZE = { west: 113, south: 30, stepDegrees: 0.01, columns: 51, rows: 31 };
const GRID = writeAsciiGrid(SIZE, PLANE);
const POINT = fc.tuple(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.double({ min: 0, max: 1, noNaN: true }),
);

function heightsOf(name: string, bytes: Uint8Array) {
  return createElevationModel([readElevation(name, bytes)]);
}

function findRefusal(name: string, bytes: Uint8Array): string | null {
  try {
    readElevation(name, bytes);
    return null;
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}

describe('heights of a tile and of an ASCII grid', () => {
  test('are those of the plane that was written, up to rounding, and unknown beyond', () => {
    const tile = heightsOf('N30E113.hgt', TILE);
    const grid = heightsOf('county.asc', GRID);
    fc.assert(
      fc.property(POINT, ([x, y]) => {
        expect(Math.abs(tile.heightAt(113 + x, 30 + y) - PLANE(113 + x, 30 + y))).toBeLessThan(0.51);
        const [lon, lat] = [113 + 0.5 * x, 30 + 0.3 * y];
        expect(Math.abs(grid.heightAt(lon, lat) - PLANE(lon, lat))).toBeLessThan(1e-3);
        expect(grid.heightAt(lon - 0.6, lat)).toBeNaN();
        expect(tile.heightAt(lon, lat + 1.1)).toBeNaN();
      }),
    );
    expect(tile.heightAt(114, 31)).toBe(3600);
  });

  test('tiles of all quarters of the Earth lie where their names say', () => {
    const south = heightsOf(
      's02w044.HGT',
      writeHgt(-2, -44, (lon, lat) => -10 * lat - lon),
    );
    expect(south.heightAt(-43.5, -1.25)).toBeCloseTo(56, 0);
  });

  test('a grid by corners is that by centres, half a cell farther', () => {
    const text = new TextDecoder().decode(GRID);
    const corners = text
      .replace('xllcenter 113', 'XLLCORNER 112.995')
      .replace('yllcenter 30', 'yllcorner\t29.995');
    const byCorners = heightsOf('a.asc', new TextEncoder().encode(corners.replaceAll('\n', '\r\n')));
    expect(byCorners.heightAt(113.123, 30.234)).toBeCloseTo(PLANE(113.123, 30.234), 3);
  });

  test('void samples are left out; where all are void another grid counts, or none', () => {
    const holes: Terrain = (lon, lat) => (lon > 113.2 && lat > 30.2 ? Number.NaN : 100);
    const file = readElevation('a.asc', writeAsciiGrid(SIZE, holes));
    const tile = readElevation(
      'N30E113.hgt',
      writeHgt(30, 113, (lon) => (lon > 113.4 ? Number.NaN : 500)),
    );
    const both = createElevationModel([file, tile]);
    expect(both.heightAt(113.199, 30.204)).toBe(100);
    expect(both.heightAt(113.204, 30.204)).toBe(100);
    expect(both.heightAt(113.255, 30.255)).toBe(500);
    expect(both.heightAt(113.455, 30.255)).toBeNaN();
  });

  test('a byte order mark before a grid is passed over', () => {
    const marked = Uint8Array.of(0xef, 0xbb, 0xbf, ...GRID);
    expect(heightsOf('a.asc', marked).heightAt(113.1, 30.1)).toBeCloseTo(PLANE(113.1, 30.1), 3);
    expect(findRefusal('a.asc', Uint8Array.of(0xef, 0xbb, ...GRID))).toBe('elevation_unreadable');
  });

  test('voids may be the word nan, where the header says so', () => {
    const voids: Terrain = (lon) => (lon > 113.2 ? Number.NaN : 100);
    const text = new TextDecoder().decode(writeAsciiGrid(SIZE, voids)).replaceAll('-9999', 'nan');
    const heights = heightsOf('a.asc', new TextEncoder().encode(text));
    expect(heights.heightAt(113.1, 30.1)).toBe(100);
    expect(heights.heightAt(113.4, 30.1)).toBeNaN();
    for (const wrong of [text.replace('NODATA_value nan', 'NODATA_value 0'), text.replace(' nan', ' non')]) {
      expect(findRefusal('a.asc', new TextEncoder().encode(wrong))).toBe('elevation_unreadable');
    }
  });

  test.each([
    ['N30E113.hgt', TILE.subarray(0, TILE.length - 2), 'elevation_unreadable'],
    ['N30E113.hgt', new Uint8Array(0), 'elevation_unreadable'],
    ['N30E113.hgt', TILE.slice().fill(0x7f, 1000, 1002), 'elevation_unreadable'],
    ['county.hgt', TILE, 'elevation_unreadable'],
    ['N91E113.hgt', TILE, 'elevation_unreadable'],
    ['a.asc', toText('ncols', 'n_cols'), 'elevation_unreadable'],
    ['a.asc', toText('ncols 51', 'ncols 52'), 'elevation_unreadable'],
    ['a.asc', toText('nrows 31', 'nrows 30'), 'elevation_unreadable'],
    ['a.asc', toText('nrows 31', 'nrows 1'), 'elevation_unreadable'],
    ['a.asc', toText('xllcenter 113', 'xllcenter east'), 'elevation_unreadable'],
    ['a.asc', toText('cellsize 0.01', 'cellsize -1'), 'elevation_unreadable'],
    ['a.asc', toText('cellsize 0.01', 'cellsize 30'), 'elevation_unsupported'],
    ['a.asc', toText('xllcenter 113', 'xllcenter 500000'), 'elevation_unsupported'],
    ['a.asc', toText('ncols 51', 'ncols 9000000'), 'elevation_too_large'],
    ['a.asc', toText('-9999\n', '-9999\n9e9 '), 'elevation_unreadable'],
    ['a.asc', new TextEncoder().encode('<osm>'), 'elevation_unreadable'],
  ])('%s that is wrong is refused: %#', (name, bytes, code) => {
    expect(findRefusal(name, bytes)).toBe(code);
  });

  test('any changed or arbitrary bytes end with a code, or are read', () => {
    const small = writeAsciiGrid({ ...SIZE, columns: 3, rows: 3 }, PLANE);
    const edits = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(edits, fc.uint8Array({ maxLength: 200 }), (edits, bytes) => {
        const damaged = small.slice();
        for (const [at, value] of edits) damaged[at % damaged.length] = value;
        for (const file of [damaged, bytes, damaged.subarray(0, bytes.length)]) {
          expect(findRefusal('a.asc', file) ?? 'elevation_').toMatch(/^elevation_/);
          expect(findRefusal('N30E113.hgt', file)).toBe('elevation_unreadable');
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('files are known by their names', () => {
    expect(['N29E114.hgt', 'dem.ASC', 'roads.osm', 'hgt'].map(isElevationFile)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

function toText(part: string, other: string): Uint8Array {
  return new TextEncoder().encode(new TextDecoder().decode(GRID).replace(part, other));
}
