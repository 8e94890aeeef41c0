import { booleanPointInPolygon, kinks, multiPolygon, point } from '@turf/turf';
import type { Feature, MultiPolygon } from 'geojson';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { greatCircleMetres } from '../../../src/network/great-circle.ts';
import { computeIsolines } from '../../../src/network/isoline/compute-isolines.ts';
import type { Isoline } from '../../../src/network/isoline/compute-isolines.ts';
import { createRoadEngine } from '../../../src/network/road-engine.ts';
import type { RoadGraph } from '../../../src/network/roads/road-graph.ts';
import { shapePoint } from '../../../src/network/roads/road-graph.ts';
import { buildProfileNetwork } from '../../../src/network/routing/profile-network.ts';
import { SegmentIndex } from '../../../src/network/routing/segment-index.ts';
import type { LonLat } from '../../../src/model/units.ts';
import { buildLattice } from '../../http/road-county.ts';
import { ANY_POINT } from '../random-roads.ts';
import { ANY_GRAPH } from '../routing/random-network.ts';

function toFeature(isoline: Isoline): Feature<MultiPolygon> {
  return multiPolygon(
    isoline.polygons.map((rings) => rings.map((ring) => ring.map((position) => [...position]))),
  );
}

function draw(graph: RoadGraph, from: LonLat, minutes: number[], reachMetres: number) {
  const network = buildProfileNetwork(graph, 'van');
  const start = new SegmentIndex(network).findNearest(from[0], from[1]);
  if (start === null) return null;
  return { network, start, isolines: computeIsolines(network, start, { minutes, reachMetres }) };
}

/** Positions along all edges of the network, about every `step` metres. */
function samplePositions(graph: RoadGraph, edges: ReadonlySet<number>, step: number): LonLat[] {
  const positions: LonLat[] = [];
  for (const edge of edges) {
    for (let at = graph.shapeStart[edge]; at < graph.shapeStart[edge + 1] - 1; at++) {
      const [lonA, latA] = shapePoint(graph, at);
      const [lonB, latB] = shapePoint(graph, at + 1);
      const parts = Math.max(1, Math.ceil(greatCircleMetres(lonA, latA, lonB, latB) / step));
      for (let part = 0; part <= parts; part++) {
        positions.push([lonA + (part / parts) * (lonB - lonA), latA + (part / parts) * (latB - latA)]);
      }
    }
  }
  return positions;
}

/** Signed area in degrees, by the definition of RFC 7946 positive when counterclockwise. */
function windingOf(ring: readonly LonLat[]): number {
  return ring
    .slice(1)
    .reduce((sum, [lon, lat], index) => sum + (ring[index][0] - lon) * (lat + ring[index][1]), 0);
}

describe('isolines', () => {
  test('hold what the engine reaches in time, and nothing far from it', async () => {
    await fc.assert(
      fc.asyncProperty(
        ANY_GRAPH,
        ANY_POINT,
        fc.double({ min: 0.5, max: 12, noNaN: true }),
        fc.array(ANY_POINT, { minLength: 30, maxLength: 30 }),
        async (graph, from, minutes, probes) => {
          const drawn = draw(graph, from, [minutes], 200);
          if (drawn === null || drawn.network.nodeCount < 2) return;
          const [isoline] = drawn.isolines;
          const reach = isoline.reachMetres;
          const area = toFeature(isoline);
          const positions = samplePositions(graph, new Set(drawn.network.arcEdge), 60);
          const engine = createRoadEngine(graph, { maxSnapMetres: 1e6 });
          const { durations } = await engine.matrix([drawn.start.location, ...positions], 'van');
          const seconds = [...durations.subarray(1, positions.length + 1)];
          const isInside = ([lon, lat]: LonLat): boolean => booleanPointInPolygon(point([lon, lat]), area);
          const inTime = positions.filter((_, index) => seconds[index] <= minutes * 60 - 1);
          expect(inTime.filter((position) => !isInside(position))).toEqual([]);
          const reached = positions.filter((_, index) => seconds[index] <= minutes * 60 + 10);
          const metresToReached = (probe: LonLat): number =>
            Math.min(...reached.map(([lon, lat]) => greatCircleMetres(lon, lat, probe[0], probe[1])));
          const farthest = Math.max(0, ...probes.filter(isInside).map(metresToReached));
          expect(farthest).toBeLessThan(1.85 * reach + 60);
        },
      ),
      { numRuns: 25 },
    );
  });

  test('are valid polygons, exterior rings counterclockwise, holes clockwise, closed', () => {
    fc.assert(
      fc.property(ANY_GRAPH, ANY_POINT, (graph, from) => {
        const drawn = draw(graph, from, [2, 6], 120);
        if (drawn === null) return;
        for (const isoline of drawn.isolines) {
          for (const [outer, ...holes] of isoline.polygons) {
            expect(windingOf(outer)).toBeGreaterThan(0);
            for (const hole of holes) expect(windingOf(hole)).toBeLessThan(0);
            for (const ring of [outer, ...holes]) {
              expect(ring.length).toBeGreaterThanOrEqual(4);
              expect(ring[0]).toEqual(ring.at(-1));
            }
          }
          expect(kinks(toFeature(isoline)).features).toEqual([]);
        }
        expect(drawn.isolines[1].roadMetres).toBeGreaterThanOrEqual(drawn.isolines[0].roadMetres);
      }),
      { numRuns: 60 },
    );
  });

  test('leave the blocks of a lattice out as holes', () => {
    const drawn = draw(buildLattice(), [110.1, 30.2], [10, 120], 150);
    const [near, far] = drawn?.isolines ?? [];
    expect(far.polygons).toHaveLength(1);
    expect(far.polygons[0].length - 1).toBe(16 * 7);
    expect(near.polygons[0].length - 1).toBeGreaterThan(2);
    expect(near.polygons[0].length - 1).toBeLessThan(16 * 7);
    expect(booleanPointInPolygon(point([110.11, 30.21]), toFeature(far))).toBe(false);
    expect(booleanPointInPolygon(point([110.11, 30.2]), toFeature(far))).toBe(true);
  });

  test('widen their reach rather than grow without bound', () => {
    const drawn = draw(buildLattice(), [110.1, 30.2], [240], 5);
    const [isoline] = drawn?.isolines ?? [];
    expect(isoline.reachMetres).toBeGreaterThan(5);
    expect(isoline.polygons.flat(2).length).toBeLessThanOrEqual(22_000);
  });

  test('measure the roads that they reach', () => {
    const graph = buildLattice();
    const total = graph.edgeMetres.reduce((sum, metres) => sum + metres, 0);
    const drawn = draw(graph, [110.1, 30.2], [240, 3], 150);
    const [all, some] = drawn?.isolines ?? [];
    expect(all.roadMetres).toBeCloseTo(total, 3);
    // From a crossing a van drives 2,000 m at 40 km/h along the row and 1,500 m at 30 km/h along the column; after 1,924 m of the row it turns.
    const row = greatCircleMetres(110.1, 30.2, 110.12, 30.2);
    const restSeconds = 180 - (row * 3.6) / 40;
    const turning = (restSeconds * 40) / 3.6 + (2 * restSeconds * 30) / 3.6;
    expect(some.roadMetres).toBeCloseTo(2 * (row + turning) + 2 * 1500, 3);
  });
});
