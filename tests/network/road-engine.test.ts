import { describe, expect, test } from 'vitest';
import type { LonLat } from '../../src/model/units.ts';
import { createRoadEngine } from '../../src/network/road-engine.ts';
import { buildRoadGraph } from '../../src/network/roads/build-road-graph.ts';
import { makeSource, makeWay } from './random-roads.ts';

/** A road of 963 m, with a one-way loop of two stretches at its east end. */
const ENGINE = createRoadEngine(
  buildRoadGraph(
    makeSource(
      [
        [113, 30],
        [113.01, 30],
        [113.02, 30.01],
        [113.02, 30],
      ],
      [makeWay(1, [0, 1], { roadClass: 'secondary' }), makeWay(2, [1, 2, 3, 1], { backward: 0 })],
    ),
  ),
);

describe('road engine', () => {
  test('two points on one edge go straight along it, both ways', async () => {
    const points: readonly LonLat[] = [
      [113.002, 30],
      [113.008, 30],
    ];
    const { distances, durations } = await ENGINE.matrix(points, 'van');
    expect(distances[1]).toBeCloseTo(577.8, 0);
    expect(distances[2]).toBeCloseTo(distances[1], 6);
    expect(durations[1]).toBeCloseTo((distances[1] * 3.6) / 40, 6);
    const [{ line }] = await ENGINE.legs([[points[0], points[1]]], 'van');
    expect(line.map(([lon]) => lon)).toEqual([expect.closeTo(113.002, 7), expect.closeTo(113.008, 7)]);
  });

  test('against a one-way the vehicle goes all the way round', async () => {
    const points: readonly LonLat[] = [
      [113.0125, 30.0025],
      [113.0175, 30.0075],
    ];
    const { distances } = await ENGINE.matrix(points, 'van');
    const loop = distances[1] + distances[2];
    expect(distances[1]).toBeCloseTo(735, -1);
    expect(loop).toBeCloseTo(1470.6 + 1112 + 963, -1);
    const [{ line }] = await ENGINE.legs([[points[1], points[0]]], 'van');
    expect(line).toHaveLength(5);
  });

  test('a point farther from the road than the limit is off the network, with its distance', async () => {
    const points: readonly LonLat[] = [
      [113, 30],
      [113.005, 30.5],
      [113.01, 30],
    ];
    const [near, far] = await ENGINE.snap(points, 'van');
    expect(near).toEqual({ location: [113, 30], snapMetres: 0 });
    expect(far.location).toBe(null);
    expect(far.snapMetres).toBeGreaterThan(54_000);
    const { distances, durations } = await ENGINE.matrix(points, 'van');
    expect([...distances].map((metres) => metres === Infinity)).toEqual(
      [0, 1, 0, 1, 0, 1, 0, 1, 0].map((off) => off === 1),
    );
    expect(durations[4]).toBe(0);
    expect(await ENGINE.legs([[points[0], points[1]]], 'van')).toEqual([
      { metres: Infinity, seconds: Infinity, line: [points[0], points[1]] },
    ]);
  });

  test('a leg to the same place is a line of two equal positions', async () => {
    expect(
      await ENGINE.legs(
        [
          [
            [113, 30],
            [113, 30],
          ],
        ],
        'van',
      ),
    ).toEqual([
      {
        metres: 0,
        seconds: 0,
        line: [
          [113, 30],
          [113, 30],
        ],
      },
    ]);
  });

  test('a profile without any road is off the network everywhere', async () => {
    const motorway = makeSource(
      [
        [113, 30],
        [113.01, 30],
      ],
      [makeWay(1, [0, 1], { roadClass: 'motorway' })],
    );
    const engine = createRoadEngine(buildRoadGraph(motorway));
    const points: readonly LonLat[] = [
      [113, 30],
      [113.01, 30],
    ];
    expect(await engine.snap(points, 'trike')).toEqual([
      { location: null, snapMetres: Infinity },
      { location: null, snapMetres: Infinity },
    ]);
    const { distances } = await engine.matrix(points, 'trike');
    expect([...distances]).toEqual([0, Infinity, Infinity, 0]);
    expect(await engine.legs([[points[0], points[1]]], 'trike')).toEqual([
      { metres: Infinity, seconds: Infinity, line: points },
    ]);
  });

  test('no points make an empty matrix', async () => {
    expect(await ENGINE.matrix([], 'van')).toEqual({
      size: 0,
      distances: new Float64Array(0),
      durations: new Float64Array(0),
    });
  });

  test('names itself and carries attributions', () => {
    expect([ENGINE.name, ENGINE.estimated, ENGINE.attributions]).toEqual(['roads/2', false, ['test']]);
  });
});
