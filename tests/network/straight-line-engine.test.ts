import { describe, expect, test } from 'vitest';
import type { LonLat } from '../../src/model/units.ts';
import { createStraightLineEngine } from '../../src/network/straight-line-engine.ts';

describe('straight-line engine', () => {
  test('one degree of latitude is 111.195 km times the detour factor', async () => {
    const engine = createStraightLineEngine({ detourFactor: 1.5, speedsKmh: { van: 36 } });
    const matrix = await engine.matrix(
      [
        [113, 30],
        [113, 31],
      ],
      'van',
    );
    expect(matrix.distances[1]).toBeCloseTo(111_195 * 1.5, -1);
    expect(matrix.durations[1]).toBeCloseTo(matrix.distances[1] / 10, 6);
    expect([...matrix.distances]).toEqual([0, matrix.distances[1], matrix.distances[1], 0]);
  });

  test('works out no more than the part of a matrix that is wanted', async () => {
    const points: LonLat[] = [
      [113, 30],
      [113.1, 30],
      [113.2, 30.1],
    ];
    const engine = createStraightLineEngine({ detourFactor: 1.35 });
    const whole = await engine.matrix(points, 'van');
    const part = await engine.matrix(points, 'van', { rows: [2, 0], columns: [0] });
    expect([...part.distances]).toEqual([
      0,
      Infinity,
      Infinity,
      Infinity,
      0,
      Infinity,
      whole.distances[6],
      Infinity,
      0,
    ]);
    expect(whole.distances[6]).toBe(whole.distances[2]);
  });

  test('says that it estimates, and draws straight lines', async () => {
    const engine = createStraightLineEngine({ detourFactor: 1.35 });
    expect(engine.estimated).toBe(true);
    const line: LonLat[] = [
      [1, 2],
      [3, 4],
    ];
    const { distances, durations } = await engine.matrix(line, 'truck');
    expect(await engine.legs([[line[0], line[1]]], 'truck')).toEqual([
      { metres: distances[1], seconds: expect.closeTo(durations[1], 6), line },
    ]);
    expect(await engine.snap([[1, 2]], 'trike')).toEqual([{ location: [1, 2], snapMetres: 0 }]);
  });

  test('the slower profile takes longer over the same way', async () => {
    const engine = createStraightLineEngine({ detourFactor: 1.35 });
    const points = [
      [113, 30],
      [113.1, 30.1],
    ] as const;
    const [van, trike] = await Promise.all([engine.matrix(points, 'van'), engine.matrix(points, 'trike')]);
    expect(trike.distances).toEqual(van.distances);
    expect(trike.durations[1]).toBeGreaterThan(van.durations[1]);
  });

  test.each([0.9, Number.NaN, Infinity])('refuses a detour factor of %s', (detourFactor) => {
    expect(() => createStraightLineEngine({ detourFactor })).toThrow(RangeError);
  });

  test('refuses a speed of zero', () => {
    expect(() => createStraightLineEngine({ detourFactor: 1.3, speedsKmh: { van: 0 } })).toThrow(RangeError);
  });
});
