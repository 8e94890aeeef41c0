import { toPlaceLonLat } from '../../data/demo/generator/demo-plane.ts';
import { buildRoads } from '../../data/demo/generator/demo-roads.ts';
import { writeOsmXml } from '../../data/demo/generator/osm-xml.ts';
import { settle } from '../../data/demo/generator/places.ts';
import { buildTerrain } from '../../data/demo/generator/terrain.ts';
import { createRandom } from '../../src/county-import/seeded-random.ts';
import { createRoadEngine } from '../../src/network/road-engine.ts';
import { readRoadGraph } from '../../src/network/roads/read-road-graph.ts';
import { buildScene, type CountyScene, type Settlement } from './county-scene.ts';

const COLUMNS = 125;
const ROWS = 101;
/** Up to the demo county's villages; more of them get ground in proportion. */
const SPACING_KM = 0.5;
const VILLAGES_AT_SPACING = 240;

/** A county of the demo generator: hills, settlements and roads of this seed, from 62 by 50 km. */
export async function buildGeneratedScene(
  seed: number,
  size: { readonly townships: number; readonly villages: number },
): Promise<CountyScene> {
  const spacing = SPACING_KM * Math.sqrt(Math.max(1, size.villages / VILLAGES_AT_SPACING));
  const terrain = buildTerrain(COLUMNS, ROWS, spacing, seed);
  const random = createRandom(seed);
  const places = settle(terrain, size.townships, size.villages, random);
  const roads = buildRoads(terrain, places, random);
  const graph = await readRoadGraph(Buffer.from(writeOsmXml(terrain, roads.edges)), 'osm');
  const toSettlement = (id: string, node: number, parentId: string | null): Settlement => ({
    id,
    location: toPlaceLonLat(terrain, node, id),
    parentId,
  });
  const townships = places.townships.map((node, at) => toSettlement(`g${seed}-t${at}`, node, null));
  const villages = places.villages.flatMap((nodes, at) =>
    nodes.map((node, rank) => toSettlement(`g${seed}-t${at}-v${rank}`, node, townships[at].id)),
  );
  const warehouse = toSettlement(`g${seed}-w`, places.seat + COLUMNS + 1, null);
  const source = `demo generator, seed ${seed}, ${size.townships} townships, ${size.villages} villages`;
  return buildScene(warehouse, townships, villages, createRoadEngine(graph), source);
}
