import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyRoadOverrides } from '../../../src/network/roads/road-overrides.ts';
import { contractNetwork } from '../../../src/network/routing/contract-network.ts';
import { deserializeHierarchy, serializeHierarchy } from '../../../src/network/routing/hierarchy-bytes.ts';
import { toHierarchyKey } from '../../../src/network/routing/hierarchy-cache.ts';
import { buildProfileNetwork } from '../../../src/network/routing/profile-network.ts';
import { createRoadEngine } from '../../../src/network/road-engine.ts';
import { STARTS_WORTH_PREPARING } from '../../../src/network/routing/profile-router.ts';
import { ANY_POINT } from '../random-roads.ts';
import { ANY_GRAPH } from './random-network.ts';

const NOTED = { name: '村口桥', recordedOn: '2026-03-01' };

/** A cache in memory that counts what it is asked. */
function createCache() {
  const kept = new Map<string, Uint8Array>();
  return {
    kept,
    found: 0,
    async find(key: string) {
      const bytes = kept.get(key) ?? null;
      if (bytes !== null) this.found++;
      return bytes;
    },
    async save(key: string, bytes: Uint8Array) {
      kept.set(key, bytes);
    },
  };
}

describe('kept hierarchies', () => {
  test('come back equal for their network', async () => {
    await fc.assert(
      fc.asyncProperty(ANY_GRAPH, async (graph) => {
        const network = buildProfileNetwork(graph, 'van');
        const hierarchy = await contractNetwork(network);
        expect(deserializeHierarchy(serializeHierarchy(hierarchy), network)).toEqual(hierarchy);
      }),
      { numRuns: 100 },
    );
  });

  test('damaged in one bit, cut short or of another network, they are refused', async () => {
    await fc.assert(
      fc.asyncProperty(ANY_GRAPH, fc.nat(), async (graph, seed) => {
        const network = buildProfileNetwork(graph, 'van');
        const bytes = serializeHierarchy(await contractNetwork(network));
        const damaged = bytes.slice();
        damaged[seed % bytes.length] ^= 1 << (seed % 8);
        expect(deserializeHierarchy(damaged, network)).toBe(null);
        expect(deserializeHierarchy(bytes.subarray(0, seed % bytes.length), network)).toBe(null);
        expect(deserializeHierarchy(bytes, { ...network, nodeCount: network.nodeCount + 1 })).toBe(null);
      }),
      { numRuns: 100 },
    );
  });

  test('an override changes the keys of the profiles that it concerns, and no other', async () => {
    await fc.assert(
      fc.asyncProperty(ANY_GRAPH, fc.nat(), async (graph, edge) => {
        const wayId = graph.wayIds[graph.edgeWay[edge % graph.edgeCount]];
        const slower = applyRoadOverrides(graph, [{ ...NOTED, wayId, speedKmh: 3, profiles: ['truck'] }]);
        const keyOf = (of: typeof graph, profile: 'van' | 'truck') =>
          toHierarchyKey(buildProfileNetwork(of, profile));
        expect(keyOf(slower, 'van')).toBe(keyOf(graph, 'van'));
        const truck = buildProfileNetwork(graph, 'truck');
        const isConcerned = [...truck.arcEdge].some((arc) => graph.wayIds[graph.edgeWay[arc]] === wayId);
        expect(keyOf(slower, 'truck') !== keyOf(graph, 'truck')).toBe(isConcerned);
      }),
      { numRuns: 100 },
    );
  });

  test('a second engine finds what the first prepared, and answers the same', async () => {
    const points = fc.array(ANY_POINT, {
      minLength: STARTS_WORTH_PREPARING,
      maxLength: STARTS_WORTH_PREPARING + 10,
    });
    await fc.assert(
      fc.asyncProperty(ANY_GRAPH, points, async (graph, points) => {
        const cache = createCache();
        const first = await createRoadEngine(graph, { hierarchies: cache }).matrix(points, 'van');
        expect([cache.kept.size, cache.found]).toEqual([1, 0]);
        const second = await createRoadEngine(graph, { hierarchies: cache }).matrix(
          points.slice(0, 3),
          'van',
        );
        expect([cache.kept.size, cache.found]).toEqual([1, 1]);
        expect(second.durations[1]).toBe(first.durations[1]);
        for (const key of cache.kept.keys()) cache.kept.set(key, new Uint8Array(20));
        expect(await createRoadEngine(graph, { hierarchies: cache }).matrix(points, 'van')).toEqual(first);
      }),
      { numRuns: 10 },
    );
  });
});
