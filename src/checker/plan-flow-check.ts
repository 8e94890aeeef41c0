import type { Demand } from '../model/demand.ts';
import type { Item, Route, Stop } from '../model/plan.ts';
import type { Weekday } from '../model/units.ts';
import type { CheckedWeek, PlanCheckBasis } from './plan-check-basis.ts';

/** Grams, litres and parcels. */
type Amount = [grams: number, litres: number, parcels: number];

/** Amounts by demand, place and weekday. */
class Ledger {
  readonly entries = new Map<string, Amount>();

  add(demandId: string, place: string, weekday: number, item: Item): void {
    const key = JSON.stringify([demandId, place, weekday]);
    const [grams, litres, parcels] = this.entries.get(key) ?? [0, 0, 0];
    this.entries.set(key, [grams + item.grams, litres + item.litres, parcels + item.parcels]);
  }
}

/**
 * Follows every demand through the week: what its site gets or gives, with what is unserved, is what it demands; and
 * the same goods on the same day pass station, trunk and feeder. Goods collected by tours ride the station's trunk
 * on its next day with tours; goods for or from a depot apart from the warehouse ride the feeder the evening before,
 * or the evening after (the next one where they come back after the feeder hours began). The week is cyclic.
 */
export function checkFlows(basis: PlanCheckBasis, week: CheckedWeek): void {
  const flows = new Flows(basis, week);
  flows.read();
  flows.checkDemands();
  if (week.rung === 'as_operated') return;
  flows.compare(flows.tours, flows.transit, 'trunk and tours');
  flows.compare(flows.warehouse, flows.feeder, 'feeder and warehouse');
}

class Flows {
  /** What meets its own site. */
  private readonly own = new Ledger();
  /** What tours of a station need brought or taken, on the trunk's weekday; and what the trunk does. */
  readonly tours = new Ledger();
  readonly transit = new Ledger();
  /** What the warehouse needs fed or taken away, on the feeder's weekday; and what the feeder does. */
  readonly warehouse = new Ledger();
  readonly feeder = new Ledger();
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
            for (const weekday of day.weekdays) this.readStop(route, stop, trip.arrival, weekday, stopPath);
          }
        }
      }
    }
  }

  checkDemands(): void {
    const { basis, week } = this;
    const unserved = Map.groupBy(week.coalition.unserved, ({ demandId }) => demandId);
    for (const demandId of unserved.keys()) {
      const demand = basis.demands.get(demandId);
      if (demand === undefined || !week.coalition.members.includes(demand.carrierId)) {
        basis.add(
          'demand_of_other',
          `${week.path}/unserved`,
          `${demandId} is none of the coalition's demands.`,
        );
      }
    }
    for (const demand of basis.county.demands) {
      if (!week.coalition.members.includes(demand.carrierId)) continue;
      this.checkDemand(demand, unserved.get(demand.id) ?? []);
    }
  }

  /** Both ledgers hold the same amounts. */
  compare(needed: Ledger, moved: Ledger, between: string): void {
    for (const key of new Set([...needed.entries.keys(), ...moved.entries.keys()])) {
      const [a, b] = [needed.entries.get(key) ?? [0, 0, 0], moved.entries.get(key) ?? [0, 0, 0]];
      if (a.every((amount, index) => amount === b[index])) continue;
      const [demandId, place, weekday] = JSON.parse(key) as [string, string, number];
      this.basis.add(
        'mass_not_conserved',
        this.week.path,
        `${between} differ for ${demandId} at ${place} on weekday ${weekday}.`,
        { weekday, neededGrams: a[0], movedGrams: b[0], neededParcels: a[2], movedParcels: b[2] },
      );
    }
  }

  private checkDemand(
    demand: Demand,
    unserved: readonly { gramsPerWeek: number; parcelsPerWeek: number }[],
  ): void {
    const { basis, week } = this;
    const served: Amount = [0, 0, 0];
    let days = 0;
    for (let weekday = 1; weekday <= 7; weekday++) {
      const amount = this.own.entries.get(JSON.stringify([demand.id, demand.siteId, weekday]));
      if (amount === undefined) continue;
      days++;
      for (const index of served.keys()) served[index] += amount[index];
    }
    const left = unserved.reduce((sum, entry) => sum + entry.gramsPerWeek, 0);
    const leftParcels = unserved.reduce((sum, entry) => sum + entry.parcelsPerWeek, 0);
    const path = week.path;
    const name = `The week of ${demand.id}`;
    basis.expect('mass_not_conserved', path, `${name} in grams`, served[0] + left, demand.gramsPerWeek);
    basis.expect(
      'mass_not_conserved',
      path,
      `${name} in parcels`,
      served[2] + leftParcels,
      demand.parcelsPerWeek,
    );
    if (unserved.length > 0) return;
    basis.expect('mass_not_conserved', path, `${name} in litres`, served[1], demand.litresPerWeek);
    const granted = this.visitsGranted(demand);
    if (week.rung !== 'as_operated' && days < granted) {
      basis.add('too_few_visits', path, `${demand.id} is visited on ${days} days.`, { days, granted });
    }
  }

  /** The scenario raises the most frequent demands of a village to its least number of visits. */
  private visitsGranted(demand: Demand): number {
    const { county, plan, sites } = this.basis;
    const least = plan.scenario.minVisitsPerWeek;
    if (sites.get(demand.siteId)?.tier !== 'village' || demand.visitsPerWeek >= least)
      return demand.visitsPerWeek;
    const neighbours = county.demands.filter(({ siteId }) => siteId === demand.siteId);
    const most = Math.max(...neighbours.map(({ visitsPerWeek }) => visitsPerWeek));
    return demand.visitsPerWeek === most ? least : demand.visitsPerWeek;
  }

  private readStop(route: Route, stop: Stop, back: number, weekday: Weekday, path: string): void {
    for (const item of stop.deliveries) this.readItem(route, stop, item, 'delivery', back, weekday, path);
    for (const item of stop.pickups) this.readItem(route, stop, item, 'pickup', back, weekday, path);
  }

  private readItem(
    route: Route,
    stop: Stop,
    item: Item,
    kind: 'delivery' | 'pickup',
    back: number,
    weekday: Weekday,
    path: string,
  ): void {
    const { basis } = this;
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
    if (route.echelon === 'feeder') this.readFeeder(demand, stop, item, weekday, path);
    else this.readTour(route, demand, stop, item, back, weekday, path);
  }

  private readFeeder(demand: Demand, stop: Stop, item: Item, weekday: Weekday, path: string): void {
    const depotId = this.basis.carriers.get(demand.carrierId)?.depotId;
    if (stop.siteId !== depotId)
      this.basis.add('wrong_stop', path, `${stop.siteId} is not the depot of ${demand.id}.`);
    this.feeder.add(demand.id, stop.siteId, weekday, item);
  }

  private readTour(
    route: Route,
    demand: Demand,
    stop: Stop,
    item: Item,
    back: number,
    weekday: Weekday,
    path: string,
  ): void {
    const { warehouseId } = this.week.coalition;
    const isOwn = demand.siteId === stop.siteId;
    if (isOwn) this.own.add(demand.id, stop.siteId, weekday, item);
    else if (route.echelon === 'trunk') this.transit.add(demand.id, stop.siteId, weekday, item);
    else this.basis.add('wrong_stop', path, `${demand.id} does not belong to ${stop.siteId}.`);
    if (route.baseId === warehouseId) this.readWarehouse(demand, item, back, weekday);
    else this.tours.add(demand.id, route.baseId, this.trunkDay(route.baseId, demand, weekday), item);
  }

  private readWarehouse(demand: Demand, item: Item, back: number, weekday: Weekday): void {
    const { basis, week } = this;
    const depotId = basis.carriers.get(demand.carrierId)?.depotId ?? '';
    if (depotId === week.coalition.warehouseId) return;
    const isLate = back > basis.county.rates.feederStart;
    const evening = demand.direction === 'down' ? dayBefore(weekday) : isLate ? dayAfter(weekday) : weekday;
    this.warehouse.add(demand.id, depotId, evening, item);
  }

  /** Weekday of the trunk trip that goods of a tour ride on. */
  private trunkDay(stationId: string, demand: Demand, weekday: Weekday): number {
    if (demand.direction === 'down') return weekday;
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
