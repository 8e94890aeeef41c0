import type { CarrierId } from '../model/carrier.ts';
import type { Direction } from '../model/demand.ts';
import type { Echelon, Item, PlanDay, Route, Stop, Trip } from '../model/plan.ts';
import type { SiteId } from '../model/site.ts';
import type { SecondsOfDay, Weekday } from '../model/units.ts';
import type { CountyIndex } from './plan-records/county-index.ts';
import { getById } from './plan-records/county-index.ts';

/** Goods moved in a week. */
export interface Goods {
  grams: number;
  parcels: number;
  /** Mass times the metres that it rides. */
  gramMetres: number;
}

/** Sums over a week's routes from which metrics are worked out. */
export class WeekTotals {
  readonly byEchelon: Record<Echelon, Goods & { fen: number }>;
  readonly byCarrier = new Map<CarrierId, Goods>();
  readonly byDirection: Record<Direction, Goods>;
  metres = 0;
  emptyMetres = 0;
  drivingSeconds = 0;
  workingSeconds = 0;
  vehicleDays = 0;
  emissionGrams = 0;
  /** Mass and volume aboard over what fits aboard, each times metres. */
  readonly fill = { gramMetres: 0, gramMetresOffered: 0, litreMetres: 0, litreMetresOffered: 0 };
  gramsOnTrips = 0;
  gramsOnPooledTrips = 0;
  readonly vehiclesOn = new Map<Weekday, number>();
  /** Arrivals at places of demand, one per visit. */
  readonly arrivals: SecondsOfDay[] = [];
  /** Weekdays on which each site's own goods are handed over. */
  readonly visitDays = new Map<SiteId, Set<Weekday>>();
  private readonly index: CountyIndex;

  constructor(index: CountyIndex) {
    this.index = index;
    this.byEchelon = { feeder: noSlice(), trunk: noSlice(), village: noSlice() };
    this.byDirection = { down: noGoods(), up: noGoods() };
  }

  addDay(day: PlanDay): void {
    for (const route of day.routes) {
      this.addRoute(route, day.weekdays.length);
      for (const trip of route.trips) this.addTrip(route, trip, day.weekdays);
    }
    for (const weekday of day.weekdays) {
      this.vehiclesOn.set(weekday, (this.vehiclesOn.get(weekday) ?? 0) + day.routes.length);
    }
  }

  private addRoute(route: Route, times: number): void {
    const type = getById(this.index.vehicleTypes, route.vehicleTypeId);
    const perUnit = this.index.county.rates.emissionGramsPerUnit[type.energy];
    this.byEchelon[route.echelon].fen +=
      times * (route.vehicleDayFen + route.distanceFen + route.driverTimeFen);
    this.metres += times * route.metres;
    this.workingSeconds += times * (route.end - route.start);
    this.vehicleDays += times;
    this.emissionGrams += (times * route.metres * type.energyPer100Km * perUnit) / 100_000;
  }

  private addTrip(route: Route, trip: Trip, weekdays: readonly Weekday[]): void {
    const type = getById(this.index.vehicleTypes, route.vehicleTypeId);
    const times = weekdays.length;
    let load = sumItems(trip.stops.flatMap((stop) => stop.deliveries));
    for (const [position, leg] of trip.legs.entries()) {
      const metres = times * leg.metres;
      this.drivingSeconds += times * leg.seconds;
      this.fill.gramMetres += metres * load.grams;
      this.fill.litreMetres += metres * load.litres;
      this.fill.gramMetresOffered += metres * type.capacityGrams;
      this.fill.litreMetresOffered += metres * type.capacityLitres;
      if (load.grams === 0) this.emptyMetres += metres;
      const stop = trip.stops[position];
      if (stop !== undefined) load = afterStop(load, stop);
    }
    this.addGoods(route.echelon, trip, times);
    for (const stop of trip.stops) this.addVisit(stop, weekdays);
  }

  private addGoods(echelon: Echelon, trip: Trip, times: number): void {
    const carriers = new Set<CarrierId>();
    const length = trip.legs.reduce((sum, leg) => sum + leg.metres, 0);
    let mass = 0;
    let ridden = 0;
    for (const [position, stop] of trip.stops.entries()) {
      ridden += trip.legs[position].metres;
      for (const item of stop.deliveries) mass += this.addItem(echelon, item, ridden, times, carriers);
      for (const item of stop.pickups) mass += this.addItem(echelon, item, length - ridden, times, carriers);
    }
    this.gramsOnTrips += mass;
    if (carriers.size > 1) this.gramsOnPooledTrips += mass;
  }

  private addItem(
    echelon: Echelon,
    item: Item,
    metres: number,
    times: number,
    carriers: Set<CarrierId>,
  ): number {
    const { carrierId, direction } = getById(this.index.demands, item.demandId);
    carriers.add(carrierId);
    const goods = this.byCarrier.get(carrierId) ?? noGoods();
    this.byCarrier.set(carrierId, goods);
    const grams = times * item.grams;
    this.byEchelon[echelon].grams += grams;
    this.byEchelon[echelon].parcels += times * item.parcels;
    for (const slice of [this.byEchelon[echelon], goods, this.byDirection[direction]]) {
      slice.gramMetres += grams * metres;
    }
    return grams;
  }

  /** Counts goods where they meet their own site, so once however many echelons they pass. */
  private addVisit(stop: Stop, weekdays: readonly Weekday[]): void {
    const own = [...stop.deliveries, ...stop.pickups].filter((item) => {
      return getById(this.index.demands, item.demandId).siteId === stop.siteId;
    });
    if (own.length === 0) return;
    const days = this.visitDays.get(stop.siteId) ?? new Set();
    this.visitDays.set(stop.siteId, days);
    for (const weekday of weekdays) {
      days.add(weekday);
      this.arrivals.push(stop.arrival);
    }
    for (const item of own) {
      const { carrierId, direction } = getById(this.index.demands, item.demandId);
      for (const slice of [this.byCarrier.get(carrierId) ?? noGoods(), this.byDirection[direction]]) {
        slice.grams += weekdays.length * item.grams;
        slice.parcels += weekdays.length * item.parcels;
      }
    }
  }
}

function noGoods(): Goods {
  return { grams: 0, parcels: 0, gramMetres: 0 };
}

function noSlice(): Goods & { fen: number } {
  return { ...noGoods(), fen: 0 };
}

function sumItems(items: readonly Item[]): { grams: number; litres: number } {
  let grams = 0;
  let litres = 0;
  for (const item of items) {
    grams += item.grams;
    litres += item.litres;
  }
  return { grams, litres };
}

function afterStop(load: { grams: number; litres: number }, stop: Stop): { grams: number; litres: number } {
  const off = sumItems(stop.deliveries);
  const on = sumItems(stop.pickups);
  return { grams: load.grams + on.grams - off.grams, litres: load.litres + on.litres - off.litres };
}
