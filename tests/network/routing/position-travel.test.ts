import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRoadEngine } from '../../../src/network/road-engine.ts';
import { contractNetwork } from '../../../src/network/routing/contract-network.ts';
import { computeHierarchyMatrix } from '../../../src/network/routing/hierarchy-travel.ts';
import { createEmptyMatrix } from '../../../src/network/travel-matrix.ts';
import { toPositionAccess } from '../../../src/network/routing/network-access.ts';
import { computeTravelMatrix } from '../../../src/network/routing/position-travel.ts';
import { buildProfileNetwork } from '../../../src/network/routing/profile-network.ts';
import { SegmentIndex } from '../../../src/network/routing/segment-index.ts';
import { measureLine } from '../measure-line.ts';
import { ANY_POINT } from '../random-roads.ts';
import { travelByBruteForce } from './brute-force-travel.ts';
import { ANY_GRAPH } from './random-network.ts';

const PAUSE = async () => undefined;

describe('travel between positions', () => {
  test('times and distances equal brute force, with one-ways, barriers, forbidden turns and positions within edges', async () => {
    const points = fc.array(ANY_POINT, { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(ANY_GRAPH, points, async (graph, points) => {
        const network = buildProfileNetwork(graph, 'van');
        const index = new SegmentIndex(network);
        const positions = points
          .map(([lon, lat]) => index.findNearest(lon, lat))
          .filter((position) => position !== null);
        const accesses = positions.map((position) => toPositionAccess(network, position));
        const matrix = await computeTravelMatrix(network, accesses, PAUSE);
        const expected = travelByBruteForce(network, 0, positions).flat();
        expected.forEach(({ seconds, metres }, entry) => {
          expect(matrix.durations[entry]).toBeCloseTo(seconds, 6);
          expect(matrix.distances[entry]).toBeCloseTo(metres, 6);
        });
      }),
      { numRuns: 300 },
    );
  });

  test('a part of a matrix is that part of the whole, and nothing else is worked out', async () => {
    const points = fc.array(ANY_POINT, { minLength: 1, maxLength: 7 });
    const some = fc.array(fc.nat(6), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(ANY_GRAPH, points, some, some, async (graph, points, rows, columns) => {
        const network = buildProfileNetwork(graph, 'van');
        const index = new SegmentIndex(network);
        const positions = points.map(([lon, lat], at) => {
          const position = at === 5 ? null : index.findNearest(lon, lat);
          return position === null ? null : toPositionAccess(network, position);
        });
        const pick = (list: readonly number[]) => list.filter((point) => point < points.length);
        const part = { rows: pick(rows), columns: pick(columns) };
        const whole = await computeTravelMatrix(network, positions, PAUSE);
        const expected = createEmptyMatrix(points.length);
        for (const from of part.rows) {
          for (const to of part.columns) {
            expected.distances[from * points.length + to] = whole.distances[from * points.length + to];
            expected.durations[from * points.length + to] = whole.durations[from * points.length + to];
          }
        }
        expect(await computeTravelMatrix(network, positions, PAUSE, part)).toEqual(expected);
        const hierarchy = await contractNetwork(network);
        expect(await computeHierarchyMatrix(network, hierarchy, positions, PAUSE, part)).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });

  test('lines along the road are as long as the matrix says, and end at the snapped positions', async () => {
    const points = fc.array(ANY_POINT, { minLength: 2, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(ANY_GRAPH, points, async (graph, points) => {
        const engine = createRoadEngine(graph, { maxSnapMetres: 1e6 });
        const snapped = await engine.snap(points, 'truck');
        const matrix = await engine.matrix(points, 'truck');
        const pairs = points.flatMap((from) => points.map((to) => [from, to] as const));
        const legs = await engine.legs(pairs, 'truck');
        legs.forEach(({ line, metres, seconds }, entry) => {
          if (matrix.distances[entry] === Infinity || snapped[0].location === null) return;
          expect([metres, seconds]).toEqual([matrix.distances[entry], matrix.durations[entry]]);
          expect(line[0]).toEqual(snapped[Math.floor(entry / points.length)].location);
          expect(line.at(-1)).toEqual(snapped[entry % points.length].location);
          const tolerance = 0.05 + matrix.distances[entry] * 1e-4;
          expect(Math.abs(measureLine(line) - matrix.distances[entry])).toBeLessThan(tolerance);
        });
      }),
      { numRuns: 200 },
    );
  });

  test('every located point reaches every other, and no detour through a third is faster', async () => {
    const points = fc.array(ANY_POINT, { minLength: 3, maxLength: 7 });
    await fc.assert(
      fc.asyncProperty(ANY_GRAPH, points, async (graph, points) => {
        const engine = createRoadEngine(graph, { maxSnapMetres: 1e6 });
        const { size, durations } = await engine.matrix(points, 'trike');
        const [first] = await engine.snap(points, 'trike');
        if (first.location === null) return;
        for (let a = 0; a < size; a++) {
          for (let b = 0; b < size; b++) {
            expect(durations[a * size + b]).toBeLessThan(Infinity);
            for (let via = 0; via < size; via++) {
              const detour = durations[a * size + via] + durations[via * size + b];
              expect(durations[a * size + b]).toBeLessThanOrEqual(detour + 1e-6);
            }
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});
