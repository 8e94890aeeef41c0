import type { County } from '../model/county.ts';
import type { Demand } from '../model/demand.ts';
import type { Rates } from '../model/rates.ts';
import type { PriceOverrides, Scenario } from '../model/scenario.ts';
import type { Site, SiteId } from '../model/site.ts';
import type { VehicleType } from '../model/vehicle-type.ts';

/**
 * The county as a scenario sees it: prices and vehicle counts overridden, closed sites without transshipment,
 * visits raised to the scenario's least. Prices may then be fractions of a fen; costs are rounded where they arise.
 */
export function applyScenario(county: County, scenario: Scenario): County {
  const closed = new Set(scenario.closedSiteIds);
  return {
    ...county,
    sites: county.sites.map((site) => applyToSite(site, closed, scenario.prices)),
    vehicleTypes: county.vehicleTypes.map((type) => applyToVehicleType(type, scenario)),
    demands: raiseVisits(county, scenario.minVisitsPerWeek),
    rates: applyToRates(county.rates, scenario.prices),
  };
}

function applyToSite(site: Site, closed: ReadonlySet<SiteId>, prices: PriceOverrides): Site {
  const factor = prices.handlingFactor ?? 1;
  return {
    ...site,
    canTransship: site.canTransship && !closed.has(site.id),
    terms: {
      ...site.terms,
      handlingFenPerParcel: site.terms.handlingFenPerParcel * factor,
      handlingFenPerTonne: site.terms.handlingFenPerTonne * factor,
    },
  };
}

function applyToVehicleType(type: VehicleType, { prices, vehicleCounts }: Scenario): VehicleType {
  return {
    ...type,
    count: Object.hasOwn(vehicleCounts, type.id) ? vehicleCounts[type.id] : type.count,
    fenPerDay: type.fenPerDay * (prices.fenPerDayFactor ?? 1),
    fenPerKm: type.fenPerKm * (prices.fenPerKmFactor ?? 1),
    fenPerHour: type.fenPerHour * (prices.fenPerHourFactor ?? 1),
  };
}

function applyToRates(rates: Rates, prices: PriceOverrides): Rates {
  return {
    ...rates,
    poolingOverheadFenPerMemberDay:
      prices.poolingOverheadFenPerMemberDay ?? rates.poolingOverheadFenPerMemberDay,
    unservedFenPerKg: prices.unservedFenPerKg ?? rates.unservedFenPerKg,
  };
}

/** Where a village falls short of the least number of visits, its most frequent demands are raised to it. */
function raiseVisits(county: County, least: number): readonly Demand[] {
  if (least === 0) return county.demands;
  const villages = new Set(county.sites.filter((site) => site.tier === 'village').map((site) => site.id));
  const most = new Map<SiteId, number>();
  for (const { siteId, visitsPerWeek } of county.demands) {
    most.set(siteId, Math.max(most.get(siteId) ?? 0, visitsPerWeek));
  }
  return county.demands.map((demand) => {
    const frequent = demand.visitsPerWeek === most.get(demand.siteId);
    const raise = frequent && demand.visitsPerWeek < least && villages.has(demand.siteId);
    return raise ? { ...demand, visitsPerWeek: least } : demand;
  });
}
