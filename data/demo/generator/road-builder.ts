import { PROFILE_RULES } from '../../../src/network/roads/profile-rules.ts';
import { ROAD_CLASSES, type RoadClass } from '../../../src/network/roads/road-class.ts';
import { listPath, searchLeastCost } from './least-cost.ts';
import { kmBetween, listNeighbours, type Terrain } from './terrain.ts';

/** Travel speeds of the vans of today, as the planner assumes them too. */
const KM_PER_HOUR = PROFILE_RULES.van.speedsKmh;

/** How dear steep ground and high ground are to build on. */
const SLOPE_WEIGHT = 22;
const HEIGHT_METRES = 500;

export interface RoadEdge {
  readonly a: number;
  readonly b: number;
  readonly roadClass: RoadClass;
  /** Set when traffic may only run from `a` to `b`. */
  readonly oneWay: boolean;
}

/** Lays roads on a terrain as least-cost paths that prefer valleys and roads already there. */
export class RoadBuilder {
  readonly #terrain: Terrain;
  readonly #edges = new Map<number, RoadEdge>();
  readonly #adjacent = new Map<number, number[]>();

  constructor(terrain: Terrain) {
    this.#terrain = terrain;
  }

  get edges(): readonly RoadEdge[] {
    return [...this.#edges.values()];
  }

  hasRoadAt(node: number): boolean {
    return this.#adjacent.has(node);
  }

  /** Lays a road between two nodes; travelling existing road costs `reuse` times the building cost. */
  connect(from: number, to: number, roadClass: RoadClass, reuse: number): readonly number[] {
    const arcs = (node: number, visit: (to: number, cost: number) => void): void => {
      for (const next of listNeighbours(this.#terrain, node)) {
        const built = this.#edges.has(this.#key(node, next));
        visit(next, this.#buildingCost(node, next) * (built ? reuse : 1));
      }
    };
    const path = listPath(searchLeastCost(this.#terrain.x.length, from, arcs, to), to);
    for (let at = 1; at < path.length; at += 1) this.lay(path[at - 1], path[at], roadClass);
    return path;
  }

  /** Lays one edge; an edge that is there keeps the better class. */
  lay(a: number, b: number, roadClass: RoadClass, oneWay = false): void {
    const key = this.#key(a, b);
    const before = this.#edges.get(key);
    if (before === undefined) {
      this.#link(a, b);
      this.#link(b, a);
    }
    const better = before !== undefined && rankOf(before.roadClass) <= rankOf(roadClass);
    if (!better) this.#edges.set(key, { a, b, roadClass, oneWay });
  }

  /** Travel seconds and kilometres by road from a node to all others. */
  searchRoads(from: number): {
    readonly seconds: Float64Array;
    readonly pathTo: (to: number) => readonly number[];
  } {
    const tree = searchLeastCost(this.#terrain.x.length, from, (node, visit) => {
      for (const next of this.#adjacent.get(node) ?? []) {
        const edge = this.#edges.get(this.#key(node, next));
        if (edge === undefined || (edge.oneWay && edge.a !== node)) continue;
        visit(next, (kmBetween(this.#terrain, node, next) / KM_PER_HOUR[edge.roadClass]) * 3_600);
      }
    });
    return { seconds: tree.cost, pathTo: (to) => listPath(tree, to) };
  }

  #link(from: number, to: number): void {
    const list = this.#adjacent.get(from);
    if (list === undefined) this.#adjacent.set(from, [to]);
    else list.push(to);
  }

  #key(a: number, b: number): number {
    return Math.min(a, b) * this.#terrain.x.length + Math.max(a, b);
  }

  #buildingCost(a: number, b: number): number {
    const km = kmBetween(this.#terrain, a, b);
    const { height } = this.#terrain;
    const slope = Math.abs(height[a] - height[b]) / (km * 1_000);
    return km * (1 + SLOPE_WEIGHT * slope) * (1 + height[b] / HEIGHT_METRES);
  }
}

function rankOf(roadClass: RoadClass): number {
  return ROAD_CLASSES.indexOf(roadClass);
}
