import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TRAVEL_PROFILES } from '../../../src/model/vehicle-type.ts';
import { DEFAULT_ROAD_LIMITS } from '../../../src/network/osm/osm-elements.ts';
import { readOsmRoads } from '../../../src/network/osm/osm-roads.ts';
import { readRoadGraph } from '../../../src/network/roads/read-road-graph.ts';
import { RoadSourceError } from '../../../src/network/roads/road-source-error.ts';
import { buildProfileNetwork } from '../../../src/network/routing/profile-network.ts';
import {
  concatenate,
  encodePbf,
  frame,
  headerBlock,
  packed,
  primitiveBlock,
  unpacked,
} from './encode-pbf.ts';
import type { PbfContent, PbfRelation } from './encode-pbf.ts';

const HEADER = frame('OSMHeader', packed(headerBlock('OsmSchema-V0.6', 'DenseNodes')));

/** A hub with arms of one way each: node 0 in the middle, nodes and ways 1, 2, 3 ... around. */
function makeStar(arms: number, relations: readonly PbfRelation[]): PbfContent {
  const ids = Array.from({ length: arms }, (_, at) => at + 1);
  return {
    nodes: [0, ...ids].map((id) => ({ id, lonE7: 113e7 + id * 1000, latE7: 30e7 + (id % 7) * 1000 })),
    ways: ids.map((id) => ({ id, refs: [0, id], tags: { highway: 'tertiary' } })),
    relations,
  };
}

function forbid(id: number, from: number, to: number, kind = 'no_left_turn'): PbfRelation {
  return {
    id,
    members: [
      { type: 1, ref: from, role: 'from' },
      { type: 0, ref: 0, role: 'via' },
      { type: 1, ref: to, role: 'to' },
    ],
    tags: { type: 'restriction', restriction: kind },
  };
}

async function findOutcome(bytes: Uint8Array): Promise<string> {
  try {
    const graph = await readRoadGraph(bytes, 'osm.pbf');
    for (const profile of TRAVEL_PROFILES) buildProfileNetwork(graph, profile);
    return 'read';
  } catch (error) {
    if (error instanceof RoadSourceError) return error.code;
    throw error;
  }
}

describe('turn restrictions in .osm.pbf', () => {
  test('are read as they were written', async () => {
    const { restrictions } = await readOsmRoads(encodePbf(makeStar(3, [forbid(7, 1, 2)])), 'osm.pbf');
    expect(restrictions).toEqual([{ kind: 'no', fromWay: 1, via: { node: 0 }, toWay: 2, profiles: 15 }]);
  });

  test('arbitrary bytes in their block end with a code or are read', async () => {
    const block = primitiveBlock(makeStar(4, [forbid(1, 1, 2), forbid(2, 2, 3, 'only_straight_on')]));
    const edits = fc.array(fc.tuple(fc.nat(block.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(edits, async (edits) => {
        const damaged = block.slice();
        for (const [at, value] of edits) damaged[at] = value;
        const outcome = await findOutcome(concatenate(HEADER, frame('OSMData', unpacked(damaged))));
        expect(outcome).toMatch(/^(?:read|roads_\w+)$/);
      }),
      { numRuns: 2000 },
    );
  });

  test('a junction with every turn forbidden, and one with more arms than any map, are read in bounded memory', async () => {
    const every = (arms: number) =>
      Array.from({ length: arms * arms }, (_, at) =>
        forbid(at + 1, (at % arms) + 1, Math.floor(at / arms) + 1),
      );
    const graph = await readRoadGraph(encodePbf(makeStar(30, every(30))), 'osm.pbf');
    expect(graph.turnProfiles).toHaveLength(900);
    const wide = await readRoadGraph(encodePbf(makeStar(80, every(80))), 'osm.pbf');
    expect(wide.turnProfiles).toHaveLength(0);
    expect(buildProfileNetwork(wide, 'van').nodeCount).toBe(81);
  });

  test('more relations or members than the limits are refused', async () => {
    const bytes = encodePbf(makeStar(3, [forbid(1, 1, 2), forbid(2, 2, 3)]));
    const tooLarge = expect.objectContaining({ code: 'roads_too_large' });
    await expect(readOsmRoads(bytes, 'osm.pbf', { ...DEFAULT_ROAD_LIMITS, maxRelations: 1 })).rejects.toEqual(
      tooLarge,
    );
    await expect(
      readOsmRoads(bytes, 'osm.pbf', { ...DEFAULT_ROAD_LIMITS, maxReferences: 9 }),
    ).rejects.toEqual(tooLarge);
  });
});
