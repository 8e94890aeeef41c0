import type { CarrierId } from '../../model/carrier.ts';
import type { Echelon, Plan, RungName } from '../../model/plan.ts';
import type { SiteId } from '../../model/site.ts';
import type { Fen, Metres } from '../../model/units.ts';
import type { VehicleTypeId } from '../../model/vehicle-type.ts';
import type { CountyIndex } from './county-index.ts';
import { getById } from './county-index.ts';
import { listStopItems, sumLoad, toKilograms } from './load.ts';
import type { PlannedTrip, TripFilter } from './planned-trips.ts';
import { findRung, listPlannedTrips } from './planned-trips.ts';
import { toTimeOfDay } from './time-of-day.ts';
import { splitRouteCost, sumMetres } from './trip-cost.ts';

/** A trip as one flat row: the properties of its map feature and its line in a table. */
export interface TripRecord {
  readonly id: string;
  readonly routeId: string;
  readonly rung: RungName;
  readonly echelon: Echelon;
  /** Members of the coalition that runs the trip, joined by `+`. */
  readonly coalition: string;
  /** Owner of the vehicle; null is a vehicle hired on the market. */
  readonly ownerId: CarrierId | null;
  readonly ownerName: string | null;
  readonly vehicleTypeId: VehicleTypeId;
  readonly vehicleTypeName: string;
  /** ISO weekdays joined by commas, e.g. `1,3,5`. */
  readonly weekdays: string;
  readonly departure: string;
  readonly arrival: string;
  readonly startSiteId: SiteId;
  readonly startSiteName: string;
  readonly endSiteId: SiteId;
  readonly endSiteName: string;
  readonly stopCount: number;
  readonly metres: Metres;
  readonly kgDown: number;
  readonly kgUp: number;
  readonly parcels: number;
  /** Carriers whose goods ride, joined by commas. */
  readonly carriers: string;
  /** Vehicle, distance and driver cost of the trip on one operating day. */
  readonly costFen: Fen;
  /** True when distance and time are straight-line estimates. */
  readonly estimated: boolean;
}

/** A trip of the plan with its record. */
export interface RecordedTrip {
  readonly planned: PlannedTrip;
  readonly record: TripRecord;
}

/** Trips of a rung that pass the filter, with their records; none where the plan lacks the rung. */
export function listRecordedTrips(
  index: CountyIndex,
  plan: Plan,
  rungName: RungName,
  filter: TripFilter = {},
): readonly RecordedTrip[] {
  const rung = findRung(plan, rungName);
  if (rung === undefined) return [];
  return listPlannedTrips(rung)
    .filter((planned) => runsWithin(planned, filter))
    .map((planned) => ({ planned, record: toTripRecord(index, plan, rungName, planned) }))
    .filter(({ record }) => carriesFor(record, filter));
}

function runsWithin(planned: PlannedTrip, filter: TripFilter): boolean {
  return (
    (filter.weekday === undefined || planned.weekdays.includes(filter.weekday)) &&
    (filter.echelon === undefined || planned.route.echelon === filter.echelon)
  );
}

function carriesFor(record: TripRecord, filter: TripFilter): boolean {
  return filter.carrierId === undefined || record.carriers.split(',').includes(filter.carrierId);
}

function toTripRecord(index: CountyIndex, plan: Plan, rung: RungName, planned: PlannedTrip): TripRecord {
  const { route, trip } = planned;
  const vehicleType = getById(index.vehicleTypes, route.vehicleTypeId);
  const owner = vehicleType.ownerId === null ? null : getById(index.carriers, vehicleType.ownerId);
  const load = sumLoad(trip.stops.flatMap(listStopItems), index);
  return {
    id: trip.id,
    routeId: route.id,
    rung,
    echelon: route.echelon,
    coalition: planned.members.join('+'),
    ownerId: owner?.id ?? null,
    ownerName: owner?.name ?? null,
    vehicleTypeId: vehicleType.id,
    vehicleTypeName: vehicleType.name,
    weekdays: planned.weekdays.join(','),
    departure: toTimeOfDay(trip.departure),
    arrival: toTimeOfDay(trip.arrival),
    startSiteId: trip.startSiteId,
    startSiteName: getById(index.sites, trip.startSiteId).name,
    endSiteId: trip.endSiteId,
    endSiteName: getById(index.sites, trip.endSiteId).name,
    stopCount: trip.stops.length,
    metres: Math.round(sumMetres(trip)),
    kgDown: toKilograms(load.gramsDown),
    kgUp: toKilograms(load.gramsUp),
    parcels: load.parcels,
    carriers: load.carrierIds.join(','),
    costFen: splitRouteCost(route)[route.trips.indexOf(trip)],
    estimated: plan.travel.estimated,
  };
}
