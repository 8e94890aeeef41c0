import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRandom, type Random } from '../../src/county-import/seeded-random.ts';
import type { LonLat } from '../../src/model/units.ts';
import { distanceOf } from '../../src/network/great-circle.ts';
import { readOsmPlaces } from '../../src/network/osm/osm-places.ts';
import { createRoadEngine } from '../../src/network/road-engine.ts';
import { readRoadGraph } from '../../src/network/roads/read-road-graph.ts';
import { classCode, type RoadClass } from '../../src/network/roads/road-class.ts';
import { shapePoint, type RoadGraph } from '../../src/network/roads/road-graph.ts';
import { buildScene, type CountyScene, type Settlement } from './county-scene.ts';

/** Classes of road that a hamlet may stand at. */
const SMALL_ROADS: readonly RoadClass[] = ['tertiary', 'unclassified', 'residential'];
const LEAST_METRES_APART = 150;

/**
 * A real road map: its own villages and towns as townships, hamlets drawn with a seed at the ends of small roads. Only
 * places on the part of the roads where every place reaches every other take part.
 */
export async function readMappedScene(
  geoFolder: string,
  map: { readonly file: string; readonly hamlets: number },
  seed: number,
): Promise<CountyScene> {
  const bytes = readFileSync(join(geoFolder, 'osm', map.file));
  const graph = await readRoadGraph(bytes, 'osm.pbf');
  const engine = createRoadEngine(graph);
  const named = (await readOsmPlaces(bytes, 'osm.pbf')).filter(({ place }) => place !== 'hamlet');
  const reachable = await engine.snap(
    named.map(({ location }) => location),
    'truck',
  );
  const townships = named
    .filter((_, index) => reachable[index].snapMetres < 500)
    .slice(0, 20)
    .map(({ id, location }): Settlement => ({ id: `m${id}`, location, parentId: null }));
  const hamlets = drawHamlets(graph, map.hamlets, createRandom(seed));
  const villages = hamlets.map((location, at): Settlement => ({
    id: `${map.file}-${seed}-h${at}`,
    location,
    parentId: findNearest(townships, location).id,
  }));
  const middle = findNearest(townships, meanOf(townships.map(({ location }) => location)));
  const warehouse = { id: `${map.file}-w`, location: middle.location, parentId: null };
  const source = `roads of ${map.file}, © OpenStreetMap contributors (ODbL 1.0), ${hamlets.length} hamlets drawn with seed ${seed}`;
  return buildScene(warehouse, townships, villages, engine, source);
}

function drawHamlets(graph: RoadGraph, wanted: number, random: Random): readonly LonLat[] {
  const classes = new Set(SMALL_ROADS.map(classCode));
  const drawn: LonLat[] = [];
  for (let attempt = 0; drawn.length < wanted && attempt < wanted * 100; attempt++) {
    const edge = Math.floor(random() * graph.edgeCount);
    const location = shapePoint(graph, graph.shapeStart[edge]);
    const isFree = drawn.every((other) => distanceOf(other, location) >= LEAST_METRES_APART);
    if (classes.has(graph.edgeClass[edge]) && isFree) drawn.push(location);
  }
  return drawn;
}

function findNearest(places: readonly Settlement[], to: LonLat): Settlement {
  return places.reduce((best, place) =>
    distanceOf(place.location, to) < distanceOf(best.location, to) ? place : best,
  );
}

function meanOf(locations: readonly LonLat[]): LonLat {
  const total = locations.reduce(([lon, lat], next) => [lon + next[0], lat + next[1]] as const, [
    0, 0,
  ] as const);
  return [total[0] / locations.length, total[1] / locations.length];
}
