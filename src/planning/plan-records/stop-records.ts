import type { CarrierId } from '../../model/carrier.ts';
import type { Echelon, Plan, RungName, Stop } from '../../model/plan.ts';
import type { SiteId, Tier } from '../../model/site.ts';
import type { CountyIndex } from './county-index.ts';
import { getById } from './county-index.ts';
import { listStopItems, sumLoad, toKilograms } from './load.ts';
import type { TripFilter } from './planned-trips.ts';
import { toTimeOfDay } from './time-of-day.ts';
import type { TripRecord } from './trip-records.ts';
import { listRecordedTrips } from './trip-records.ts';

/** One visit of a trip as a flat row. */
export interface StopRecord {
  /** Trip id and sequence. */
  readonly id: string;
  readonly siteId: SiteId;
  readonly siteName: string;
  readonly tier: Tier;
  readonly tripId: string;
  readonly routeId: string;
  readonly rung: RungName;
  readonly echelon: Echelon;
  /** 1 is the first stop of the trip. */
  readonly sequence: number;
  readonly weekdays: string;
  readonly arrival: string;
  readonly serviceStart: string;
  readonly departure: string;
  readonly kgDown: number;
  readonly kgUp: number;
  readonly parcels: number;
  /** Carriers whose goods are handed over, joined by commas. */
  readonly carriers: string;
}

/**
 * Stops of a rung in plan order. The carrier filter keeps only stops where that carrier's goods change hands, with the
 * amounts of these; `carriers` still names all.
 */
export function listStopRecords(
  index: CountyIndex,
  plan: Plan,
  rung: RungName,
  filter: TripFilter = {},
): readonly StopRecord[] {
  const keeps = (stop: StopRecord): boolean =>
    filter.carrierId === undefined || stop.carriers.split(',').includes(filter.carrierId);
  return listRecordedTrips(index, plan, rung, filter)
    .flatMap(({ planned, record }) =>
      planned.trip.stops.map((stop, i) => toStopRecord(index, record, stop, i + 1, filter.carrierId)),
    )
    .filter(keeps);
}

function toStopRecord(
  index: CountyIndex,
  trip: TripRecord,
  stop: Stop,
  sequence: number,
  carrierId: CarrierId | undefined,
): StopRecord {
  const site = getById(index.sites, stop.siteId);
  const items = listStopItems(stop);
  const own = items.filter(({ demandId }) => {
    return carrierId === undefined || getById(index.demands, demandId).carrierId === carrierId;
  });
  const load = sumLoad(own, index);
  return {
    id: `${trip.id}/${sequence}`,
    siteId: site.id,
    siteName: site.name,
    tier: site.tier,
    tripId: trip.id,
    routeId: trip.routeId,
    rung: trip.rung,
    echelon: trip.echelon,
    sequence,
    weekdays: trip.weekdays,
    arrival: toTimeOfDay(stop.arrival),
    serviceStart: toTimeOfDay(stop.serviceStart),
    departure: toTimeOfDay(stop.departure),
    kgDown: toKilograms(load.gramsDown),
    kgUp: toKilograms(load.gramsUp),
    parcels: load.parcels,
    carriers: sumLoad(items, index).carrierIds.join(','),
  };
}
