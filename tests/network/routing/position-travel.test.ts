import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LonLat } from '../../../src/model/units.ts';
import { distanceOf } from '../../../src/network/great-circle.ts';
import { createRoadEngine } from '../../../src/network/road-engine.ts';
import { toPositionAccess } from '../../../src/network/routing/network-access.ts';
import { computeTravelMatrix } from '../../../src/network/routing/position-travel.ts';
import { buildProfileNetwork } from '../../../src/network/routing/profile-network.ts';
import type { ProfileNetwork } from '../../../src/network/routing/profile-network.ts';
import { SegmentIndex } from '../../../src/network/routing/segment-index.ts';
import type { NetworkPosition } from '../../../src/network/routing/segment-index.ts';
import { ANY_POINT } from '../random-roads.ts';
import { ANY_GRAPH } from './random-network.ts';

const PAUSE = async () => undefined;

interface Figure {
  readonly seconds: number;
  readonly metres: number;
}

/**
 * Floyd-Warshall over all junctions and positions, every edge cut at the positions on it, over the whole graph:
 * nothing of the network's arcs, accesses or heap is used.
 */
function bruteForce(network: ProfileNetwork, positions: readonly NetworkPosition[]): Figure[][] {
  const { graph, forwardKmh, backwardKmh } = network;
  const size = graph.junctionCount + positions.length;
  const best: Figure[][] = Array.from({ length: size }, (_, a) =>
    Array.from({ length: size }, (_, b) => (a === b ? { seconds: 0, metres: 0 } : NEVER)),
  );
  const connect = (a: number, b: number, metres: number, kmh: number) => {
    if (metres > 0 && kmh === 0) return;
    best[a][b] = lesser(best[a][b], { seconds: metres === 0 ? 0 : (metres * 3.6) / kmh, metres });
  };
  for (let edge = 0; edge < graph.edgeCount; edge++) {
    const stops = positions
      .map(({ offset, edge: on }, index) => ({ vertex: graph.junctionCount + index, offset, on }))
      .filter(({ on }) => on === edge)
      .concat(
        { vertex: graph.edgeFrom[edge], offset: 0, on: edge },
        { vertex: graph.edgeTo[edge], offset: graph.edgeMetres[edge], on: edge },
      );
    for (const a of stops) {
      for (const b of stops) {
        if (b.offset >= a.offset) connect(a.vertex, b.vertex, b.offset - a.offset, forwardKmh[edge]);
        if (b.offset <= a.offset) connect(a.vertex, b.vertex, a.offset - b.offset, backwardKmh[edge]);
      }
    }
  }
  for (let via = 0; via < size; via++) {
    for (let a = 0; a < size; a++) {
      for (let b = 0; b < size; b++) {
        const seconds = best[a][via].seconds + best[via][b].seconds;
        const metres = best[a][via].metres + best[via][b].metres;
        best[a][b] = lesser(best[a][b], { seconds, metres });
      }
    }
  }
  return best.slice(graph.junctionCount).map((row) => row.slice(graph.junctionCount));
}

const NEVER: Figure = { seconds: Infinity, metres: Infinity };

function lesser(a: Figure, b: Figure): Figure {
  return b.seconds < a.seconds || (b.seconds === a.seconds && b.metres < a.metres) ? b : a;
}

function lengthOf(line: readonly LonLat[]): number {
  return line.slice(1).reduce((sum, point, index) => sum + distanceOf(line[index], point), 0);
}

describe('travel between positions', () => {
  test('times and distances equal brute force, with one-ways and positions within edges', async () => {
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
        const expected = bruteForce(network, positions).flat();
        expected.forEach(({ seconds, metres }, entry) => {
          expect(matrix.durations[entry]).toBeCloseTo(seconds, 6);
          expect(matrix.distances[entry]).toBeCloseTo(metres, 6);
        });
      }),
      { numRuns: 300 },
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
        const lines = await engine.legGeometries(pairs, 'truck');
        lines.forEach((line, entry) => {
          if (matrix.distances[entry] === Infinity || snapped[0].location === null) return;
          expect(line[0]).toEqual(snapped[Math.floor(entry / points.length)].location);
          expect(line.at(-1)).toEqual(snapped[entry % points.length].location);
          const tolerance = 0.05 + matrix.distances[entry] * 1e-4;
          expect(Math.abs(lengthOf(line) - matrix.distances[entry])).toBeLessThan(tolerance);
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
