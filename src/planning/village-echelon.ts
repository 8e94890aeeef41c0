import { sumPeaks } from '../demand/cargo.ts';
import type { LargestLoad, Visit } from '../demand/consolidation.ts';
import { consolidateDemands } from '../demand/consolidation.ts';
import type { DayGroup } from '../demand/day-group.ts';
import type { HandlingClass } from '../model/commodity.ts';
import type { Site, SiteId } from '../model/site.ts';
import type { Fen, Grams, SecondsOfDay } from '../model/units.ts';
import type { VehicleType, VehicleTypeId } from '../model/vehicle-type.ts';
import type { StopRule } from '../solver/routing/solve-routing.ts';
import { apportion } from './apportion.ts';
import type { CoalitionResources } from './coalition-resources.ts';
import { stationVehicles } from './coalition-resources.ts';
import { toHandlingTerms } from './cost.ts';
import type { HandledGoods } from './handling.ts';
import { addHandled, handlingPrice } from './handling.ts';
import type { PlanningContext } from './planning-context.ts';
import { feePerDay } from './public-share.ts';
import { dropDominated } from './lean-fleet.ts';
import { getById } from './plan-records/county-index.ts';
import type { RoutedTask, RoutingTask, UnservedVisit, VisitReason } from './routing-task.ts';
import { solveRoutingTask, takeHopelessApart } from './routing-task.ts';
import type { StationedType } from './stationed-type.ts';

/** Where village tours may start and what the trunk to there is reckoned to cost. */
export interface VillageRules {
  /** Stations that the trunk can supply in time, with the handling classes that it can bring. */
  readonly supply: ReadonlyMap<SiteId, ReadonlySet<HandlingClass>>;
  /** Estimated trunk cost per gram to each station. */
  readonly trunkFenPerGram: ReadonlyMap<SiteId, number>;
  /** Stations whose own villages must be served through them. */
  readonly binding: ReadonlySet<SiteId>;
  readonly countOf: (type: VehicleType) => number;
  /** Tours of the same week on another structure, to start the search from. */
  readonly from?: readonly RoutedTask[];
}

/** Tours of one group of weekdays, and the visits that have to be left out. */
export async function solveVillageDay(
  context: PlanningContext,
  resources: CoalitionResources,
  group: DayGroup,
  rules: VillageRules,
  options: { readonly seed: number; readonly stop: StopRule },
): Promise<RoutedTask> {
  const baseIds = [resources.warehouse.id, ...rules.supply.keys()];
  const standing = stationVehicles(context, resources, baseIds, rules.countOf);
  const day = new VillageDay(context, resources, rules, dropNeedless(context, group, resources, standing));
  const merged = consolidateDemands(context.county, group, context.calendar, largestLoadOf(day.fleet));
  const { visits } = takeHopelessApart(context, day.toTask(group, merged));
  // Each pass settles one overfull station or one overcommitted vehicle type for good.
  for (;;) {
    const routed = await solveRoutingTask(context, day.toTask(group, visits), options);
    if (!day.settle(routed)) return { ...routed, unserved: day.explain(routed.unserved) };
  }
}

/** Vehicles at a station count as enough from this number on: the warehouse's stand by (assumption). */
const ENOUGH_AT_STATION = 10;

function dropNeedless(
  context: PlanningContext,
  group: DayGroup,
  { warehouse }: CoalitionResources,
  fleet: readonly StationedType[],
): readonly StationedType[] {
  const classOf = new Map(context.county.commodities.map(({ id, handlingClass }) => [id, handlingClass]));
  const classes = new Set(group.demands.map(({ commodityId }) => classOf.get(commodityId) ?? 'ambient'));
  const isHome = ({ baseId }: StationedType): boolean => baseId === warehouse.id;
  const enough = context.scenario.ownTownshipOnly ? Infinity : ENOUGH_AT_STATION;
  return [
    ...dropDominated(fleet.filter(isHome), classes, Infinity),
    ...dropDominated(
      fleet.filter((vehicles) => !isHome(vehicles)),
      classes,
      enough,
    ),
  ];
}

/** Largest load by class over the vehicles: of unlimited types where some carry the class, else of any. */
export function largestLoadOf(fleet: readonly StationedType[]): LargestLoad {
  return (handlingClass) => {
    const carrying = fleet.filter(({ type }) => type.handlingClasses.includes(handlingClass));
    const unlimited = carrying.filter(({ count }) => count === Infinity);
    const types = (unlimited.length > 0 ? unlimited : carrying).map(({ type }) => type);
    if (types.length === 0) return null;
    const largest = types.reduce((best, type) => (sizeOf(type) > sizeOf(best) ? type : best));
    return { grams: largest.capacityGrams, litres: largest.capacityLitres };
  };
}

function sizeOf(type: VehicleType): number {
  return type.capacityGrams * type.capacityLitres;
}

/** What a visit has handled at a station, and carried there. */
type Transit = HandledGoods & { readonly grams: Grams };

class VillageDay {
  fleet: readonly StationedType[];
  private readonly context: PlanningContext;
  private readonly resources: CoalitionResources;
  private readonly rules: VillageRules;
  /** Visits that an overfull station keeps; a station that is not here takes any. */
  private readonly admitted = new Map<SiteId, ReadonlySet<Visit>>();
  private readonly allotted = new Set<VehicleTypeId>();
  private readonly transits = new WeakMap<Visit, Transit>();

  constructor(
    context: PlanningContext,
    resources: CoalitionResources,
    rules: VillageRules,
    fleet: readonly StationedType[],
  ) {
    this.context = context;
    this.resources = resources;
    this.rules = rules;
    this.fleet = fleet;
  }

  toTask(group: DayGroup, visits: readonly Visit[]): RoutingTask {
    const { warehouse } = this.resources;
    const { sites } = this.context.index;
    const dayShare = this.estimateDayShares(visits);
    const like = this.rules.from?.find(({ weekdays }) => weekdays[0] === group.weekdays[0]);
    return {
      weekdays: group.weekdays,
      visits,
      initial: like?.routes,
      fleet: this.fleet,
      opensAt: (baseId) => opensAt(getById(sites, baseId), warehouse.id),
      isAllowed: (visit, baseId) => this.isAllowed(visit, baseId),
      visitCost: (visit, baseId) => this.transitCost(visit, baseId),
      dayCost: ({ baseId }) => (baseId === warehouse.id ? 0 : (dayShare.get(baseId) ?? 0)),
    };
  }

  /** Takes away what the answer uses beyond what there is; false when nothing had to be taken. */
  settle(routed: RoutedTask): boolean {
    const settledStation = this.resources.stations.some((station) => this.settleStation(station, routed));
    if (settledStation) return true;
    const typeId = this.findOvercommitted(routed);
    if (typeId === null) return false;
    this.allot(typeId, routed);
    return true;
  }

  /** States the planner's own reasons where the rules, not the vehicles, keep a visit out. */
  explain(unserved: readonly UnservedVisit[]): readonly UnservedVisit[] {
    return unserved.map(({ visit, reason }) => {
      if (!this.fleet.some(({ type }) => type.handlingClasses.includes(visit.handlingClass)))
        return { visit, reason };
      if (this.fleet.some(({ baseId }) => this.isAllowed(visit, baseId))) return { visit, reason };
      return { visit, reason: this.explainRules(visit) };
    });
  }

  private explainRules(visit: Visit): VisitReason {
    const refused = [...this.admitted].filter(([siteId, visits]) => {
      return !visits.has(visit) && this.permits(visit, siteId);
    });
    const capacities = refused.map(([siteId]) => {
      return this.resources.capacityOf(getById(this.context.index.sites, siteId)).grams;
    });
    return {
      code: 'station_full',
      message: 'No station that may serve the site has room for it.',
      figures: { stationsAllowed: refused.length, largestCapacityGrams: Math.max(0, ...capacities) },
    };
  }

  private isAllowed(visit: Visit, baseId: SiteId): boolean {
    if (!this.permits(visit, baseId)) return false;
    return this.admitted.get(baseId)?.has(visit) ?? true;
  }

  /** Do the scenario's rules let the visit be made from the base? */
  private permits(visit: Visit, baseId: SiteId): boolean {
    const township = getById(this.context.index.sites, visit.siteId).parentId;
    const { supply, binding } = this.rules;
    const isBound =
      township !== null && binding.has(township) && supply.get(township)?.has(visit.handlingClass);
    if (isBound) return baseId === township;
    if (this.context.scenario.ownTownshipOnly && baseId !== township) return false;
    if (baseId === this.resources.warehouse.id) return true;
    return supply.get(baseId)?.has(visit.handlingClass) ?? false;
  }

  private transitCost(visit: Visit, baseId: SiteId): Fen {
    if (baseId === this.resources.warehouse.id) return 0;
    const known = this.transits.get(visit);
    const transit = known ?? this.sumTransit(visit);
    if (known === undefined) this.transits.set(visit, transit);
    const terms = toHandlingTerms(getById(this.context.index.sites, baseId).terms);
    return handlingPrice(transit, terms) + transit.grams * (this.rules.trunkFenPerGram.get(baseId) ?? 0);
  }

  private sumTransit(visit: Visit): Transit {
    const cargoes = [...visit.deliveries, ...visit.pickups];
    const goods: HandledGoods = { parcels: 0, bulkGrams: 0 };
    for (const cargo of cargoes) addHandled(goods, cargo.demand, sumPeaks([cargo], this.context.calendar));
    return { ...goods, grams: sumPeaks(cargoes, this.context.calendar).grams };
  }

  /**
   * A station's fixed price, shared by the vehicles that the mass around it would fill: the visits of its own
   * township at two thirds of a typical vehicle.
   */
  private estimateDayShares(visits: readonly Visit[]): ReadonlyMap<SiteId, Fen> {
    const around = new Map<SiteId, number>();
    for (const visit of visits) {
      const township = getById(this.context.index.sites, visit.siteId).parentId;
      if (township === null) continue;
      const { grams } = sumPeaks(visit.deliveries, this.context.calendar);
      around.set(township, (around.get(township) ?? 0) + grams);
    }
    const sizes = this.fleet.map(({ type }) => type.capacityGrams).sort((a, b) => a - b);
    const typical = (sizes[Math.floor(sizes.length / 2)] ?? 1) * (2 / 3);
    return new Map(
      this.resources.stations.map((station) => {
        const vehicles = Math.max(1, Math.round((around.get(station.id) ?? 0) / typical));
        return [station.id, feePerDay(this.context.county, this.resources.members, station) / vehicles];
      }),
    );
  }

  private settleStation(station: Site, routed: RoutedTask): boolean {
    const capacity = this.resources.capacityOf(station);
    const { tables, calendar } = this.context;
    const routes = routed.routes.filter(({ vehicles }) => vehicles.baseId === station.id);
    const nearestFirst = routes
      .flatMap(({ vehicles, trips }) => {
        return trips.flat().map((visit) => {
          return { visit, metres: tables.metresBetween(vehicles.type.profile, station.id, visit.siteId) };
        });
      })
      .sort((a, b) => a.metres - b.metres);
    let grams = 0;
    let litres = 0;
    const kept = new Set<Visit>();
    for (const { visit } of nearestFirst) {
      const load = sumPeaks([...visit.deliveries, ...visit.pickups], calendar);
      if (grams + load.grams > capacity.grams || litres + load.litres > capacity.litres) continue;
      grams += load.grams;
      litres += load.litres;
      kept.add(visit);
    }
    if (kept.size === nearestFirst.length) return false;
    this.admitted.set(station.id, kept);
    return true;
  }

  private findOvercommitted(routed: RoutedTask): VehicleTypeId | null {
    for (const type of this.resources.vehicleTypes) {
      const used = routed.routes.filter(({ vehicles }) => vehicles.type.id === type.id).length;
      if (used > this.rules.countOf(type) && !this.allotted.has(type.id)) return type.id;
    }
    return null;
  }

  /** Divides a limited type over its bases by use, largest remainders first. */
  private allot(typeId: VehicleTypeId, routed: RoutedTask): void {
    this.allotted.add(typeId);
    const bases = this.fleet.filter(({ type }) => type.id === typeId);
    const used = bases.map(({ baseId }) => {
      return routed.routes.filter(({ vehicles }) => vehicles.type.id === typeId && vehicles.baseId === baseId)
        .length;
    });
    const counts = apportion(this.rules.countOf(bases[0].type), used);
    const countAt = new Map(bases.map(({ baseId }, index) => [baseId, counts[index]]));
    this.fleet = this.fleet.flatMap((vehicles) => {
      if (vehicles.type.id !== typeId) return [vehicles];
      const count = countAt.get(vehicles.baseId) ?? 0;
      return count > 0 ? [{ ...vehicles, count }] : [];
    });
  }
}

/** Tours load at a station from its dispatch time on; the warehouse is open all day. */
export function opensAt(base: Site, warehouseId: SiteId): SecondsOfDay {
  return base.id === warehouseId ? 0 : base.dispatchSeconds;
}
