import type { RuinRecreate } from './ruin-recreate.ts';

/** The best solution met so far, copied out of the working state. */
export class Incumbent {
  /** Required requests left out and vehicles missing. */
  shortfall = Infinity;
  vehicles = Infinity;
  cost = Infinity;
  /** Vehicle type, number of nodes and nodes of each route, reloads as -1 - base. */
  private readonly routes: Int32Array;
  private length = 0;
  private readonly vehiclesFirst: boolean;

  constructor(nodes: number, vehiclesFirst: boolean) {
    this.routes = new Int32Array(nodes);
    this.vehiclesFirst = vehiclesFirst;
  }

  /** Takes over the working solution when it is better: less shortfall, then fewer vehicles, then cost. */
  offer(work: RuinRecreate): boolean {
    if (!this.isWorseThan(work)) return false;
    this.shortfall = work.shortfall;
    this.vehicles = work.state.routeCount;
    this.cost = work.objective;
    this.copy(work);
    return true;
  }

  private isWorseThan(work: RuinRecreate): boolean {
    if (work.shortfall !== this.shortfall) return work.shortfall < this.shortfall;
    if (this.vehiclesFirst && work.state.routeCount !== this.vehicles)
      return work.state.routeCount < this.vehicles;
    return work.objective < this.cost;
  }

  private copy({ state }: RuinRecreate): void {
    const { routes } = this;
    let at = 0;
    for (let route = 0, seen = 0; seen < state.routeCount; route++) {
      if (state.active[route] === 0) continue;
      seen++;
      routes[at++] = state.typeOf[route];
      const count = at++;
      const end = state.firstEnd + route;
      for (let node = state.next[state.firstStart + route]; node !== end; node = state.next[node]) {
        routes[at++] = node < state.firstReload ? node : -1 - (state.place[node] - state.problem.clients);
      }
      routes[count] = at - count - 1;
    }
    this.length = at;
  }

  /** The routes kept: vehicle type and nodes, reloads as -1 - base. */
  listRoutes(): readonly { readonly type: number; readonly nodes: readonly number[] }[] {
    const list: { type: number; nodes: number[] }[] = [];
    for (let at = 0; at < this.length;) {
      const type = this.routes[at++];
      const count = this.routes[at++];
      list.push({ type, nodes: Array.from(this.routes.subarray(at, at + count)) });
      at += count;
    }
    return list;
  }
}
