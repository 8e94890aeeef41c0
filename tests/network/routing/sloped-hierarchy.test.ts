import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createElevationModel } from '../../../src/network/elevation/elevation-model.ts';
import { readElevation } from '../../../src/network/elevation/read-elevation.ts';
import { applySlopes } from '../../../src/network/roads/apply-slopes.ts';
import { buildRoadGraph } from '../../../src/network/roads/build-road-graph.ts';
import { deserializeRoadGraph, serializeRoadGraph } from '../../../src/network/roads/road-graph-bytes.ts';
import { writeAsciiGrid } from '../elevation/write-elevation.ts';
import { ANY_POINT, ANY_ROADS } from '../random-roads.ts';
import { expectExactTravel } from './expect-exact-travel.ts';

const SIDE = 8;

/** Hills of up to some hundred metres over the random roads, with voids. */
const ANY_HEIGHTS = fc.array(fc.option(fc.integer({ min: 0, max: 400 }), { nil: Number.NaN, freq: 9 }), {
  minLength: SIDE * SIDE,
  maxLength: SIDE * SIDE,
});

describe('hierarchy of roads with slopes', () => {
  test('equals Dijkstra bit for bit and brute force, also after the roads were stored', async () => {
    const points = fc.array(ANY_POINT, { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(
        ANY_ROADS,
        ANY_HEIGHTS,
        points,
        fc.nat(3),
        async (source, heights, points, profile) => {
          const elevation = toElevation(heights);
          fc.pre(hasRoads(source));
          const level = buildRoadGraph(source);
          const graph = buildRoadGraph(source, { elevation });
          expect(graph).toEqual(applySlopes(level, source.ways, elevation).graph);
          expect(deserializeRoadGraph(serializeRoadGraph(graph))).toEqual(graph);
          await expectExactTravel(graph, profile, points);
        },
      ),
      { numRuns: 200 },
    );
  });
});

function toElevation(heights: readonly number[]) {
  const size = { west: 113, south: 30, stepDegrees: 0.01, columns: SIDE, rows: SIDE };
  let at = 0;
  return createElevationModel([
    readElevation(
      'a.asc',
      writeAsciiGrid(size, () => heights[at++]),
    ),
  ]);
}

function hasRoads(source: Parameters<typeof buildRoadGraph>[0]): boolean {
  try {
    return buildRoadGraph(source).edgeCount > 0;
  } catch (error) {
    if ((error as { code?: string }).code === 'roads_empty') return false;
    throw error;
  }
}
