import type { Carrier } from '../model/carrier.ts';
import type { Demand } from '../model/demand.ts';
import type { Site, SiteId } from '../model/site.ts';
import { distanceOf } from '../network/great-circle.ts';
import {
  type CommodityDefaults,
  type DemandProfile,
  type DemandStream,
  type ResidentSpread,
} from './default-rates.ts';
import { createRandom, drawNormal, hashText, type Random } from './seeded-random.ts';

/** What demand is made up from: the carriers with their weight among their kind, goods, and amounts per resident. */
export interface DemandBasis {
  readonly carriers: readonly (Carrier & { readonly marketShare: number })[];
  readonly commodities: readonly CommodityDefaults[];
  readonly profile: DemandProfile;
  /** Residents by site where known; the others are drawn. */
  readonly residents?: ReadonlyMap<SiteId, number>;
}

/**
 * Makes up demand at every village and public township site from amounts per resident. The draw of a site depends
 * on its id alone, so that adding or removing another site changes nothing here.
 */
export function synthesiseDemands(sites: readonly Site[], basis: DemandBasis): readonly Demand[] {
  const byId = new Map(sites.map((site) => [site.id, site]));
  return sites
    .filter((site) => site.tier === 'village' || (site.tier === 'township' && site.ownerId === null))
    .flatMap((site) => listSiteDemands(site, byId.get(site.parentId ?? ''), basis));
}

function listSiteDemands(site: Site, parent: Site | undefined, basis: DemandBasis): readonly Demand[] {
  const random = createRandom(hashText(site.id));
  const { profile } = basis;
  const spread = site.tier === 'village' ? profile.villageResidents : profile.townResidents;
  const drawn = drawResidents(spread, random);
  const residents = basis.residents?.get(site.id) ?? drawn;
  const remote = isRemote(site, parent, profile.remoteKm);
  const demands: Demand[] = [];
  for (const stream of profile.streams) {
    for (const carrier of basis.carriers) {
      if (carrier.kind !== stream.carrierKind) continue;
      const present = random() < stream.siteShare;
      const jitter = 0.75 + 0.5 * random();
      const kg = residents * stream.kgPerResidentWeek * carrier.marketShare * jitter;
      if (present) demands.push(toDemand(site, carrier, stream, kg, remote, basis));
    }
  }
  return demands;
}

/** Log-normal around the median by a rational stand-in for exp, so that every engine gives the same bits. */
function drawResidents(spread: ResidentSpread, random: Random): number {
  const exponent = spread.spread * drawNormal(random);
  const square = exponent * exponent;
  const factor = (12 + 6 * exponent + square) / (12 - 6 * exponent + square);
  return Math.round(Math.min(spread.most, Math.max(spread.least, spread.median * factor)));
}

function isRemote(site: Site, parent: Site | undefined, remoteKm: number): boolean {
  if (site.tier !== 'village' || site.location === null || !parent?.location) return false;
  return distanceOf(site.location, parent.location) > remoteKm * 1_000;
}

function toDemand(
  site: Site,
  carrier: Carrier,
  stream: DemandStream,
  kg: number,
  remote: boolean,
  basis: DemandBasis,
): Demand {
  const goods = getCommodity(basis.commodities, stream.commodityId);
  const parcels = goods.kgPerParcel === null ? 0 : Math.max(1, Math.round(kg / goods.kgPerParcel));
  const wholeKg = goods.kgPerParcel === null ? Math.max(1, Math.round(kg)) : parcels * goods.kgPerParcel;
  return {
    id: `${site.id}/${carrier.id}/${stream.commodityId}/${stream.direction}`,
    carrierId: carrier.id,
    siteId: site.id,
    commodityId: stream.commodityId,
    direction: stream.direction,
    gramsPerWeek: Math.round(wholeKg * 1_000),
    litresPerWeek: Math.max(1, Math.round(wholeKg * goods.m3PerTonne)),
    parcelsPerWeek: parcels,
    visitsPerWeek: stream.visitsPerWeek[remote ? 1 : 0],
    window: site.tier === 'village' ? basis.profile.villageWindow : basis.profile.stationWindow,
    provenance: basis.profile.provenance,
  };
}

function getCommodity(commodities: readonly CommodityDefaults[], id: string): CommodityDefaults {
  const found = commodities.find((commodity) => commodity.id === id);
  if (found === undefined) throw new Error(`no default commodity "${id}"`);
  return found;
}
