import { existsSync, readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { OSMTransform } from 'osm-pbf-parser-node';
import { describe, expect, test } from 'vitest';
import type { LonLat } from '../../src/model/units.ts';
import { readOsmPlaces } from '../../src/network/osm/osm-places.ts';
import { createRoadEngine } from '../../src/network/road-engine.ts';
import { readRoadGraph } from '../../src/network/roads/read-road-graph.ts';
import { deserializeRoadGraph, serializeRoadGraph } from '../../src/network/roads/road-graph-bytes.ts';
import type { RoadGraph } from '../../src/network/roads/road-graph.ts';
import { RoadSourceError } from '../../src/network/roads/road-source-error.ts';
import { buildProfileNetwork } from '../../src/network/routing/profile-network.ts';
import { collectElements } from './osm/collect-elements.ts';

const FOLDER = new URL('../../../shared/geo/osm/', import.meta.url);

function read(name: string): Uint8Array {
  return readFileSync(new URL(name, FOLDER));
}

/** Independent reading by another parser, in the shape of `collectElements`. */
async function readWithOtherParser(bytes: Uint8Array): Promise<readonly unknown[]> {
  const elements: unknown[] = [];
  for await (const batch of Readable.from([Buffer.from(bytes)]).pipe(new OSMTransform())) {
    for (const { type, id, lon, lat, refs, tags } of batch) {
      if (type === 'node') {
        elements.push({ node: id, at: [Math.round(lon * 1e7), Math.round(lat * 1e7)], tags: tags ?? {} });
      } else if (type === 'way') elements.push({ way: id, refs, tags: tags ?? {} });
    }
  }
  return elements;
}

interface ReferenceMatrix {
  readonly points: readonly { readonly lon: number; readonly lat: number }[];
  readonly auto: ReferenceDistances;
  readonly truck: ReferenceDistances;
}

interface ReferenceDistances {
  readonly distances: readonly (readonly (number | null)[])[];
}

function countArcs({ forwardKmh, backwardKmh }: RoadGraph): number {
  const open = (speeds: Float32Array) => speeds.filter((kmh) => kmh > 0).length;
  return open(forwardKmh[0]) + open(backwardKmh[0]);
}

describe.skipIf(!existsSync(FOLDER))('real road files (needs ../shared/geo/osm)', () => {
  test.each([['north-bayreuth-2014.osm.pbf'], ['cn-beijing-haidian-2017.osm.pbf']])(
    '%s: another parser reads the same nodes and ways',
    async (name) => {
      const bytes = read(name);
      const ours = await collectElements(bytes, 'osm.pbf');
      const theirs = await readWithOtherParser(bytes);
      expect(ours.length).toBe(theirs.length);
      expect(ours).toEqual(theirs);
    },
  );

  /** Junctions, arcs and largest part of a plain van filter, counted by an independent tool. */
  test.each([
    ['andorra-20250119.osm.pbf', 5739, 11_509, 5534],
    ['north-bayreuth-2014.osm.pbf', 2435, 5726, 2326],
  ])(
    '%s: %i junctions, %i arcs and %i in the largest part, within 1 %%',
    async (name, junctions, arcs, largest) => {
      const graph = await readRoadGraph(read(name), 'osm.pbf');
      expect(Math.abs(graph.junctionCount / junctions - 1)).toBeLessThan(0.01);
      expect(Math.abs(countArcs(graph) / arcs - 1)).toBeLessThan(0.01);
      const { firstNode } = buildProfileNetwork(graph, 'van');
      const inPart = firstNode.filter((node, place) => place > 0 && node > firstNode[place - 1]).length;
      expect(Math.abs(inPart / largest - 1)).toBeLessThan(0.01);
      expect(deserializeRoadGraph(serializeRoadGraph(graph))).toEqual(graph);
    },
  );

  test('XML with metadata is read, and clipped ways end where the file does', async () => {
    const graph = await readRoadGraph(read('cn-nantong-2026.osm'), 'osm');
    expect([graph.junctionCount, graph.edgeCount]).toEqual([36, 40]);
  });

  test.each([
    ['andorra', 'andorra-20250119.osm.pbf', 68],
    ['north-bayreuth', 'north-bayreuth-2014.osm.pbf', 70],
  ])('%s: places are read', async (_, file, count) => {
    const places = await readOsmPlaces(read(file), 'osm.pbf');
    expect(places).toHaveLength(count);
    expect(places.every(({ name, location }) => name !== '' && location[1] > 42)).toBe(true);
    expect(places.some(({ place }) => place === 'village')).toBe(true);
  });

  test.each([
    ['andorra', 'andorra-20250119.osm.pbf'],
    ['north-bayreuth', 'north-bayreuth-2014.osm.pbf'],
  ])('%s: distances in %s are those of an independent router, median within 1 %%', async (name, file) => {
    const reference = JSON.parse(
      readFileSync(new URL(`${name}-valhalla-matrix.json`, FOLDER), 'utf8'),
    ) as ReferenceMatrix;
    const points = reference.points.map(({ lon, lat }): LonLat => [lon, lat]);
    const graph = await readRoadGraph(read(file), 'osm.pbf');
    for (const [profile, theirs] of [
      ['van', reference.auto],
      ['truck', reference.truck],
    ] as const) {
      const { distances, size } = await createRoadEngine(graph).matrix(points, profile);
      const differences: number[] = [];
      for (let from = 0; from < size; from++) {
        for (let to = 0; to < size; to++) {
          const km = theirs.distances[from][to];
          if (km === null || km === 0) continue;
          differences.push(Math.abs(distances[from * size + to] / (km * 1000) - 1));
        }
      }
      differences.sort((a, b) => a - b);
      expect(differences.length).toBeGreaterThan(3000);
      expect(differences[differences.length >> 1]).toBeLessThan(0.01);
    }
  });

  test('a real file cut or damaged anywhere is refused, never read wrongly', async () => {
    const bytes = read('north-bayreuth-2014.osm.pbf');
    for (let part = 1; part < 40; part++) {
      const at = Math.floor((bytes.length * part) / 40);
      await expect(readRoadGraph(bytes.subarray(0, at), 'osm.pbf')).rejects.toThrow(RoadSourceError);
      const damaged = bytes.slice();
      damaged[at] ^= 1 << (part % 8);
      await expect(readRoadGraph(damaged, 'osm.pbf')).rejects.toThrow(RoadSourceError);
    }
  });

  test('400 points: every place on the network reaches every other along a line of the claimed length', async () => {
    const graph = await readRoadGraph(read('andorra-20250119.osm.pbf'), 'osm.pbf');
    const engine = createRoadEngine(graph);
    const step = Math.floor(graph.shapeLonE7.length / 400);
    const points = Array.from({ length: 400 }, (_, index): LonLat => [
      graph.shapeLonE7[index * step] / 1e7,
      graph.shapeLatE7[index * step] / 1e7,
    ]);
    const matrix = await engine.matrix(points, 'truck');
    const snapped = await engine.snap(points, 'truck');
    const unreachable = matrix.durations.filter((seconds) => seconds === Infinity).length;
    const off = snapped.filter(({ location }) => location === null).length;
    expect(unreachable).toBe(off * (2 * points.length - off) - off);
    const pairs = points.slice(1).map((to, index) => [points[index], to] as const);
    const legs = await engine.legs(pairs, 'truck');
    expect(legs.every(({ line }) => line.length >= 2)).toBe(true);
  });
});
