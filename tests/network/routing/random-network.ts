import * as fc from 'fast-check';
import { buildRoadGraph } from '../../../src/network/roads/build-road-graph.ts';
import type { RoadGraph } from '../../../src/network/roads/road-graph.ts';
import { RoadSourceError } from '../../../src/network/roads/road-source-error.ts';
import type { RoadSource } from '../../../src/network/roads/road-source.ts';
import { ANY_ROADS } from '../random-roads.ts';

function findGraph(source: RoadSource): RoadGraph | null {
  try {
    return buildRoadGraph(source);
  } catch (error) {
    if (error instanceof RoadSourceError && error.code === 'roads_empty') return null;
    throw error;
  }
}

/** Graphs of random roads, those without any edge left out. */
export const ANY_GRAPH: fc.Arbitrary<RoadGraph> = ANY_ROADS.map(findGraph).filter((graph) => graph !== null);
