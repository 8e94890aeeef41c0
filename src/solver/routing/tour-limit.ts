import type { SecondsOfDay } from '../../model/units.ts';
import { durationBetween } from '../../network/travel-matrix.ts';
import type { RoutingProblem, RoutingVehicleType } from './problem.ts';
import { evaluateRoute, windowsOf } from './route-evaluation.ts';

/** What bounds a tour in time or distance: the client's hours, the shift, the longest working time, the range. */
export type TourLimit = 'window' | 'shift' | 'duration' | 'distance';

/** The one limit that keeps a vehicle type from a tour, and what the tour would need without it. */
export interface BrokenLimit {
  readonly limit: TourLimit;
  readonly vehicleType: number;
  /** Moment of the earliest arrival, or of the earliest return; time from loading to the return; metres. */
  readonly needed: number;
  /** The limit in the same unit. */
  readonly allowed: number;
}

/**
 * The single limit whose lifting would let one of the vehicle types make a tour to this client alone, the one broken
 * by the least share where there are several. Null when every type breaks two limits or more. Linear in the types.
 */
export function findBrokenLimit(
  problem: RoutingProblem,
  client: number,
  types: readonly number[],
): BrokenLimit | null {
  const broken = types.flatMap((type) => listBroken(problem, client, type));
  const excessOf = ({ needed, allowed }: BrokenLimit): number => needed / Math.max(1, allowed);
  return broken.reduce<BrokenLimit | null>((best, one) => {
    return best === null || excessOf(one) < excessOf(best) ? one : best;
  }, null);
}

function listBroken(problem: RoutingProblem, client: number, vehicleType: number): readonly BrokenLimit[] {
  const type = problem.vehicleTypes[vehicleType];
  const trip = { clients: [client], startBase: type.startBase, endBase: type.endBase };
  const lift = (change: Partial<RoutingVehicleType>): ReturnType<typeof evaluateRoute> => {
    const vehicleTypes = problem.vehicleTypes.with(vehicleType, { ...type, ...change });
    return evaluateRoute({ ...problem, vehicleTypes }, vehicleType, [trip]);
  };
  const always = { ...problem.clients[client], windows: undefined };
  const anyHour = { ...problem, clients: problem.clients.with(client, always) };
  const late = lift({ shift: { ...type.shift, latest: Infinity } });
  const long = lift({ maxDuration: undefined });
  const far = lift({ maxDistance: undefined });
  const found: (BrokenLimit | null)[] = [
    evaluateRoute(anyHour, vehicleType, [trip]) && {
      limit: 'window',
      vehicleType,
      needed: earliestArrival(problem, client, type),
      allowed: windowsOf(problem.clients[client]).at(-1)?.latest ?? Infinity,
    },
    late && { limit: 'shift', vehicleType, needed: late.end, allowed: type.shift.latest },
    long && {
      limit: 'duration',
      vehicleType,
      needed: long.end - long.start,
      allowed: type.maxDuration ?? Infinity,
    },
    far && {
      limit: 'distance',
      vehicleType,
      needed: far.distance,
      allowed: type.maxDistance ?? Infinity,
    },
  ];
  return found.filter((one) => one !== null);
}

/** When a vehicle that goes straight to the client is there. */
export function earliestArrival(
  problem: RoutingProblem,
  client: number,
  type: RoutingVehicleType,
): SecondsOfDay {
  const { location, release = 0 } = problem.clients[client];
  const { window, loadingSeconds = 0, location: start } = problem.bases[type.startBase];
  const leave = Math.max(type.shift.earliest, window?.earliest ?? 0, release);
  return leave + loadingSeconds + durationBetween(problem.matrices[type.profile], start, location);
}
