import { describe, expect, test } from 'vitest';
import { DEFAULT_ROAD_LIMITS } from '../../../src/network/osm/osm-elements.ts';
import { buildRoadGraph } from '../../../src/network/roads/build-road-graph.ts';
import { readGeoJsonRoads } from '../../../src/network/roads/geojson-roads.ts';
import type { GeoJsonRoadOptions } from '../../../src/network/roads/geojson-roads.ts';
import { readRoadGraph } from '../../../src/network/roads/read-road-graph.ts';

function line(properties: object, ...coordinates: unknown[]): object {
  return { type: 'Feature', properties, geometry: { type: 'LineString', coordinates } };
}

function toBytes(...features: unknown[]): Uint8Array {
  return new TextEncoder().encode(JSON.stringify({ type: 'FeatureCollection', features }));
}

function refusal(bytes: Uint8Array, options?: GeoJsonRoadOptions): unknown {
  try {
    readGeoJsonRoads(bytes, options);
    return null;
  } catch (error) {
    const { code, path } = error as { code: string; path: string | null };
    return { code, path };
  }
}

describe('roads from GeoJSON', () => {
  test('lines that share a vertex meet there; class, speed, direction and name are read', () => {
    const source = readGeoJsonRoads(
      toBytes(
        line({ class: '县道', name: '东风路' }, [113, 30], [113.01, 30], [113.02, 30]),
        line({ highway: 'trunk_link', speed: '25', oneway: 'yes' }, [113.01, 30], [113.01, 30.01]),
        line({ oneway: -1 }, [113.01, 30.01], [113, 30]),
      ),
    );
    expect(
      source.ways.map(({ roadClass, link, givenKmh, name }) => [roadClass, link, givenKmh, name]),
    ).toEqual([
      ['secondary', false, null, '东风路'],
      ['trunk', true, 25, null],
      ['unclassified', false, null, null],
    ]);
    const graph = buildRoadGraph(source);
    expect(graph.junctionCount).toBe(4);
    expect([...graph.forwardKmh[0]]).toEqual([40, 40, 25, 0]);
    expect([...graph.backwardKmh[0]]).toEqual([40, 40, 0, 22]);
  });

  test('bridges and tunnels are told from roads on the ground', () => {
    const given = [
      { bridge: 'yes' },
      { 桥梁: '是' },
      { tunnel: true },
      { 隧道: 1 },
      { bridge: 'T', tunnel: 'F' },
    ];
    const level = [
      {},
      { bridge: 'no' },
      { bridge: 'F', tunnel: 'F' },
      { 桥梁: '否' },
      { tunnel: false },
      { bridge: null },
    ];
    const offGround = (properties: object) =>
      readGeoJsonRoads(toBytes(line(properties, [113, 30], [113.01, 30]))).ways[0].offGround;
    expect(given.map(offGround)).toEqual(given.map(() => true));
    expect(level.map(offGround)).toEqual(level.map(() => false));
  });

  test('lines whose vertices lie a step apart on one latitude do not meet', () => {
    for (const steps of [1, 10, 100, 1000]) {
      const near = 113.01 + steps / 1e7;
      const source = readGeoJsonRoads(
        toBytes(line({}, [113, 30], [113.01, 30]), line({}, [near, 30], [near, 30.01])),
      );
      expect(source.ways.map(({ refs }) => refs)).toEqual([
        [0, 1],
        [2, 3],
      ]);
    }
  });

  test('multi-lines are several ways of one id; other geometries are passed over', () => {
    const multi = {
      type: 'Feature',
      id: 77,
      properties: null,
      geometry: {
        type: 'MultiLineString',
        coordinates: [
          [
            [113, 30],
            [113.1, 30],
          ],
          [
            [113, 31],
            [113.1, 31],
          ],
        ],
      },
    };
    const point = { type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [113, 30] } };
    expect(readGeoJsonRoads(toBytes(multi, point)).ways.map(({ id }) => id)).toEqual([77, 77]);
  });

  test('coordinates pass through the conversion that the caller gives', async () => {
    const graph = await readRoadGraph(toBytes(line({}, [113, 30], [113.1, 30])), 'geojson', {
      toWgs84: ([lon, lat]) => [lon - 1, lat + 1],
      attributions: ['county survey'],
    });
    expect([graph.shapeLonE7[0], graph.shapeLatE7[0]]).toEqual([112e7, 31e7]);
    expect(graph.attributions).toEqual(['county survey']);
  });

  test.each([
    ['no JSON', new Uint8Array([0x7b, 0xff]), 'roads_unreadable', null],
    ['no collection', new TextEncoder().encode('{"type":"Feature"}'), 'roads_unreadable', 'features'],
    ['a number as feature', toBytes(1), 'roads_unreadable', 'features[0]'],
    [
      'latitude and longitude swapped',
      toBytes(line({}, [113, 30], [30, 113])),
      'roads_bad_value',
      'features[0].geometry.coordinates[1]',
    ],
    [
      'text as position',
      toBytes(line({}, [113, 30], '113,30')),
      'roads_bad_value',
      'features[0].geometry.coordinates[1]',
    ],
    [
      'an unknown class',
      toBytes(line({ class: 'canal' }, [113, 30], [113, 31])),
      'roads_bad_value',
      'features[0].properties.class',
    ],
    [
      'a negative speed',
      toBytes(line({ speed: -3 }, [113, 30], [113, 31])),
      'roads_bad_value',
      'features[0].properties.speed',
    ],
  ])('%s is refused', (_, bytes, code, path) => {
    expect(refusal(bytes)).toEqual({ code, path });
  });

  test('more lines than the limit are refused', () => {
    const bytes = toBytes(line({}, [113, 30], [113, 31]), line({}, [113, 30], [113, 31]));
    const limits = { ...DEFAULT_ROAD_LIMITS, maxWays: 1 };
    expect(refusal(bytes, { limits })).toEqual({ code: 'roads_too_large', path: null });
  });
});
