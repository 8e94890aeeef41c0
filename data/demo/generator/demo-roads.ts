import type { Random } from '../../../src/county-import/seeded-random.ts';
import { isInside, type Places } from './places.ts';
import { RoadBuilder } from './road-builder.ts';
import { kmBetween, listNeighbours, type Terrain } from './terrain.ts';

const TOWN_BLOCK = 3;
const VILLAGE_BLOCK = 1;

/**
 * Roads of the demo county: a trunk road across it, county roads to every township, township links, village roads,
 * a street grid with two one-way streets, dead-end tracks, and a few tracks that touch nothing else.
 */
export function buildRoads(terrain: Terrain, places: Places, random: Random): RoadBuilder {
  const roads = new RoadBuilder(terrain);
  layTrunk(terrain, places.seat, roads);
  layCountyRoads(terrain, places, roads);
  layTownshipLinks(terrain, places.townships, roads);
  layVillageRoads(terrain, places, roads, random);
  layStreets(terrain, places.seat, TOWN_BLOCK, roads, true);
  for (const town of places.townships) layStreets(terrain, town, VILLAGE_BLOCK, roads, false);
  layDeadEnds(terrain, roads, random);
  layLoneTracks(terrain, roads, random);
  return roads;
}

function layTrunk(terrain: Terrain, seat: number, roads: RoadBuilder): void {
  const row = Math.floor(terrain.rows * 0.42) * terrain.columns;
  roads.connect(row, seat, 'trunk', 0.4);
  roads.connect(seat, row + terrain.columns * 8 + terrain.columns - 1, 'trunk', 0.4);
}

function layCountyRoads(terrain: Terrain, { seat, townships }: Places, roads: RoadBuilder): void {
  const byDistance = townships.toSorted((a, b) => kmBetween(terrain, a, seat) - kmBetween(terrain, b, seat));
  byDistance.forEach((town, at) => {
    roads.connect(town, seat, at < 5 ? 'primary' : 'secondary', 0.4);
  });
}

function layTownshipLinks(terrain: Terrain, townships: readonly number[], roads: RoadBuilder): void {
  for (const town of townships) {
    const others = townships
      .filter((other) => other !== town)
      .toSorted((a, b) => kmBetween(terrain, a, town) - kmBetween(terrain, b, town));
    for (const other of others.slice(0, 2)) roads.connect(town, other, 'tertiary', 0.7);
  }
}

function layVillageRoads(terrain: Terrain, places: Places, roads: RoadBuilder, random: Random): void {
  places.villages.forEach((villages, at) => {
    const town = places.townships[at];
    const byDistance = villages.toSorted((a, b) => kmBetween(terrain, a, town) - kmBetween(terrain, b, town));
    byDistance.forEach((village, rank) => {
      roads.connect(village, town, rank % 3 === 0 ? 'tertiary' : 'unclassified', 0.4);
    });
    for (let link = 0; link + 1 < byDistance.length; link += 2) {
      const share = random();
      if (share < 0.75) roads.connect(byDistance[link], byDistance[link + 1], 'unclassified', 0.75);
    }
  });
}

function layStreets(
  terrain: Terrain,
  centre: number,
  reach: number,
  roads: RoadBuilder,
  oneWays: boolean,
): void {
  const at = (dx: number, dy: number): number => centre + dy * terrain.columns + dx;
  for (let dy = -reach; dy <= reach; dy += 1) {
    for (let dx = -reach; dx <= reach; dx += 1) {
      const oneWay = oneWays && Math.abs(dy) === 1;
      if (dx < reach) {
        const [west, east] = [at(dx, dy), at(dx + 1, dy)];
        roads.lay(dy === 1 ? east : west, dy === 1 ? west : east, 'residential', oneWay);
      }
      if (dy < reach) roads.lay(at(dx, dy), at(dx, dy + 1), 'residential');
    }
  }
}

function layDeadEnds(terrain: Terrain, roads: RoadBuilder, random: Random): void {
  for (let spur = 0; spur < 260;) {
    const start = Math.floor(random() * terrain.x.length);
    if (!roads.hasRoadAt(start)) continue;
    spur += 1;
    walk(terrain, start, 2 + Math.floor(random() * 5), roads, random);
  }
}

function layLoneTracks(terrain: Terrain, roads: RoadBuilder, random: Random): void {
  for (let track = 0; track < 5;) {
    const start = Math.floor(random() * terrain.x.length);
    if (!isInside(terrain, start) || isNearRoad(terrain, start, roads)) continue;
    track += 1;
    walk(terrain, start, 4, roads, random);
  }
}

/** Lays a track from `start` over free nodes only, so that it ends blind. */
function walk(terrain: Terrain, start: number, steps: number, roads: RoadBuilder, random: Random): void {
  let node = start;
  for (let step = 0; step < steps; step += 1) {
    const free = listNeighbours(terrain, node).filter((next) => !roads.hasRoadAt(next));
    if (free.length === 0) return;
    const next = free[Math.floor(random() * free.length)];
    roads.lay(node, next, 'track');
    node = next;
  }
}

function isNearRoad(terrain: Terrain, node: number, roads: RoadBuilder): boolean {
  const around = [node, ...listNeighbours(terrain, node)];
  return around.some((next) => listNeighbours(terrain, next).some((other) => roads.hasRoadAt(other)));
}
