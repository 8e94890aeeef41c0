import { describe, expect, test } from 'vitest';
import { createElevationModel } from '../../../src/network/elevation/elevation-model.ts';
import type { ElevationModel } from '../../../src/network/elevation/elevation-model.ts';
import { readElevation } from '../../../src/network/elevation/read-elevation.ts';
import type { LonLat } from '../../../src/model/units.ts';
import type { TravelProfile } from '../../../src/model/vehicle-type.ts';
import { createRoadEngine } from '../../../src/network/road-engine.ts';
import type { SlopeReport } from '../../../src/network/roads/apply-slopes.ts';
import { toSlopeKmh } from '../../../src/network/roads/apply-slopes.ts';
import { buildRoadGraph } from '../../../src/network/roads/build-road-graph.ts';
import { PROFILE_RULES } from '../../../src/network/roads/profile-rules.ts';
import type { RoadWay } from '../../../src/network/roads/road-source.ts';
import { makeSource, makeWay } from '../random-roads.ts';
import type { Terrain } from '../elevation/write-elevation.ts';
import { writeAsciiGrid } from '../elevation/write-elevation.ts';

/** Metres of a degree of longitude at 30 degrees north. */
const DEGREE = 96_297;
const SIZE = { west: 112.99, south: 29.99, stepDegrees: 0.001, columns: 51, rows: 21 };
const START: LonLat = [113, 30];
const END: LonLat = [113.02, 30];

/** Heights by the metres east of the start. */
function measureGround(profile: (metres: number) => number): ElevationModel {
  const terrain: Terrain = (lon) => Number(profile((lon - 113) * DEGREE).toFixed(3));
  return createElevationModel([readElevation('a.asc', writeAsciiGrid(SIZE, terrain))]);
}

/** Seconds there and back over a road of 1,926 m, and what the heights did. */
async function drive(
  ground: (metres: number) => number,
  profile: TravelProfile,
  parts: Partial<RoadWay> = {},
): Promise<{ there: number; back: number; report: SlopeReport | null }> {
  let report: SlopeReport | null = null;
  const graph = buildRoadGraph(makeSource([START, END], [makeWay(1, [0, 1], parts)]), {
    elevation: measureGround(ground),
    onSlopes: (told) => (report = told),
  });
  const { durations } = await createRoadEngine(graph).matrix([START, END], profile);
  return { there: durations[1], back: durations[2], report };
}

const LEVEL_SECONDS = { van: (1926 * 3.6) / 30, trike: (1926 * 3.6) / 22 };

describe('slopes', () => {
  test('slow a tricycle uphill as its power says, and a little downhill', async () => {
    const { there, back } = await drive((metres) => 0.06 * metres, 'trike');
    const { slope } = PROFILE_RULES.trike;
    const climbKmh = (3.6 * slope.wattsPerKg) / (9.81 * (slope.rollingResistance + 0.06));
    expect(climbKmh).toBeLessThan(12);
    expect(there).toBeCloseTo((1926 * 3.6) / climbKmh, -1);
    expect(back).toBeCloseTo(LEVEL_SECONDS.trike / (1 - 6 * slope.slowdownPerPercentDown), -1);
  });

  test('leave a van its village speed uphill, which its power allows', async () => {
    const { there, back } = await drive((metres) => 0.06 * metres, 'van');
    expect(there).toBeCloseTo(LEVEL_SECONDS.van, 0);
    expect(back).toBeGreaterThan(there * 1.1);
  });

  test('count up and down within one stretch', async () => {
    const hill = (metres: number) => 0.08 * (963 - Math.abs(metres - 963));
    const { there, back } = await drive(hill, 'trike');
    expect(there).toBeCloseTo(back, -1);
    expect(there).toBeGreaterThan(1.6 * LEVEL_SECONDS.trike);
  });

  test('of level ground, and where no height is known, change nothing', async () => {
    for (const height of [250, Number.NaN]) {
      const { there, back, report } = await drive(() => height, 'trike');
      expect(there).toBeCloseTo(LEVEL_SECONDS.trike, 0);
      expect(back).toBe(there);
      expect(report?.unknownMetres).toBe(Number.isNaN(height) ? report?.metres : 0);
    }
  });

  test('are unknown along the part of a road that has no heights, and known along the rest', async () => {
    const { report } = await drive((metres) => (metres > 960 ? Number.NaN : 100), 'trike');
    expect(report?.metres).toBeCloseTo(1926, 0);
    expect(report?.unknownMetres).toBeGreaterThan(800);
    expect(report?.unknownMetres).toBeLessThan(1100);
  });

  test('are not those of the valley under a bridge', async () => {
    const gorge = (metres: number) => (metres > 300 && metres < 1600 ? 0 : 200);
    const bridge = await drive(gorge, 'trike', { offGround: true });
    expect(bridge.there).toBeCloseTo(LEVEL_SECONDS.trike, 0);
    const road = await drive(gorge, 'trike');
    expect(road.report?.closed.trike).toBe(2);
  });

  test('change no speed that the source states', async () => {
    const { there, back } = await drive((metres) => 0.3 * metres, 'trike', { givenKmh: 10 });
    expect([there, back]).toEqual([expect.closeTo((1926 * 3.6) / 10, 0), there]);
  });

  test('close uphill what is steeper than the vehicle climbs, to that vehicle alone', () => {
    const ring = [START, END, [113.01, 30.005]] as const;
    let report: SlopeReport | null = null;
    const graph = buildRoadGraph(makeSource(ring, [makeWay(1, [0, 1]), makeWay(2, [1, 2, 0])]), {
      elevation: measureGround((metres) => 0.22 * metres),
      onSlopes: (told) => (report = told),
    });
    const open = (profile: number) => [graph.forwardKmh[profile][0] > 0, graph.backwardKmh[profile][0] > 0];
    expect([open(0), open(1), open(2)]).toEqual([
      [true, true],
      [true, true],
      [false, true],
    ]);
    expect(report).toMatchObject({ unknownMetres: 0, closed: { van: 0, truck: 0 } });
  });

  test('of roads round half the Earth, which wrong positions make, take no longer than of long ones', () => {
    const ends = Array.from({ length: 400 }, (_, at): [number, number] => [
      at % 2 === 0 ? 113 : -60,
      at / 10,
    ]);
    const ways = ends.slice(1).map((_, at) => makeWay(at + 1, [at, at + 1]));
    let asked = 0;
    const elevation: ElevationModel = { heightAt: (lon, lat) => (asked++, Math.hypot(lon, lat)) };
    let report: SlopeReport | null = null;
    buildRoadGraph(makeSource(ends, ways), { elevation, onSlopes: (told) => (report = told) });
    expect(report).toMatchObject({ unknownMetres: 0 });
    expect(asked).toBeLessThan(400 * 1002);
  });

  test('of a few metres make no wall: shorter stretches than 300 m are never too steep', () => {
    const near = [START, [113.0015, 30]] as const;
    const graph = buildRoadGraph(makeSource(near, [makeWay(1, [0, 1])]), {
      elevation: measureGround((metres) => 0.5 * metres),
    });
    expect(graph.forwardKmh[2][0]).toBeGreaterThan(0);
    expect(graph.forwardKmh[2][0]).toBeLessThan(4);
  });

  test('never make a vehicle faster, and steeper is never quicker uphill', () => {
    for (const { slope } of Object.values(PROFILE_RULES)) {
      let last = Infinity;
      for (let percent = -40; percent <= 40; percent++) {
        const kmh = toSlopeKmh(40, percent / 100, slope);
        expect(kmh > 0 && kmh <= 40).toBe(true);
        expect(percent <= 0 || kmh <= last).toBe(true);
        last = kmh;
      }
    }
  });
});
