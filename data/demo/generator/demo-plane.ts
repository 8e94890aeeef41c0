import { hashText } from '../../../src/county-import/seeded-random.ts';
import type { LonLat } from '../../../src/model/units.ts';
import type { Terrain } from './terrain.ts';

const WEST = 110.05;
const SOUTH = 30.62;
/** Kilometres per degree near 30.8 degrees north, WGS-84. */
const KM_PER_DEGREE_EAST = 95.7;
const KM_PER_DEGREE_NORTH = 110.87;

/** Position of a point of the local plane in degrees, six decimals (0.1 m). */
export function toLonLat(xKm: number, yKm: number): LonLat {
  return [round6(WEST + xKm / KM_PER_DEGREE_EAST), round6(SOUTH + yKm / KM_PER_DEGREE_NORTH)];
}

export function toNodeLonLat(terrain: Terrain, node: number): LonLat {
  return toLonLat(terrain.x[node], terrain.y[node]);
}

/** Position beside a node, up to 90 m away, by a name's hash: buildings do not stand on the junction. */
export function toPlaceLonLat(terrain: Terrain, node: number, name: string): LonLat {
  const hash = hashText(name);
  const dx = ((hash % 1_000) / 1_000 - 0.5) * 0.13;
  const dy = ((Math.floor(hash / 1_000) % 1_000) / 1_000 - 0.5) * 0.13;
  return toLonLat(terrain.x[node] + dx, terrain.y[node] + dy);
}

function round6(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6;
}
