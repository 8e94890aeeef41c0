import { SLACK } from '../slack.ts';
import { UNREACHABLE, type CompiledProblem } from '../compiled-problem.ts';
import { RouteFigures } from './route-figures.ts';
import { updateLoads } from './route-loads.ts';
import { gatherClasses, sumRoute, sumVisits } from './route-sums.ts';
import { updateTimes } from './route-times.ts';

/** The routes under work as doubly linked lists over typed arrays, changed link by link. */
export class RouteLinks extends RouteFigures {
  routeCount = 0;
  badCount = 0;
  totalCost = 0;
  /** Vehicles short of what the types must at least have on the road. */
  missing: number;
  /** What each of them costs in the search. */
  missingPenalty = 0;

  /** Distance, stops and loads of a route are kept up by each change, not summed anew. */
  protected readonly summed: boolean;
  protected slotHint = 0;
  private readonly freeReloads: Int32Array;
  private freeReloadCount: number;

  constructor(problem: CompiledProblem) {
    super(problem);
    const reloads = this.next.length - this.firstReload;
    this.freeReloads = Int32Array.from({ length: reloads }, (_, index) => this.firstReload + index);
    this.freeReloadCount = reloads;
    this.missing = this.least.reduce((sum, count) => sum + count, 0);
    this.summed = !problem.features.trips && !problem.features.gaps;
  }

  protected activate(route: number, type: number): void {
    const { fleet } = this.problem;
    this.active[route] = 1;
    this.typeOf[route] = type;
    this.use(type);
    this.routeCount++;
    this.bad[route] = 0;
    this.cost[route] = 0;
    const start = this.firstStart + route;
    const end = this.firstEnd + route;
    this.place[start] = fleet.startPlace[type];
    this.place[end] = fleet.endPlace[type];
    this.routeOf[start] = route;
    this.routeOf[end] = route;
    this.serviceAt[start] = fleet.startLoading[type];
    this.tripStart[start] = start;
    this.tripStart[end] = start;
    this.trips[route] = 1;
  }

  protected deactivate(route: number): void {
    this.active[route] = 0;
    this.release(this.typeOf[route]);
    this.routeCount--;
    this.badCount -= this.bad[route];
    this.totalCost -= this.cost[route];
    this.cost[route] = 0;
    if (route < this.slotHint) this.slotHint = route;
  }

  /** True when the first stops of the route are frozen, and so its vehicle. */
  hasHead(route: number): boolean {
    const first = this.next[this.firstStart + route];
    return first < this.problem.clients && this.problem.fixed[first] === 1;
  }

  /** True when what stands behind a node is frozen, be there a reload between or not. */
  isBeforeFixed(node: number): boolean {
    let after = this.next[node];
    if (after >= this.firstReload) after = this.next[after];
    return after < this.problem.clients && this.problem.fixed[after] === 1;
  }

  private use(type: number): void {
    if (this.used[type]++ < this.least[type]) this.missing--;
  }

  private release(type: number): void {
    if (--this.used[type] < this.least[type]) this.missing++;
  }

  /** Sets how many vehicles of each type may be used and how many must; before any route is opened. */
  limitFleet(available: Float64Array, least: Float64Array): void {
    this.available.set(available);
    this.least.set(least);
    this.missing = this.least.reduce((sum, count) => sum + count, 0);
  }

  /** What a change of a route from one type to another adds to the penalty of missing vehicles. */
  missingCost(from: number, to: number): number {
    const lost = this.used[from] <= this.least[from] ? 1 : 0;
    const won = this.used[to] < this.least[to] ? 1 : 0;
    return (lost - won) * this.missingPenalty;
  }

  /** Gives a route another type of its family. */
  changeType(route: number, type: number): void {
    this.release(this.typeOf[route]);
    this.use(type);
    this.typeOf[route] = type;
    if (this.problem.features.visitCosts) this.visits[route] = sumVisits(this, route);
  }

  /** Puts a client behind a node; the route was touched before. */
  insertAfter(node: number, client: number): void {
    const route = this.routeOf[node];
    const after = this.next[node];
    const before = this.legDistance[node];
    const lasted = this.legDuration[node];
    this.link(node, client);
    this.link(client, after);
    this.routeOf[client] = route;
    this.setLeg(node, client);
    this.setLeg(client, after);
    if (!this.summed) return;
    this.load[route] += this.problem.delivery[client];
    this.distance[route] += this.legDistance[node] + this.legDistance[client] - before;
    this.duration[route] +=
      this.legDuration[node] + this.legDuration[client] - lasted + this.serviceAt[client];
    this.visits[route] += this.problem.visitCost[client * this.problem.types + this.typeOf[route]];
    this.stops[route]++;
    this.tripStart[client] = this.firstStart + route;
    if (this.problem.features.plain) this.setCost(route);
  }

  /** Takes a client off its route; the route was touched before. Trips left empty are merged into a neighbour. */
  removeClient(client: number): void {
    const route = this.routeOf[client];
    const node = this.prev[client];
    const after = this.next[client];
    const before = this.legDistance[node] + this.legDistance[client];
    const lasted = this.legDuration[node] + this.legDuration[client];
    this.link(node, after);
    this.routeOf[client] = -1;
    if (node >= this.firstStart && after >= this.firstStart) this.dropEmptyTrip(route, node, after);
    else this.setLeg(node, after);
    if (this.active[route] === 0 || !this.summed) return;
    this.load[route] -= this.problem.delivery[client];
    this.distance[route] += this.legDistance[node] - before;
    this.duration[route] += this.legDuration[node] - lasted - this.serviceAt[client];
    this.visits[route] -= this.problem.visitCost[client * this.problem.types + this.typeOf[route]];
    this.stops[route]--;
    if (this.problem.features.plain) this.setCost(route);
  }

  private dropEmptyTrip(route: number, node: number, after: number): void {
    if (after >= this.firstReload) {
      this.link(node, this.next[after]);
      this.setLeg(node, this.next[node]);
      this.freeReload(after);
    } else if (node >= this.firstReload) {
      const before = this.prev[node];
      this.link(before, after);
      this.setLeg(before, after);
      this.freeReload(node);
    } else {
      this.deactivate(route);
    }
  }

  /** Puts a reload at a base behind a node; the route was touched before. */
  insertReload(node: number, base: number): number {
    const reload = this.freeReloads[--this.freeReloadCount];
    const after = this.next[node];
    this.place[reload] = this.problem.clients + base;
    this.serviceAt[reload] = this.problem.baseLoading[base];
    this.routeOf[reload] = this.routeOf[node];
    this.link(node, reload);
    this.link(reload, after);
    this.setLeg(node, reload);
    this.setLeg(reload, after);
    return reload;
  }

  protected takeReload(place: number): number {
    const reload = this.freeReloads[--this.freeReloadCount];
    this.place[reload] = place;
    this.serviceAt[reload] = this.problem.baseLoading[place - this.problem.clients];
    return reload;
  }

  /** Takes a reload out, joining two trips; the route was touched before. */
  removeReload(reload: number): void {
    const node = this.prev[reload];
    this.link(node, this.next[reload]);
    this.setLeg(node, this.next[reload]);
    this.freeReload(reload);
  }

  protected freeReload(reload: number): void {
    this.routeOf[reload] = -1;
    this.freeReloads[this.freeReloadCount++] = reload;
  }

  protected link(node: number, after: number): void {
    this.next[node] = after;
    this.prev[after] = node;
  }

  protected setLeg(node: number, after: number): void {
    const { problem } = this;
    const route = this.routeOf[node];
    const profile = problem.fleet.profile[this.typeOf[route]];
    const cell = this.place[node] * problem.width + this.place[after];
    this.legDistance[node] = problem.distance[profile][cell];
    if (problem.features.timed || problem.features.durations)
      this.legDuration[node] = problem.duration[profile][cell];
  }

  /** Recomputes the figures of a route after changes. Linear in its stops, or constant where the problem is plain. */
  update(route: number): void {
    if (this.active[route] === 0 || this.problem.features.plain) return;
    this.badCount -= this.bad[route];
    const { features } = this.problem;
    if (!this.summed) sumRoute(this, route);
    else if (features.classes) gatherClasses(this, route);
    this.bad[route] = this.keepsLimits(route) ? 0 : 1;
    updateLoads(this, route);
    if (features.timed && !updateTimes(this, route)) this.bad[route] = 1;
    this.badCount += this.bad[route];
    this.setCost(route);
  }

  private keepsLimits(route: number): boolean {
    const { fleet, features } = this.problem;
    const type = this.typeOf[route];
    if (!(this.distance[route] < UNREACHABLE)) return false;
    if (this.distance[route] > fleet.maxDistance[type] + SLACK) return false;
    return features.timed || !features.durations || this.duration[route] <= fleet.maxDuration[type] + SLACK;
  }

  protected setCost(route: number): void {
    const { fleet, features } = this.problem;
    const type = this.typeOf[route];
    let cost = fleet.fixedCost[type] + fleet.costPerMetre[type] * this.distance[route];
    if (features.durations) cost += fleet.costPerSecond[type] * this.duration[route];
    if (features.visitCosts) cost += this.visits[route];
    this.totalCost += cost - this.cost[route];
    this.cost[route] = cost;
  }
}
