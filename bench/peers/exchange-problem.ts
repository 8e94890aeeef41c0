import type { TimeWindow } from '../../src/model/units.ts';
import type { TravelMatrix } from '../../src/network/travel-matrix.ts';
import type { Base, Client, RoutingProblem, RoutingVehicleType } from '../../src/solver/routing/problem.ts';

/**
 * A routing problem in whole numbers, as the peers' scripts read it from JSON: fields as in `RoutingProblem`, optional
 * ones filled in, `null` for unlimited and for no way. Lengths and times are those of the problem times `unitScale`,
 * rates times `rateScale`, and so costs times both.
 */
export interface ExchangeProblem {
  readonly format: 'cunda-routing-problem/1';
  readonly unitScale: number;
  readonly rateScale: number;
  /** False where a rate or a length had to be rounded. */
  readonly isExact: boolean;
  readonly loadDimensions: number;
  readonly deliveriesFirst: boolean;
  readonly fewestVehiclesFirst: boolean;
  readonly incompatibleClasses: readonly (readonly [number, number])[];
  readonly matrices: readonly {
    readonly size: number;
    readonly distances: readonly (number | null)[];
    readonly durations: readonly (number | null)[];
  }[];
  readonly bases: readonly Readonly<Record<string, unknown>>[];
  readonly clients: readonly Readonly<Record<string, unknown>>[];
  readonly vehicleTypes: readonly Readonly<Record<string, unknown>>[];
}

/** Rates are multiplied by the first of these that makes all of them whole, e.g. 18,000 for fen per km and per hour. */
const RATE_SCALES: readonly number[] = [1, 10, 100, 1_000, 3_600, 18_000, 36_000];
/** Where none does, and where lengths or times are not whole. */
const FINEST_RATE_SCALE = 36_000;
const FINEST_UNIT_SCALE = 1_000;
const TOLERANCE = 1e-9;

/**
 * Turns a problem into whole numbers. Rounding, where there is any, never makes an answer feasible that is not: times
 * are rounded up, deadlines and limits down. Linear in the size of the problem.
 */
export function toExchangeProblem(problem: RoutingProblem): ExchangeProblem {
  const unitScale = areUnitsWhole(problem) ? 1 : FINEST_UNIT_SCALE;
  const rates = problem.vehicleTypes.flatMap(({ costPerMetre, costPerSecond }) => [
    costPerMetre,
    costPerSecond,
  ]);
  const rateScale = RATE_SCALES.find((scale) => rates.every((rate) => isWhole(rate * scale)));
  const scales = { unit: unitScale, rate: rateScale ?? FINEST_RATE_SCALE };
  return {
    format: 'cunda-routing-problem/1',
    unitScale,
    rateScale: scales.rate,
    isExact: unitScale === 1 && rateScale !== undefined,
    loadDimensions: problem.loadDimensions,
    deliveriesFirst: problem.deliveriesFirst ?? false,
    fewestVehiclesFirst: problem.fewestVehiclesFirst ?? false,
    incompatibleClasses: problem.incompatibleClasses ?? [],
    matrices: problem.matrices.map((matrix) => toMatrix(matrix, unitScale)),
    bases: problem.bases.map((base) => toBase(base, unitScale)),
    clients: problem.clients.map((client) => toClient(client, scales)),
    vehicleTypes: problem.vehicleTypes.map((type) => toVehicleType(type, scales, problem.clients.length)),
  };
}

/** A cost of the exchange form in the problem's own unit. */
export function toProblemCost(exchange: ExchangeProblem, cost: number): number {
  return cost / exchange.unitScale / exchange.rateScale;
}

interface Scales {
  readonly unit: number;
  readonly rate: number;
}

function isWhole(value: number): boolean {
  return Math.abs(value - Math.round(value)) <= TOLERANCE * Math.max(1, Math.abs(value));
}

function areUnitsWhole({ matrices, clients, bases, vehicleTypes }: RoutingProblem): boolean {
  const isInteger = (value: number): boolean => value === Infinity || Number.isInteger(value);
  const bounds = (window: TimeWindow): readonly number[] => [window.earliest, window.latest];
  return (
    matrices.every(({ distances, durations }) => distances.every(isInteger) && durations.every(isInteger)) &&
    clients.every(({ serviceSeconds, release = 0 }) => isInteger(serviceSeconds) && isInteger(release)) &&
    clients.every(({ windows = [] }) => windows.flatMap(bounds).every(isInteger)) &&
    bases.every(
      ({ loadingSeconds = 0, window }) =>
        isInteger(loadingSeconds) && (window ? bounds(window) : []).every(isInteger),
    ) &&
    vehicleTypes.every(({ shift }) => bounds(shift).every(isInteger))
  );
}

function roundUp(value: number, scale: number): number {
  return Math.ceil(value * scale - TOLERANCE);
}

/** Null for unlimited. */
function roundDown(value: number, scale: number): number | null {
  return value === Infinity ? null : Math.floor(value * scale + TOLERANCE);
}

function toWindow({ earliest, latest }: TimeWindow, scale: number): readonly [number, number | null] {
  return [roundUp(earliest, scale), roundDown(latest, scale)];
}

function toMatrix(
  { size, distances, durations }: TravelMatrix,
  scale: number,
): ExchangeProblem['matrices'][number] {
  return {
    size,
    distances: Array.from(distances, (value) => (value === Infinity ? null : Math.round(value * scale))),
    durations: Array.from(durations, (value) => (value === Infinity ? null : roundUp(value, scale))),
  };
}

function toBase(
  { location, window, loadingSeconds = 0 }: Base,
  scale: number,
): Readonly<Record<string, unknown>> {
  return {
    location,
    window: window ? toWindow(window, scale) : [0, null],
    loadingSeconds: roundUp(loadingSeconds, scale),
  };
}

function toClient(client: Client, scales: Scales): Readonly<Record<string, unknown>> {
  const toCost = (cost: number): number => Math.round(cost * scales.unit * scales.rate);
  return {
    location: client.location,
    delivery: client.delivery,
    pickup: client.pickup,
    serviceSeconds: roundUp(client.serviceSeconds, scales.unit),
    windows: (client.windows ?? []).map((window) => toWindow(window, scales.unit)),
    release: roundUp(client.release ?? 0, scales.unit),
    handlingClass: client.handlingClass ?? 0,
    prize: client.prize === undefined ? null : toCost(client.prize),
    group: client.group ?? null,
    vehicleTypes: client.vehicleTypes ?? null,
    visitCosts: client.visitCosts?.map(toCost) ?? null,
  };
}

function toVehicleType(
  type: RoutingVehicleType,
  scales: Scales,
  clients: number,
): Readonly<Record<string, unknown>> {
  const isUnlimited = type.count >= clients;
  return {
    count: Math.min(type.count, clients),
    isUnlimited,
    capacity: type.capacity.map((capacity) => roundDown(capacity, 1)),
    startBase: type.startBase,
    endBase: type.endBase,
    reloadBases: type.reloadBases ?? [],
    maxTrips: Math.min(type.maxTrips ?? 1, clients),
    profile: type.profile,
    fixedCost: Math.round(type.fixedCost * scales.unit * scales.rate),
    costPerMetre: Math.round(type.costPerMetre * scales.rate),
    costPerSecond: Math.round(type.costPerSecond * scales.rate),
    shift: toWindow(type.shift, scales.unit),
    maxDuration: roundDown(type.maxDuration ?? Infinity, scales.unit),
    maxDistance: roundDown(type.maxDistance ?? Infinity, scales.unit),
    maxStops: roundDown(type.maxStops ?? Infinity, 1),
    handlingClasses: type.handlingClasses ?? null,
  };
}
