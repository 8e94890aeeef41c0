import type { Carrier, CarrierId } from '../../model/carrier.ts';
import type { County } from '../../model/county.ts';
import type { Demand, DemandId } from '../../model/demand.ts';
import type { Site, SiteId } from '../../model/site.ts';
import type { VehicleType, VehicleTypeId } from '../../model/vehicle-type.ts';

/** A county's rows by id. */
export interface CountyIndex {
  readonly county: County;
  readonly sites: ReadonlyMap<SiteId, Site>;
  readonly carriers: ReadonlyMap<CarrierId, Carrier>;
  readonly demands: ReadonlyMap<DemandId, Demand>;
  readonly vehicleTypes: ReadonlyMap<VehicleTypeId, VehicleType>;
}

export function buildCountyIndex(county: County): CountyIndex {
  return {
    county,
    sites: byId(county.sites),
    carriers: byId(county.carriers),
    demands: byId(county.demands),
    vehicleTypes: byId(county.vehicleTypes),
  };
}

/** The row of that id; throws where plan and county do not belong together. */
export function getById<Row>(rows: ReadonlyMap<string, Row>, id: string): Row {
  const row = rows.get(id);
  if (row === undefined) throw new Error(`the plan names ${id}, which its county does not have`);
  return row;
}

function byId<Row extends { readonly id: string }>(rows: readonly Row[]): ReadonlyMap<string, Row> {
  return new Map(rows.map((row) => [row.id, row]));
}
