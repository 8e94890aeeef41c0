import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parsePositive, runCommand, UsageError } from '../src/cli/instance-arguments.ts';
import { readOsmRoads } from '../src/network/osm/osm-roads.ts';
import { buildRoadGraph } from '../src/network/roads/build-road-graph.ts';
import type { RoadGraph } from '../src/network/roads/road-graph.ts';
import { contractNetwork } from '../src/network/routing/contract-network.ts';
import type { ContractionHierarchy } from '../src/network/routing/contraction-hierarchy.ts';
import { computeHierarchyMatrix } from '../src/network/routing/hierarchy-travel.ts';
import { toPositionAccess } from '../src/network/routing/network-access.ts';
import type { PositionAccess } from '../src/network/routing/network-access.ts';
import { computeTravelMatrix } from '../src/network/routing/position-travel.ts';
import { buildProfileNetwork } from '../src/network/routing/profile-network.ts';
import type { ProfileNetwork } from '../src/network/routing/profile-network.ts';
import { SegmentIndex } from '../src/network/routing/segment-index.ts';
import { tileRoads } from './tiled-roads.ts';

const USAGE = `Usage: npm run bench:network -- --roads FILE.osm.pbf [--junctions 10000,50000] [--json FILE]

Prepares the van's network of the roads, once as they are and once for each size, repeated side by side to that many
junctions; measures time and memory of the preparation, and a matrix of 300 x 300 points by the hierarchy and by
Dijkstra's algorithm. Both matrices must be equal, bit for bit. Each size runs in a process of its own.
`;

const POINTS = 300;
const REPEATS = 3;

interface NetworkRecord {
  readonly tiles: number;
  readonly junctions: number;
  readonly nodes: number;
  readonly arcs: number;
  readonly shortcuts: number;
  readonly prepareSeconds: number;
  /** Largest resident memory of the process by the time the hierarchy stands, reading the roads included. */
  readonly peakMegabytes: number;
  readonly hierarchyMegabytes: number;
  readonly dijkstraSeconds: number;
  readonly firstHierarchySeconds: number;
  readonly hierarchySeconds: number;
  readonly speedup: number;
  readonly equal: boolean;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      roads: { type: 'string' },
      junctions: { type: 'string', default: '' },
      json: { type: 'string' },
      tiles: { type: 'string' },
    },
  });
  if (values.roads === undefined || !existsSync(values.roads))
    throw new UsageError('--roads: a file is needed');
  if (values.tiles !== undefined) {
    const record = await measure(values.roads, parsePositive(values.tiles, 'tiles'));
    process.stdout.write(`${JSON.stringify(record)}\n`);
    return;
  }
  const single = measureApart(values.roads, 1);
  const sizes = values.junctions === '' ? [] : values.junctions.split(',');
  const records = [single];
  print(single);
  for (const size of sizes) {
    const tiles = Math.ceil(parsePositive(size, 'junctions') / single.junctions);
    records.push(measureApart(values.roads, tiles));
    print(records[records.length - 1]);
  }
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(records, null, 2)}\n`);
}

function measureApart(roads: string, tiles: number): NetworkRecord {
  const file = fileURLToPath(import.meta.url);
  const { stdout, status } = spawnSync(process.execPath, [file, '--roads', roads, '--tiles', String(tiles)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`measuring ${tiles} tiles failed`);
  return JSON.parse(stdout) as NetworkRecord;
}

function print(record: NetworkRecord): void {
  process.stdout.write(
    `${record.junctions} junctions: prepared in ${record.prepareSeconds.toFixed(2)} s, ` +
      `${record.hierarchyMegabytes.toFixed(1)} MB; ${POINTS} x ${POINTS} in ${record.hierarchySeconds.toFixed(3)} s ` +
      `(first ${record.firstHierarchySeconds.toFixed(3)} s), Dijkstra ${record.dijkstraSeconds.toFixed(3)} s: ` +
      `${record.speedup.toFixed(1)} times faster, ${record.equal ? 'equal' : 'NOT EQUAL'}\n`,
  );
  if (!record.equal) process.exitCode = 1;
}

async function measure(roads: string, tiles: number): Promise<NetworkRecord> {
  const graph = await readTiles(roads, tiles);
  const network = buildProfileNetwork(graph, 'van');
  const positions = spreadPositions(graph, network);
  const [prepareSeconds, hierarchy] = await timed(() => contractNetwork(network, noPause));
  const peakMegabytes = (process.resourceUsage().maxRSS * 1024) / 1e6;
  const [firstHierarchySeconds, byHierarchy] = await timed(() =>
    computeHierarchyMatrix(network, hierarchy, positions, noPause),
  );
  const hierarchySeconds = await fastest(() =>
    computeHierarchyMatrix(network, hierarchy, positions, noPause),
  );
  const [onceSeconds, byDijkstra] = await timed(() => computeTravelMatrix(network, positions, noPause));
  const dijkstraSeconds = Math.min(
    onceSeconds,
    tiles > 20 ? Infinity : await fastest(() => computeTravelMatrix(network, positions, noPause)),
  );
  return {
    tiles,
    junctions: graph.junctionCount,
    nodes: network.nodeCount,
    arcs: network.arcHead.length,
    shortcuts: hierarchy.arcSecond.filter((second) => second >= 0).length,
    prepareSeconds,
    peakMegabytes,
    hierarchyMegabytes: countBytes(hierarchy) / 1e6,
    dijkstraSeconds,
    firstHierarchySeconds,
    hierarchySeconds,
    speedup: dijkstraSeconds / hierarchySeconds,
    equal:
      byHierarchy.durations.every((seconds, entry) => seconds === byDijkstra.durations[entry]) &&
      byHierarchy.distances.every((metres, entry) => metres === byDijkstra.distances[entry]),
  };
}

async function readTiles(roads: string, tiles: number): Promise<RoadGraph> {
  const source = await readOsmRoads(readFileSync(roads), 'osm.pbf');
  if (tiles === 1) return buildRoadGraph(source);
  const columns = Math.ceil(Math.sqrt(tiles));
  return buildRoadGraph(tileRoads(source, columns, Math.ceil(tiles / columns)));
}

/** Positions at shape points spread over the file. */
function spreadPositions(graph: RoadGraph, network: ProfileNetwork): readonly PositionAccess[] {
  const index = new SegmentIndex(network);
  const step = Math.floor(graph.shapeLonE7.length / POINTS);
  return Array.from({ length: POINTS }, (_, at) => {
    const position = index.findNearest(graph.shapeLonE7[at * step] / 1e7, graph.shapeLatE7[at * step] / 1e7);
    if (position === null) throw new Error('the roads have no network for vans');
    return toPositionAccess(network, position);
  });
}

function countBytes(hierarchy: ContractionHierarchy): number {
  return Object.values(hierarchy).reduce(
    (sum: number, column: unknown) => sum + (ArrayBuffer.isView(column) ? column.byteLength : 0),
    0,
  );
}

async function noPause(): Promise<void> {
  return undefined;
}

async function timed<Result>(run: () => Promise<Result>): Promise<[seconds: number, result: Result]> {
  const start = performance.now();
  const result = await run();
  return [(performance.now() - start) / 1000, result];
}

async function fastest(run: () => Promise<unknown>): Promise<number> {
  let best = Infinity;
  for (let repeat = 0; repeat < REPEATS; repeat++) best = Math.min(best, (await timed(run))[0]);
  return best;
}

await runCommand(USAGE, main);
