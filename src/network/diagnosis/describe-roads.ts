import { shapePoint } from '../roads/road-graph.ts';
import type { RoadGraph } from '../roads/road-graph.ts';
import type { RoadFinding } from './network-diagnosis.ts';

/** Edges as roads of a map. */
export function describeRoads(graph: RoadGraph, edges: readonly number[]): RoadFinding {
  const ways = [...new Set(edges.map((edge) => graph.edgeWay[edge]))];
  return {
    wayIds: [...new Set(ways.map((way) => graph.wayIds[way]))],
    names: [...new Set(ways.flatMap((way) => graph.wayNames[way] ?? []))],
    metres: edges.reduce((sum, edge) => sum + graph.edgeMetres[edge], 0),
    lines: edges.map((edge) => {
      const size = graph.shapeStart[edge + 1] - graph.shapeStart[edge];
      return Array.from({ length: size }, (_, at) => shapePoint(graph, graph.shapeStart[edge] + at));
    }),
  };
}

/** Id of the way that an edge belongs to. */
export function wayIdOf(graph: RoadGraph, edge: number): number {
  return graph.wayIds[graph.edgeWay[edge]];
}
