import * as fc from 'fast-check';
import { describe, test } from 'vitest';
import type { RoadOverride } from '../../../src/model/road-override.ts';
import { TRAVEL_PROFILES } from '../../../src/model/vehicle-type.ts';
import { applyRoadOverrides } from '../../../src/network/roads/road-overrides.ts';
import { ANY_POINT } from '../random-roads.ts';
import { expectExactTravel } from './expect-exact-travel.ts';
import { ANY_GRAPH } from './random-network.ts';

const NOTED = { name: 'noted', recordedOn: '2026-01-31' };
const PROFILES = fc.option(fc.subarray([...TRAVEL_PROFILES], { minLength: 1 }), { nil: undefined });

const NEAR_DEGREES = fc.integer({ min: -40, max: 40 }).map((steps) => steps / 10_000);

/** Changes by the position of the edge whose way is meant, and new roads between two points. */
const ANY_CHANGE = fc.oneof(
  fc.record({
    edge: fc.nat(),
    /** Degrees from the start of the edge, up to about 600 m. */
    near: fc.option(fc.tuple(NEAR_DEGREES, NEAR_DEGREES), { nil: undefined }),
    profiles: PROFILES,
    effect: fc.oneof(
      fc.constant({ closed: true }),
      fc.integer({ min: 1, max: 120 }).map((speedKmh) => ({ speedKmh })),
      fc.integer({ min: 1, max: 9 }).map((maxWeightTonnes) => ({ maxWeightTonnes })),
    ),
  }),
  fc.record({
    line: fc.array(ANY_POINT, { minLength: 2, maxLength: 3 }),
    profiles: PROFILES,
    oneway: fc.boolean(),
  }),
);

describe('hierarchy of overridden roads', () => {
  test('equals Dijkstra bit for bit and brute force, whatever is closed, slowed, limited or added', async () => {
    const changes = fc.array(ANY_CHANGE, { minLength: 1, maxLength: 4 });
    const points = fc.array(ANY_POINT, { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(ANY_GRAPH, changes, points, async (graph, changes, points) => {
        const overrides = changes.map((change): RoadOverride => {
          if ('line' in change) return { ...NOTED, ...change };
          const { effect, near, profiles } = change;
          const edge = change.edge % graph.edgeCount;
          const start = graph.shapeStart[edge];
          const place = near && {
            near: [graph.shapeLonE7[start] / 1e7 + near[0], graph.shapeLatE7[start] / 1e7 + near[1]] as const,
          };
          return { ...NOTED, ...effect, ...place, profiles, wayId: graph.wayIds[graph.edgeWay[edge]] };
        });
        const changed = applyUnlessApart(graph, overrides);
        const profile = changes.length % TRAVEL_PROFILES.length;
        await expectExactTravel(changed, profile, points);
      }),
      { numRuns: 200 },
    );
  });
});

/** New roads far from any other are left out. */
function applyUnlessApart(
  graph: Parameters<typeof applyRoadOverrides>[0],
  overrides: readonly RoadOverride[],
) {
  let changed = graph;
  for (const override of overrides) {
    try {
      changed = applyRoadOverrides(changed, [override]);
    } catch (error) {
      if ((error as { code?: string }).code !== 'roads_unconnected') throw error;
    }
  }
  return changed;
}
