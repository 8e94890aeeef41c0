import type { CarrierId } from './carrier.ts';
import type { SiteId } from './site.ts';
import type { SecondsOfDay, Weekday } from './units.ts';
import type { VehicleTypeId } from './vehicle-type.ts';

export type OperationId = string;

/**
 * One of today's runs, as operated: a vehicle of one carrier leaves `siteIds[0]`, visits the sites in order and
 * ends at the last one, on each of the weekdays given.
 */
export interface Operation {
  readonly id: OperationId;
  readonly carrierId: CarrierId;
  readonly vehicleTypeId: VehicleTypeId;
  readonly weekdays: readonly Weekday[];
  readonly departure: SecondsOfDay;
  /** At least two sites, start and end included. */
  readonly siteIds: readonly SiteId[];
}
