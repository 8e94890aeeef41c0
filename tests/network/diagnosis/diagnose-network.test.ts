import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findDeadEnds } from '../../../src/network/diagnosis/dead-ends.ts';
import { diagnoseNetwork } from '../../../src/network/diagnosis/diagnose-network.ts';
import { sortRoadParts } from '../../../src/network/diagnosis/road-parts.ts';
import { createRoadEngine } from '../../../src/network/road-engine.ts';
import { buildRoadGraph } from '../../../src/network/roads/build-road-graph.ts';
import type { RoadGraph } from '../../../src/network/roads/road-graph.ts';
import { buildProfileNetwork } from '../../../src/network/routing/profile-network.ts';
import type { ProfileNetwork } from '../../../src/network/routing/profile-network.ts';
import { SegmentIndex } from '../../../src/network/routing/segment-index.ts';
import type { LonLat } from '../../../src/model/units.ts';
import { ANY_POINT, makeSource, makeWay } from '../random-roads.ts';
import { ANY_GRAPH } from '../routing/random-network.ts';

/** Where an edge begins and ends: its junctions, or places of its own at those that a van cannot pass. */
function endsOf(graph: RoadGraph, edge: number): readonly [number, number] {
  const ends = [graph.edgeFrom[edge], graph.edgeTo[edge]].map((junction, side) => {
    return (graph.junctionBarred[junction] & 1) === 1 ? graph.junctionCount + 2 * edge + side : junction;
  });
  return [ends[0], ends[1]];
}

/** Edges of the part that a van can reach and leave. */
function listMain({ edgeInPart }: ProfileNetwork): readonly number[] {
  return [...edgeInPart.keys()].filter((edge) => edgeInPart[edge] === 1);
}

/** Places reached from some others over arcs, by repeated passes over all edges; `backwards` turns every arc. */
function reachFrom(graph: RoadGraph, starts: ReadonlySet<number>, backwards: boolean): ReadonlySet<number> {
  const reached = new Set(starts);
  for (let before = -1; before < reached.size;) {
    before = reached.size;
    for (let edge = 0; edge < graph.edgeCount; edge++) {
      const [from, to] = endsOf(graph, edge);
      const arcs = [
        [from, to, graph.forwardKmh[0][edge]],
        [to, from, graph.backwardKmh[0][edge]],
      ];
      for (const [tail, head, kmh] of arcs) {
        const [start, end] = backwards ? [head, tail] : [tail, head];
        if (kmh > 0 && reached.has(start)) reached.add(end);
      }
    }
  }
  return reached;
}

function isOpen(graph: RoadGraph, edge: number): boolean {
  return graph.forwardKmh[0][edge] > 0 || graph.backwardKmh[0][edge] > 0;
}

const OPTIONS = { maxSnapMetres: 2000, maxFindings: 1000 };

function diagnose(graph: RoadGraph, places: readonly (LonLat | null)[], maxFindings = 1000) {
  const network = buildProfileNetwork(graph, 'van');
  const index = new SegmentIndex(network);
  const named = places.map((location, at) => ({ id: `P${at}`, location }));
  return diagnoseNetwork(network, index, named, ['P0'], { ...OPTIONS, maxFindings });
}

describe('roads outside the main part', () => {
  test('are every open road that is not in it, once, by how they hang on it', () => {
    fc.assert(
      fc.property(ANY_GRAPH, (graph) => {
        const network = buildProfileNetwork(graph, 'van');
        const parts = sortRoadParts(network);
        const main = new Set<number>();
        for (const edge of listMain(network)) for (const end of endsOf(graph, edge)) main.add(end);
        const [reached, returning] = [reachFrom(graph, main, false), reachFrom(graph, main, true)];
        const inMain = new Set(listMain(network));
        const outside = parts.outside.flatMap(({ edges }) => edges).sort((a, b) => a - b);
        const expected = Array.from({ length: graph.edgeCount }, (_, edge) => edge).filter(
          (edge) => isOpen(graph, edge) && !inMain.has(edge),
        );
        expect(outside).toEqual(expected);
        for (const { kind, edges } of parts.outside) {
          const junctions = edges.flatMap((edge) => endsOf(graph, edge));
          const kinds = junctions
            .filter((junction) => !main.has(junction))
            .map((junction) => {
              if (reached.has(junction)) return 'no_way_back';
              return returning.has(junction) ? 'no_way_in' : 'island';
            });
          expect(kinds.length === 0 || kinds.includes(kind)).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('access of places', () => {
  test('agrees with the engine, and its cuts with what closing each road does', async () => {
    await fc.assert(
      fc.asyncProperty(
        ANY_GRAPH,
        fc.array(ANY_POINT, { minLength: 2, maxLength: 6 }),
        async (graph, places) => {
          const network = buildProfileNetwork(graph, 'van');
          const index = new SegmentIndex(network);
          const { places: found, hubId } = diagnose(graph, places);
          const engine = createRoadEngine(graph, OPTIONS);
          const { durations, distances } = await engine.matrix(places, 'van');
          const snapped = await engine.snap(places, 'van');
          const main = listMain(network);
          expect(found.map(({ status }) => status === 'reachable')).toEqual(
            snapped.map(({ location }) => location !== null),
          );
          fc.pre(hubId !== null);
          const positions = places.map(([lon, lat]) => index.findNearest(lon, lat));
          /** Ends of an edge at which a position lies. */
          const endsAt = (position: (typeof positions)[number]): number[] => {
            if (position === null) return [];
            const { edge, offset } = position;
            const [from, to] = endsOf(graph, edge);
            const start = offset <= 1 ? [from] : [];
            return graph.edgeMetres[edge] - offset <= 1 ? [...start, to] : start;
          };
          const bothEnds = (edge: number) => endsOf(graph, edge);
          const hubEdge = positions[0]?.edge ?? -1;
          const connects = (starts: readonly number[], closed: number): ReadonlySet<number> => {
            const connected = new Set(starts);
            for (let before = -1; before < connected.size;) {
              before = connected.size;
              for (const edge of main) {
                if (edge === closed) continue;
                const ends = bothEnds(edge);
                if (ends.some((end) => connected.has(end))) ends.forEach((end) => connected.add(end));
              }
            }
            return connected;
          };
          for (const [at, place] of found.entries()) {
            if (place.status !== 'reachable') continue;
            expect(place.metres).toBeCloseTo(distances[at], 3);
            expect(place.seconds).toBeCloseTo(durations[at], 3);
            const position = positions[at];
            if (position === null) continue;
            const needed = main.filter((closed) => {
              const [start, end] = bothEnds(closed);
              if (connects([start], closed).has(end)) return false;
              const starts = closed === hubEdge ? endsAt(positions[0]) : bothEnds(hubEdge);
              const connected = connects(starts, closed);
              const isBeside =
                position.edge === hubEdge && Math.abs(position.offset - (positions[0]?.offset ?? 0)) <= 1;
              if (isBeside) return false;
              const ends = closed === position.edge ? endsAt(position) : bothEnds(position.edge);
              if (closed !== hubEdge && position.edge === hubEdge) return false;
              return !ends.some((end) => connected.has(end));
            });
            expect(place.cutEdges).toBe(needed.length);
            expect(place.cutMetres).toBeCloseTo(
              needed.reduce((sum, edge) => sum + graph.edgeMetres[edge], 0),
              3,
            );
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  test('says what is wrong, place by place', () => {
    const graph = buildRoadGraph(
      makeSource(
        [
          [113, 30],
          [113.02, 30],
          [113.02, 30.02],
          [113, 30.02],
          [113.04, 30],
          [113.06, 30],
          [113.2, 30],
          [113.22, 30],
          [113, 29.98],
        ],
        [
          makeWay(1, [0, 1, 2, 3, 0], { name: 'ring' }),
          makeWay(2, [1, 4], { name: 'the bridge' }),
          makeWay(3, [4, 5], { name: 'valley road' }),
          makeWay(4, [6, 7], { name: 'island road' }),
          makeWay(5, [0, 8], { name: 'ramp', backward: 0 }),
        ],
      ),
    );
    const found = diagnose(graph, [
      [113, 30.01],
      [113.05, 30],
      [113.06, 30],
      [113.21, 30],
      [114, 30],
      null,
      [113.02, 30.01],
    ]);
    expect(found.hubId).toBe('P0');
    expect(found.places.map(({ status }) => status)).toEqual([
      'reachable',
      'reachable',
      'reachable',
      'cut_off',
      'off_road',
      'no_coordinates',
      'reachable',
    ]);
    expect(found.places.map(({ cutEdges }) => cutEdges)).toEqual([0, 2, 2, 0, 0, 0, 0]);
    expect(found.places[3].nearestRoadMetres).toBeLessThan(1);
    expect(found.places[3].snapMetres).toBeGreaterThan(10_000);
    expect(found.places[6].detourFactor).toBeGreaterThan(1.5);
    expect(found.places[0].detourFactor).toBe(null);
    expect(found.soleAccesses.map(({ names, placeIds }) => [names, placeIds])).toEqual([
      [
        ['the bridge', 'valley road'],
        ['P1', 'P2'],
      ],
    ]);
    expect(found.outsideRoads.map(({ kind, names, placeIds }) => [kind, names, placeIds])).toEqual([
      ['island', ['island road'], ['P3']],
      ['no_way_back', ['ramp'], []],
    ]);
    expect(diagnose(graph, [[113, 30.01]], 1)).toMatchObject({ outsideCount: 2, outsideRoads: [{}] });
  });

  test('without any road in reach has no hub and no figures', () => {
    const graph = buildRoadGraph(
      makeSource(
        [
          [113, 30],
          [113.02, 30],
        ],
        [makeWay(1, [0, 1])],
      ),
    );
    const found = diagnose(graph, [[115, 30]]);
    expect(found.hubId).toBe(null);
    expect(found.places[0]).toMatchObject({ status: 'off_road', metres: null, cutEdges: 0 });
    expect(found.soleAccesses).toEqual([]);
  });
});

describe('suspicious ends', () => {
  /** 0.0001 degrees are 9.6 m from west to east and 11.1 m from south to north. */
  const graph = buildRoadGraph(
    makeSource(
      [
        [113, 30],
        [113.1, 30],
        [113.02, 30.0001],
        [113.02, 30.05],
        [113.03, 30.001],
        [113.03, 30.04],
        [113.04, 30],
        [113.04, 30.001],
        [113.0403, 30.001],
        [113.0403, 30.00005],
        [113.06, 30.05],
        [113.1, 30.05],
      ],
      [
        makeWay(1, [0, 6, 1], { roadClass: 'primary' }),
        makeWay(2, [2, 3], { roadClass: 'residential' }),
        makeWay(3, [4, 5], { roadClass: 'tertiary' }),
        makeWay(4, [6, 7, 8, 9], { roadClass: 'service' }),
        makeWay(5, [10, 11], { roadClass: 'unclassified' }),
      ],
    ),
  );

  test('are ends that nearly meet another road, and important roads that just end inside', () => {
    const open = new Uint8Array(graph.edgeCount).fill(1);
    const found = findDeadEnds(graph, open).map(({ kind, edge, otherEdge, gapMetres, location }) => ({
      kind,
      way: graph.wayIds[graph.edgeWay[edge]],
      other: otherEdge === null ? null : graph.wayIds[graph.edgeWay[otherEdge]],
      gap: gapMetres === null ? null : Math.round(gapMetres),
      lat: location[1],
    }));
    // Way 4 comes back to way 1 after 250 m: one gets there by road, so nothing is missing.
    expect(found).toEqual([
      { kind: 'gap', way: 2, other: 1, gap: 11, lat: 30.0001 },
      { kind: 'major_road_ends', way: 3, other: null, gap: null, lat: 30.04 },
    ]);
  });

  test('are looked for among open roads only', () => {
    const open = Uint8Array.from(graph.edgeWay, (way) => (graph.wayIds[way] === 1 ? 0 : 1));
    const found = findDeadEnds(graph, open);
    expect(found.every(({ kind }) => kind === 'major_road_ends')).toBe(true);
  });
});
