import { durationBetween } from '../../network/travel-matrix.ts';
import { explainUnserved } from './explain-unserved.ts';
import { keptTrips } from './frozen-routes.ts';
import type { RoutingProblem } from './problem.ts';
import { mayVisit, windowsOf } from './route-evaluation.ts';
import { judgeRoute } from './route-faults.ts';
import type { FrozenRoute, RoutingSolution } from './solution.ts';
import { earliestArrival } from './tour-limit.ts';

export type InfeasibilityCode =
  | 'frozen_breaks_limit'
  | 'vehicles_missing'
  | 'load_exceeds_fleet'
  | 'hours_exceed_fleet'
  | 'group_unservable';

/** One reason why several things together cannot be done: which clients, and the figures; `message` is one English sentence. */
export interface Infeasibility {
  readonly code: InfeasibilityCode;
  readonly message: string;
  readonly clients: readonly number[];
  readonly figures: Readonly<Record<string, number>>;
}

/** Unserved clients around whose hours a crowd is looked for. */
const MOST_LOOKED_AT = 20;

/**
 * Explains why an answer is infeasible by what no client shows alone: frozen routes that break limits, vehicles that must go out
 * without a client, loads beyond all vehicles that may carry them, clients whose hours ask for more vehicles than there are, groups of
 * which no member can be served. Empty for a feasible answer, and where none of these can be shown; single clients are the
 * matter of `explainUnserved`. O(clients x (types + unserved)) and a clique of hours per unserved client.
 */
export function explainInfeasible(
  problem: RoutingProblem,
  solution: RoutingSolution,
  frozen: readonly FrozenRoute[] = [],
): readonly Infeasibility[] {
  if (solution.feasible) return [];
  return [
    ...listFrozenFaults(problem, frozen),
    ...listMissingVehicles(problem, solution),
    ...listLoads(problem),
    ...listHours(problem, solution),
    ...listGroups(problem, solution),
  ];
}

function listFrozenFaults(problem: RoutingProblem, frozen: readonly FrozenRoute[]): readonly Infeasibility[] {
  return frozen.flatMap((route, index) => {
    if (judgeRoute(problem, route.vehicleType, route.trips).faults.length === 0) return [];
    const trips = keptTrips(problem, route);
    return judgeRoute(problem, route.vehicleType, trips).faults.map(
      ({ message, amount, client, trip }): Infeasibility => ({
        code: 'frozen_breaks_limit',
        message: `Frozen route ${index}: ${message}`,
        clients: client === undefined ? trips.flatMap(({ clients }) => clients) : [client],
        figures: {
          frozen: index,
          ...(trip === undefined ? {} : { trip }),
          ...(amount === undefined ? {} : { excess: amount }),
        },
      }),
    );
  });
}

function listMissingVehicles(
  { vehicleTypes }: RoutingProblem,
  { routes }: RoutingSolution,
): readonly Infeasibility[] {
  return vehicleTypes.flatMap(({ minCount = 0 }, vehicleType): Infeasibility[] => {
    const used = routes.filter((route) => route.vehicleType === vehicleType).length;
    if (used >= minCount) return [];
    const message = `${minCount} vehicles of type ${vehicleType} must go out; ${used} do.`;
    const figures = { vehicleType, minCount, used, excess: minCount - used };
    return [{ code: 'vehicles_missing', message, clients: [], figures }];
  });
}

/** Every set of vehicle types to which some required client is confined, and all types. */
function listConfined(problem: RoutingProblem): readonly (readonly number[])[] {
  const sets = new Map<string, readonly number[]>();
  for (const client of problem.clients) {
    const types = problem.vehicleTypes.flatMap((type, index) =>
      mayVisit(type, index, client) ? [index] : [],
    );
    if (types.length > 0) sets.set(types.join(), types);
  }
  return [...sets.values()];
}

/** Loads that even full vehicles on all their trips cannot carry, by the vehicles to which they are confined. */
function listLoads(problem: RoutingProblem): readonly Infeasibility[] {
  return listConfined(problem).flatMap((types) => {
    const clients = problem.clients.flatMap((client, index) => {
      const required = client.prize === undefined && client.group === undefined;
      const outside = problem.vehicleTypes.some(
        (type, other) => !types.includes(other) && mayVisit(type, other, client),
      );
      const any = types.some((type) => mayVisit(problem.vehicleTypes[type], type, client));
      return required && !outside && any ? [index] : [];
    });
    return Array.from({ length: problem.loadDimensions }, (_, dimension) => dimension).flatMap((dimension) =>
      listExcessLoad(problem, types, clients, dimension),
    );
  });
}

function listExcessLoad(
  problem: RoutingProblem,
  types: readonly number[],
  clients: readonly number[],
  dimension: number,
): readonly Infeasibility[] {
  const sum = (side: 'delivery' | 'pickup'): number =>
    clients.reduce((total, client) => total + problem.clients[client][side][dimension], 0);
  const load = Math.max(sum('delivery'), sum('pickup'));
  const room = types.reduce((total, type) => {
    const { count, maxTrips = 1, reloadBases = [], capacity } = problem.vehicleTypes[type];
    const trips = reloadBases.length === 0 ? 1 : maxTrips;
    return total + (capacity[dimension] === 0 ? 0 : count * trips * capacity[dimension]);
  }, 0);
  if (load <= room) return [];
  const vehicles = types.reduce((total, type) => total + problem.vehicleTypes[type].count, 0);
  const message = `The load of ${clients.length} clients, ${load} in dimension ${dimension}, is ${load - room} more than the ${vehicles} vehicles that may carry it hold on all their trips.`;
  const figures = { dimension, load, fleetCapacity: room, vehicles, excess: load - room };
  return [{ code: 'load_exceeds_fleet', message, clients, figures }];
}

/** Clients no two of which can be on one vehicle for their hours: each needs a vehicle of its own. */
function listHours(problem: RoutingProblem, { unserved }: RoutingSolution): readonly Infeasibility[] {
  const required = problem.clients.flatMap(({ prize, group }, index) =>
    prize === undefined && group === undefined ? [index] : [],
  );
  const explained = new Set<number>();
  return unserved.slice(0, MOST_LOOKED_AT).flatMap((client): Infeasibility[] => {
    if (explained.has(client) || !required.includes(client)) return [];
    const apart = growApart(problem, client, required);
    const types = problem.vehicleTypes.flatMap((type, index) =>
      apart.some((one) => mayVisit(type, index, problem.clients[one])) ? [index] : [],
    );
    const vehicles = types.reduce((total, type) => total + problem.vehicleTypes[type].count, 0);
    if (apart.length <= vehicles) return [];
    for (const one of apart) explained.add(one);
    const message = `The hours of ${apart.length} clients are so close that no vehicle can serve two of them; there are ${vehicles} vehicles that may serve any.`;
    const figures = { clients: apart.length, vehicles, excess: apart.length - vehicles };
    return [{ code: 'hours_exceed_fleet', message, clients: apart, figures }];
  });
}

/** Grows a set of clients of which no two fit one vehicle, greedily by the end of their hours, nearest to the first's. */
function growApart(problem: RoutingProblem, first: number, clients: readonly number[]): readonly number[] {
  const apart = [first];
  const endOf = (client: number): number => windowsOf(problem.clients[client]).at(-1)?.latest ?? Infinity;
  const byHours = clients.toSorted(
    (one, other) =>
      Math.abs(endOf(one) - endOf(first)) - Math.abs(endOf(other) - endOf(first)) || one - other,
  );
  for (const client of byHours) {
    if (client === first || endOf(client) === Infinity) continue;
    if (apart.every((one) => !canFollow(problem, one, client) && !canFollow(problem, client, one)))
      apart.push(client);
  }
  return apart.toSorted((one, other) => one - other);
}

/** Can a vehicle, straight from its base to the first, be in time at the second? By the direct way between them. */
function canFollow(problem: RoutingProblem, first: number, second: number): boolean {
  const one = problem.clients[first];
  const other = problem.clients[second];
  const latest = windowsOf(other).at(-1)?.latest ?? Infinity;
  return problem.vehicleTypes.some((type, index) => {
    if (!mayVisit(type, index, one) || !mayVisit(type, index, other)) return false;
    const arrival = earliestArrival(problem, first, type);
    const window = windowsOf(one).find(({ latest: closes }) => arrival <= closes);
    if (!window) return false;
    const begin = Math.max(arrival, window.earliest) + one.serviceSeconds;
    return begin + durationBetween(problem.matrices[type.profile], one.location, other.location) <= latest;
  });
}

/** Groups with a required member of which no member can be served even alone. */
function listGroups(problem: RoutingProblem, { unserved }: RoutingSolution): readonly Infeasibility[] {
  const groups = new Map<number, number[]>();
  for (const client of unserved) {
    const { group } = problem.clients[client];
    if (group !== undefined) groups.set(group, [...(groups.get(group) ?? []), client]);
  }
  return [...groups].flatMap(([group, clients]): Infeasibility[] => {
    if (clients.every((client) => problem.clients[client].prize !== undefined)) return [];
    const reasons = clients.map((client) => explainUnserved(problem, client));
    if (reasons.some(({ code }) => code === 'not_enough_vehicles')) return [];
    const message = `None of the ${clients.length} clients of group ${group} can be served; of the first: ${reasons[0].message}`;
    return [{ code: 'group_unservable', message, clients, figures: { group, clients: clients.length } }];
  });
}
