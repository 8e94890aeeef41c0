import { INCOMPATIBLE_HANDLING } from '../model/commodity.ts';
import type { Route, Stop, Trip } from '../model/plan.ts';
import type { VehicleType } from '../model/vehicle-type.ts';
import type { CheckedWeek, PlanCheckBasis } from './plan-check-basis.ts';
import { listItems } from './plan-check-basis.ts';

/**
 * Drives every route of a week again: continuity in place and time, travel against fresh matrices, hours, limits of
 * the vehicle, loads and handling classes, and the route's own cost. Today's runs are held to continuity, travel and
 * cost only.
 */
export function checkRoutes(basis: PlanCheckBasis, week: CheckedWeek): void {
  for (const [d, day] of week.coalition.days.entries()) {
    for (const [r, route] of day.routes.entries()) {
      const path = `${week.path}/days/${d}/routes/${r}`;
      const type = basis.types.get(route.vehicleTypeId);
      if (type === undefined) {
        basis.add('unknown_reference', path, `There is no vehicle type "${route.vehicleTypeId}".`);
        continue;
      }
      if (!hasKnownPlaces(basis, route, path)) continue;
      new RouteCheck(basis, week, route, type, path).run();
    }
  }
}

function hasKnownPlaces(basis: PlanCheckBasis, route: Route, path: string): boolean {
  const siteIds = [
    route.baseId,
    ...route.trips.flatMap((trip) => [
      trip.startSiteId,
      trip.endSiteId,
      ...trip.stops.map(({ siteId }) => siteId),
    ]),
  ];
  const unknownSite = siteIds.find((id) => !basis.sites.has(id));
  const demandIds = route.trips.flatMap(listItems).map(({ demandId }) => demandId);
  const unknownDemand = demandIds.find((id) => !basis.demands.has(id));
  if (unknownSite !== undefined) basis.add('unknown_reference', path, `There is no site "${unknownSite}".`);
  if (unknownDemand !== undefined)
    basis.add('unknown_reference', path, `There is no demand "${unknownDemand}".`);
  return unknownSite === undefined && unknownDemand === undefined;
}

class RouteCheck {
  private readonly basis: PlanCheckBasis;
  private readonly week: CheckedWeek;
  private readonly route: Route;
  private readonly type: VehicleType;
  private readonly path: string;
  private readonly isPlanned: boolean;

  constructor(basis: PlanCheckBasis, week: CheckedWeek, route: Route, type: VehicleType, path: string) {
    this.basis = basis;
    this.week = week;
    this.route = route;
    this.type = type;
    this.path = path;
    this.isPlanned = week.rung !== 'as_operated';
  }

  run(): void {
    for (const [index, trip] of this.route.trips.entries()) {
      const path = `${this.path}/trips/${index}`;
      this.checkPlaces(trip, index, path);
      this.checkLegs(trip, path);
      this.checkTimes(trip, index, path);
      this.checkLoad(trip, path);
      this.checkClasses(trip, path);
      if (this.isPlanned)
        for (const [s, stop] of trip.stops.entries()) this.checkHours(stop, `${path}/stops/${s}`);
    }
    this.checkDay();
    this.checkCost();
  }

  private checkPlaces(trip: Trip, index: number, path: string): void {
    const { basis, route } = this;
    const start = index === 0 ? route.baseId : route.trips[index - 1].endSiteId;
    if (trip.startSiteId !== start)
      basis.add('broken_chain', path, `The trip starts at ${trip.startSiteId}.`);
    if (this.isPlanned && trip.endSiteId !== route.baseId) {
      basis.add('broken_chain', path, `The trip ends at ${trip.endSiteId}, not at the base.`);
    }
    if (trip.legs.length !== trip.stops.length + 1) {
      basis.add(
        'broken_chain',
        path,
        `${trip.stops.length} stops need one leg more, not ${trip.legs.length}.`,
      );
    }
  }

  private checkLegs(trip: Trip, path: string): void {
    const places = [trip.startSiteId, ...trip.stops.map(({ siteId }) => siteId), trip.endSiteId];
    for (const [index, leg] of trip.legs.entries()) {
      const legPath = `${path}/legs/${index}`;
      if (leg.fromSiteId !== places[index] || leg.toSiteId !== places[index + 1]) {
        this.basis.add(
          'broken_chain',
          legPath,
          `The leg ${leg.fromSiteId}-${leg.toSiteId} joins other places.`,
        );
        continue;
      }
      const { metres, seconds } = this.basis.travel(this.type.profile, leg.fromSiteId, leg.toSiteId);
      this.basis.expect('leg_mismatch', legPath, 'The distance', leg.metres, metres);
      this.basis.expect('leg_mismatch', legPath, 'The travel time', leg.seconds, seconds);
    }
  }

  private checkTimes(trip: Trip, index: number, path: string): void {
    const { basis, route } = this;
    const loading = this.serviceAt(trip.startSiteId);
    const ready = (index === 0 ? route.start : route.trips[index - 1].arrival) + loading;
    const isEarly = this.isPlanned ? trip.departure < ready : trip.departure < route.start;
    if (isEarly) basis.add('time_mismatch', path, `The trip leaves at ${trip.departure}, before ${ready}.`);
    let time = trip.departure;
    for (const [s, stop] of trip.stops.entries()) {
      const stopPath = `${path}/stops/${s}`;
      basis.expect(
        'time_mismatch',
        stopPath,
        'The arrival',
        stop.arrival,
        time + (trip.legs[s]?.seconds ?? 0),
      );
      if (stop.serviceStart < stop.arrival)
        basis.add('time_mismatch', stopPath, 'Service starts before arrival.');
      const over = stop.serviceStart + this.serviceAt(stop.siteId);
      basis.expect('time_mismatch', stopPath, 'The departure', stop.departure, over);
      time = stop.departure;
    }
    const back = time + (trip.legs[trip.stops.length]?.seconds ?? 0);
    basis.expect('time_mismatch', path, 'The arrival', trip.arrival, back);
  }

  private serviceAt(siteId: string): number {
    return this.basis.sites.get(siteId)?.serviceSeconds ?? 0;
  }

  /** Loads at every point of the trip against the vehicle, and against the peaks stated. */
  private checkLoad(trip: Trip, path: string): void {
    const { basis, type } = this;
    let grams = 0;
    let litres = 0;
    for (const item of trip.stops.flatMap((stop) => stop.deliveries)) {
      grams += item.grams;
      litres += item.litres;
    }
    const peak = { grams, litres };
    for (const stop of trip.stops) {
      for (const item of stop.deliveries) {
        grams -= item.grams;
        litres -= item.litres;
      }
      for (const item of stop.pickups) {
        grams += item.grams;
        litres += item.litres;
      }
      peak.grams = Math.max(peak.grams, grams);
      peak.litres = Math.max(peak.litres, litres);
    }
    basis.expect('peak_mismatch', path, 'The peak mass', trip.peakGrams, peak.grams);
    basis.expect('peak_mismatch', path, 'The peak volume', trip.peakLitres, peak.litres);
    if (!this.isPlanned) return;
    if (peak.grams > type.capacityGrams || peak.litres > type.capacityLitres) {
      basis.add('overload', path, `${type.id} is overloaded.`, {
        ...peak,
        capacityGrams: type.capacityGrams,
        capacityLitres: type.capacityLitres,
      });
    }
  }

  private checkClasses(trip: Trip, path: string): void {
    const { basis } = this;
    const aboard = new Set(
      listItems(trip).map(({ demandId }) => {
        return basis.classes.get(basis.demands.get(demandId)?.commodityId ?? '') ?? 'ambient';
      }),
    );
    const stated = new Set(trip.handlingClasses);
    if (aboard.symmetricDifference(stated).size > 0) {
      basis.add('class_mismatch', path, `The trip carries ${[...aboard].join(', ') || 'nothing'}.`);
    }
    if (!this.isPlanned) return;
    for (const name of aboard) {
      if (!this.type.handlingClasses.includes(name)) {
        basis.add('class_not_carried', path, `${this.type.id} does not carry ${name} goods.`);
      }
    }
    for (const [one, other] of INCOMPATIBLE_HANDLING) {
      if (aboard.has(one) && aboard.has(other)) {
        basis.add('classes_clash', path, `${one} and ${other} goods share the trip.`);
      }
    }
  }

  /** Windows of the demands served at the stop; for goods of a station's tours, that they are sorted by dispatch. */
  private checkHours(stop: Stop, path: string): void {
    const { basis, route } = this;
    for (const item of [...stop.deliveries, ...stop.pickups]) {
      const demand = basis.demands.get(item.demandId);
      if (demand === undefined || route.echelon === 'feeder' || demand.siteId !== stop.siteId) continue;
      if (stop.serviceStart < demand.window.earliest || stop.serviceStart > demand.window.latest) {
        basis.add('outside_window', path, `Service for ${demand.id} starts at ${stop.serviceStart}.`, {
          serviceStart: stop.serviceStart,
          earliest: demand.window.earliest,
          latest: demand.window.latest,
        });
      }
    }
    const brings = stop.deliveries.some(
      ({ demandId }) => basis.demands.get(demandId)?.siteId !== stop.siteId,
    );
    const sorted = stop.departure + basis.county.rates.stationSortSeconds;
    const dispatch = basis.sites.get(stop.siteId)?.dispatchSeconds ?? 0;
    if (route.echelon === 'trunk' && brings && sorted > dispatch) {
      basis.add('trunk_misses_dispatch', path, `Goods are sorted at ${sorted}, tours leave at ${dispatch}.`, {
        sorted,
        dispatch,
      });
    }
  }

  private checkDay(): void {
    const { basis, route, path } = this;
    const last = route.trips[route.trips.length - 1];
    if (last === undefined) {
      basis.add('broken_chain', path, 'The route has no trip.');
      return;
    }
    const metres = route.trips.flatMap((trip) => trip.legs).reduce((sum, leg) => sum + leg.metres, 0);
    basis.expect('leg_mismatch', path, 'The route length', route.metres, metres);
    basis.expect('time_mismatch', path, 'The end', route.end, last.arrival);
    if (!this.isPlanned) return;
    this.checkShift(metres);
    this.checkDispatch();
  }

  private checkShift(metres: number): void {
    const { basis, route, type, path } = this;
    const { feederStart, feederEnd } = basis.county.rates;
    const isFeeder = route.echelon === 'feeder';
    const [from, to] = isFeeder ? [feederStart, feederEnd] : [type.shiftStart, type.shiftEnd];
    if (route.start < from || route.end > to) {
      const code = isFeeder ? 'outside_feeder_hours' : 'outside_shift';
      basis.add(code, path, `The route lasts from ${route.start} to ${route.end}.`, { from, to });
    }
    const duration = route.end - route.start;
    if (duration > type.maxDurationSeconds) {
      basis.add('too_long', path, `The route lasts ${duration} s.`, {
        duration,
        most: type.maxDurationSeconds,
      });
    }
    if (type.maxDistanceMetres !== null && metres > type.maxDistanceMetres) {
      basis.add('too_far', path, `The route is ${metres} m long.`, { metres, most: type.maxDistanceMetres });
    }
    if (route.trips.length > type.maxTripsPerDay) {
      basis.add('too_many_trips', path, `${route.trips.length} trips, ${type.maxTripsPerDay} allowed.`);
    }
  }

  /** Tours from a station leave at its dispatch time or later. */
  private checkDispatch(): void {
    const { basis, route, week, path } = this;
    if (route.echelon !== 'village' || route.baseId === week.coalition.warehouseId) return;
    const dispatch = basis.sites.get(route.baseId)?.dispatchSeconds ?? 0;
    if (route.trips.some(({ departure }) => departure < dispatch)) {
      basis.add('before_dispatch', path, `A tour leaves ${route.baseId} before it dispatches.`, { dispatch });
    }
  }

  private checkCost(): void {
    const { basis, route, type, path } = this;
    const { prices } = basis.plan.scenario;
    const day = type.fenPerDay * (prices.fenPerDayFactor ?? 1);
    const km = type.fenPerKm * (prices.fenPerKmFactor ?? 1);
    const hour = type.fenPerHour * (prices.fenPerHourFactor ?? 1);
    const seconds = route.end - route.start;
    basis.expect('cost_mismatch', path, 'The day price', route.vehicleDayFen, Math.round(day));
    basis.expect(
      'cost_mismatch',
      path,
      'The distance',
      route.distanceFen,
      Math.round((route.metres * km) / 1000),
    );
    basis.expect('cost_mismatch', path, 'The time', route.driverTimeFen, Math.round((seconds * hour) / 3600));
  }
}
