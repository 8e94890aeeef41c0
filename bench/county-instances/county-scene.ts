import {
  DEFAULT_CARRIERS,
  DEFAULT_COMMODITIES,
  DEFAULT_DEMAND,
  getSiteDefaults,
} from '../../src/county-import/default-rates.ts';
import { synthesiseDemands } from '../../src/county-import/synthesise-demand.ts';
import type { Demand } from '../../src/model/demand.ts';
import type { Site } from '../../src/model/site.ts';
import type { LonLat } from '../../src/model/units.ts';
import type { TravelEngine } from '../../src/network/travel-engine.ts';

/** A county as far as an instance needs it: places, what they need in a week, and how to travel between them. */
export interface CountyScene {
  /** The warehouse first, then townships and villages, all located. */
  readonly sites: readonly (Site & { readonly location: LonLat })[];
  readonly demands: readonly Demand[];
  readonly engine: TravelEngine;
  /** What an instance file says of its origin. */
  readonly source: string;
}

/** A settlement of a scene; ids make the demand, so they name the scene too. */
export interface Settlement {
  readonly id: string;
  readonly location: LonLat;
  /** Township of a village; null for townships and the warehouse. */
  readonly parentId: string | null;
}

/** Builds a scene from bare settlements, with the demand that the planner makes up where a county names none. */
export function buildScene(
  warehouse: Settlement,
  townships: readonly Settlement[],
  villages: readonly Settlement[],
  engine: TravelEngine,
  source: string,
): CountyScene {
  const sites = [
    toSite(warehouse, 'county'),
    ...townships.map((place) => toSite(place, 'township')),
    ...villages.map((place) => toSite(place, 'village')),
  ];
  const carriers = DEFAULT_CARRIERS.map(({ id, name, kind, marketShare }) => {
    return { id, name, kind, marketShare, depotId: warehouse.id };
  });
  const basis = { carriers, commodities: DEFAULT_COMMODITIES, profile: DEFAULT_DEMAND };
  return { sites, demands: synthesiseDemands(sites, basis), engine, source };
}

const ROLES = { county: 'warehouse', township: 'station', village: 'village' } as const;

function toSite(place: Settlement, tier: Site['tier']): Site & { readonly location: LonLat } {
  return {
    ...getSiteDefaults(ROLES[tier]),
    id: place.id,
    name: place.id,
    tier,
    parentId: place.parentId,
    location: place.location,
    ownerId: null,
    canTransship: tier !== 'village',
    urbanRuralCode: null,
  };
}
