import { existsSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LonLat } from '../../src/model/units.ts';
import { TRAVEL_PROFILES } from '../../src/model/vehicle-type.ts';
import type { RoadOverride } from '../../src/model/road-override.ts';
import { readRoadGraph } from '../../src/network/roads/read-road-graph.ts';
import { shapePoint } from '../../src/network/roads/road-graph.ts';
import type { RoadGraph } from '../../src/network/roads/road-graph.ts';
import { applyRoadOverrides } from '../../src/network/roads/road-overrides.ts';
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
const ANDORRA = 'andorra-20250119.osm.pbf';
const BAYREUTH = 'north-bayreuth-2014.osm.pbf';
const OVERRIDES = 300;

/** Hills some kilometres wide with slopes of up to 18 %, and a void. */
const HILLS = {
  heightAt: (lon: number, lat: number) =>
    lon > 1.6 && lon < 1.62 ? Number.NaN : 700 + 120 * Math.sin(lon * 170) * Math.cos(lat * 170),
};

describe.skipIf(!existsSync(FOLDER))('hierarchies of real roads (needs ../shared/geo/osm)', () => {
  test.each([
    [ANDORRA, 'as it is'],
    [ANDORRA, 'overridden'],
    [ANDORRA, 'sloped'],
    [BAYREUTH, 'as it is'],
    [BAYREUTH, 'overridden'],
    [BAYREUTH, 'sloped'],
  ])(
    '%s, %s: all pairs of 300 points equal Dijkstra for every profile, and lines have the length claimed',
    async (file, kind) => {
      const bytes = readFileSync(new URL(file, FOLDER));
      const mapped = await readRoadGraph(bytes, 'osm.pbf', kind === 'sloped' ? { elevation: HILLS } : {});
      expect(mapped.turnProfiles.length).toBeGreaterThan(0);
      const graph = kind === 'overridden' ? applyRoadOverrides(mapped, drawOverrides(mapped)) : mapped;
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

/** Closures, speeds, limits and new roads at random places of a graph. */
function drawOverrides(graph: RoadGraph): readonly RoadOverride[] {
  const noted = { name: fc.constant('drawn'), recordedOn: fc.constant('2026-05-04') };
  const way = fc.tuple(fc.nat(graph.edgeCount - 1), fc.boolean()).map(([edge, isWhole]) => ({
    wayId: graph.wayIds[graph.edgeWay[edge]],
    near: isWhole ? undefined : shapePoint(graph, graph.shapeStart[edge]),
  }));
  const near = fc.nat(graph.shapeLonE7.length - 1).map((point) => shapePoint(graph, point));
  const profiles = fc.option(fc.subarray([...TRAVEL_PROFILES], { minLength: 1 }), { nil: undefined });
  const effect = fc.oneof(
    fc.constant({ closed: true }),
    fc.integer({ min: 2, max: 90 }).map((speedKmh) => ({ speedKmh })),
    fc.integer({ min: 1, max: 9 }).map((maxWeightTonnes) => ({ maxWeightTonnes })),
  );
  const change = fc
    .tuple(fc.record({ ...noted, profiles }), way, effect)
    .map((parts): RoadOverride => Object.assign({}, ...parts));
  const step = fc.integer({ min: -9, max: 9 });
  const line = fc.tuple(near, step, step).map(([[lon, lat], east, north]): LonLat[] => [
    [lon, lat],
    [lon + east / 1000, lat + north / 1000],
  ]);
  const road = fc.record({ ...noted, line, oneway: fc.boolean(), profiles });
  return fc.sample(fc.oneof(change, road), OVERRIDES);
}
