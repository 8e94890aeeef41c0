import type { Demand, Direction } from '../model/demand.ts';
import type { CoalitionPlan, Echelon, Item, Route, Stop, Trip } from '../model/plan.ts';
import type { SiteId } from '../model/site.ts';
import type { Weekday } from '../model/units.ts';
import type { PlanCheckBasis } from './plan-check-basis.ts';

/** Goods of a slice: what meets its own sites, or what rides, and mass times the metres ridden. */
export interface SliceGoods {
  grams: number;
  parcels: number;
  gramMetres: number;
}

/** Where a load is known leg by leg. */
interface Load {
  grams: number;
  litres: number;
}

/** Sums over the routes of one or more weeks, each route once per weekday on which it runs. */
export class RoutedFigures {
  metres = 0;
  emptyMetres = 0;
  drivingSeconds = 0;
  workingSeconds = 0;
  vehicleDays = 0;
  emissionGrams = 0;
  tripGrams = 0;
  sharedTripGrams = 0;
  readonly aboard = { gramMetres: 0, litreMetres: 0, gramMetresOffered: 0, litreMetresOffered: 0 };
  readonly roadFen: Record<Echelon, number> = { feeder: 0, trunk: 0, village: 0 };
  readonly byEchelon: Record<Echelon, SliceGoods> = { feeder: none(), trunk: none(), village: none() };
  readonly byDirection: Record<Direction, SliceGoods> = { down: none(), up: none() };
  readonly byCarrier = new Map<string, SliceGoods>();
  /** One arrival per visit at a place of demand. */
  readonly arrivals: number[] = [];
  readonly visitDays = new Map<SiteId, Set<Weekday>>();
  readonly routesOn = new Map<Weekday, number>();
  private readonly basis: PlanCheckBasis;

  constructor(basis: PlanCheckBasis, weeks: readonly CoalitionPlan[]) {
    this.basis = basis;
    for (const { weekdays, routes } of weeks.flatMap(({ days }) => days)) {
      for (const weekday of weekdays) {
        this.routesOn.set(weekday, (this.routesOn.get(weekday) ?? 0) + routes.length);
      }
      for (const route of routes) this.addRoute(route, weekdays);
    }
  }

  private addRoute(route: Route, weekdays: readonly Weekday[]): void {
    const times = weekdays.length;
    const type = this.basis.types.get(route.vehicleTypeId);
    if (type === undefined) return;
    const perUnit = this.basis.county.rates.emissionGramsPerUnit[type.energy];
    this.roadFen[route.echelon] += times * (route.vehicleDayFen + route.distanceFen + route.driverTimeFen);
    this.metres += times * route.metres;
    this.workingSeconds += times * (route.end - route.start);
    this.vehicleDays += times;
    this.emissionGrams += times * (route.metres / 1e5) * type.energyPer100Km * perUnit;
    for (const trip of route.trips) {
      this.addLegs(trip, type.capacityGrams, type.capacityLitres, times);
      this.addRides(route.echelon, trip, times);
      for (const stop of trip.stops) this.addVisit(stop, weekdays);
    }
  }

  private addLegs(trip: Trip, capacityGrams: number, capacityLitres: number, times: number): void {
    const load: Load = { grams: 0, litres: 0 };
    for (const stop of trip.stops) addTo(load, stop.deliveries, 1);
    for (const [index, { metres, seconds }] of trip.legs.entries()) {
      this.drivingSeconds += times * seconds;
      this.aboard.gramMetres += times * metres * load.grams;
      this.aboard.litreMetres += times * metres * load.litres;
      this.aboard.gramMetresOffered += times * metres * capacityGrams;
      this.aboard.litreMetresOffered += times * metres * capacityLitres;
      if (load.grams === 0) this.emptyMetres += times * metres;
      addTo(load, trip.stops[index]?.deliveries ?? [], -1);
      addTo(load, trip.stops[index]?.pickups ?? [], 1);
    }
  }

  /** Deliveries ride from the start of the trip, pickups to its end. */
  private addRides(echelon: Echelon, trip: Trip, times: number): void {
    const carriers = new Set<string>();
    let grams = 0;
    let ahead = trip.legs.reduce((sum, { metres }) => sum + metres, 0);
    let behind = 0;
    for (const [index, stop] of trip.stops.entries()) {
      behind += trip.legs[index]?.metres ?? 0;
      ahead -= trip.legs[index]?.metres ?? 0;
      for (const [items, metres] of [[stop.deliveries, behind] as const, [stop.pickups, ahead] as const]) {
        for (const item of items) {
          const demand = this.basis.demands.get(item.demandId);
          if (demand === undefined) continue;
          carriers.add(demand.carrierId);
          grams += times * item.grams;
          this.addRide(echelon, demand, item, metres, times);
        }
      }
    }
    this.tripGrams += grams;
    if (carriers.size > 1) this.sharedTripGrams += grams;
  }

  private addRide(echelon: Echelon, demand: Demand, item: Item, metres: number, times: number): void {
    const slice = this.byEchelon[echelon];
    slice.grams += times * item.grams;
    slice.parcels += times * item.parcels;
    for (const each of [slice, this.carrier(demand.carrierId), this.byDirection[demand.direction]]) {
      each.gramMetres += times * item.grams * metres;
    }
  }

  private addVisit(stop: Stop, weekdays: readonly Weekday[]): void {
    let isVisit = false;
    for (const item of [...stop.deliveries, ...stop.pickups]) {
      const demand = this.basis.demands.get(item.demandId);
      if (demand?.siteId !== stop.siteId) continue;
      isVisit = true;
      for (const slice of [this.carrier(demand.carrierId), this.byDirection[demand.direction]]) {
        slice.grams += weekdays.length * item.grams;
        slice.parcels += weekdays.length * item.parcels;
      }
    }
    if (!isVisit) return;
    const days = this.visitDays.get(stop.siteId) ?? new Set<Weekday>();
    this.visitDays.set(stop.siteId, days);
    for (const weekday of weekdays) {
      days.add(weekday);
      this.arrivals.push(stop.arrival);
    }
  }

  private carrier(carrierId: string): SliceGoods {
    const known = this.byCarrier.get(carrierId);
    if (known !== undefined) return known;
    const fresh = none();
    this.byCarrier.set(carrierId, fresh);
    return fresh;
  }
}

function none(): SliceGoods {
  return { grams: 0, parcels: 0, gramMetres: 0 };
}

function addTo(load: Load, items: readonly Item[], sign: 1 | -1): void {
  for (const { grams, litres } of items) {
    load.grams += sign * grams;
    load.litres += sign * litres;
  }
}
