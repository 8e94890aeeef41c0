import { splitEvenly } from '../demand/even-split.ts';
import type { CarrierId } from '../model/carrier.ts';
import type { HandlingClass } from '../model/commodity.ts';
import { HANDLING_CLASSES } from '../model/commodity.ts';
import type { Demand } from '../model/demand.ts';
import type { Operation } from '../model/operation.ts';
import type { CoalitionPlan, Item, Leg, PlanDay, Route, Stop } from '../model/plan.ts';
import type { SiteId } from '../model/site.ts';
import type { Weekday } from '../model/units.ts';
import { WEEKDAYS } from '../model/units.ts';
import type { Unserved } from '../model/unserved.ts';
import { costRoute, costWeek } from './cost.ts';
import { measureWeeks } from './metrics.ts';
import type { PlanningContext } from './planning-context.ts';
import { getById } from './plan-records/county-index.ts';
import { nameRoutes, peakLoad } from './week-assembly.ts';

/**
 * Today's runs of one carrier, costed at the same prices on the same roads. Each demand is spread over the weekdays
 * on which a run of its carrier stops at its site, on the day's first such run; a run that starts at a township site
 * is a village tour, whose goods ride the day's first run from the county that stops there. Hours, capacities and
 * fleet sizes are taken as today has them and are not enforced. What no run visits is unserved.
 */
export function costOperations(context: PlanningContext, carrierId: CarrierId): CoalitionPlan {
  const week = new OperatedWeek(context, carrierId);
  const days = week.listDays();
  const unserved = week.listUnserved();
  const { depotId } = getById(context.index.carriers, carrierId);
  const members = [carrierId];
  const cost = costWeek({ members, days, unserved }, depotId, context.index);
  const bases = new Set(days.flatMap(({ routes }) => routes.map(({ baseId }) => baseId)));
  return {
    members,
    warehouseId: depotId,
    stationIds: [...bases].filter((id) => id !== depotId).sort(),
    days,
    unserved,
    cost,
    metrics: measureWeeks(context.index, [{ members, days, unserved, cost }]),
    parts: [],
  };
}

class OperatedWeek {
  private readonly context: PlanningContext;
  private readonly carrierId: CarrierId;
  private readonly operations: readonly Operation[];
  private readonly demandsAt: ReadonlyMap<SiteId, readonly Demand[]>;
  private readonly servedDays = new Map<SiteId, readonly Weekday[]>();

  constructor(context: PlanningContext, carrierId: CarrierId) {
    const { county } = context;
    this.context = context;
    this.carrierId = carrierId;
    this.operations = county.operations.filter((operation) => {
      return operation.carrierId === carrierId && isTraceable(context, operation);
    });
    this.demandsAt = Map.groupBy(
      county.demands.filter((demand) => demand.carrierId === carrierId),
      (demand) => demand.siteId,
    );
    for (const siteId of this.demandsAt.keys()) {
      const runs = this.operations.filter((operation) => listStops(operation).includes(siteId));
      const days = WEEKDAYS.filter((weekday) => runs.some(({ weekdays }) => weekdays.includes(weekday)));
      if (days.length > 0) this.servedDays.set(siteId, days);
    }
  }

  listDays(): readonly PlanDay[] {
    const days = new Map<string, { weekdays: Weekday[]; routes: readonly Route[] }>();
    for (const weekday of WEEKDAYS) {
      const routes = this.listRoutesOn(weekday);
      if (routes.length === 0) continue;
      const key = JSON.stringify(routes);
      const day = days.get(key) ?? { weekdays: [], routes };
      day.weekdays.push(weekday);
      days.set(key, day);
    }
    return [...days.values()].map(({ weekdays, routes }) => ({
      weekdays,
      routes: nameRoutes(routes, `${this.carrierId}.${weekdays.join('')}`),
    }));
  }

  listUnserved(): readonly Unserved[] {
    const { index, calendar, tables } = this.context;
    const left = [...this.demandsAt].filter(([siteId]) => !this.servedDays.has(siteId));
    return left.flatMap(([siteId, demands]) => {
      const { name } = getById(index.sites, siteId);
      return demands.map((demand) => ({
        demandId: demand.id,
        ...(tables.isPlaced(siteId)
          ? { code: 'not_enough_vehicles' as const, message: `No run of today stops at ${name}.` }
          : {
              code: 'no_coordinates' as const,
              message: `${name} has no coordinates, so no run can be traced to it.`,
            }),
        figures: { runs: this.operations.length },
        weekdays: calendar.get(demand.id) ?? [],
        gramsPerWeek: demand.gramsPerWeek,
        parcelsPerWeek: demand.parcelsPerWeek,
      }));
    });
  }

  private listRoutesOn(weekday: Weekday): readonly Route[] {
    const running = this.operations.filter(({ weekdays }) => weekdays.includes(weekday));
    const goods = this.assignGoods(running, weekday);
    return running.map((operation) => this.toRoute(operation, goods.get(operation) ?? new Map(), weekday));
  }

  /** Goods handed over by each run at each of its stops. */
  private assignGoods(
    running: readonly Operation[],
    weekday: Weekday,
  ): ReadonlyMap<Operation, Map<SiteId, Demand[]>> {
    const goods = new Map(running.map((operation) => [operation, new Map<SiteId, Demand[]>()]));
    const add = (operation: Operation | undefined, siteId: SiteId, demand: Demand): void => {
      const stops = operation && goods.get(operation);
      if (stops) stops.set(siteId, [...(stops.get(siteId) ?? []), demand]);
    };
    for (const [siteId, demands] of this.demandsAt) {
      if (!this.servedDays.get(siteId)?.includes(weekday)) continue;
      const tour = running.find((operation) => listStops(operation).includes(siteId));
      for (const demand of demands) {
        add(tour, siteId, demand);
        if (tour === undefined || this.isFromCounty(tour)) continue;
        const stationId = tour.siteIds[0];
        const trunk = running.find((run) => this.isFromCounty(run) && listStops(run).includes(stationId));
        add(trunk, stationId, demand);
      }
    }
    return goods;
  }

  private isFromCounty({ siteIds }: Operation): boolean {
    return getById(this.context.index.sites, siteIds[0]).tier === 'county';
  }

  private toRoute(
    operation: Operation,
    goods: ReadonlyMap<SiteId, readonly Demand[]>,
    weekday: Weekday,
  ): Route {
    const { index, tables } = this.context;
    const type = getById(index.vehicleTypes, operation.vehicleTypeId);
    const stopIds = listStops(operation);
    const baseId = operation.siteIds[0];
    const endId = operation.siteIds[operation.siteIds.length - 1];
    const places = [baseId, ...stopIds, endId];
    const legs = places.slice(1).map((toSiteId, position): Leg => {
      const fromSiteId = places[position];
      const metres = tables.metresBetween(type.profile, fromSiteId, toSiteId);
      return {
        fromSiteId,
        toSiteId,
        metres,
        seconds: tables.secondsBetween(type.profile, fromSiteId, toSiteId),
      };
    });
    const seen = new Set<SiteId>();
    let time = operation.departure;
    const stops = stopIds.map((siteId, position): Stop => {
      const arrival = time + legs[position].seconds;
      time = arrival + getById(index.sites, siteId).serviceSeconds;
      const demands = seen.has(siteId) ? [] : (goods.get(siteId) ?? []);
      seen.add(siteId);
      const { deliveries, pickups } = this.toItems(demands, weekday);
      return { siteId, arrival, serviceStart: arrival, departure: time, deliveries, pickups };
    });
    const end = time + legs[legs.length - 1].seconds;
    const start = Math.max(0, operation.departure - getById(index.sites, baseId).serviceSeconds);
    const metres = legs.reduce((sum, leg) => sum + leg.metres, 0);
    return {
      id: '',
      echelon: this.echelonOf(operation, stops),
      vehicleTypeId: type.id,
      baseId,
      trips: [
        {
          id: '',
          startSiteId: baseId,
          endSiteId: endId,
          departure: operation.departure,
          arrival: end,
          handlingClasses: this.listClasses(stops),
          stops,
          legs,
          ...peakLoad(stops),
        },
      ],
      start,
      end,
      metres,
      ...costRoute(type, metres, end - start),
    };
  }

  private echelonOf(operation: Operation, stops: readonly Stop[]): Route['echelon'] {
    const { sites } = this.context.index;
    const isTrunk =
      this.isFromCounty(operation) && stops.every(({ siteId }) => getById(sites, siteId).tier !== 'village');
    return isTrunk ? 'trunk' : 'village';
  }

  private listClasses(stops: readonly Stop[]): readonly HandlingClass[] {
    const { index, county } = this.context;
    const classOf = new Map(county.commodities.map(({ id, handlingClass }) => [id, handlingClass]));
    const items = stops.flatMap((stop) => [...stop.deliveries, ...stop.pickups]);
    const carried = new Set(
      items.map(({ demandId }) => classOf.get(getById(index.demands, demandId).commodityId)),
    );
    return HANDLING_CLASSES.filter((name) => carried.has(name));
  }

  private toItems(
    demands: readonly Demand[],
    weekday: Weekday,
  ): { readonly deliveries: readonly Item[]; readonly pickups: readonly Item[] } {
    const items = demands.map((demand) => ({ demand, item: this.toItem(demand, weekday) }));
    return {
      deliveries: items.filter(({ demand }) => demand.direction === 'down').map(({ item }) => item),
      pickups: items.filter(({ demand }) => demand.direction === 'up').map(({ item }) => item),
    };
  }

  private toItem(demand: Demand, weekday: Weekday): Item {
    const days = this.servedDays.get(demand.siteId) ?? [];
    const split = (total: number): number => splitEvenly(total, days.length, days.indexOf(weekday));
    return {
      demandId: demand.id,
      grams: split(demand.gramsPerWeek),
      litres: split(demand.litresPerWeek),
      parcels: split(demand.parcelsPerWeek),
    };
  }
}

/** Are all places of a run known and joined by road? Other runs cannot be costed, and what they visit is unserved. */
function isTraceable({ index, tables }: PlanningContext, { siteIds, vehicleTypeId }: Operation): boolean {
  const { profile } = getById(index.vehicleTypes, vehicleTypeId);
  if (!siteIds.every((id) => tables.isPlaced(id))) return false;
  return siteIds.every((id, position) => {
    return position === 0 || tables.metresBetween(profile, siteIds[position - 1], id) < Infinity;
  });
}

/** Sites at which a run stops: all after its start, without the end where it comes back. */
function listStops({ siteIds }: Operation): readonly SiteId[] {
  const isRound = siteIds[siteIds.length - 1] === siteIds[0];
  return isRound ? siteIds.slice(1, -1) : siteIds.slice(1);
}
