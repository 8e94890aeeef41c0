import { getVehicleDefaults, type VehicleKind } from '../../src/county-import/default-rates.ts';
import type { TravelProfile } from '../../src/model/vehicle-type.ts';
import type { RoutingVehicleType } from '../../src/solver/routing/problem.ts';

/** Travel profiles in the order of an instance's matrices. */
export const FLEET_PROFILES: readonly TravelProfile[] = ['van', 'truck'];

const HOUR = 3_600;

interface FleetPart {
  readonly kind: VehicleKind;
  /** Share of a base's goods that these vehicles are counted for. */
  readonly share: number;
  readonly shift: readonly [number, number];
  /** Above 1 for vehicles hired on the market: dearer by the day, the kilometre and the hour. */
  readonly priceFactor: number;
}

/**
 * Shares and shifts are assumptions, made so that vans alone do not do; prices, loads and ranges are the planner's defaults (`data/rates.json`).
 */
const FLEET: readonly FleetPart[] = [
  { kind: 'truck', share: 0.55, shift: [5, 14], priceFactor: 1 },
  { kind: 'van', share: 0.3, shift: [6.5, 16], priceFactor: 1 },
  { kind: 'evan', share: 0.2, shift: [8, 18], priceFactor: 1 },
];
const HIRED: readonly FleetPart[] = [
  { kind: 'van', share: 0.2, shift: [6, 18], priceFactor: 1.2 },
  { kind: 'truck', share: 0.3, shift: [6, 18], priceFactor: 1.2 },
];

/** How full vehicles get, and how much of a shift is work at stops and the way between them (assumptions). */
const FILL = 0.8;
const TRAVEL_SECONDS_PER_STOP = 12 * 60;
/** Of the vehicles that one trip a day would take, the share kept where vehicles reload. */
const RELOADING_SHARE = 0.6;

/** What the vehicles of one base have to move on a day. */
export interface BaseWork {
  readonly stops: number;
  readonly kilograms: number;
  readonly litres: number;
  readonly serviceSeconds: number;
}

/** Own vehicles at every base and hired ones at the first, enough for the work with some to spare. */
export function buildFleet(work: readonly BaseWork[], severalTrips: boolean): readonly RoutingVehicleType[] {
  const own = work.flatMap((baseWork, base) =>
    FLEET.map((part) => toType(part, base, baseWork, severalTrips)),
  );
  const total = work.reduce((sum, next) => ({
    stops: sum.stops + next.stops,
    kilograms: sum.kilograms + next.kilograms,
    litres: sum.litres + next.litres,
    serviceSeconds: sum.serviceSeconds + next.serviceSeconds,
  }));
  return [...own, ...HIRED.map((part) => toType(part, 0, total, severalTrips))];
}

function toType(part: FleetPart, base: number, work: BaseWork, severalTrips: boolean): RoutingVehicleType {
  const {
    capacityGrams,
    capacityLitres,
    fenPerDay,
    fenPerKm,
    fenPerHour,
    maxDistanceMetres,
    maxTripsPerDay,
    profile,
  } = getVehicleDefaults(part.kind);
  const capacity = [capacityGrams / 1_000, capacityLitres];
  const [from, to] = part.shift;
  return {
    count: countVehicles(part, capacity, work, severalTrips),
    capacity,
    startBase: base,
    endBase: base,
    ...(severalTrips ? { reloadBases: base === 0 ? [0] : [base, 0], maxTrips: maxTripsPerDay } : {}),
    profile: FLEET_PROFILES.indexOf(profile),
    fixedCost: Math.round(fenPerDay * part.priceFactor),
    costPerMetre: Math.round(fenPerKm * part.priceFactor) / 1_000,
    costPerSecond: Math.round(fenPerHour * part.priceFactor) / HOUR,
    shift: { earliest: from * HOUR, latest: to * HOUR },
    ...(maxDistanceMetres === null ? {} : { maxDistance: maxDistanceMetres }),
  };
}

function countVehicles(
  { share, shift: [from, to] }: FleetPart,
  [kilograms, litres]: readonly number[],
  work: BaseWork,
  severalTrips: boolean,
): number {
  const byLoad = Math.max(work.kilograms / kilograms, work.litres / litres) / FILL;
  const seconds = work.serviceSeconds + work.stops * TRAVEL_SECONDS_PER_STOP;
  const byTime = seconds / ((to - from) * HOUR * FILL);
  const needed = Math.max(byTime, byLoad * (severalTrips ? RELOADING_SHARE : 1));
  return Math.ceil(needed * share) + 1;
}
