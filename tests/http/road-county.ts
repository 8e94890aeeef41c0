import { buildRoadGraph } from '../../src/network/roads/build-road-graph.ts';
import { serializeRoadGraph } from '../../src/network/roads/road-graph-bytes.ts';
import type { RoadGraph } from '../../src/network/roads/road-graph.ts';
import type { CountyImport } from '../../src/persistence/county-store.ts';
import { importSmallCounty } from '../journeys/small-county.ts';
import { makeSource, makeWay } from '../network/random-roads.ts';

const COLUMNS = 17;
const ROWS = 8;

/**
 * A lattice of roads, 0.02 degrees apart, open both ways: secondary from west to east (ways 1 to 8 from the south),
 * tertiary from south to north.
 *
 * @param without way that it lacks
 */
export function buildLattice(without?: number): RoadGraph {
  const positions = Array.from({ length: COLUMNS * ROWS }, (_, at): [number, number] => [
    109.94 + 0.02 * (at % COLUMNS),
    30.14 + 0.02 * Math.floor(at / COLUMNS),
  ]);
  const rows = Array.from({ length: ROWS }, (_, row) =>
    makeWay(
      row + 1,
      Array.from({ length: COLUMNS }, (_, column) => row * COLUMNS + column),
      { roadClass: 'secondary', name: `county road ${row + 1}` },
    ),
  );
  const columns = Array.from({ length: COLUMNS }, (_, column) =>
    makeWay(
      100 + column,
      Array.from({ length: ROWS }, (_, row) => row * COLUMNS + column),
    ),
  );
  return buildRoadGraph(
    makeSource(
      positions,
      [...rows, ...columns].filter(({ id }) => id !== without),
    ),
  );
}

/** The small county on the lattice, whose attribution is "test". */
export async function importRoadCounty(code: string, roads = buildLattice()): Promise<CountyImport> {
  return { ...(await importSmallCounty(code)), roads: serializeRoadGraph(roads) };
}
