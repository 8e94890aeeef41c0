import type { CarrierId } from './carrier.ts';
import type { Fen, Grams, Litres, LonLat, Seconds, SecondsOfDay } from './units.ts';

export type Tier = 'county' | 'township' | 'village';

export const TIERS: readonly Tier[] = ['county', 'township', 'village'];

export type SiteId = string;

/** What a site costs and holds as a place of transshipment; villages have none. */
export interface SiteTerms {
  /** Charged per operating day and coalition that uses the site. */
  readonly fixedFenPerDay: Fen;
  readonly handlingFenPerParcel: Fen;
  readonly handlingFenPerTonne: Fen;
  /** Throughput limit per day over both directions; null is unlimited. */
  readonly capacityGramsPerDay: Grams | null;
  readonly capacityLitresPerDay: Litres | null;
}

/** A physical place (设施点): county warehouse, township station or village point. */
export interface Site {
  readonly id: SiteId;
  readonly name: string;
  readonly tier: Tier;
  /** Township of a village, county warehouse or county of a township; null at the top. */
  readonly parentId: SiteId | null;
  /** WGS-84; null is a site that could not be placed and so cannot be served. */
  readonly location: LonLat | null;
  /** Owner; null is a public site open to every coalition at its posted terms. */
  readonly ownerId: CarrierId | null;
  /** False: the site exists as a place of demand but may not transship. Always false for villages. */
  readonly canTransship: boolean;
  readonly terms: SiteTerms;
  /** Time to serve one stop here, on top of travel. */
  readonly serviceSeconds: Seconds;
  /** Stations: when village tours may leave; the trunk must have arrived and been sorted by then. */
  readonly dispatchSeconds: SecondsOfDay;
  /** National Bureau of Statistics urban-rural class, e.g. 111 or 220; null when unknown. */
  readonly urbanRuralCode: string | null;
}
