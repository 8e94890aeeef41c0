import { EVERY_PROFILE } from '../src/network/roads/road-class.ts';
import { NO_SIZE_LIMITS, findNode } from '../src/network/roads/road-source.ts';
import type { RoadSource, RoadWay } from '../src/network/roads/road-source.ts';

/** Roads that join a tile with the next one in each direction. */
const JOINS = 6;

/** Nodes that a way passes in a source, and the extent that they span, in 1e-7 degrees. */
interface Tile {
  readonly nodes: readonly number[];
  readonly widthE7: number;
  readonly heightE7: number;
}

/** Repeats roads side by side in a grid and joins neighbours by a few roads. Turn restrictions are left out. */
export function tileRoads(source: RoadSource, columns: number, rows: number): RoadSource {
  const tile = toTile(source);
  const size = tile.nodes.length;
  const place = new Map(tile.nodes.map((node, at) => [source.nodeIds[node], at]));
  const copies = Array.from({ length: columns * rows }, (_, copy) => copy);
  const eastward = pairBorders(source, tile, source.lonE7, source.latE7);
  const northward = pairBorders(source, tile, source.latE7, source.lonE7);
  const ways: RoadWay[] = copies.flatMap((copy) => {
    const toId = (ref: number): number => copy * size + (place.get(ref) ?? Number.NaN);
    const own = source.ways.map((way): RoadWay => Object.assign({}, way, { refs: way.refs.map(toId) }));
    const joins: RoadWay[] = [];
    const join = (pairs: readonly (readonly [number, number])[], other: number): void => {
      for (const [from, to] of pairs) joins.push(toJoin(copy * size + from, other * size + to));
    };
    if ((copy % columns) + 1 < columns) join(eastward, copy + 1);
    if (copy + columns < copies.length) join(northward, copy + columns);
    return [...own, ...joins];
  });
  ways.forEach((way, index) => Object.assign(way, { id: index + 1 }));
  const shift = (column: Int32Array, step: (copy: number) => number): Int32Array =>
    Int32Array.from(copies.flatMap((copy) => tile.nodes.map((node) => column[node] + step(copy))));
  return {
    ...source,
    nodeIds: Float64Array.from({ length: size * copies.length }, (_, id) => id),
    lonE7: shift(source.lonE7, (copy) => (copy % columns) * tile.widthE7),
    latE7: shift(source.latE7, (copy) => Math.floor(copy / columns) * tile.heightE7),
    ways,
    barriers: new Map(
      copies.flatMap((copy) =>
        [...source.barriers].flatMap(([id, profiles]) => {
          const at = place.get(id);
          return at === undefined ? [] : [[copy * size + at, profiles] as const];
        }),
      ),
    ),
    restrictions: [],
  };
}

function toTile(source: RoadSource): Tile {
  const used = new Set<number>();
  for (const { refs } of source.ways) for (const ref of refs) used.add(findNode(source.nodeIds, ref));
  const nodes = [...used].filter((node) => node >= 0).sort((a, b) => a - b);
  const extent = (column: Int32Array): number => {
    const values = nodes.map((node) => column[node]).sort((a, b) => a - b);
    return values[values.length - 1] - values[0] + 1000;
  };
  return { nodes, widthE7: extent(source.lonE7), heightE7: extent(source.latE7) };
}

/** Outermost nodes of both sides in `JOINS` bands across, as pairs of places in the tile. */
function pairBorders(
  source: RoadSource,
  { nodes }: Tile,
  along: Int32Array,
  across: Int32Array,
): readonly (readonly [number, number])[] {
  const isEnd = new Set(source.ways.flatMap(({ refs }) => [refs[0], refs[refs.length - 1]]));
  const places = nodes.flatMap((node, at) => (isEnd.has(source.nodeIds[node]) ? [at] : []));
  places.sort((a, b) => across[nodes[a]] - across[nodes[b]] || a - b);
  return Array.from({ length: JOINS }, (_, band) => {
    const inBand = places.slice(
      Math.floor((places.length * band) / JOINS),
      Math.floor((places.length * (band + 1)) / JOINS),
    );
    inBand.sort((a, b) => along[nodes[a]] - along[nodes[b]] || a - b);
    return [inBand[inBand.length - 1], inBand[0]] as const;
  });
}

function toJoin(from: number, to: number): RoadWay {
  return {
    id: 0,
    name: null,
    roadClass: 'secondary',
    link: false,
    refs: [from, to],
    forward: EVERY_PROFILE,
    backward: EVERY_PROFILE,
    forwardLimitKmh: Infinity,
    backwardLimitKmh: Infinity,
    truckLimitKmh: Infinity,
    givenKmh: null,
    minor: false,
    surface: 'paved',
    offGround: false,
    crossingSeconds: null,
    ...NO_SIZE_LIMITS,
  };
}
