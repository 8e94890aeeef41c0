import { expect } from 'vitest';
import type { RoadGraph } from '../../../src/network/roads/road-graph.ts';
import { TRAVEL_PROFILES } from '../../../src/model/vehicle-type.ts';
import { contractNetwork } from '../../../src/network/routing/contract-network.ts';
import { computeHierarchyMatrix } from '../../../src/network/routing/hierarchy-travel.ts';
import { toPositionAccess } from '../../../src/network/routing/network-access.ts';
import { computeTravelMatrix } from '../../../src/network/routing/position-travel.ts';
import { buildProfileNetwork } from '../../../src/network/routing/profile-network.ts';
import { SegmentIndex } from '../../../src/network/routing/segment-index.ts';
import { travelByBruteForce } from './brute-force-travel.ts';

const PAUSE = async () => undefined;

/** Between the points that find a road: the hierarchy equals Dijkstra bit for bit, and Dijkstra equals brute force. */
export async function expectExactTravel(
  graph: RoadGraph,
  profile: number,
  points: readonly (readonly [number, number])[],
): Promise<void> {
  const network = buildProfileNetwork(graph, TRAVEL_PROFILES[profile]);
  const index = new SegmentIndex(network);
  const positions = points
    .map(([lon, lat]) => index.findNearest(lon, lat))
    .filter((position) => position !== null);
  const accesses = positions.map((position) => toPositionAccess(network, position));
  const expected = await computeTravelMatrix(network, accesses, PAUSE);
  const hierarchy = await contractNetwork(network);
  expect(await computeHierarchyMatrix(network, hierarchy, accesses, PAUSE)).toEqual(expected);
  travelByBruteForce(network, profile, positions)
    .flat()
    .forEach(({ seconds, metres }, entry) => {
      expect(expected.durations[entry]).toBeCloseTo(seconds, 5);
      expect(expected.distances[entry]).toBeCloseTo(metres, 5);
    });
}
