import type { Carrier } from '../../../src/model/carrier.ts';
import type { Commodity } from '../../../src/model/commodity.ts';
import type { Demand } from '../../../src/model/demand.ts';
import type { Operation } from '../../../src/model/operation.ts';
import type { Site } from '../../../src/model/site.ts';
import type { VehicleType } from '../../../src/model/vehicle-type.ts';
import type { DemoLine } from './bus-lines.ts';
import { toClock, toCsv } from './csv-text.ts';

const LINE_TERMS = { spareKg: 150, spareM3: 1.2, yuanPerTonne: 260, yuanPerParcel: 0.6 };

export function toSitesCsv(sites: readonly Site[]): string {
  const header =
    'id,name,tier,parent_id,lon,lat,owner_id,can_transship,fixed_yuan_per_day,handling_yuan_per_parcel,handling_yuan_per_tonne,capacity_kg_per_day,capacity_m3_per_day,service_minutes,dispatch_time,urban_rural_code';
  return toCsv(
    header.split(','),
    sites.map((site) => [
      site.id,
      site.name,
      site.tier,
      site.parentId,
      site.location?.[0].toFixed(6) ?? null,
      site.location?.[1].toFixed(6) ?? null,
      site.ownerId,
      site.canTransship,
      toYuan(site.terms.fixedFenPerDay),
      toYuan(site.terms.handlingFenPerParcel),
      toYuan(site.terms.handlingFenPerTonne),
      toThousands(site.terms.capacityGramsPerDay),
      toThousands(site.terms.capacityLitresPerDay),
      site.serviceSeconds / 60,
      toClock(site.dispatchSeconds),
      site.urbanRuralCode,
    ]),
  );
}

export function toCarriersCsv(carriers: readonly Carrier[]): string {
  const rows = carriers.map((carrier) => [carrier.id, carrier.name, carrier.kind, carrier.depotId]);
  return toCsv(['id', 'name', 'kind', 'depot_id'], rows);
}

export function toCommoditiesCsv(commodities: readonly Commodity[]): string {
  const rows = commodities.map((commodity) => [commodity.id, commodity.name, commodity.handlingClass]);
  return toCsv(['id', 'name', 'handling_class'], rows);
}

export function toVehicleTypesCsv(types: readonly VehicleType[]): string {
  const header =
    'id,name,owner_id,home_site_id,count,capacity_kg,capacity_m3,yuan_per_day,yuan_per_km,yuan_per_hour,shift_start,shift_end,max_hours,max_km,max_trips,handling_classes,profile,energy,energy_per_100km,provenance,source';
  return toCsv(
    header.split(','),
    types.map((type) => [
      type.id,
      type.name,
      type.ownerId,
      type.homeSiteId,
      type.count,
      type.capacityGrams / 1_000,
      type.capacityLitres / 1_000,
      toYuan(type.fenPerDay),
      toYuan(type.fenPerKm),
      toYuan(type.fenPerHour),
      toClock(type.shiftStart),
      toClock(type.shiftEnd),
      type.maxDurationSeconds / 3_600,
      toThousands(type.maxDistanceMetres),
      type.maxTripsPerDay,
      type.handlingClasses.join(' '),
      type.profile,
      type.energy,
      type.energyPer100Km,
      type.provenance.kind,
      'data/rates.json',
    ]),
  );
}

export function toDemandsCsv(demands: readonly Demand[]): string {
  const header =
    'id,carrier_id,site_id,commodity_id,direction,kg_per_week,m3_per_week,parcels_per_week,visits_per_week,window_start,window_end,provenance,source';
  return toCsv(
    header.split(','),
    demands.map((demand) => [
      demand.id,
      demand.carrierId,
      demand.siteId,
      demand.commodityId,
      demand.direction,
      demand.gramsPerWeek / 1_000,
      demand.litresPerWeek / 1_000,
      demand.parcelsPerWeek,
      demand.visitsPerWeek,
      toClock(demand.window.earliest),
      toClock(demand.window.latest),
      demand.provenance.kind,
      'data/rates.json',
    ]),
  );
}

export function toLinesCsv(lines: readonly DemoLine[]): string {
  const header = 'id,name,owner_id,weekdays,spare_kg,spare_m3,yuan_per_tonne,yuan_per_parcel';
  const { spareKg, spareM3, yuanPerTonne, yuanPerParcel } = LINE_TERMS;
  return toCsv(
    header.split(','),
    lines.map((line) => [
      line.id,
      line.name,
      'bus',
      line.weekdays.join(''),
      spareKg,
      spareM3,
      yuanPerTonne,
      yuanPerParcel,
    ]),
  );
}

export function toLineStopsCsv(lines: readonly DemoLine[]): string {
  const rows = lines.flatMap((line) =>
    line.stops.map((stop, at) => [
      line.id,
      at + 1,
      stop.siteId,
      toClock(stop.arrival),
      toClock(stop.departure),
    ]),
  );
  return toCsv(['line_id', 'sequence', 'site_id', 'arrival', 'departure'], rows);
}

export function toOperationsCsv(operations: readonly Operation[]): string {
  const header = ['id', 'carrier_id', 'vehicle_type_id', 'weekdays', 'departure', 'site_ids'];
  const rows = operations.map((run) => [
    run.id,
    run.carrierId,
    run.vehicleTypeId,
    run.weekdays.join(''),
    toClock(run.departure),
    run.siteIds.join(' '),
  ]);
  return toCsv(header, rows);
}

function toYuan(fen: number): number {
  return fen / 100;
}

function toThousands(amount: number | null): number | null {
  return amount === null ? null : amount / 1_000;
}
