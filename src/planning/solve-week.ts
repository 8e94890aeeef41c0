import { groupWeekdays } from '../demand/day-group.ts';
import type { CarrierId } from '../model/carrier.ts';
import type { HandlingClass } from '../model/commodity.ts';
import type { CostBreakdown } from '../model/cost.ts';
import type { Demand } from '../model/demand.ts';
import type { PlanDay } from '../model/plan.ts';
import type { SiteId } from '../model/site.ts';
import type { Weekday } from '../model/units.ts';
import type { Unserved } from '../model/unserved.ts';
import type { VehicleType, VehicleTypeId } from '../model/vehicle-type.ts';
import type { CoalitionResources } from './coalition-resources.ts';
import { listOpenedSites, listResources } from './coalition-resources.ts';
import { costWeek } from './cost.ts';
import type { WarehouseMovement } from './feeder-echelon.ts';
import { solveFeederWeek } from './feeder-echelon.ts';
import type { PlanningContext } from './planning-context.ts';
import { getById } from './plan-records/county-index.ts';
import type { RoutedTask } from './routing-task.ts';
import type { SearchEffort } from './search-effort.ts';
import { deriveSeed, toStopRule } from './search-effort.ts';
import type { TimedRoute } from './timetable.ts';
import { timeRoute } from './timetable.ts';
import type { FreeVehicles } from './trunk-echelon.ts';
import { listSupply, solveTrunkWeek } from './trunk-echelon.ts';
import type { TrunkShare } from './trunk-rates.ts';
import { estimateTrunkRates, shareTrunkCost } from './trunk-rates.ts';
import { UnservedLedger } from './unserved-ledger.ts';
import type { VillageRules } from './village-echelon.ts';
import { opensAt, solveVillageDay } from './village-echelon.ts';
import { noCoordinates, toReasonText, warehouseFull } from './visit-reason.ts';
import { admitDemands } from './warehouse-room.ts';
import type { EchelonRoutes } from './week-assembly.ts';
import { assembleDays } from './week-assembly.ts';

/** Which warehouse and stations a coalition works with. */
export interface Structure {
  readonly warehouseId: SiteId;
  readonly stationIds: readonly SiteId[];
  /** True: where a village's own township has a station in use, the village is served from there. */
  readonly ownTownship: boolean;
}

/** A coalition's week, complete but for its metrics. */
export interface SolvedWeek {
  readonly members: readonly CarrierId[];
  readonly structure: Structure;
  readonly days: readonly PlanDay[];
  readonly unserved: readonly Unserved[];
  readonly cost: CostBreakdown;
  /** Trunk cost and mass by station, for choosing among stations. */
  readonly trunkShares: ReadonlyMap<SiteId, TrunkShare>;
  /** Village tours as the search gave them, for another search to start from. */
  readonly tours: readonly RoutedTask[];
}

/**
 * Plans a coalition's week on a given structure: village tours by group of weekdays, then trunk trips for what the
 * tours carry; with more turns of effort again with the trunk's real costs and vehicles set aside for it, the cheaper
 * turn kept; then feeder trips. The search may start from the tours of another structure. Null when the feeder cannot
 * bring a member's goods to the warehouse.
 */
export async function solveWeek(
  context: PlanningContext,
  members: readonly CarrierId[],
  structure: Structure,
  seed: number,
  effort: SearchEffort,
  from?: SolvedWeek | null,
): Promise<SolvedWeek | null> {
  const week = new WeekSolver(context, members, structure, seed, effort, from?.tours);
  return week.finish();
}

/** A week in work, turn by turn, so that one that cannot win need not be finished. */
export class WeekSolver {
  readonly structure: Structure;
  /** The cheapest turn so far; null where none brings the members' goods to the warehouse. */
  best: SolvedWeek | null = null;
  private turn = 0;
  private readonly context: PlanningContext;
  private readonly members: readonly CarrierId[];
  private readonly seed: number;
  private readonly effort: SearchEffort;
  /** Tours that the search starts from: another structure's, then those of the turn before. */
  private from: readonly RoutedTask[] | undefined;
  private readonly resources: CoalitionResources;
  private readonly demands: readonly Demand[];
  private supply: ReadonlyMap<SiteId, ReadonlySet<HandlingClass>>;
  private rates: ReadonlyMap<SiteId, number>;
  /** Vehicles that tours leave for the trunk, by type. */
  private setAside: ReadonlyMap<VehicleTypeId, number> = new Map();
  private trunk: readonly RoutedTask[] = [];

  constructor(
    context: PlanningContext,
    members: readonly CarrierId[],
    structure: Structure,
    seed: number,
    effort: SearchEffort,
    from?: readonly RoutedTask[],
  ) {
    this.context = context;
    this.members = members;
    this.structure = structure;
    this.seed = seed;
    this.effort = effort;
    this.from = from;
    this.resources = listResources(context, members, structure.warehouseId);
    this.demands = context.county.demands.filter(({ carrierId }) => members.includes(carrierId));
    const stations = this.resources.stations.filter(({ id }) => structure.stationIds.includes(id));
    this.supply = listSupply(context, this.resources, stations);
    this.rates = estimateTrunkRates(context, this.resources, stations, this.demands);
  }

  /** Solves what is left of the turns, and tells that the week is over. */
  async finish(): Promise<SolvedWeek | null> {
    while (this.turn === 0 || (this.turn < this.effort.turns && this.hasTrunk())) await this.nextTurn();
    return this.giveUp();
  }

  /** Leaves it at the turns solved, and tells that the week is over. */
  giveUp(): SolvedWeek | null {
    this.context.meter.finish(`${this.members.length > 1 ? 'pooled' : 'alone'} ${this.members.join('+')}`);
    return this.best;
  }

  async nextTurn(): Promise<void> {
    const solved = await this.solveTurn(this.turn++);
    if (solved !== null && (this.best === null || solved.cost.totalFen < this.best.cost.totalFen)) {
      this.best = solved;
    }
  }

  private hasTrunk(): boolean {
    return this.trunk.some(({ routes }) => routes.length > 0);
  }

  private async solveTurn(turn: number): Promise<SolvedWeek | null> {
    const ledger = new UnservedLedger(this.context);
    const { villages, townships } = this.splitDemands(ledger);
    const { tours, trunk } = await this.solveTwoEchelons(villages, townships, turn);
    const timedTours = tours.map((task) => this.timeTask(task));
    const timedTrunk = trunk.map((task) => this.timeTask(task));
    const feeder = await this.solveFeeder(tours, trunk, timedTours, timedTrunk, turn);
    for (const task of [...tours, ...trunk]) {
      for (const left of task.unserved) ledger.addVisit(left.visit, toReasonText(this.context, left));
    }
    const trunkShares = this.shareTrunk(trunk, timedTrunk);
    await this.learn(tours, townships, trunkShares, turn);
    if (feeder.some(({ unserved }) => unserved.length > 0)) return null;
    const { feederStart } = this.context.county.rates;
    const echelons: EchelonRoutes[] = [
      ...tours.map((task, index) => toEchelon('village', task, timedTours[index])),
      ...trunk.map((task, index) => toEchelon('trunk', task, timedTrunk[index])),
      ...feeder.map((task) => toEchelon('feeder', task, this.timeTask(task, feederStart))),
    ];
    const week = {
      members: this.members,
      days: assembleDays(this.context, this.resources, echelons),
      unserved: ledger.list(),
    };
    const cost = costWeek(week, this.structure.warehouseId, this.context.index);
    this.from = tours;
    return { ...week, structure: this.structure, cost, trunkShares, tours };
  }

  /** Tours and trunk that fit together: a station that the trunk fails to supply is given up. */
  private async solveTwoEchelons(
    villages: readonly Demand[],
    townships: readonly Demand[],
    turn: number,
  ): Promise<{ tours: readonly RoutedTask[]; trunk: readonly RoutedTask[] }> {
    for (;;) {
      const tours = await this.solveTours(villages, turn);
      const trunk = await this.solveTrunk(tours, townships, turn, this.freeAfter(tours));
      const failed = new Set(
        trunk.flatMap(({ unserved }) => unserved.filter(isTransit).map(({ visit }) => visit.siteId)),
      );
      this.trunk = trunk;
      if (failed.size === 0) return { tours, trunk };
      this.supply = new Map([...this.supply].filter(([siteId]) => !failed.has(siteId)));
    }
  }

  private async solveTours(villages: readonly Demand[], turn: number): Promise<readonly RoutedTask[]> {
    const { scenario, calendar } = this.context;
    const opened = listOpenedSites(this.context, this.members);
    const rules: VillageRules = {
      supply: this.supply,
      trunkFenPerGram: this.rates,
      binding: new Set(this.structure.ownTownship ? this.structure.stationIds : opened),
      countOf: (type) => this.resources.countOf(type) - (this.setAside.get(type.id) ?? 0),
      from: this.from,
    };
    const groups = groupWeekdays(villages, calendar);
    return Promise.all(
      groups.map((group) => {
        const seed = deriveSeed(
          this.seed,
          `village/${this.members.join('+')}/${group.weekdays.join('')}/${turn}`,
        );
        const stop = toStopRule(scenario.budget, this.effort.villageShare);
        return solveVillageDay(this.context, this.resources, group, rules, { seed, stop });
      }),
    );
  }

  private solveTrunk(
    tours: readonly RoutedTask[],
    townships: readonly Demand[],
    turn: number,
    free: FreeVehicles,
  ): Promise<readonly RoutedTask[]> {
    const stop = toStopRule(this.context.scenario.budget, this.effort.trunkShare);
    const seed = deriveSeed(this.seed, `trunk/${this.members.join('+')}/${turn}`);
    return solveTrunkWeek(this.context, this.resources, tours, townships, free, { seed, stop });
  }

  private async solveFeeder(
    tours: readonly RoutedTask[],
    trunk: readonly RoutedTask[],
    timedTours: readonly (readonly TimedRoute[])[],
    timedTrunk: readonly (readonly TimedRoute[])[],
    turn: number,
  ): Promise<readonly RoutedTask[]> {
    const { index, scenario } = this.context;
    const { warehouseId } = this.structure;
    if (this.members.every((id) => getById(index.carriers, id).depotId === warehouseId)) return [];
    const tasks = [...tours, ...trunk];
    const timed = [...timedTours, ...timedTrunk];
    const movements = tasks.flatMap(({ weekdays }, task) =>
      listMovements(warehouseId, weekdays, timed[task]),
    );
    const stop = toStopRule(scenario.budget, this.effort.trunkShare);
    const seed = deriveSeed(this.seed, `feeder/${this.members.join('+')}/${turn}`);
    const free = this.freeInEvening(tasks, timed);
    return solveFeederWeek(this.context, this.resources, movements, free, { seed, stop });
  }

  /** Takes from this turn what the next one should know: trunk costs and the vehicles that the trunk would like. */
  private async learn(
    tours: readonly RoutedTask[],
    townships: readonly Demand[],
    shares: ReadonlyMap<SiteId, TrunkShare>,
    turn: number,
  ): Promise<void> {
    const rates = new Map(this.rates);
    for (const [siteId, { fen, grams }] of shares)
      if (grams > 0 && rates.has(siteId)) rates.set(siteId, fen / grams);
    this.rates = rates;
    if (turn === this.effort.turns - 1 || !this.hasTrunk()) return;
    const wanted = await this.solveTrunk(tours, townships, turn, (type) => this.resources.countOf(type));
    this.setAside = new Map(
      this.resources.vehicleTypes.flatMap((type) => {
        const most = Math.max(0, ...wanted.map((task) => countRoutes([task], type)));
        return most > 0 && this.resources.countOf(type) < Infinity ? [[type.id, most] as const] : [];
      }),
    );
  }

  private splitDemands(ledger: UnservedLedger): {
    villages: readonly Demand[];
    townships: readonly Demand[];
  } {
    const { index, tables } = this.context;
    const placed = this.demands.filter((demand) => {
      const isPlaced = tables.isPlaced(demand.siteId);
      if (!isPlaced) ledger.addDemand(demand, noCoordinates(this.context, demand.siteId));
      return isPlaced;
    });
    const { warehouse } = this.resources;
    const room = this.resources.capacityOf(warehouse);
    const { admitted, refused } = admitDemands(placed, room);
    for (const demand of refused) ledger.addDemand(demand, warehouseFull(warehouse.name, room));
    const isVillage = (demand: Demand): boolean => getById(index.sites, demand.siteId).tier === 'village';
    return {
      villages: admitted.filter(isVillage),
      townships: admitted.filter((demand) => !isVillage(demand)),
    };
  }

  private freeAfter(tours: readonly RoutedTask[]): FreeVehicles {
    return (type, weekdays) =>
      this.resources.countOf(type) - mostUsed(weekdays, (day) => countRoutes(onDay(tours, day), type));
  }

  /** A vehicle that stands at the warehouse before the feeder hours begin can drive a feeder trip as well. */
  private freeInEvening(
    tasks: readonly RoutedTask[],
    timed: readonly (readonly TimedRoute[])[],
  ): FreeVehicles {
    const { feederStart } = this.context.county.rates;
    const isAway = ({ draft, end }: TimedRoute): boolean => {
      return draft.vehicles.baseId !== this.structure.warehouseId || end > feederStart;
    };
    return (type, weekdays) => {
      const away = mostUsed(weekdays, (day) => {
        const routes = tasks.flatMap((task, index) => (task.weekdays.includes(day) ? timed[index] : []));
        const ofType = routes.filter(({ draft }) => draft.vehicles.type.id === type.id);
        return ofType.filter((route) => type.maxDistanceMetres !== null || isAway(route)).length;
      });
      return this.resources.countOf(type) - away;
    };
  }

  private timeTask(task: RoutedTask, opens?: number): readonly TimedRoute[] {
    const { sites } = this.context.index;
    return task.routes.map((draft) => {
      return timeRoute(this.context, draft, (baseId) => {
        return opens ?? opensAt(getById(sites, baseId), this.structure.warehouseId);
      });
    });
  }

  private shareTrunk(
    trunk: readonly RoutedTask[],
    timed: readonly (readonly TimedRoute[])[],
  ): ReadonlyMap<SiteId, TrunkShare> {
    const routes = trunk.flatMap(({ weekdays }, index) => {
      return timed[index].map((route) => ({ timed: route, daysPerWeek: weekdays.length }));
    });
    return shareTrunkCost(this.context, routes);
  }
}

function isTransit({ visit }: RoutedTask['unserved'][number]): boolean {
  return [...visit.deliveries, ...visit.pickups].some(({ demand }) => demand.siteId !== visit.siteId);
}

function toEchelon(
  echelon: EchelonRoutes['echelon'],
  task: RoutedTask,
  routes: readonly TimedRoute[],
): EchelonRoutes {
  return { echelon, weekdays: task.weekdays, routes };
}

function listMovements(
  warehouseId: SiteId,
  weekdays: readonly Weekday[],
  routes: readonly TimedRoute[],
): readonly WarehouseMovement[] {
  const based = routes.filter(({ draft }) => draft.vehicles.baseId === warehouseId);
  return based.flatMap(({ trips }) =>
    trips.flatMap(({ stops, arrival }) => stops.map(({ visit }) => ({ visit, weekdays, back: arrival }))),
  );
}

function onDay(tasks: readonly RoutedTask[], weekday: Weekday): readonly RoutedTask[] {
  return tasks.filter(({ weekdays }) => weekdays.includes(weekday));
}

function countRoutes(tasks: readonly RoutedTask[], type: VehicleType): number {
  return tasks.flatMap(({ routes }) => routes).filter(({ vehicles }) => vehicles.type.id === type.id).length;
}

function mostUsed(weekdays: readonly Weekday[], usedOn: (weekday: Weekday) => number): number {
  return Math.max(0, ...weekdays.map(usedOn));
}
