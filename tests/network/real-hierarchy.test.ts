import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { TRAVEL_PROFILES } from '../../src/model/vehicle-type.ts';
import { readRoadGraph } from '../../src/network/roads/read-road-graph.ts';
import { contractNetwork } from '../../src/network/routing/contract-network.ts';
import { HierarchyWayFinder, computeHierarchyMatrix } from '../../src/network/routing/hierarchy-travel.ts';
import { toPositionAccess } from '../../src/network/routing/network-access.ts';
import { buildPathGeometry } from '../../src/network/routing/path-geometry.ts';
import { computeTravelMatrix } from '../../src/network/routing/position-travel.ts';
import { buildProfileNetwork } from '../../src/network/routing/profile-network.ts';
import { SegmentIndex } from '../../src/network/routing/segment-index.ts';
import { measureLine } from './measure-line.ts';

const FOLDER = new URL('../../../shared/geo/osm/', import.meta.url);
const PAUSE = async () => undefined;
const POINTS = 300;

describe.skipIf(!existsSync(FOLDER))('hierarchies of real roads (needs ../shared/geo/osm)', () => {
  test.each(['andorra-20250119.osm.pbf', 'north-bayreuth-2014.osm.pbf'])(
    '%s: all pairs of 300 points equal Dijkstra for every profile, and lines have the length claimed',
    async (file) => {
      const graph = await readRoadGraph(readFileSync(new URL(file, FOLDER)), 'osm.pbf');
      expect(graph.turnProfiles.length).toBeGreaterThan(0);
      for (const profile of TRAVEL_PROFILES) {
        const network = buildProfileNetwork(graph, profile);
        const index = new SegmentIndex(network);
        const step = Math.floor(graph.shapeLonE7.length / POINTS);
        const positions = Array.from({ length: POINTS }, (_, at) => {
          const point = at * step;
          const position = index.findNearest(graph.shapeLonE7[point] / 1e7, graph.shapeLatE7[point] / 1e7);
          if (position === null) throw new Error('no network');
          return toPositionAccess(network, position);
        });
        const hierarchy = await contractNetwork(network);
        const matrix = await computeHierarchyMatrix(network, hierarchy, positions, PAUSE);
        expect(matrix).toEqual(await computeTravelMatrix(network, positions, PAUSE));
        expect(matrix.durations.every((seconds) => seconds < Infinity)).toBe(true);
        const finder = new HierarchyWayFinder(network, hierarchy);
        for (let from = 0; from < POINTS; from += 10) {
          finder.startFrom(positions[from]);
          for (let to = 0; to < POINTS; to += 7) {
            const way = finder.findWay(positions[from], positions[to]);
            if (way === null) throw new Error('no way');
            const claimed = matrix.distances[from * POINTS + to];
            expect(way.metres).toBe(claimed);
            const line = buildPathGeometry(network, way, positions[from], positions[to]);
            expect(Math.abs(measureLine(line) - claimed)).toBeLessThan(0.1 + claimed * 1e-5);
          }
        }
      }
    },
    120_000,
  );
});
