import { describe, expect, test } from 'vitest';
import { toRoadWay } from '../../../src/network/osm/osm-roads.ts';
import { parseSpeedKmh } from '../../../src/network/osm/osm-sizes.ts';
import { readRoadGraph } from '../../../src/network/roads/read-road-graph.ts';
import { encodePbf } from './encode-pbf.ts';
import type { PbfContent } from './encode-pbf.ts';

function read(tags: Record<string, string>) {
  return toRoadWay(1, [1, 2], new Map(Object.entries(tags)));
}

/** Masks as letters: v van, t truck, k trike, b bus. */
function directions(tags: Record<string, string>): string {
  const way = read(tags);
  if (way === null) return 'none';
  const letters = (mask: number) => ['v', 't', 'k', 'b'].filter((_, bit) => mask & (1 << bit)).join('');
  return `${letters(way.forward)}/${letters(way.backward)}`;
}

describe('road tags', () => {
  test.each([
    [{ highway: 'tertiary' }, 'vtkb/vtkb'],
    [{ highway: 'tertiary', oneway: 'yes' }, 'vtkb/'],
    [{ highway: 'tertiary', oneway: '-1' }, '/vtkb'],
    [{ highway: 'tertiary', oneway: 'reversible' }, 'none'],
    [{ highway: 'tertiary', junction: 'roundabout' }, 'vtkb/'],
    [{ highway: 'motorway' }, 'vtkb/'],
    [{ highway: 'motorway', oneway: 'no' }, 'vtkb/vtkb'],
    [{ highway: 'motorway_link' }, 'vtkb/vtkb'],
    [{ highway: 'trunk', motorroad: 'yes' }, 'vtb/vtb'],
    [{ highway: 'track', motor_vehicle: 'agricultural' }, 'none'],
    [{ highway: 'service', access: 'private' }, 'none'],
    [{ highway: 'service', access: 'private', motor_vehicle: 'yes' }, 'vtkb/vtkb'],
    [{ highway: 'residential', vehicle: 'no', goods: 'delivery' }, 'v/v'],
    [{ highway: 'tertiary', hgv: 'no' }, 'vkb/vkb'],
    [{ highway: 'tertiary', motor_vehicle: 'no', hgv: 'yes' }, 't/t'],
    [{ highway: 'tertiary', access: 'destination' }, 'vtkb/vtkb'],
    [{ highway: 'footway' }, 'none'],
    [{ highway: 'construction' }, 'none'],
    [{ highway: 'service', area: 'yes' }, 'none'],
    [{ railway: 'rail' }, 'none'],
  ])('%j goes %s', (tags, expected) => {
    expect(directions(tags)).toBe(expected);
  });

  test('limits of speed by direction and for trucks', () => {
    const way = read({
      highway: 'primary',
      maxspeed: '80',
      'maxspeed:forward': '50',
      'maxspeed:hgv': '40',
    });
    expect(way).toMatchObject({ forwardLimitKmh: 50, backwardLimitKmh: 80, truckLimitKmh: 40 });
  });

  test.each([
    ['50', 50],
    ['30 mph', 48.28032],
    ['60;40', 40],
    ['walk', 5],
    ['none', null],
    ['RU:urban', null],
    ['0', null],
    [`50${' '.repeat(400_000)}x`, null],
    [undefined, null],
  ])('maxspeed %.20s is %s km/h', (text, kmh) => {
    expect(parseSpeedKmh(text)).toBe(kmh);
  });

  test('nodes after ways and out of order still join; bollards cut, open gates do not', async () => {
    const node = (id: number, lon: number, tags = {}) => ({ id, lonE7: lon * 1e7, latE7: 30e7, tags });
    const nodes = [
      node(5, 113.04),
      node(2, 113.01, { barrier: 'bollard' }),
      node(1, 113),
      node(4, 113.03),
      node(3, 113.02, { barrier: 'gate' }),
    ];
    const ways: PbfContent['ways'] = [
      { id: 1, refs: [1, 2, 3], tags: { highway: 'tertiary', name: '环村路' } },
      { id: 2, refs: [3, 4, 5], tags: { highway: 'tertiary' } },
    ];
    const graph = await readRoadGraph(encodePbf({ nodes, ways }), 'osm.pbf');
    expect(Array.from(graph.edgeFrom, (from, edge) => [from, graph.edgeTo[edge]])).toEqual([
      [0, 1],
      [1, 2],
      [2, 3],
    ]);
    expect([...graph.junctionBarred]).toEqual([0, 15, 0, 0]);
    expect(graph.wayNames).toEqual(['环村路', null]);
    expect(graph.attributions).toEqual(['© OpenStreetMap contributors, ODbL 1.0']);
  });
});
