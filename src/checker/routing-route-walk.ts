import type { SecondsOfDay, TimeWindow } from '../model/units.ts';
import { distanceBetween, durationBetween } from '../network/travel-matrix.ts';
import type { RoutingProblem, RoutingVehicleType } from '../solver/routing/problem.ts';
import type { RoutingRoute, RoutingTrip } from '../solver/routing/solution.ts';
import type { RoutingViolation, RoutingViolationCode } from './routing-violation.ts';

/** Seconds or metres by which floating-point sums may differ. */
const TOLERANCE = 1e-6;

/** Walks one vehicle's day and books its cost, its distance and what it breaks. */
export class RoutingRouteWalk {
  readonly type: RoutingVehicleType;
  distance = 0;
  cost = 0;
  private time: SecondsOfDay;
  private readonly problem: RoutingProblem;
  private readonly route: RoutingRoute;
  private readonly index: number;
  private readonly violations: RoutingViolation[];

  constructor(problem: RoutingProblem, route: RoutingRoute, index: number, violations: RoutingViolation[]) {
    this.problem = problem;
    this.route = route;
    this.index = index;
    this.violations = violations;
    this.type = problem.vehicleTypes[route.vehicleType];
    this.time = route.start;
    this.checkChain();
    route.trips.forEach((trip, tripIndex) => {
      this.drive(trip, tripIndex);
      this.checkLoads(trip, tripIndex);
      this.checkOrder(trip, tripIndex);
      this.checkClasses(trip, tripIndex);
    });
    this.checkDay();
  }

  private add(code: RoutingViolationCode, message: string, more: Partial<RoutingViolation> = {}): void {
    this.violations.push({ code, message, route: this.index, ...more });
  }

  private checkChain(): void {
    const { trips } = this.route;
    const allowed = this.type.maxTrips ?? 1;
    if (trips.length > allowed) {
      this.add('too_many_trips', `${trips.length} trips, ${allowed} allowed.`, {
        amount: trips.length - allowed,
      });
    }
    if (trips.length === 0) this.add('empty_route', 'A route has no trip.');
    trips.forEach((trip, index) => {
      if (trip.clients.length === 0) this.add('empty_route', 'A trip visits nobody.', { trip: index });
      const start = index === 0 ? this.type.startBase : trips[index - 1].endBase;
      const reload = index === 0 || (this.type.reloadBases ?? []).includes(trip.startBase);
      const last = index === trips.length - 1;
      if (trip.startBase !== start || !reload || (last && trip.endBase !== this.type.endBase)) {
        this.add('broken_chain', 'A trip starts or ends at the wrong base.', { trip: index });
      }
    });
  }

  private drive(trip: RoutingTrip, tripIndex: number): void {
    let here = this.load(trip, tripIndex);
    for (const client of trip.clients) {
      const { location } = this.problem.clients[client];
      this.travel(here, location, tripIndex);
      this.serve(client, tripIndex);
      here = location;
    }
    if (trip.endBase === null) return;
    const base = this.problem.bases[trip.endBase];
    this.travel(here, base.location, tripIndex);
    const window = base.window ?? { earliest: 0, latest: Infinity };
    const late = this.time - window.latest;
    if (late > TOLERANCE)
      this.add('base_closed', 'The vehicle returns too late.', { trip: tripIndex, amount: late });
    this.time = Math.max(this.time, window.earliest);
  }

  /** Loads for a trip and returns the place where it starts. */
  private load(trip: RoutingTrip, tripIndex: number): number {
    const base = this.problem.bases[trip.startBase];
    const window = base.window ?? { earliest: 0, latest: Infinity };
    const release = Math.max(0, ...trip.clients.map((client) => this.problem.clients[client].release ?? 0));
    if (tripIndex > 0) this.time = Math.max(this.time, window.earliest, release);
    const early = window.earliest - this.time;
    if (early > TOLERANCE)
      this.add('base_closed', 'Loading starts too early.', { trip: tripIndex, amount: early });
    const unready = release - this.time;
    if (unready > TOLERANCE) {
      this.add('before_release', 'The trip starts before its goods are ready.', {
        trip: tripIndex,
        amount: unready,
      });
    }
    this.time += base.loadingSeconds ?? 0;
    const late = this.time - window.latest;
    if (late > TOLERANCE)
      this.add('base_closed', 'Loading ends too late.', { trip: tripIndex, amount: late });
    return base.location;
  }

  private travel(from: number, to: number, tripIndex: number): void {
    const matrix = this.problem.matrices[this.type.profile];
    const metres = distanceBetween(matrix, from, to);
    const seconds = durationBetween(matrix, from, to);
    if (metres === Infinity || seconds === Infinity) {
      this.add('unreachable', `There is no way from location ${from} to ${to}.`, { trip: tripIndex });
    }
    this.distance += metres;
    this.time += seconds;
  }

  private serve(client: number, tripIndex: number): void {
    const {
      windows = [],
      serviceSeconds,
      vehicleTypes,
      handlingClass = 0,
      visitCosts,
    } = this.problem.clients[client];
    const where = { trip: tripIndex, client };
    const begin = beginOfService(windows, this.time);
    if (begin === null) {
      const amount = this.time - windows[windows.length - 1].latest;
      this.add('late', `Client ${client} is reached after its last window.`, { ...where, amount });
    }
    this.time = (begin ?? this.time) + serviceSeconds;
    if (vehicleTypes && !vehicleTypes.includes(this.route.vehicleType)) {
      this.add('vehicle_not_allowed', `Client ${client} does not admit this vehicle type.`, where);
    }
    if (this.type.handlingClasses && !this.type.handlingClasses.includes(handlingClass)) {
      this.add('class_not_carried', `The vehicle does not carry handling class ${handlingClass}.`, where);
    }
    this.cost += visitCosts?.[this.route.vehicleType] ?? 0;
  }

  private checkLoads(trip: RoutingTrip, tripIndex: number): void {
    const clients = trip.clients.map((client) => this.problem.clients[client]);
    for (let dimension = 0; dimension < this.problem.loadDimensions; dimension++) {
      let aboard = 0;
      for (const client of clients) aboard += client.delivery[dimension];
      let excess = aboard - this.type.capacity[dimension];
      for (const client of clients) {
        aboard += client.pickup[dimension] - client.delivery[dimension];
        excess = Math.max(excess, aboard - this.type.capacity[dimension]);
      }
      if (excess > 0)
        this.add('overload', `Overload in dimension ${dimension}.`, { trip: tripIndex, amount: excess });
    }
  }

  private checkOrder(trip: RoutingTrip, tripIndex: number): void {
    if (!this.problem.deliveriesFirst) return;
    let collected = false;
    for (const client of trip.clients) {
      const { delivery, pickup } = this.problem.clients[client];
      if (collected && delivery.some((load) => load > 0)) {
        this.add('pickup_before_delivery', `Client ${client} is delivered after a pickup.`, {
          trip: tripIndex,
          client,
        });
      }
      collected ||= pickup.some((load) => load > 0);
    }
  }

  private checkClasses(trip: RoutingTrip, tripIndex: number): void {
    const aboard = new Set(trip.clients.map((client) => this.problem.clients[client].handlingClass ?? 0));
    for (const [one, other] of this.problem.incompatibleClasses ?? []) {
      if (aboard.has(one) && aboard.has(other)) {
        this.add('classes_clash', `Handling classes ${one} and ${other} share a trip.`, { trip: tripIndex });
      }
    }
  }

  private checkDay(): void {
    const { shift, maxDuration = Infinity, maxDistance = Infinity, maxStops = Infinity } = this.type;
    const duration = this.time - this.route.start;
    const stops = this.route.trips.reduce((sum, trip) => sum + trip.clients.length, 0);
    const outside = Math.max(shift.earliest - this.route.start, this.time - shift.latest);
    if (outside > TOLERANCE) this.add('outside_shift', 'The route leaves the shift.', { amount: outside });
    if (duration - maxDuration > TOLERANCE) {
      this.add('too_long', `The route lasts ${duration} s.`, { amount: duration - maxDuration });
    }
    if (this.distance - maxDistance > TOLERANCE) {
      this.add('too_far', `The route covers ${this.distance} m.`, { amount: this.distance - maxDistance });
    }
    if (stops > maxStops)
      this.add('too_many_stops', `The route has ${stops} stops.`, { amount: stops - maxStops });
    this.cost +=
      this.type.fixedCost + this.type.costPerMetre * this.distance + this.type.costPerSecond * duration;
  }
}

/** Earliest time from `time` on inside one of the windows; null when all have closed. */
function beginOfService(windows: readonly TimeWindow[], time: SecondsOfDay): SecondsOfDay | null {
  if (windows.length === 0) return time;
  const window = windows.find(({ latest }) => time <= latest + TOLERANCE);
  return window ? Math.max(time, window.earliest) : null;
}
