import type { Cargo } from '../demand/cargo.ts';
import { sumPeaks } from '../demand/cargo.ts';
import type { Visit } from '../demand/consolidation.ts';
import { takeApart } from '../demand/consolidation.ts';
import { HANDLING_CLASSES, INCOMPATIBLE_HANDLING } from '../model/commodity.ts';
import type { SiteId } from '../model/site.ts';
import type { Fen, SecondsOfDay, Weekday } from '../model/units.ts';
import type { UnservedCode } from '../model/unserved.ts';
import { explainUnserved } from '../solver/routing/explain-unserved.ts';
import { evaluateRoute } from '../solver/routing/route-evaluation.ts';
import type { Client, RoutingProblem, RoutingVehicleType } from '../solver/routing/problem.ts';
import type { RoutingRoute, RoutingSolution } from '../solver/routing/solution.ts';
import type { StopRule } from '../solver/routing/solve-routing.ts';
import type { PlanningContext } from './planning-context.ts';
import { getById } from './plan-records/county-index.ts';
import type { StationedType } from './stationed-type.ts';

/** Visits to be made from one or more bases on a group of weekdays: the county's side of a routing problem. */
export interface RoutingTask {
  readonly weekdays: readonly Weekday[];
  readonly visits: readonly Visit[];
  readonly fleet: readonly StationedType[];
  /** Vehicles may not load at a base before this time. */
  readonly opensAt: (baseId: SiteId) => SecondsOfDay;
  /** May the vehicles at a base make the visit? All may when absent. */
  readonly isAllowed?: (visit: Visit, baseId: SiteId) => boolean;
  /** Cost of a visit beyond the route's own, by the base that it is made from; 0 when absent. */
  readonly visitCost?: (visit: Visit, baseId: SiteId) => Fen;
  /** Cost of a vehicle's day beyond its own, e.g. a share of the base's fixed price; 0 when absent. */
  readonly dayCost?: (vehicles: StationedType) => Fen;
  /** Routes of a like task to start the search from; those that do not fit this one are passed over. */
  readonly initial?: readonly DraftRoute[];
}

/** One vehicle's day as the search gives it: visits in order, per trip. */
export interface DraftRoute {
  readonly vehicles: StationedType;
  readonly trips: readonly (readonly Visit[])[];
}

/** Why a visit is left out; the planner knows more codes than the solver. */
export interface VisitReason {
  readonly code: UnservedCode;
  readonly message: string;
  readonly figures: Readonly<Record<string, number>>;
}

export interface UnservedVisit {
  readonly visit: Visit;
  readonly reason: VisitReason;
}

export interface RoutedTask {
  readonly weekdays: readonly Weekday[];
  readonly routes: readonly DraftRoute[];
  readonly unserved: readonly UnservedVisit[];
}

/**
 * Solves a task. Visits that no vehicle could make even on a tour of its own are left out beforehand, with the
 * reason; so are visits that the search cannot fit in.
 */
export async function solveRoutingTask(
  context: PlanningContext,
  task: RoutingTask,
  options: { readonly seed: number; readonly stop: StopRule },
): Promise<RoutedTask> {
  if (task.visits.length === 0) return { weekdays: task.weekdays, routes: [], unserved: [] };
  const all = buildProblem(context, task);
  const possible = task.visits.filter((_, client) => canBeServed(all, client));
  const hopeless = task.visits.flatMap((visit, client) => {
    return possible.includes(visit) ? [] : [{ visit, reason: explainUnserved(all, client) }];
  });
  if (possible.length === 0) return { weekdays: task.weekdays, routes: [], unserved: hopeless };
  const solvable = { ...task, visits: possible };
  const problem = hopeless.length === 0 ? all : buildProblem(context, solvable);
  const initial = listInitialRoutes(solvable, problem);
  const solution = await context.solveRouting(problem, { ...options, initial });
  const leftOut = listLeftOut(problem, solvable, solution);
  return {
    weekdays: task.weekdays,
    routes: solution.routes.map((route) => toDraftRoute(solvable, route)),
    unserved: [...hopeless, ...leftOut],
  };
}

/**
 * The task with visits that no vehicle could make taken apart into smaller ones, where that may help: together their
 * hours can be too narrow, or their load only for a vehicle that comes too late.
 */
export function takeHopelessApart(context: PlanningContext, task: RoutingTask): RoutingTask {
  if (task.visits.length === 0 || task.fleet.length === 0) return task;
  const problem = buildProblem(context, task);
  const visits = task.visits.flatMap((visit, client) => {
    const carrying = task.fleet.filter(({ type }) => type.handlingClasses.includes(visit.handlingClass));
    if (carrying.length === 0 || canBeServed(problem, client)) return [visit];
    const grams = Math.min(...carrying.map(({ type }) => type.capacityGrams));
    const litres = Math.min(...carrying.map(({ type }) => type.capacityLitres));
    return takeApart(visit, context.calendar, { grams, litres });
  });
  return { ...task, visits };
}

/** Is there a vehicle that could make the visit on a tour of its own? */
function canBeServed(problem: RoutingProblem, client: number): boolean {
  const types = problem.clients[client].vehicleTypes ?? problem.vehicleTypes.keys();
  for (const type of types) {
    const { startBase, endBase } = problem.vehicleTypes[type];
    if (evaluateRoute(problem, type, [{ clients: [client], startBase, endBase }]) !== null) return true;
  }
  return false;
}

function listLeftOut(problem: RoutingProblem, task: RoutingTask, solution: RoutingSolution): UnservedVisit[] {
  return solution.unserved.map((client) => ({
    visit: task.visits[client],
    reason: explainUnserved(problem, client),
  }));
}

/** Translates draft routes of a like task into this one's indices, by what visits are and where vehicles stand. */
function listInitialRoutes(task: RoutingTask, problem: RoutingProblem): readonly RoutingRoute[] | undefined {
  if (task.initial === undefined) return undefined;
  const clients = new Map(task.visits.map((visit, client) => [keyOf(visit), client]));
  const types = new Map(
    task.fleet.map(({ type, baseId }, index) => [JSON.stringify([type.id, baseId]), index]),
  );
  return task.initial.flatMap(({ vehicles, trips }) => {
    const vehicleType = types.get(JSON.stringify([vehicles.type.id, vehicles.baseId]));
    const known = trips.map((visits) => visits.map((visit) => clients.get(keyOf(visit))));
    if (vehicleType === undefined || known.flat().includes(undefined)) return [];
    const { startBase } = problem.vehicleTypes[vehicleType];
    const ends = { startBase, endBase: startBase };
    const indices = known as readonly (readonly number[])[];
    return [
      { vehicleType, start: 0, trips: indices.map((visited) => Object.assign({ clients: visited }, ends)) },
    ];
  });
}

function keyOf({ siteId, handlingClass, window, deliveries, pickups }: Visit): string {
  const goods = [...deliveries, ...pickups].map(({ demand, part, parts }) => [demand.id, part, parts]);
  return JSON.stringify([siteId, handlingClass, window.earliest, window.latest, goods]);
}

function toDraftRoute(task: RoutingTask, route: RoutingRoute): DraftRoute {
  return {
    vehicles: task.fleet[route.vehicleType],
    trips: route.trips.map((trip) => trip.clients.map((client) => task.visits[client])),
  };
}

function buildProblem(context: PlanningContext, task: RoutingTask): RoutingProblem {
  const { tables, index, calendar } = context;
  const baseIds = [...new Set(task.fleet.map(({ baseId }) => baseId))];
  const siteIds = [...new Set([...baseIds, ...task.visits.map(({ siteId }) => siteId)])];
  const locations = new Map(siteIds.map((id, location) => [id, location]));
  const profiles = [...new Set(task.fleet.map(({ type }) => type.profile))];
  const baseOf = task.fleet.map(({ baseId }) => baseIds.indexOf(baseId));
  return {
    loadDimensions: 2,
    matrices: profiles.map((profile) => tables.toMatrix(profile, siteIds)),
    bases: baseIds.map((id) => ({
      location: siteIds.indexOf(id),
      window: { earliest: task.opensAt(id), latest: LATEST },
      loadingSeconds: getById(index.sites, id).serviceSeconds,
    })),
    clients: task.visits.map((visit) => ({
      location: locations.get(visit.siteId) ?? 0,
      delivery: toLoad(visit.deliveries),
      pickup: toLoad(visit.pickups),
      serviceSeconds: visit.serviceSeconds,
      windows: [visit.window],
      handlingClass: HANDLING_CLASSES.indexOf(visit.handlingClass),
      ...restrictVehicles(task, baseIds, baseOf, visit),
    })),
    vehicleTypes: task.fleet.map((vehicles) => toRoutingType(task, vehicles, baseIds, profiles)),
    incompatibleClasses: INCOMPATIBLE_HANDLING.map(([one, other]) => {
      return [HANDLING_CLASSES.indexOf(one), HANDLING_CLASSES.indexOf(other)] as const;
    }),
  };

  function toLoad(cargoes: readonly Cargo[]): readonly number[] {
    const { grams, litres } = sumPeaks(cargoes, calendar);
    return [grams, litres];
  }
}

/** Latest moment of a planning day: bases do not close before it. */
const LATEST: SecondsOfDay = 172_800;

/** @param baseOf place in `baseIds` of each vehicle type's base */
function restrictVehicles(
  { isAllowed, visitCost, fleet }: RoutingTask,
  baseIds: readonly SiteId[],
  baseOf: readonly number[],
  visit: Visit,
): Pick<Client, 'vehicleTypes' | 'visitCosts'> {
  const allowed = isAllowed && baseIds.map((baseId) => isAllowed(visit, baseId));
  const costs = visitCost && baseIds.map((baseId) => visitCost(visit, baseId));
  const isForAll = allowed === undefined || !allowed.includes(false);
  return {
    vehicleTypes: isForAll ? undefined : [...fleet.keys()].filter((type) => allowed[baseOf[type]]),
    visitCosts: costs && baseOf.map((base) => costs[base]),
  };
}

function toRoutingType(
  task: RoutingTask,
  vehicles: StationedType,
  baseIds: readonly SiteId[],
  profiles: readonly string[],
): RoutingVehicleType {
  const { type, baseId, count, shift } = vehicles;
  const base = baseIds.indexOf(baseId);
  return {
    count,
    capacity: [type.capacityGrams, type.capacityLitres],
    startBase: base,
    endBase: base,
    reloadBases: type.maxTripsPerDay > 1 ? [base] : undefined,
    maxTrips: type.maxTripsPerDay,
    profile: profiles.indexOf(type.profile),
    fixedCost: type.fenPerDay + (task.dayCost?.(vehicles) ?? 0),
    costPerMetre: type.fenPerKm / 1000,
    costPerSecond: type.fenPerHour / 3600,
    shift,
    maxDuration: type.maxDurationSeconds,
    maxDistance: type.maxDistanceMetres ?? undefined,
    handlingClasses: type.handlingClasses.map((name) => HANDLING_CLASSES.indexOf(name)),
  };
}
