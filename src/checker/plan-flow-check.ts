import type { Demand } from '../model/demand.ts';
import type { Item, Route, Stop, Trip } from '../model/plan.ts';
import type { Weekday } from '../model/units.ts';
import type { CheckedWeek, PlanCheckBasis } from './plan-check-basis.ts';
import { checkDemands } from './plan-demand-check.ts';
import { Ledger } from './plan-ledger.ts';

/**
 * Follows every demand through the week: what its site gets or gives, with what is unserved, is what it demands; and
 * the same goods on the same day pass station, trunk and feeder. Goods collected by tours ride the station's trunk
 * on its next day with tours; goods for or from a depot apart from the warehouse ride the feeder the evening before,
 * or the evening after (the next one where they come back after the feeder hours began). What a feeder trip brings
 * is in before the trips that carry it load. The week is cyclic. Today's tours from stations get their goods by a run
 * of the same weekday.
 */
export function checkFlows(basis: PlanCheckBasis, week: CheckedWeek): void {
  const flows = new Flows(basis, week);
  flows.read();
  checkDemands(basis, week, flows.own);
  flows.compare(flows.tours, flows.transit, 'trunk and tours');
  if (week.rung === 'as_operated') return;
  flows.compare(flows.warehouse, flows.feeder, 'feeder and warehouse');
  flows.checkFeederTimes();
}

const DAY = 86_400;

/** One stop of one trip on one weekday. */
interface Ride {
  readonly route: Route;
  readonly trip: Trip;
  readonly stop: Stop;
  readonly weekday: Weekday;
  readonly path: string;
}

class Flows {
  /** What meets its own site. */
  readonly own = new Ledger();
  /** What tours of a station need brought or taken, on the trunk's weekday; and what the trunk does. */
  readonly tours = new Ledger();
  readonly transit = new Ledger();
  /** What the warehouse needs fed or taken away, on the feeder's weekday; and what the feeder does. */
  readonly warehouse = new Ledger();
  readonly feeder = new Ledger();
  /** When feeder goods are at the warehouse, and when the next day's trips load them, by demand and evening. */
  private readonly fedAt = new Map<string, number>();
  private readonly loadedAt = new Map<string, number>();
  private readonly basis: PlanCheckBasis;
  private readonly week: CheckedWeek;
  private readonly tourDays: ReadonlyMap<string, readonly Weekday[]>;

  constructor(basis: PlanCheckBasis, week: CheckedWeek) {
    this.basis = basis;
    this.week = week;
    this.tourDays = listTourDays(week);
  }

  read(): void {
    for (const [d, day] of this.week.coalition.days.entries()) {
      for (const [r, route] of day.routes.entries()) {
        const path = `${this.week.path}/days/${d}/routes/${r}`;
        for (const [t, trip] of route.trips.entries()) {
          for (const [s, stop] of trip.stops.entries()) {
            const stopPath = `${path}/trips/${t}/stops/${s}`;
            for (const weekday of day.weekdays) this.readStop(route, trip, stop, weekday, stopPath);
          }
        }
      }
    }
  }

  /** Both ledgers hold the same amounts. */
  compare(needed: Ledger, moved: Ledger, between: string): void {
    for (const { demandId, place, weekday, here, there } of needed.listDifferences(moved)) {
      this.basis.add(
        'mass_not_conserved',
        this.week.path,
        `${between} differ for ${demandId} at ${place} on weekday ${weekday}.`,
        {
          weekday,
          neededGrams: here[0],
          movedGrams: there[0],
          neededParcels: here[2],
          movedParcels: there[2],
        },
      );
    }
  }

  /** What feeder trips bring in the evening is at the warehouse before any trip of the next day loads it. */
  checkFeederTimes(): void {
    for (const [key, fed] of this.fedAt) {
      const loaded = this.loadedAt.get(key) ?? Infinity;
      if (fed <= loaded) continue;
      const [demandId, evening] = JSON.parse(key) as [string, number];
      this.basis.add(
        'feeder_too_late',
        this.week.path,
        `${demandId} is fed on weekday ${evening} after the next day's trips have loaded.`,
        { evening, fed, loaded },
      );
    }
  }

  private readStop(route: Route, trip: Trip, stop: Stop, weekday: Weekday, path: string): void {
    const ride = { route, trip, stop, weekday, path };
    for (const item of stop.deliveries) this.readItem(ride, item, 'delivery');
    for (const item of stop.pickups) this.readItem(ride, item, 'pickup');
  }

  private readItem(ride: Ride, item: Item, kind: 'delivery' | 'pickup'): void {
    const { basis } = this;
    const { path, route } = ride;
    const demand = basis.demands.get(item.demandId);
    if (demand === undefined) return;
    if (!this.week.coalition.members.includes(demand.carrierId)) {
      basis.add('demand_of_other', path, `${demand.id} belongs to ${demand.carrierId}.`);
    }
    const isWhole = [item.grams, item.litres, item.parcels].every((n) => Number.isInteger(n) && n >= 0);
    if (!isWhole) basis.add('mass_not_conserved', path, `${demand.id} moves by fractions or below zero.`);
    const goesOut = (demand.direction === 'down') === (route.echelon !== 'feeder');
    if (goesOut !== (kind === 'delivery')) {
      basis.add('wrong_stop', path, `${demand.id} goes ${demand.direction}, but is a ${kind} here.`);
    }
    if (route.echelon === 'feeder') this.readFeeder(ride, demand, item);
    else this.readTour(ride, demand, item);
  }

  private readFeeder({ trip, stop, weekday, path }: Ride, demand: Demand, item: Item): void {
    const depotId = this.basis.carriers.get(demand.carrierId)?.depotId;
    if (stop.siteId !== depotId)
      this.basis.add('wrong_stop', path, `${stop.siteId} is not the depot of ${demand.id}.`);
    this.feeder.add(demand.id, stop.siteId, weekday, item);
    if (demand.direction === 'up') return;
    const key = JSON.stringify([demand.id, weekday]);
    this.fedAt.set(key, Math.max(this.fedAt.get(key) ?? 0, trip.arrival));
  }

  private readTour(ride: Ride, demand: Demand, item: Item): void {
    const { route, stop, weekday, path } = ride;
    if (demand.siteId === stop.siteId) this.own.add(demand.id, stop.siteId, weekday, item);
    else if (route.echelon === 'trunk') this.transit.add(demand.id, stop.siteId, weekday, item);
    else this.basis.add('wrong_stop', path, `${demand.id} does not belong to ${stop.siteId}.`);
    if (this.startsInTown(route)) this.readWarehouse(ride, demand, item);
    else this.tours.add(demand.id, route.baseId, this.trunkDay(route.baseId, demand, weekday), item);
  }

  /** Today's runs may start at any county-tier site, planned ones at the warehouse. */
  private startsInTown({ baseId }: Route): boolean {
    if (this.week.rung !== 'as_operated') return baseId === this.week.coalition.warehouseId;
    return this.basis.sites.get(baseId)?.tier === 'county';
  }

  private readWarehouse({ trip, weekday, path }: Ride, demand: Demand, item: Item): void {
    const { basis, week } = this;
    const depotId = basis.carriers.get(demand.carrierId)?.depotId ?? '';
    if (depotId === week.coalition.warehouseId) return;
    if (demand.direction === 'down') {
      const evening = dayBefore(weekday);
      this.warehouse.add(demand.id, depotId, evening, item);
      const key = JSON.stringify([demand.id, evening]);
      const loading = basis.sites.get(trip.startSiteId)?.serviceSeconds ?? 0;
      const loaded = DAY + trip.departure - loading;
      this.loadedAt.set(key, Math.min(this.loadedAt.get(key) ?? Infinity, loaded));
      return;
    }
    const { feederStart } = basis.county.rates;
    const isLate = trip.arrival > feederStart;
    this.warehouse.add(demand.id, depotId, isLate ? dayAfter(weekday) : weekday, item);
    if (week.rung !== 'as_operated' && trip.arrival > DAY + feederStart) {
      basis.add(
        'feeder_too_early',
        path,
        `${demand.id} comes back after the feeder hours it rides in began.`,
      );
    }
  }

  /** Weekday of the trunk trip that goods of a tour ride on. */
  private trunkDay(stationId: string, demand: Demand, weekday: Weekday): number {
    if (demand.direction === 'down' || this.week.rung === 'as_operated') return weekday;
    const days = this.tourDays.get(stationId) ?? [];
    return days.find((day) => day > weekday) ?? days[0];
  }
}

function listTourDays({ coalition }: CheckedWeek): ReadonlyMap<string, readonly Weekday[]> {
  const days = new Map<string, Set<Weekday>>();
  for (const { weekdays, routes } of coalition.days) {
    for (const { echelon, baseId } of routes) {
      if (echelon !== 'village') continue;
      days.set(baseId, (days.get(baseId) ?? new Set<Weekday>()).union(new Set(weekdays)));
    }
  }
  return new Map([...days].map(([siteId, set]) => [siteId, [...set].sort((a, b) => a - b)]));
}

function dayBefore(weekday: Weekday): number {
  return weekday === 1 ? 7 : weekday - 1;
}

function dayAfter(weekday: Weekday): number {
  return weekday === 7 ? 1 : weekday + 1;
}
