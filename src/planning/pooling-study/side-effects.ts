import type { CarrierId } from '../../model/carrier.ts';
import type { CoalitionPlan, Rung, Stop } from '../../model/plan.ts';
import type { SiteId } from '../../model/site.ts';
import type { Fen, SecondsOfDay, Weekday } from '../../model/units.ts';
import type { VehicleTypeId } from '../../model/vehicle-type.ts';
import type { CountyIndex } from '../plan-records/county-index.ts';
import { getById } from '../plan-records/county-index.ts';
import { listOperatingCoalitions } from '../plan-records/planned-trips.ts';

/** A figure of the carriers planned alone, and of their pool. */
export interface BeforeAfter {
  readonly alone: number;
  readonly pooled: number;
}

/** Stops and arrival at one village; arrivals are means over its stops, in seconds of the day. */
export interface VillageChange {
  readonly siteId: SiteId;
  readonly name: string;
  readonly stopsPerWeek: BeforeAfter;
  readonly arrivalAlone: SecondsOfDay | null;
  readonly arrivalPooled: SecondsOfDay | null;
  /** Later is positive; null where one of the two does not serve the village. */
  readonly laterSeconds: number | null;
}

/** What pooling does to the service of one carrier's own goods. */
export interface CarrierServiceChange {
  readonly carrierId: CarrierId;
  readonly kgUnservedPerWeek: BeforeAfter;
  /** Stops at which its goods are handed over at their own site, by weekday. */
  readonly stopsPerWeek: BeforeAfter;
  readonly arrivalAlone: SecondsOfDay | null;
  readonly arrivalPooled: SecondsOfDay | null;
}

/** What pooling does besides its cost. */
export interface SideEffects {
  /** Extra sorting and running of the pool, a part of its cost. */
  readonly poolingOverheadFen: Fen;
  readonly vehicleDaysPerWeek: BeforeAfter;
  readonly driverHoursPerWeek: BeforeAfter;
  /** Vehicles by type, most in use on one day. */
  readonly vehicles: readonly (BeforeAfter & {
    readonly vehicleTypeId: VehicleTypeId;
    readonly name: string;
    readonly ownerId: CarrierId | null;
  })[];
  /** Vehicles on the busiest day of each, each with a driver. */
  readonly vehiclesAndDrivers: BeforeAfter;
  readonly villages: readonly VillageChange[];
  readonly carriers: readonly CarrierServiceChange[];
}

/** Side effects for some carriers, from the rungs alone and pooled. Linear in the stops. */
export function listSideEffects(
  index: CountyIndex,
  players: readonly CarrierId[],
  alone: Rung,
  pooled: Rung,
): SideEffects {
  const before = new WeekOfPlayers(index, players, alone);
  const after = new WeekOfPlayers(index, players, pooled);
  const both = (of: (week: WeekOfPlayers) => number): BeforeAfter => ({
    alone: of(before),
    pooled: of(after),
  });
  const typeIds = new Set([...before.vehicles.keys(), ...after.vehicles.keys()]);
  return {
    poolingOverheadFen: after.poolingOverheadFen,
    vehicleDaysPerWeek: both((week) => week.vehicleDays),
    driverHoursPerWeek: both((week) => week.driverSeconds / 3600),
    vehicles: [...typeIds].sort().map((vehicleTypeId) => {
      const { name, ownerId } = getById(index.vehicleTypes, vehicleTypeId);
      const { alone, pooled } = both((week) => week.vehicles.get(vehicleTypeId) ?? 0);
      return { vehicleTypeId, name, ownerId, alone, pooled };
    }),
    vehiclesAndDrivers: both((week) => week.mostVehicles),
    villages: index.county.sites.flatMap(({ id, name, tier }) => {
      const [was, is] = [before.bySite.get(id), after.bySite.get(id)];
      if (tier !== 'village' || (was === undefined && is === undefined)) return [];
      return [{ siteId: id, name, ...compareArrivals(was, is) }];
    }),
    carriers: players.map((carrierId) => {
      const arrivals = compareArrivals(before.byCarrier.get(carrierId), after.byCarrier.get(carrierId));
      return {
        carrierId,
        kgUnservedPerWeek: both((week) => (week.unservedGrams.get(carrierId) ?? 0) / 1000),
        stopsPerWeek: arrivals.stopsPerWeek,
        arrivalAlone: arrivals.arrivalAlone,
        arrivalPooled: arrivals.arrivalPooled,
      };
    }),
  };
}

type Arrivals = readonly SecondsOfDay[];

function compareArrivals(was: Arrivals = [], is: Arrivals = []): Omit<VillageChange, 'siteId' | 'name'> {
  const arrivalAlone = mean(was);
  const arrivalPooled = mean(is);
  return {
    stopsPerWeek: { alone: was.length, pooled: is.length },
    arrivalAlone,
    arrivalPooled,
    laterSeconds: arrivalAlone === null || arrivalPooled === null ? null : arrivalPooled - arrivalAlone,
  };
}

function mean(values: Arrivals): SecondsOfDay | null {
  if (values.length === 0) return null;
  return Math.round(values.reduce((sum, value) => sum + value, 0) / values.length);
}

/** Sums over the weeks of those coalitions of a rung that hold players. */
class WeekOfPlayers {
  vehicleDays = 0;
  driverSeconds = 0;
  poolingOverheadFen = 0;
  readonly vehicles = new Map<VehicleTypeId, number>();
  readonly bySite = new Map<SiteId, SecondsOfDay[]>();
  readonly byCarrier = new Map<CarrierId, SecondsOfDay[]>();
  readonly unservedGrams = new Map<CarrierId, number>();
  private readonly onDay = new Map<Weekday, number>();
  private readonly index: CountyIndex;

  constructor(index: CountyIndex, players: readonly CarrierId[], rung: Rung) {
    this.index = index;
    const ofTypes = new Map<string, number>();
    for (const coalition of listOperatingCoalitions(rung)) {
      if (!coalition.members.some((id) => players.includes(id))) continue;
      this.addWeek(coalition, ofTypes);
    }
    for (const [key, count] of ofTypes) {
      const [typeId] = JSON.parse(key) as [string];
      this.vehicles.set(typeId, Math.max(this.vehicles.get(typeId) ?? 0, count));
    }
  }

  get mostVehicles(): number {
    return Math.max(0, ...this.onDay.values());
  }

  private addWeek({ days, unserved, cost }: CoalitionPlan, ofTypes: Map<string, number>): void {
    this.poolingOverheadFen += cost.poolingOverheadFen;
    for (const { demandId, gramsPerWeek } of unserved) {
      add(this.unservedGrams, getById(this.index.demands, demandId).carrierId, gramsPerWeek);
    }
    for (const { weekdays, routes } of days) {
      for (const { vehicleTypeId, start, end, trips } of routes) {
        this.vehicleDays += weekdays.length;
        this.driverSeconds += weekdays.length * (end - start);
        for (const weekday of weekdays) {
          add(this.onDay, weekday, 1);
          add(ofTypes, JSON.stringify([vehicleTypeId, weekday]), 1);
        }
        for (const { stops } of trips) for (const stop of stops) this.addStop(stop, weekdays);
      }
    }
  }

  /** Counts a stop for its site and for each carrier whose goods have their own site there. */
  private addStop({ siteId, arrival, deliveries, pickups }: Stop, weekdays: readonly Weekday[]): void {
    const own = [...deliveries, ...pickups]
      .map(({ demandId }) => getById(this.index.demands, demandId))
      .filter((demand) => demand.siteId === siteId);
    if (own.length === 0) return;
    const times = weekdays.map(() => arrival);
    append(this.bySite, siteId, times);
    for (const carrierId of new Set(own.map((demand) => demand.carrierId))) {
      append(this.byCarrier, carrierId, times);
    }
  }
}

function add<Key>(sums: Map<Key, number>, key: Key, amount: number): void {
  sums.set(key, (sums.get(key) ?? 0) + amount);
}

function append<Key>(lists: Map<Key, SecondsOfDay[]>, key: Key, values: readonly SecondsOfDay[]): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [...values]);
  else list.push(...values);
}
