import { HANDLING_CLASSES, INCOMPATIBLE_HANDLING } from '../../model/commodity.ts';
import type { HandlingClass } from '../../model/commodity.ts';
import type { LonLat } from '../../model/units.ts';
import type { TravelProfile } from '../../model/vehicle-type.ts';
import type { TravelMatrix } from '../../network/travel-matrix.ts';
import type { Base, Client, RoutingProblem, RoutingVehicleType } from '../../solver/routing/problem.ts';
import { parseClock, parseWindow } from './clock.ts';
import type { RequestIssues } from './request-issues.ts';
import type { RoutingRequest } from './routing-schemas.ts';

type RequestedBase = RoutingRequest['bases'][number];
type RequestedClient = RoutingRequest['clients'][number];
type RequestedVehicleType = RoutingRequest['vehicleTypes'][number];

/** Where ids of a request stand in their lists. */
interface Ids {
  readonly bases: ReadonlyMap<string, number>;
  readonly vehicleTypes: ReadonlyMap<string, number>;
  readonly profiles: readonly TravelProfile[];
  /** Ids of groups, by the solver's number. */
  readonly groups: readonly string[];
  readonly issues: RequestIssues;
}

/** Travel profiles of the vehicle types of a request, each once. */
export function listProfiles(request: RoutingRequest): readonly TravelProfile[] {
  return [...new Set(request.vehicleTypes.map((type) => type.profile ?? 'van'))];
}

/**
 * Positions of bases, then clients: the order of the matrix rows. Without matrices each needs a position, with
 * matrices none may have one.
 */
export function listPositions(request: RoutingRequest, issues: RequestIssues): readonly LonLat[] {
  const own = request.matrices !== undefined;
  return (['bases', 'clients'] as const).flatMap((list) =>
    request[list].map(({ position, matrixIndex }, i) => {
      const expected = own ? 'matrixIndex' : 'position';
      const fits = own ? matrixIndex !== undefined && position === undefined : position !== undefined;
      if (!fits)
        issues.add(
          'place_missing',
          `/${list}/${i}/${expected}`,
          `is required ${own ? 'with' : 'without'} matrices`,
        );
      return position ?? [0, 0];
    }),
  );
}

/**
 * The request as a problem of the solver in grams, whole litres (demand rounded up, capacity down), seconds, metres
 * and fen. Lists keep their order, so the solver's paths are the request's.
 */
export function toRoutingProblem(
  request: RoutingRequest,
  matrices: readonly TravelMatrix[],
  issues: RequestIssues,
): RoutingProblem {
  const ids: Ids = {
    bases: issues.indexIds(request.bases, 'bases'),
    vehicleTypes: issues.indexIds(request.vehicleTypes, 'vehicleTypes'),
    profiles: listProfiles(request),
    groups: [...new Set(request.clients.flatMap(({ groupId }) => groupId ?? []))],
    issues,
  };
  issues.indexIds(request.clients, 'clients');
  return {
    loadDimensions: 2,
    matrices,
    bases: request.bases.map(toBase),
    clients: request.clients.map((client, i) => toClient(client, request.bases.length + i, i, ids)),
    vehicleTypes: request.vehicleTypes.map((type, i) => toVehicleType(type, i, ids)),
    incompatibleClasses: INCOMPATIBLE_HANDLING.map(([a, b]) => [toClass(a), toClass(b)]),
  };
}

function toBase(base: RequestedBase, row: number): Base {
  return {
    location: base.matrixIndex ?? row,
    window: base.window && parseWindow(base.window),
    loadingSeconds: toSeconds(base.loadingMinutes),
  };
}

function toClient(client: RequestedClient, row: number, position: number, ids: Ids): Client {
  const path = `/clients/${position}/vehicleTypeIds`;
  return {
    location: client.matrixIndex ?? row,
    delivery: toLoad(client.delivery, Math.ceil),
    pickup: toLoad(client.pickup, Math.ceil),
    serviceSeconds: toSeconds(client.serviceMinutes),
    windows: client.windows?.map(parseWindow),
    release: client.readyAt === undefined ? undefined : parseClock(client.readyAt),
    group: client.groupId === undefined ? undefined : ids.groups.indexOf(client.groupId),
    handlingClass: toClass(client.handlingClass ?? 'ambient'),
    prize: client.prizeFen,
    vehicleTypes: client.vehicleTypeIds?.map((id, i) =>
      ids.issues.resolve(ids.vehicleTypes, id, `${path}/${i}`),
    ),
  };
}

function toVehicleType(type: RequestedVehicleType, position: number, ids: Ids): RoutingVehicleType {
  const path = `/vehicleTypes/${position}`;
  const resolve = (id: string, member: string): number =>
    ids.issues.resolve(ids.bases, id, `${path}/${member}`);
  const startBase = resolve(type.startBaseId, 'startBaseId');
  return {
    count: type.count ?? Infinity,
    minCount: type.minCount,
    capacity: toLoad(type.capacity, Math.floor, Number.MAX_SAFE_INTEGER),
    startBase,
    endBase: toEndBase(type, startBase, resolve),
    reloadBases: toReloadBases(type, startBase, resolve),
    maxTrips: type.maxTrips,
    profile: ids.profiles.indexOf(type.profile ?? 'van'),
    fixedCost: type.fenPerDay ?? 0,
    costPerMetre: (type.fenPerKm ?? 0) / 1000,
    costPerSecond: (type.fenPerHour ?? 0) / 3600,
    shift: type.shift ? parseWindow(type.shift) : { earliest: 0, latest: 86_400 },
    maxDuration: type.maxHours && type.maxHours * 3600,
    maxDistance: type.maxKm && type.maxKm * 1000,
    maxStops: type.maxStops,
    handlingClasses: type.handlingClasses?.map(toClass),
  };
}

type Resolve = (id: string, member: string) => number;

function toEndBase(type: RequestedVehicleType, startBase: number, resolve: Resolve): number | null {
  if (type.endBaseId === undefined) return startBase;
  return type.endBaseId === null ? null : resolve(type.endBaseId, 'endBaseId');
}

/** Several trips without a word about reloading: at the start. */
function toReloadBases(
  type: RequestedVehicleType,
  startBase: number,
  resolve: Resolve,
): readonly number[] | undefined {
  if (type.reloadBaseIds !== undefined)
    return type.reloadBaseIds.map((id, i) => resolve(id, `reloadBaseIds/${i}`));
  return (type.maxTrips ?? 1) > 1 ? [startBase] : undefined;
}

function toLoad(
  load: { readonly kg?: number; readonly litres?: number } | undefined,
  round: (value: number) => number,
  absent = 0,
): readonly number[] {
  const { kg, litres } = load ?? {};
  return [kg === undefined ? absent : round(kg * 1000), litres === undefined ? absent : round(litres)];
}

function toSeconds(minutes = 0): number {
  return Math.round(minutes * 60);
}

function toClass(name: HandlingClass): number {
  return HANDLING_CLASSES.indexOf(name);
}
