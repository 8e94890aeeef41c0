import type { GivenRoute, RuinRecreate } from './ruin-recreate.ts';

/**
 * The best solution met so far, copied out of the working state. Only routes that have changed since the last copy are
 * copied, so that a new best costs the same however many routes there are. One per working solution.
 */
export class Incumbent {
  /** Required requests left out and vehicles missing. */
  shortfall = Infinity;
  vehicles = Infinity;
  cost = Infinity;
  /** By route slot: vehicle type or -1, number of nodes, and nodes with reloads as -1 - base. */
  private readonly types: Int32Array;
  private readonly lengths: Int32Array;
  private readonly nodes: Int32Array[];
  private readonly vehiclesFirst: boolean;

  constructor(slots: number, vehiclesFirst: boolean) {
    this.types = new Int32Array(slots).fill(-1);
    this.lengths = new Int32Array(slots);
    this.nodes = Array.from({ length: slots }, () => EMPTY);
    this.vehiclesFirst = vehiclesFirst;
  }

  /** Takes over the working solution when it is better: less shortfall, then fewer vehicles, then cost. */
  offer(work: RuinRecreate): boolean {
    if (!this.isWorseThan(work)) return false;
    this.shortfall = work.shortfall;
    this.vehicles = work.state.routeCount;
    this.cost = work.objective;
    for (const route of work.state.takeChanged()) this.copy(work, route);
    return true;
  }

  private isWorseThan(work: RuinRecreate): boolean {
    if (work.shortfall !== this.shortfall) return work.shortfall < this.shortfall;
    if (this.vehiclesFirst && work.state.routeCount !== this.vehicles)
      return work.state.routeCount < this.vehicles;
    return work.objective < this.cost;
  }

  private copy({ state }: RuinRecreate, route: number): void {
    if (state.active[route] === 0) {
      this.types[route] = -1;
      return;
    }
    this.types[route] = state.typeOf[route];
    const end = state.firstEnd + route;
    let nodes = this.nodes[route];
    let at = 0;
    for (let node = state.next[state.firstStart + route]; node !== end; node = state.next[node]) {
      if (at === nodes.length) nodes = this.grow(route);
      nodes[at++] = state.toGiven(node);
    }
    this.lengths[route] = at;
  }

  private grow(route: number): Int32Array {
    const larger = new Int32Array(8 + 2 * this.nodes[route].length);
    larger.set(this.nodes[route]);
    this.nodes[route] = larger;
    return larger;
  }

  /** The routes kept: vehicle type and nodes, reloads as -1 - base. */
  listRoutes(): readonly GivenRoute[] {
    return this.nodes.flatMap((nodes, route) => {
      const type = this.types[route];
      return type < 0 ? [] : [{ type, nodes: Array.from(nodes.subarray(0, this.lengths[route])) }];
    });
  }
}

const EMPTY = new Int32Array(0);
