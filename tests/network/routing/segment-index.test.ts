import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildRoadGraph } from '../../../src/network/roads/build-road-graph.ts';
import { metresToSegment } from '../../../src/network/roads/project-point.ts';
import { greatCircleMetres } from '../../../src/network/great-circle.ts';
import { buildProfileNetwork } from '../../../src/network/routing/profile-network.ts';
import type { ProfileNetwork } from '../../../src/network/routing/profile-network.ts';
import { EXACT_METRES, SegmentIndex } from '../../../src/network/routing/segment-index.ts';
import { ANY_POINT, makeSource, makeWay } from '../random-roads.ts';
import { ANY_GRAPH } from './random-network.ts';

/** Distance to the network by looking at every segment of every edge that an arc uses. */
function bruteForceMetres(network: ProfileNetwork, lon: number, lat: number): number {
  const { shapeStart } = network.graph;
  let least = Infinity;
  for (const edge of new Set(network.arcEdge)) {
    for (let point = shapeStart[edge]; point < shapeStart[edge + 1] - 1; point++) {
      least = Math.min(least, metresToSegment(network.graph, point, lon, lat));
    }
  }
  return least;
}

describe('snapping', () => {
  test('finds the nearest segment of the network, and none is nearer', () => {
    fc.assert(
      fc.property(ANY_GRAPH, fc.array(ANY_POINT, { minLength: 1, maxLength: 20 }), (graph, points) => {
        const network = buildProfileNetwork(graph, 'van');
        const index = new SegmentIndex(network);
        for (const [lon, lat] of points) {
          const found = index.findNearest(lon, lat);
          expect(found?.snapMetres ?? Infinity).toBe(bruteForceMetres(network, lon, lat));
        }
      }),
    );
  });

  test('far from the network it finds some segment, as soon as one that is near', () => {
    const side = 150;
    const at = (row: number, column: number) => row * side + column;
    const positions = Array.from({ length: side * side }, (_, place): [number, number] => [
      113 + 0.002 * (place % side),
      30 + 0.002 * Math.floor(place / side),
    ]);
    const lines = Array.from({ length: side }, (_, line) => line);
    const rows = lines.map((row) =>
      makeWay(
        row + 1,
        lines.map((column) => at(row, column)),
      ),
    );
    const columns = lines.map((column) =>
      makeWay(
        side + column + 1,
        lines.map((row) => at(row, column)),
      ),
    );
    const network = buildProfileNetwork(buildRoadGraph(makeSource(positions, [...rows, ...columns])), 'van');
    const index = new SegmentIndex(network);
    const timeOf = (lon: number, lat: number) => {
      const started = process.cpuUsage();
      for (let turn = 0; turn < 300; turn++) expect(index.findNearest(lon, lat)).not.toBe(null);
      const { user, system } = process.cpuUsage(started);
      return (user + system) / 1e6;
    };
    timeOf(113.1, 30.1);
    expect(timeOf(30, 80)).toBeLessThan(0.2);
    expect(index.findNearest(113.1, 29.83)?.snapMetres).toBe(bruteForceMetres(network, 113.1, 29.83));
    expect(index.findNearest(113.1, 29.8)?.snapMetres).toBeGreaterThan(EXACT_METRES);
  });

  test('the distance is that on the sphere between point and position', () => {
    fc.assert(
      fc.property(ANY_GRAPH, ANY_POINT, (graph, [lon, lat]) => {
        const found = new SegmentIndex(buildProfileNetwork(graph, 'van')).findNearest(lon, lat);
        if (found === null) return;
        const onSphere = greatCircleMetres(lon, lat, found.location[0], found.location[1]);
        expect(Math.abs(found.snapMetres - onSphere)).toBeLessThan(0.01 + onSphere * 2e-4);
        expect(found.offset).toBeLessThanOrEqual(graph.edgeMetres[found.edge]);
      }),
    );
  });

  test('at 60 degrees north a road to the east is nearer than one as many degrees to the north', () => {
    const source = makeSource(
      [
        [10.01, 59.9],
        [10.01, 60.1],
        [9.9, 60.007],
        [10.1, 60.007],
      ],
      [makeWay(1, [0, 1]), makeWay(2, [2, 3]), makeWay(3, [0, 2])],
    );
    const found = new SegmentIndex(buildProfileNetwork(buildRoadGraph(source), 'van')).findNearest(10, 60);
    expect(found?.location[0]).toBeCloseTo(10.01, 6);
    expect(found?.snapMetres).toBeCloseTo(556, 0);
  });

  test('passes over a near road that cannot be left again', () => {
    const oneWayIn = makeWay(2, [0, 2], { backward: 0 });
    const source = makeSource(
      [
        [113, 30],
        [113.01, 30],
        [113, 30.01],
      ],
      [makeWay(1, [0, 1]), oneWayIn],
    );
    const found = new SegmentIndex(buildProfileNetwork(buildRoadGraph(source), 'van')).findNearest(
      113,
      30.01,
    );
    expect(found?.location).toEqual([113, 30]);
    expect(found?.snapMetres).toBeCloseTo(1112, 0);
  });
});
