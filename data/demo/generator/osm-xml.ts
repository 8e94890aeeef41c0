import { hashText } from '../../../src/county-import/seeded-random.ts';
import { toLonLat, toNodeLonLat } from './demo-plane.ts';
import type { RoadEdge } from './road-builder.ts';
import type { Terrain } from './terrain.ts';

interface Way {
  readonly nodes: readonly number[];
  readonly edge: RoadEdge;
}

/** Writes roads as OpenStreetMap XML (API 0.6): one way per stretch of a class between junctions. */
export function writeOsmXml(terrain: Terrain, edges: readonly RoadEdge[]): string {
  const ways = toWays(edges);
  const ids = new Map<number, number>();
  const nodes: string[] = [];
  const addNode = (lon: number, lat: number): number => {
    nodes.push(`<node id="${nodes.length + 1}" lat="${lat.toFixed(6)}" lon="${lon.toFixed(6)}"/>`);
    return nodes.length;
  };
  const idOf = (node: number): number => {
    const known = ids.get(node);
    if (known !== undefined) return known;
    const id = addNode(...toNodeLonLat(terrain, node));
    ids.set(node, id);
    return id;
  };
  const written = ways.map((way, at) => {
    const refs = way.nodes.flatMap((node, index) => {
      if (index === 0) return [idOf(node)];
      const bend = addNode(...toBend(terrain, way.nodes[index - 1], node));
      return [bend, idOf(node)];
    });
    return toWayXml(at + 1, refs, way.edge);
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<osm version="0.6" generator="demo county generator">',
    ...nodes,
    ...written,
    '</osm>',
    '',
  ].join('\n');
}

function toWayXml(id: number, refs: readonly number[], edge: RoadEdge): string {
  const nds = refs.map((ref) => `<nd ref="${ref}"/>`).join('');
  const oneWay = edge.oneWay ? '<tag k="oneway" v="yes"/>' : '';
  return `<way id="${id}">${nds}<tag k="highway" v="${edge.roadClass}"/>${oneWay}</way>`;
}

/** A point beside the middle of an edge, the same from either end, so that roads wind. */
function toBend(terrain: Terrain, a: number, b: number): readonly [number, number] {
  const [low, high] = [Math.min(a, b), Math.max(a, b)];
  const share = ((hashText(`${low}-${high}`) % 2_001) / 1_000 - 1) * 0.2;
  const dx = terrain.x[high] - terrain.x[low];
  const dy = terrain.y[high] - terrain.y[low];
  const x = (terrain.x[low] + terrain.x[high]) / 2 - dy * share;
  const y = (terrain.y[low] + terrain.y[high]) / 2 + dx * share;
  return [...toLonLat(x, y)];
}

/** Joins edges of one class into ways that end where roads meet; one-way edges stay ways of their own. */
function toWays(edges: readonly RoadEdge[]): readonly Way[] {
  const around = new Map<number, RoadEdge[]>();
  for (const edge of edges) {
    for (const node of [edge.a, edge.b]) around.set(node, [...(around.get(node) ?? []), edge]);
  }
  const used = new Set<RoadEdge>();
  const isEnd = (node: number): boolean => {
    const [one, two, three] = around.get(node) ?? [];
    return (
      three !== undefined || two === undefined || one.roadClass !== two.roadClass || one.oneWay || two.oneWay
    );
  };
  const follow = (start: number, first: RoadEdge): Way => {
    const nodes = [start];
    let edge: RoadEdge | undefined = first;
    for (let node = start; edge !== undefined;) {
      used.add(edge);
      node = edge.a === node ? edge.b : edge.a;
      nodes.push(node);
      edge = isEnd(node) ? undefined : around.get(node)?.find((next) => !used.has(next));
    }
    return { nodes, edge: first };
  };
  const ways: Way[] = [];
  for (const startsAnywhere of [false, true]) {
    for (const edge of edges) {
      for (const start of edge.oneWay ? [edge.a] : [edge.a, edge.b]) {
        if (!used.has(edge) && (startsAnywhere || isEnd(start))) ways.push(follow(start, edge));
      }
    }
  }
  return ways;
}
