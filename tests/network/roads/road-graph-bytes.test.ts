import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deserializeRoadGraph, serializeRoadGraph } from '../../../src/network/roads/road-graph-bytes.ts';
import { RoadSourceError } from '../../../src/network/roads/road-source-error.ts';
import { ANY_GRAPH } from '../routing/random-network.ts';

describe('road graph as bytes', () => {
  test('comes back equal', () => {
    fc.assert(
      fc.property(ANY_GRAPH, (graph) => {
        expect(deserializeRoadGraph(serializeRoadGraph(graph))).toEqual(graph);
      }),
    );
  });

  test('equal graphs have equal bytes', () => {
    fc.assert(
      fc.property(ANY_GRAPH, (graph) => {
        const bytes = serializeRoadGraph(graph);
        expect(serializeRoadGraph(deserializeRoadGraph(bytes))).toEqual(bytes);
      }),
    );
  });

  test('negative and very large way ids survive', () => {
    const [graph] = fc.sample(ANY_GRAPH, { numRuns: 1, seed: 1 });
    const wayIds = graph.wayIds.map((_, index) => (index % 2 === 0 ? -5 - index : 2 ** 50 + index));
    expect(deserializeRoadGraph(serializeRoadGraph({ ...graph, wayIds })).wayIds).toEqual(wayIds);
  });

  test('any changed byte and any cut is refused with a code', () => {
    fc.assert(
      fc.property(ANY_GRAPH, fc.nat(), fc.integer({ min: 1, max: 255 }), (graph, place, change) => {
        const bytes = serializeRoadGraph(graph);
        const at = place % bytes.length;
        const changed = bytes.slice();
        changed[at] ^= change;
        expect(() => deserializeRoadGraph(changed)).toThrow(RoadSourceError);
        expect(() => deserializeRoadGraph(bytes.subarray(0, at))).toThrow(RoadSourceError);
      }),
    );
  });

  test('another version asks for a new import', () => {
    const [graph] = fc.sample(ANY_GRAPH, { numRuns: 1, seed: 2 });
    const bytes = serializeRoadGraph(graph);
    bytes[4]++;
    expect(() => deserializeRoadGraph(bytes)).toThrow(expect.objectContaining({ code: 'roads_unsupported' }));
  });
});
