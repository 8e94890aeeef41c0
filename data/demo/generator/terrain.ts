import { createRandom, hashText, type Random } from '../../../src/county-import/seeded-random.ts';

/** A jittered square lattice in a local plane, kilometres, with a height per node; node = row * columns + column. */
export interface Terrain {
  readonly columns: number;
  readonly rows: number;
  readonly spacingKm: number;
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Metres above the lowest valley, about 0 to 1,200. */
  readonly height: Float64Array;
}

const JITTER = 0.22;
const OCTAVES = [
  { km: 16, metres: 620 },
  { km: 7, metres: 330 },
  { km: 3, metres: 170 },
  { km: 1.3, metres: 60 },
];

/** Hills from four octaves of value noise; same seed, same hills. */
export function buildTerrain(columns: number, rows: number, spacingKm: number, seed: number): Terrain {
  const random = createRandom(seed);
  const count = columns * rows;
  const terrain = {
    columns,
    rows,
    spacingKm,
    x: new Float64Array(count),
    y: new Float64Array(count),
    height: new Float64Array(count),
  };
  for (let node = 0; node < count; node += 1) {
    terrain.x[node] = ((node % columns) + jitter(random)) * spacingKm;
    terrain.y[node] = (Math.floor(node / columns) + jitter(random)) * spacingKm;
    terrain.height[node] = heightAt(terrain.x[node], terrain.y[node], seed);
  }
  return terrain;
}

/** Straight-line kilometres between two nodes. */
export function kmBetween(terrain: Terrain, a: number, b: number): number {
  const dx = terrain.x[a] - terrain.x[b];
  const dy = terrain.y[a] - terrain.y[b];
  return Math.sqrt(dx * dx + dy * dy);
}

/** The up to eight nodes around a node. */
export function listNeighbours(terrain: Terrain, node: number): readonly number[] {
  const [column, row] = [node % terrain.columns, Math.floor(node / terrain.columns)];
  const neighbours: number[] = [];
  for (let dy = -1; dy <= 1; dy += 1) {
    for (let dx = -1; dx <= 1; dx += 1) {
      const inside =
        column + dx >= 0 && column + dx < terrain.columns && row + dy >= 0 && row + dy < terrain.rows;
      if ((dx !== 0 || dy !== 0) && inside) neighbours.push(node + dy * terrain.columns + dx);
    }
  }
  return neighbours;
}

function jitter(random: Random): number {
  return (random() * 2 - 1) * JITTER;
}

function heightAt(x: number, y: number, seed: number): number {
  let height = 0;
  OCTAVES.forEach(({ km, metres }, octave) => {
    height += metres * valueNoise(x / km, y / km, seed + octave);
  });
  return height;
}

function valueNoise(x: number, y: number, seed: number): number {
  const [column, row] = [Math.floor(x), Math.floor(y)];
  const [sx, sy] = [smooth(x - column), smooth(y - row)];
  const top = mix(corner(column, row, seed), corner(column + 1, row, seed), sx);
  const bottom = mix(corner(column, row + 1, seed), corner(column + 1, row + 1, seed), sx);
  return mix(top, bottom, sy);
}

function corner(column: number, row: number, seed: number): number {
  return createRandom(hashText(`${seed}:${column}:${row}`))();
}

function smooth(t: number): number {
  return t * t * (3 - 2 * t);
}

function mix(a: number, b: number, share: number): number {
  return a + (b - a) * share;
}
