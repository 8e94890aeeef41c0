import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { distanceOf } from '../../../src/network/great-circle.ts';
import { createRoadEngine } from '../../../src/network/road-engine.ts';
import { buildRoadGraph } from '../../../src/network/roads/build-road-graph.ts';
import type { RoadGraph } from '../../../src/network/roads/road-graph.ts';
import { ANY_GRAPH } from '../routing/random-network.ts';
import { makeSource, makeWay } from '../random-roads.ts';

/** Four nodes in a row, 0.01 degrees apart, and a fifth above the third. */
const CROSS = [
  [113, 30],
  [113.01, 30],
  [113.02, 30],
  [113.03, 30],
  [113.02, 30.01],
] as const;

function edgesOf(graph: RoadGraph): string[] {
  return Array.from(graph.edgeFrom, (from, edge) => {
    const points = graph.shapeStart[edge + 1] - graph.shapeStart[edge];
    return `${from}-${graph.edgeTo[edge]} ${points}p ${graph.forwardKmh[0][edge]}/${graph.backwardKmh[0][edge]}`;
  });
}

describe('building a road graph', () => {
  test('cuts a way where another meets it and nowhere else', () => {
    const graph = buildRoadGraph(makeSource(CROSS, [makeWay(1, [0, 1, 2, 3]), makeWay(2, [2, 4])]));
    expect(edgesOf(graph)).toEqual(['0-1 3p 30/30', '1-2 2p 30/30', '1-3 2p 30/30']);
    expect(graph.edgeMetres[0]).toBeCloseTo(2 * 963, 0);
  });

  test('interrupts a way at a node that the source lacks, and ignores repeated nodes', () => {
    const graph = buildRoadGraph(makeSource(CROSS, [makeWay(1, [0, 0, 1, 99, 2, 3, 3])]));
    expect(edgesOf(graph)).toEqual(['0-1 2p 30/30', '2-3 2p 30/30']);
  });

  test('a ring is one edge from its junction to itself', () => {
    const graph = buildRoadGraph(makeSource(CROSS, [makeWay(1, [1, 2, 4, 1]), makeWay(2, [0, 1])]));
    expect(edgesOf(graph)).toEqual(['0-0 4p 30/30', '1-0 2p 30/30']);
  });

  test('nothing passes a closed barrier, but both sides can be reached round it', async () => {
    const square = makeWay(2, [0, 4, 2]);
    const open = createRoadEngine(buildRoadGraph(makeSource(CROSS, [makeWay(1, [0, 1, 2]), square])));
    const shut = createRoadEngine(buildRoadGraph(makeSource(CROSS, [makeWay(1, [0, 1, 2]), square], [1])));
    const points = [
      [113.009, 30],
      [113.011, 30],
    ] as const;
    const direct = (await open.matrix(points, 'van')).distances[1];
    const round = (await shut.matrix(points, 'van')).distances[1];
    expect(direct).toBeCloseTo(193, 0);
    expect(round).toBeGreaterThan(distanceOf(CROSS[0], CROSS[4]) + distanceOf(CROSS[4], CROSS[2]));
  });

  test('speeds: class, slip road, factor, limits by direction, trucks, given speed, top speed', () => {
    const graph = buildRoadGraph(
      makeSource(CROSS, [
        makeWay(1, [0, 1], { roadClass: 'trunk', forwardLimitKmh: 40, truckLimitKmh: 30 }),
        makeWay(2, [1, 2], { roadClass: 'trunk', link: true }),
        makeWay(3, [2, 3], { givenKmh: 300 }),
        makeWay(4, [3, 4], { roadClass: 'motorway', backward: 0 }),
      ]),
      { speedFactor: 0.5 },
    );
    const speeds = (columns: readonly Float32Array[]) => columns.map((column) => [...column]);
    expect(speeds(graph.forwardKmh)).toEqual([
      [30, 18, 100, 45],
      [27.5, 16.5, 85, 37.5],
      [12.5, 7.5, 30, 0],
      [25, 15, 80, 40],
    ]);
    expect(speeds(graph.backwardKmh)).toEqual([
      [30, 18, 100, 0],
      [27.5, 16.5, 85, 0],
      [12.5, 7.5, 30, 0],
      [25, 15, 80, 0],
    ]);
  });

  test('a source without roads is refused', () => {
    expect(() => buildRoadGraph(makeSource(CROSS, []))).toThrow(
      expect.objectContaining({ code: 'roads_empty' }),
    );
  });

  test.each([0, -1, Number.NaN, Infinity])('a speed factor of %s is refused', (speedFactor) => {
    expect(() => buildRoadGraph(makeSource(CROSS, [makeWay(1, [0, 1])]), { speedFactor })).toThrow(
      expect.objectContaining({ code: 'roads_bad_value', path: 'speedFactor' }),
    );
  });

  test('columns of any graph fit together', () => {
    fc.assert(
      fc.property(ANY_GRAPH, (graph) => {
        const position = new Map<number, string>();
        for (let edge = 0; edge < graph.edgeCount; edge++) {
          const first = graph.shapeStart[edge];
          const last = graph.shapeStart[edge + 1] - 1;
          expect(last).toBeGreaterThan(first);
          for (const [junction, point] of [
            [graph.edgeFrom[edge], first],
            [graph.edgeTo[edge], last],
          ]) {
            const place = `${graph.shapeLonE7[point]},${graph.shapeLatE7[point]}`;
            expect(position.get(junction) ?? place).toBe(place);
            position.set(junction, place);
          }
        }
        expect(position.size).toBe(graph.junctionCount);
      }),
    );
  });

  test('on two-way roads of one class the distances are those between the nodes themselves', async () => {
    const chains = fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 2, maxLength: 5 }), {
      maxLength: 8,
    });
    // Places of one position, or on another's road, may stand for either: drawn evenly they do not meet.
    const place = fc.noBias(fc.tuple(fc.nat(400_000), fc.nat(400_000)));
    const places = fc.uniqueArray(place, { minLength: 10, maxLength: 10, selector: String });
    await fc.assert(
      fc.asyncProperty(places, chains, async (places, chains) => {
        const positions = places.map(([x, y]) => [113 + x / 1e7, 30 + y / 1e7] as const);
        const all = [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9], ...chains];
        const source = makeSource(
          positions,
          all.map((refs, index) => makeWay(index, refs)),
        );
        const matrix = await createRoadEngine(buildRoadGraph(source)).matrix(positions, 'van');
        const expected = walkNodes(positions, all);
        expected.forEach((metres, entry) => expect(matrix.distances[entry]).toBeCloseTo(metres, 5));
      }),
      { numRuns: 100 },
    );
  });
});

/** Floyd-Warshall over the nodes. */
function walkNodes(positions: readonly (readonly [number, number])[], chains: readonly number[][]): number[] {
  const size = positions.length;
  const best = positions.map((_, a) => positions.map((_, b) => (a === b ? 0 : Infinity)));
  for (const chain of chains) {
    chain.slice(1).forEach((to, index) => {
      const from = chain[index];
      const metres = distanceOf(positions[from], positions[to]);
      best[from][to] = Math.min(best[from][to], metres);
      best[to][from] = Math.min(best[to][from], metres);
    });
  }
  for (let via = 0; via < size; via++) {
    for (let a = 0; a < size; a++) {
      for (let b = 0; b < size; b++) best[a][b] = Math.min(best[a][b], best[a][via] + best[via][b]);
    }
  }
  return best.flat();
}
