import { describe, expect, test } from 'vitest';
import { createRoadEngine } from '../../../src/network/road-engine.ts';
import { buildRoadGraph } from '../../../src/network/roads/build-road-graph.ts';
import { applyRoadOverrides } from '../../../src/network/roads/road-overrides.ts';
import { makeSource, makeWay } from '../random-roads.ts';

const NOTED = { name: '村口桥', recordedOn: '2026-03-01' };

/** A main road of three stretches (way 10) and a way round its middle (way 20). */
const GRAPH = buildRoadGraph(
  makeSource(
    [
      [113, 30],
      [113.01, 30],
      [113.02, 30],
      [113.03, 30],
      [113.015, 30.01],
    ],
    [makeWay(10, [0, 1, 2, 3]), makeWay(20, [1, 4, 2])],
  ),
);
const ENDS = [
  [113, 30],
  [113.03, 30],
] as const;

describe('overrides of roads', () => {
  test('closing the stretch nearest to a position sends traffic round it', async () => {
    const closed = applyRoadOverrides(GRAPH, [
      { ...NOTED, wayId: 10, near: [113.0149, 30.0001], closed: true },
    ]);
    const before = (await createRoadEngine(GRAPH).matrix(ENDS, 'van')).distances[1];
    const after = (await createRoadEngine(closed).matrix(ENDS, 'van')).distances[1];
    expect(before).toBeCloseTo(2889, 0);
    expect(after).toBeGreaterThan(before + 1000);
  });

  test('a closure may concern one profile alone', async () => {
    const closed = createRoadEngine(
      applyRoadOverrides(GRAPH, [
        { ...NOTED, wayId: 10, near: [113.015, 30], closed: true, profiles: ['truck'] },
      ]),
    );
    const van = (await closed.matrix(ENDS, 'van')).distances[1];
    const truck = (await closed.matrix(ENDS, 'truck')).distances[1];
    expect(truck).toBeGreaterThan(van);
  });

  test('a set speed changes times, never above the top speed, and opens no closed direction', () => {
    const graph = applyRoadOverrides(GRAPH, [{ ...NOTED, wayId: 10, speedKmh: 60 }]);
    expect(graph.forwardKmh.map((speeds) => speeds[0])).toEqual([60, 60, 30, 60]);
    expect(graph.forwardKmh[0][3]).toBe(GRAPH.forwardKmh[0][3]);
    const reopened = applyRoadOverrides(GRAPH, [
      { ...NOTED, wayId: 10, closed: true },
      { ...NOTED, wayId: 10, speedKmh: 60 },
    ]);
    expect(reopened.forwardKmh[0][0]).toBe(0);
  });

  test('one that is not in force changes nothing, and leaves the others their place in the list', () => {
    const winter = { season: { from: '11-15', until: '03-01' } };
    const list = [
      { ...NOTED, wayId: 10, closed: true, ...winter },
      { ...NOTED, wayId: 11, closed: true },
    ];
    const time = { day: '06-01', hours: { earliest: 0, latest: 86_400 } };
    expect(applyRoadOverrides(GRAPH, list.slice(0, 1), time)).toEqual(GRAPH);
    expect(() => applyRoadOverrides(GRAPH, list, time)).toThrow(
      expect.objectContaining({ path: 'roadOverrides[1].wayId' }),
    );
  });

  test('the given graph stays as it is', () => {
    const before = [...GRAPH.forwardKmh[0]];
    applyRoadOverrides(GRAPH, [{ ...NOTED, wayId: 10, closed: true }]);
    expect([...GRAPH.forwardKmh[0]]).toEqual(before);
  });

  test('a stretch far from its way is refused: another way or place is meant', () => {
    const swapped = { ...NOTED, wayId: 10, near: [30, 113] as const, closed: true };
    const beside = { ...swapped, near: [113.005, 30.0089] as const };
    const beyond = { ...swapped, near: [113.005, 30.0091] as const };
    expect(applyRoadOverrides(GRAPH, [beside]).forwardKmh[0][0]).toBe(0);
    for (const override of [swapped, beyond]) {
      expect(() => applyRoadOverrides(GRAPH, [override])).toThrow(
        expect.objectContaining({ code: 'roads_bad_value', path: 'roadOverrides[0].near' }),
      );
    }
  });

  test('no override means a road that another adds, whose id depends on the list and the day', () => {
    const line = [
      [113, 30],
      [113.015, 30.01],
    ] as const;
    const list = [
      { ...NOTED, line },
      { ...NOTED, wayId: -1, closed: true },
    ];
    expect(applyRoadOverrides(GRAPH, list.slice(0, 1)).wayIds).toContain(-1);
    expect(() => applyRoadOverrides(GRAPH, list)).toThrow(
      expect.objectContaining({ code: 'roads_unknown_way', path: 'roadOverrides[1].wayId' }),
    );
  });

  test('an unknown way and a speed of zero are refused with their path', () => {
    expect(() =>
      applyRoadOverrides(GRAPH, [
        { ...NOTED, wayId: 10 },
        { ...NOTED, wayId: 11, closed: true },
      ]),
    ).toThrow(expect.objectContaining({ code: 'roads_unknown_way', path: 'roadOverrides[1].wayId' }));
    expect(() => applyRoadOverrides(GRAPH, [{ ...NOTED, wayId: 10, speedKmh: 0 }])).toThrow(
      expect.objectContaining({ code: 'roads_bad_value', path: 'roadOverrides[0].speedKmh' }),
    );
  });
});
