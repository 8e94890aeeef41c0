import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LonLat } from '../../../src/model/units.ts';
import type { RoadOverride } from '../../../src/model/road-override.ts';
import { createRoadEngine } from '../../../src/network/road-engine.ts';
import { buildRoadGraph } from '../../../src/network/roads/build-road-graph.ts';
import { applyRoadOverrides } from '../../../src/network/roads/road-overrides.ts';
import { deserializeRoadGraph, serializeRoadGraph } from '../../../src/network/roads/road-graph-bytes.ts';
import { ANY_POINT, makeSource, makeWay } from '../random-roads.ts';
import { ANY_GRAPH } from '../routing/random-network.ts';

/** Two parallel roads 1,112 m apart that only meet far in the east. */
const SOURCE = makeSource(
  [
    [113, 30],
    [113.1, 30],
    [113.1, 30.01],
    [113, 30.01],
  ],
  [makeWay(1, [0, 1]), makeWay(2, [1, 2]), makeWay(3, [2, 3])],
);
const GRAPH = buildRoadGraph(SOURCE);

/** Trucks may not turn from the southern road into the one that joins the two. */
const RESTRICTED = buildRoadGraph({
  ...SOURCE,
  restrictions: [{ kind: 'no', fromWay: 1, via: { node: 1 }, toWay: 2, profiles: 2 }],
});
const FROM: LonLat = [113.01, 30];
const TO: LonLat = [113.01, 30.01];
const CUT: RoadOverride = {
  name: '新修村道',
  recordedOn: '2026-05-04',
  line: [
    [113.02, 30.0002],
    [113.02, 30.005],
    [113.02, 30.0099],
  ],
};

async function metresBetween(graph: typeof GRAPH, profile: 'van' | 'truck' = 'van', from = FROM, to = TO) {
  return (await createRoadEngine(graph).matrix([from, to], profile)).distances[1];
}

describe('several new roads', () => {
  test('give the same roads at once as one by one', () => {
    const line = fc.array(ANY_POINT, { minLength: 2, maxLength: 4 });
    const road = fc.record({ line, oneway: fc.boolean() });
    fc.assert(
      fc.property(ANY_GRAPH, fc.array(road, { minLength: 1, maxLength: 6 }), (graph, roads) => {
        const added: RoadOverride[] = [];
        let oneByOne = graph;
        for (const given of roads) {
          const override = { name: '新修村道', recordedOn: '2026-05-04', ...given };
          try {
            oneByOne = applyRoadOverrides(oneByOne, [override]);
            added.push(override);
          } catch (error) {
            if ((error as { code?: string }).code !== 'roads_unconnected') throw error;
          }
        }
        expect(applyRoadOverrides(graph, added)).toEqual(oneByOne);
        expect(deserializeRoadGraph(serializeRoadGraph(oneByOne))).toEqual(oneByOne);
      }),
    );
  });
});

describe('a new road', () => {
  test('joins the roads near its ends, and traffic uses it both ways', async () => {
    const graph = applyRoadOverrides(GRAPH, [CUT]);
    expect(await metresBetween(GRAPH)).toBeGreaterThan(18_000);
    expect(await metresBetween(graph)).toBeCloseTo(963 + 1112 + 963, -1);
    expect(await metresBetween(graph, 'van', TO, FROM)).toBeCloseTo(963 + 1112 + 963, -1);
    expect(graph.wayNames.at(-1)).toBe('新修村道');
    expect(deserializeRoadGraph(serializeRoadGraph(graph))).toEqual(graph);
    expect(GRAPH.edgeCount).toBe(3);
  });

  test('is closed to vehicles above its limits, and to all while it is closed', async () => {
    const limited = applyRoadOverrides(GRAPH, [{ ...CUT, maxWeightTonnes: 4 }]);
    expect(await metresBetween(limited)).toBeLessThan(4000);
    expect(await metresBetween(limited, 'truck')).toBeGreaterThan(18_000);
    const closed = applyRoadOverrides(GRAPH, [{ ...CUT, closed: true }]);
    expect(await metresBetween(closed)).toBeGreaterThan(18_000);
  });

  test('may be one-way, or for some profiles alone', async () => {
    const oneway = applyRoadOverrides(GRAPH, [{ ...CUT, oneway: true }]);
    expect(await metresBetween(oneway)).toBeLessThan(4000);
    expect(await metresBetween(oneway, 'van', TO, FROM)).toBeGreaterThan(18_000);
    const vans = applyRoadOverrides(GRAPH, [{ ...CUT, profiles: ['van'] }]);
    expect(await metresBetween(vans)).toBeLessThan(4000);
    expect(await metresBetween(vans, 'truck', TO, FROM)).toBeGreaterThan(18_000);
  });

  test('cuts roads without losing the turns that are forbidden there', async () => {
    const east: LonLat = [113.09, 30];
    const beyond: LonLat = [113.1, 30.005];
    const graph = applyRoadOverrides(RESTRICTED, [CUT]);
    expect(await metresBetween(graph, 'van', east, beyond)).toBeLessThan(2000);
    expect(await metresBetween(graph, 'truck', east, beyond)).toBeGreaterThan(15_000);
  });

  test('cuts a forbidden way over another as often as it likes', async () => {
    const long = buildRoadGraph({
      ...makeSource(
        [
          [112.9, 30],
          [113, 30],
          [113, 31.6],
          [112.9, 31.6],
        ],
        [makeWay(1, [0, 1]), makeWay(2, [1, 2]), makeWay(3, [2, 3])],
      ),
      restrictions: [{ kind: 'no', fromWay: 1, via: { ways: [2] }, toWay: 3, profiles: 2 }],
    });
    const stubs = Array.from({ length: 140 }, (_, at): RoadOverride => {
      const lat = 30.01 + 0.011 * at;
      return {
        name: `${at}`,
        recordedOn: '2026-05-04',
        line: [
          [113, lat],
          [113.002, lat],
        ],
      };
    });
    const graph = applyRoadOverrides(long, stubs);
    const [from, to]: LonLat[] = [
      [112.95, 30],
      [112.95, 31.6],
    ];
    const van = await metresBetween(graph, 'van', from, to);
    expect(await metresBetween(graph, 'truck', from, to)).toBeGreaterThan(van + 100);
  });

  test('joins no ferry on its way', async () => {
    const ferry = makeWay(4, [0, 3], { roadClass: 'ferry' });
    const graph = buildRoadGraph({ ...SOURCE, ways: [...SOURCE.ways, ferry] });
    const line: LonLat[] = [
      [113.0003, 30.005],
      [113.02, 30],
    ];
    const grown = applyRoadOverrides(graph, [{ ...CUT, line }]);
    const pier = grown.edgeCount - 1;
    expect([...grown.edgeFrom, ...grown.edgeTo].filter((end) => end === grown.edgeFrom[pier])).toHaveLength(
      1,
    );
    expect(() => applyRoadOverrides(graph, [{ ...CUT, line: [line[0], [113.005, 30.005]] }])).toThrow(
      expect.objectContaining({ code: 'roads_unconnected' }),
    );
  });

  test('that meets no road is refused with its place, and so is an unknown class', () => {
    const line: LonLat[] = [
      [114, 31],
      [114, 31.1],
    ];
    expect(() => applyRoadOverrides(GRAPH, [CUT, { ...CUT, line }])).toThrow(
      expect.objectContaining({ code: 'roads_unconnected', path: 'roadOverrides[1].line' }),
    );
    expect(() => applyRoadOverrides(GRAPH, [{ ...CUT, roadClass: 'skyway' }])).toThrow(
      expect.objectContaining({ code: 'roads_bad_value', path: 'roadOverrides[0].roadClass' }),
    );
  });

  test('a weight limit closes a road to the heavier profiles alone', async () => {
    const limited = applyRoadOverrides(applyRoadOverrides(GRAPH, [CUT]), [
      { name: '危桥', recordedOn: '2026-05-04', wayId: -1, maxWeightTonnes: 4 },
    ]);
    expect(await metresBetween(limited, 'van')).toBeLessThan(4000);
    expect(await metresBetween(limited, 'truck', TO, FROM)).toBeGreaterThan(18_000);
  });
});
