import { VectorTile } from '@mapbox/vector-tile';
import * as fc from 'fast-check';
import type { Feature, LineString, Point, Position } from 'geojson';
import { PbfReader } from 'pbf';
import { describe, expect, test } from 'vitest';
import { buildTileIndex, MAX_TILE_ZOOM } from '../../../src/geojson/tiles/tile-index.ts';
import { greatCircleMetres } from '../../../src/network/great-circle.ts';

/** Column and row of the tile that a position lies in, by the formula of the Web Mercator pyramid. */
function tileOf(z: number, lon: number, lat: number): readonly [x: number, y: number] {
  const size = 2 ** z;
  const radians = (lat * Math.PI) / 180;
  const north = (1 - Math.log(Math.tan(radians) + 1 / Math.cos(radians)) / Math.PI) / 2;
  return [Math.floor(((lon + 180) / 360) * size), Math.floor(north * size)];
}

function decode(bytes: Uint8Array): VectorTile {
  return new VectorTile(new PbfReader(bytes));
}

function toLine(coordinates: Position[], properties: object = {}): Feature<LineString, object> {
  return { type: 'Feature', properties, geometry: { type: 'LineString', coordinates } };
}

const ANY_PLACE = fc.tuple(
  fc.double({ min: 112, max: 113, noNaN: true }),
  fc.double({ min: 29, max: 30, noNaN: true }),
);

describe('a tile index', () => {
  test('puts each point into the tile in which it lies, to within a unit of the tile', () => {
    fc.assert(
      fc.property(
        fc.array(ANY_PLACE, { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 0, max: MAX_TILE_ZOOM }),
        (places, z) => {
          const features = places.map((place, n): Feature<Point, object> => ({
            type: 'Feature',
            properties: { n },
            geometry: { type: 'Point', coordinates: [...place] },
          }));
          const index = buildTileIndex([{ layer: 'places', minZoom: 0, features }]);
          for (const [n, [lon, lat]] of places.entries()) {
            const [x, y] = tileOf(z, lon, lat);
            const layer = decode(index.encode(z, x, y)).layers.places;
            const found = Array.from({ length: layer.length }, (_, at) => layer.feature(at)).filter(
              (feature) => feature.properties.n === n,
            );
            expect(found).toHaveLength(1);
            const { coordinates } = found[0].toGeoJSON(x, y, z).geometry as Point;
            const unit = 40_075_016 / 2 ** z / 4096;
            expect(greatCircleMetres(lon, lat, coordinates[0], coordinates[1])).toBeLessThanOrEqual(unit);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test('thins lines by zoom and keeps them whole at the deepest', () => {
    const zigzag = Array.from({ length: 500 }, (_, at) => [113 + at * 1e-4, 30 + (at % 2) * 1e-4]);
    const index = buildTileIndex([{ layer: 'roads', minZoom: 0, features: [toLine(zigzag)] }]);
    const countPositions = (z: number): number => {
      const [x, y] = tileOf(z, 113.01, 30);
      const lines = decode(index.encode(z, x, y))
        .layers.roads.feature(0)
        .loadGeometry();
      return lines.reduce((sum, line) => sum + line.length, 0);
    };
    expect(countPositions(8)).toBeLessThan(10);
    expect(countPositions(MAX_TILE_ZOOM)).toBeGreaterThan(150);
  });

  test('shows a layer from its zoom on, joins sources of one layer, and is empty elsewhere', () => {
    const line = [
      [113, 30],
      [113.05, 30.02],
    ];
    const index = buildTileIndex([
      { layer: 'roads', minZoom: 0, features: [toLine(line, { class: 'trunk', name: null })] },
      { layer: 'roads', minZoom: 10, features: [toLine(line, { class: 'track' })] },
      { layer: 'trips', minZoom: 7, features: [] },
    ]);
    const classesAt = (z: number): unknown[] => {
      const [x, y] = tileOf(z, 113.02, 30.01);
      const layer = decode(index.encode(z, x, y)).layers.roads;
      return Array.from({ length: layer.length }, (_, at) => layer.feature(at).properties.class);
    };
    expect(classesAt(9)).toEqual(['trunk']);
    expect(classesAt(10)).toEqual(['trunk', 'track']);
    expect(index.encode(10, 0, 0)).toHaveLength(0);
    expect(index.bounds).toEqual([113, 30, 113.05, 30.02]);
    expect(buildTileIndex([]).bounds).toBe(null);
  });
});
