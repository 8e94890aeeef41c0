import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TRAVEL_PROFILES } from '../../../src/model/vehicle-type.ts';
import type { RoadGraph } from '../../../src/network/roads/road-graph.ts';
import { contractNetwork } from '../../../src/network/routing/contract-network.ts';
import { HierarchyWayFinder, computeHierarchyMatrix } from '../../../src/network/routing/hierarchy-travel.ts';
import { toPositionAccess } from '../../../src/network/routing/network-access.ts';
import type { PositionAccess } from '../../../src/network/routing/network-access.ts';
import type { NetworkWay } from '../../../src/network/routing/network-way.ts';
import { computeTravelMatrix } from '../../../src/network/routing/position-travel.ts';
import { buildProfileNetwork } from '../../../src/network/routing/profile-network.ts';
import type { ProfileNetwork } from '../../../src/network/routing/profile-network.ts';
import { SegmentIndex } from '../../../src/network/routing/segment-index.ts';
import { ANY_POINT } from '../random-roads.ts';
import { ANY_GRAPH } from './random-network.ts';

const PAUSE = async () => undefined;
const ANY_PROFILE = fc.constantFrom(...TRAVEL_PROFILES);
const POINTS = fc.array(ANY_POINT, { minLength: 1, maxLength: 8 });

function locate(network: ProfileNetwork, points: readonly (readonly [number, number])[]): PositionAccess[] {
  const index = new SegmentIndex(network);
  return points
    .map(([lon, lat]) => index.findNearest(lon, lat))
    .filter((position) => position !== null)
    .map((position) => toPositionAccess(network, position));
}

/** Time and length of a way by its own parts; every arc must begin where the one before ends. */
function addUp(network: ProfileNetwork, way: NetworkWay, from: PositionAccess, to: PositionAccess) {
  const departure = from.departures[way.departure];
  const arrival = to.arrivals[way.arrival];
  let at = departure.node;
  let { seconds, metres } = departure;
  for (const arc of way.arcs) {
    expect(network.arcTail[arc]).toBe(at);
    at = network.arcHead[arc];
    seconds += network.arcSeconds[arc];
    metres += network.arcMetres[arc];
  }
  expect(at).toBe(arrival.node);
  return { seconds: seconds + arrival.seconds, metres: metres + arrival.metres };
}

/** Speeds of every profile rounded to one of two, so that many ways tie. */
function flatten(graph: RoadGraph): RoadGraph {
  const level = (speeds: Float32Array) => speeds.map((kmh) => (kmh === 0 ? 0 : kmh > 20 ? 36 : 18));
  return {
    ...graph,
    edgeMetres: graph.edgeMetres.map((metres) => Math.ceil(metres / 1000) * 1000),
    forwardKmh: graph.forwardKmh.map(level),
    backwardKmh: graph.backwardKmh.map(level),
  };
}

describe('contraction hierarchy', () => {
  test('its matrix equals the one by Dijkstra bit for bit, ties included', async () => {
    const graphs = fc.tuple(ANY_GRAPH, fc.boolean()).map(([graph, flat]) => (flat ? flatten(graph) : graph));
    await fc.assert(
      fc.asyncProperty(graphs, ANY_PROFILE, POINTS, async (graph, profile, points) => {
        const network = buildProfileNetwork(graph, profile);
        const positions = [...locate(network, points), null];
        const hierarchy = await contractNetwork(network);
        expect(await computeHierarchyMatrix(network, hierarchy, positions, PAUSE)).toEqual(
          await computeTravelMatrix(network, positions, PAUSE),
        );
      }),
      { numRuns: 400 },
    );
  });

  test('unpacked ways are connected and add up to exactly the figures of the matrix', async () => {
    await fc.assert(
      fc.asyncProperty(ANY_GRAPH, ANY_PROFILE, POINTS, async (graph, profile, points) => {
        const network = buildProfileNetwork(graph, profile);
        const positions = locate(network, points);
        const hierarchy = await contractNetwork(network);
        const matrix = await computeTravelMatrix(network, positions, PAUSE);
        const finder = new HierarchyWayFinder(network, hierarchy);
        positions.forEach((from, row) => {
          finder.startFrom(from);
          positions.forEach((to, column) => {
            const way = finder.findWay(from, to);
            if (way === null) throw new Error('no way');
            const figures = way.arrival < 0 ? way : addUp(network, way, from, to);
            const entry = row * matrix.size + column;
            expect([figures.seconds, figures.metres]).toEqual([way.seconds, way.metres]);
            expect([way.seconds, way.metres]).toEqual([matrix.durations[entry], matrix.distances[entry]]);
          });
        });
      }),
      { numRuns: 200 },
    );
  });

  test('an empty network has an empty hierarchy', async () => {
    await fc.assert(
      fc.asyncProperty(ANY_GRAPH, async (graph) => {
        const closed = {
          ...graph,
          forwardKmh: [new Float32Array(graph.edgeCount)],
          backwardKmh: graph.forwardKmh,
        };
        const network = buildProfileNetwork({ ...closed, backwardKmh: closed.forwardKmh }, 'van');
        const hierarchy = await contractNetwork(network);
        expect(hierarchy.arcEnd).toHaveLength(0);
      }),
      { numRuns: 5 },
    );
  });
});
