import type { RoutingRoute, RoutingTrip } from '../solver/routing/solution.ts';
import type { BenchmarkInstance } from './benchmark-instance.ts';
import { InstanceFormatError, parseCount, parseNumber } from './instance-format-error.ts';

/** A CVRPLIB-style solution: routes by vehicle, and the cost it states. */
export interface SolutionFile {
  /** Starts are zero: the files say nothing of time. */
  readonly routes: readonly RoutingRoute[];
  readonly cost: number | null;
}

/**
 * Reads `Route #k: 3 1 2` lines; a number below the first client's within a route is a reload at that depot;
 * reloads after nobody was visited are dropped.
 *
 * @throws InstanceFormatError
 */
export function readSolutionFile(text: string, instance: BenchmarkInstance): SolutionFile {
  const routes: RoutingRoute[] = [];
  let cost: number | null = null;
  text.split(/\r?\n/).forEach((raw, index) => {
    const route = /^Route\s+#?(\d+)\s*:\s*(.*)$/i.exec(raw.trim());
    const stated = /^Cost:?\s+(\S+)$/i.exec(raw.trim());
    if (stated) cost = parseNumber(stated[1], index + 1, 'cost');
    if (!route || route[2].trim() === '') return;
    const numbers = route[2]
      .trim()
      .split(/\s+/)
      .map((field) => parseCount(field, index + 1, 'client'));
    routes.push(toRoute(numbers, Number(route[1]), index + 1, instance));
  });
  return { routes, cost };
}

function toRoute(
  numbers: readonly number[],
  vehicle: number,
  line: number,
  { problem, firstClientNumber, typeOfVehicle }: BenchmarkInstance,
): RoutingRoute {
  const vehicleType = typeOfVehicle?.[vehicle - 1] ?? 0;
  const type = problem.vehicleTypes[vehicleType];
  const trips: RoutingTrip[] = [];
  let startBase = type.startBase;
  let clients: number[] = [];
  for (const number of numbers) {
    if (number >= firstClientNumber + problem.clients.length) {
      throw new InstanceFormatError('unknown_index', line, `there is no client ${number}`);
    }
    if (number >= firstClientNumber) {
      clients.push(number - firstClientNumber);
    } else {
      if (clients.length > 0 || startBase !== number) trips.push({ clients, startBase, endBase: number });
      clients = [];
      startBase = number;
    }
  }
  if (clients.length > 0 || startBase !== type.endBase)
    trips.push({ clients, startBase, endBase: type.endBase });
  return { vehicleType, start: 0, trips };
}

/** Writes routes in CVRPLIB's style, numbered by vehicle where the instance numbers them, and the cost given. */
export function toSolutionText(
  instance: BenchmarkInstance,
  routes: readonly RoutingRoute[],
  cost: number,
): string {
  const free = vehiclesByType(instance);
  const lines = routes.map((route, index) => {
    const vehicle = free === null ? index + 1 : (free[route.vehicleType].shift() ?? Number.NaN);
    const numbers = route.trips.flatMap(({ clients, startBase }, trip) => {
      const reload = trip === 0 ? [] : [startBase];
      return reload.concat(clients.map((client) => client + instance.firstClientNumber));
    });
    return { vehicle, text: `Route #${vehicle}: ${numbers.join(' ')}` };
  });
  const sorted = lines.toSorted((one, other) => one.vehicle - other.vehicle);
  return [...sorted.map(({ text }) => text), `Cost ${cost}`, ''].join('\n');
}

function vehiclesByType({ typeOfVehicle, problem }: BenchmarkInstance): number[][] | null {
  if (!typeOfVehicle) return null;
  const free: number[][] = problem.vehicleTypes.map(() => []);
  typeOfVehicle.forEach((type, vehicle) => free[type].push(vehicle + 1));
  return free;
}
