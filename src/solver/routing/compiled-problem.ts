import type { TimeWindow } from '../../model/units.ts';
import { compileMatrix, hasGaps, transposed, UNREACHABLE, type CompiledMatrix } from './compiled-matrix.ts';
import type { Client, RoutingProblem, RoutingVehicleType } from './problem.ts';
import { mayVisit, windowsOf } from './route-evaluation.ts';
import type { Checkpoint } from './search-stopped.ts';

export { UNREACHABLE, type CompiledMatrix };

/**
 * A routing problem as typed arrays for the inner loops.
 *
 * Places index the matrices: clients first (place = client), then bases, then `nowhere`, which is at no distance from
 * anything and ends open routes. Matrices are row-major, `width` wide; a transposed copy serves reads by column.
 */
export interface CompiledProblem {
  readonly source: RoutingProblem;
  readonly clients: number;
  readonly dimensions: number;
  readonly types: number;
  readonly width: number;
  readonly nowhere: number;
  /** By profile. */
  readonly distance: readonly CompiledMatrix[];
  readonly distanceTo: readonly CompiledMatrix[];
  readonly duration: readonly CompiledMatrix[];
  readonly durationTo: readonly CompiledMatrix[];
  /** client * dimensions + dimension */
  readonly delivery: Float64Array;
  readonly pickup: Float64Array;
  readonly service: Float64Array;
  /** Windows of client c: entries windowStart[c] to windowStart[c + 1]. */
  readonly windowStart: Int32Array;
  readonly windowEarliest: Float64Array;
  readonly windowLatest: Float64Array;
  readonly release: Float64Array;
  /** Bit of the client's handling class, and the bits that may not share a trip with it. */
  readonly classBit: Int32Array;
  readonly clashBits: Int32Array;
  readonly delivers: Uint8Array;
  readonly picksUp: Uint8Array;
  /** client * types + type */
  readonly allowed: Uint8Array;
  readonly visitCost: Float64Array;
  /** Clients of a frozen head: they keep their route, its vehicle type and everything before them. */
  readonly fixed: Uint8Array;
  readonly fleet: CompiledFleet;
  readonly baseEarliest: Float64Array;
  readonly baseLatest: Float64Array;
  readonly baseLoading: Float64Array;
  readonly features: Features;
}

/** Vehicle types by column; `family` numbers types that differ only in size, price, limits and what they may carry. */
export interface CompiledFleet {
  readonly count: Float64Array;
  readonly minCount: Float64Array;
  /** type * dimensions + dimension */
  readonly capacity: Float64Array;
  readonly startPlace: Int32Array;
  readonly endPlace: Int32Array;
  readonly profile: Int32Array;
  readonly fixedCost: Float64Array;
  readonly costPerMetre: Float64Array;
  readonly costPerSecond: Float64Array;
  readonly startEarliest: Float64Array;
  /** Latest start of loading for the first trip. */
  readonly startLatest: Float64Array;
  readonly startLoading: Float64Array;
  readonly endEarliest: Float64Array;
  readonly endLatest: Float64Array;
  readonly maxDuration: Float64Array;
  readonly maxDistance: Float64Array;
  readonly maxStops: Float64Array;
  readonly maxTrips: Float64Array;
  readonly reloadBases: readonly (readonly number[])[];
  readonly family: Int32Array;
  /** Types of each family, and by family number. */
  readonly members: readonly (readonly number[])[];
}

/** Which constraints a problem has, so that the loops skip the others. */
export interface Features {
  /** Capacity in one dimension, deliveries only, one vehicle type without limits: everything is a sum. */
  readonly plain: boolean;
  /** Vehicles may have to wait or be late. */
  readonly timed: boolean;
  /** Durations cost or are limited; they are sums where nothing is timed. */
  readonly durations: boolean;
  readonly severalWindows: boolean;
  readonly pickups: boolean;
  readonly trips: boolean;
  readonly release: boolean;
  readonly classes: boolean;
  readonly deliveriesFirst: boolean;
  readonly visitCosts: boolean;
  readonly mixedFleet: boolean;
  /** Mixed, and some type is limited in number. */
  readonly scarceTypes: boolean;
  /** Some places are not joined. */
  readonly gaps: boolean;
  /** Some routes have a frozen head. */
  readonly heads: boolean;
}

/**
 * Compiles a validated problem, with the clients of each frozen head. Quadratic in the places.
 *
 * @throws SearchStopped from the checkpoint
 */
export function compileProblem(
  source: RoutingProblem,
  checkpoint: Checkpoint = () => {},
  heads: readonly (readonly number[])[] = [],
): CompiledProblem {
  const clients = source.clients.length;
  const width = clients + source.bases.length + 1;
  const locations = Int32Array.from([...source.clients, ...source.bases], ({ location }) => location);
  const distance = source.matrices.map(({ size, distances }) => {
    return compileMatrix(distances, size, locations, checkpoint);
  });
  const duration = source.matrices.map(({ size, distances, durations }, profile) => {
    return durations === distances
      ? distance[profile]
      : compileMatrix(durations, size, locations, checkpoint);
  });
  const distanceTo = distance.map((matrix) => transposed(matrix, width, checkpoint));
  const durationTo = duration.map((matrix, profile) => {
    return matrix === distance[profile] ? distanceTo[profile] : transposed(matrix, width, checkpoint);
  });
  const gaps = distance.some((matrix) => hasGaps(matrix, checkpoint));
  const fleet = compileFleet(source, clients);
  return {
    source,
    clients,
    dimensions: source.loadDimensions,
    types: source.vehicleTypes.length,
    width,
    nowhere: width - 1,
    distance,
    distanceTo,
    duration,
    durationTo,
    ...compileClients(source),
    fixed: markFixed(clients, heads),
    fleet,
    baseEarliest: Float64Array.from(source.bases, ({ window }) => window?.earliest ?? 0),
    baseLatest: Float64Array.from(source.bases, ({ window }) => window?.latest ?? Infinity),
    baseLoading: Float64Array.from(source.bases, ({ loadingSeconds }) => loadingSeconds ?? 0),
    features: findFeatures(source, fleet, gaps, heads.length > 0),
  };
}

function markFixed(clients: number, heads: readonly (readonly number[])[]): Uint8Array {
  const fixed = new Uint8Array(clients);
  for (const head of heads) for (const client of head) fixed[client] = 1;
  return fixed;
}

function compileClients(source: RoutingProblem) {
  const { clients, vehicleTypes, loadDimensions, incompatibleClasses = [] } = source;
  const windows = clients.map(windowsOf);
  const windowStart = new Int32Array(clients.length + 1);
  windows.forEach((list, client) => (windowStart[client + 1] = windowStart[client] + list.length));
  const clashOf = new Map<number, number>();
  for (const [one, other] of incompatibleClasses) {
    clashOf.set(one, (clashOf.get(one) ?? 0) | (1 << other));
    clashOf.set(other, (clashOf.get(other) ?? 0) | (1 << one));
  }
  const isLoaded = (loads: readonly number[]): number => (loads.some((load) => load > 0) ? 1 : 0);
  const byType = <T>(of: (client: Client, type: RoutingVehicleType, index: number) => T): T[] => {
    return clients.flatMap((client) => vehicleTypes.map((type, index) => of(client, type, index)));
  };
  return {
    delivery: Float64Array.from(clients.flatMap(({ delivery }) => delivery.slice(0, loadDimensions))),
    pickup: Float64Array.from(clients.flatMap(({ pickup }) => pickup.slice(0, loadDimensions))),
    service: Float64Array.from(clients, ({ serviceSeconds }) => serviceSeconds),
    windowStart,
    windowEarliest: Float64Array.from(windows.flatMap((list) => list.map(({ earliest }) => earliest))),
    windowLatest: Float64Array.from(windows.flatMap((list) => list.map(({ latest }) => latest))),
    release: Float64Array.from(clients, ({ release }) => release ?? 0),
    classBit: Int32Array.from(clients, ({ handlingClass }) => 1 << (handlingClass ?? 0)),
    clashBits: Int32Array.from(clients, ({ handlingClass }) => clashOf.get(handlingClass ?? 0) ?? 0),
    delivers: Uint8Array.from(clients, ({ delivery }) => isLoaded(delivery)),
    picksUp: Uint8Array.from(clients, ({ pickup }) => isLoaded(pickup)),
    allowed: Uint8Array.from(byType((client, type, index) => (mayVisit(type, index, client) ? 1 : 0))),
    visitCost: Float64Array.from(byType((client, _type, index) => client.visitCosts?.[index] ?? 0)),
  };
}

function compileFleet(
  { vehicleTypes, bases, loadDimensions }: RoutingProblem,
  clients: number,
): CompiledFleet {
  const column = (of: (type: RoutingVehicleType) => number): Float64Array =>
    Float64Array.from(vehicleTypes, of);
  const families = new Map<string, number[]>();
  vehicleTypes.forEach((type, index) => {
    const { startBase, endBase, profile, shift, maxTrips = 1, reloadBases = [] } = type;
    const key = JSON.stringify([
      startBase,
      endBase,
      profile,
      shift.earliest,
      `${shift.latest}`,
      `${maxTrips}`,
      reloadBases,
    ]);
    families.set(key, [...(families.get(key) ?? []), index]);
  });
  const members = [...families.values()];
  const family = new Int32Array(vehicleTypes.length);
  members.forEach((types, number) => types.forEach((type) => (family[type] = number)));
  const windowAt = (index: number | null): TimeWindow | undefined =>
    index === null ? undefined : bases[index].window;
  return {
    count: column(({ count }) => count),
    minCount: column(({ minCount }) => minCount ?? 0),
    capacity: Float64Array.from(vehicleTypes.flatMap(({ capacity }) => capacity.slice(0, loadDimensions))),
    startPlace: Int32Array.from(vehicleTypes, ({ startBase }) => clients + startBase),
    endPlace: Int32Array.from(vehicleTypes, ({ endBase }) => clients + (endBase ?? bases.length)),
    profile: Int32Array.from(vehicleTypes, ({ profile }) => profile),
    fixedCost: column(({ fixedCost }) => fixedCost),
    costPerMetre: column(({ costPerMetre }) => costPerMetre),
    costPerSecond: column(({ costPerSecond }) => costPerSecond),
    startEarliest: column(({ startBase, shift }) =>
      Math.max(shift.earliest, bases[startBase].window?.earliest ?? 0),
    ),
    startLatest: column(({ startBase }) => {
      return (bases[startBase].window?.latest ?? Infinity) - (bases[startBase].loadingSeconds ?? 0);
    }),
    startLoading: column(({ startBase }) => bases[startBase].loadingSeconds ?? 0),
    endEarliest: column(({ endBase }) => windowAt(endBase)?.earliest ?? 0),
    endLatest: column(({ endBase, shift }) => Math.min(shift.latest, windowAt(endBase)?.latest ?? Infinity)),
    maxDuration: column(({ maxDuration }) => maxDuration ?? Infinity),
    maxDistance: column(({ maxDistance }) => maxDistance ?? Infinity),
    maxStops: column(({ maxStops }) => maxStops ?? Infinity),
    maxTrips: column(({ maxTrips }) => maxTrips ?? 1),
    reloadBases: vehicleTypes.map(({ reloadBases }) => [...new Set(reloadBases ?? [])]),
    family,
    members,
  };
}

function findFeatures(
  {
    clients,
    bases,
    vehicleTypes,
    loadDimensions,
    deliveriesFirst = false,
    incompatibleClasses = [],
  }: RoutingProblem,
  fleet: CompiledFleet,
  gaps: boolean,
  heads: boolean,
): Features {
  const release = clients.some((client) => (client.release ?? 0) > 0);
  const durations = vehicleTypes.some(({ costPerSecond, maxDuration = Infinity }) => {
    return costPerSecond > 0 || maxDuration < Infinity;
  });
  const trips = vehicleTypes.some(
    ({ maxTrips = 1, reloadBases = [] }) => maxTrips > 1 && reloadBases.length > 0,
  );
  const timed =
    release ||
    (durations && trips) ||
    bases.some(({ window }) => window !== undefined) ||
    vehicleTypes.some(({ shift }) => shift.latest < Infinity) ||
    clients.some(({ windows }) => windows !== undefined && windows.length > 0);
  const features = {
    timed,
    durations,
    release,
    severalWindows: clients.some(({ windows }) => (windows?.length ?? 0) > 1),
    pickups: clients.some(({ pickup }) => pickup.some((load) => load > 0)),
    trips,
    classes: incompatibleClasses.length > 0,
    deliveriesFirst,
    visitCosts: clients.some(({ visitCosts }) => visitCosts !== undefined),
    mixedFleet: fleet.members.some((types) => types.length > 1),
    scarceTypes: fleet.members.some(
      (types) => types.length > 1 && types.some((type) => fleet.count[type] < clients.length),
    ),
    gaps,
    heads,
  };
  const [type] = vehicleTypes;
  const plain =
    vehicleTypes.length === 1 &&
    loadDimensions === 1 &&
    !timed &&
    !durations &&
    !features.pickups &&
    !features.trips &&
    !features.classes &&
    !features.visitCosts &&
    (type.maxDistance ?? Infinity) === Infinity &&
    (type.maxStops ?? Infinity) === Infinity &&
    type.handlingClasses === undefined &&
    clients.every(({ vehicleTypes: allowed }) => allowed === undefined) &&
    !heads &&
    !features.gaps;
  return { plain, ...features };
}
