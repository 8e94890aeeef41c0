import type { CarrierId } from './carrier.ts';
import type { HandlingClass } from './commodity.ts';
import type { Provenance } from './provenance.ts';
import type { SiteId } from './site.ts';
import type { Fen, Grams, Litres, Metres, Seconds, SecondsOfDay } from './units.ts';

export type VehicleTypeId = string;

/** Road profile by which a vehicle type travels. */
export type TravelProfile = 'van' | 'truck' | 'trike' | 'bus';

export const TRAVEL_PROFILES: readonly TravelProfile[] = ['van', 'truck', 'trike', 'bus'];

/** Energy carrier, for the emission factor. */
export type EnergyCarrier = 'petrol' | 'diesel' | 'electric';

/** A type of vehicle (车型) with its owner, home and count. */
export interface VehicleType {
  readonly id: VehicleTypeId;
  readonly name: string;
  /** Owner; null is a type for hire on the county's market, open to every coalition. */
  readonly ownerId: CarrierId | null;
  /** Base of an owned type; null: may be stationed at any site that its coalition may use. */
  readonly homeSiteId: SiteId | null;
  /** Vehicles of this type; null is unlimited (market hire only). */
  readonly count: number | null;
  readonly capacityGrams: Grams;
  readonly capacityLitres: Litres;
  readonly fenPerDay: Fen;
  readonly fenPerKm: Fen;
  readonly fenPerHour: Fen;
  readonly shiftStart: SecondsOfDay;
  readonly shiftEnd: SecondsOfDay;
  /** Longest working time of one vehicle's day. */
  readonly maxDurationSeconds: Seconds;
  /** Driving range of one day; null is unlimited. */
  readonly maxDistanceMetres: Metres | null;
  readonly maxTripsPerDay: number;
  readonly handlingClasses: readonly HandlingClass[];
  readonly profile: TravelProfile;
  readonly energy: EnergyCarrier;
  /** Energy use per 100 km: litres of fuel or kWh, at mean load. */
  readonly energyPer100Km: number;
  readonly provenance: Provenance;
}
