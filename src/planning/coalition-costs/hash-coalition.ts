import { createHash } from 'node:crypto';

import type { CarrierId } from '../../model/carrier.ts';
import type { Site } from '../../model/site.ts';
import { TRAVEL_PROFILES } from '../../model/vehicle-type.ts';
import type { VehicleType } from '../../model/vehicle-type.ts';
import { ROUTING_SOLVER_VERSION } from '../../solver/routing/solve-routing.ts';
import { listOpenedSites } from '../coalition-resources.ts';
import { PLANNER_VERSION } from '../planner-version.ts';
import type { PlanningContext } from '../planning-context.ts';
import { shareOfPublic } from '../public-share.ts';
import type { StudySeeds } from './coalition-solution.ts';

/**
 * SHA-256, hexadecimal, over everything that the solution of a coalition depends on, and nothing else: its members'
 * demands with their weekdays, their and the market's vehicles, the sites that they may use and the travel between
 * them, rates, choices, effort and seeds. So a change of one carrier leaves the coalitions without it as they are;
 * a change of its mass does not where the county shares out a limit or a fee by mass.
 */
export function hashCoalition(
  context: PlanningContext,
  members: readonly CarrierId[],
  seeds: StudySeeds,
): string {
  const { county, scenario, calendar, tables } = context;
  const demands = county.demands.filter(({ carrierId }) => members.includes(carrierId));
  const vehicleTypes = county.vehicleTypes.filter(
    ({ ownerId }) => ownerId === null || members.includes(ownerId),
  );
  const demanded = new Set(demands.map(({ siteId }) => siteId));
  const sites = county.sites.filter(({ id, ownerId, tier }) => {
    const isUsable = tier !== 'village' && (ownerId === null || members.includes(ownerId));
    return isUsable || demanded.has(id);
  });
  const siteIds = new Set(sites.map(({ id }) => id));
  const { provenance: _provenance, ...rates } = county.rates;
  const hash = createHash('sha256').update(
    JSON.stringify({
      versions: [PLANNER_VERSION, ROUTING_SOLVER_VERSION],
      carriers: county.carriers.filter(({ id }) => members.includes(id)),
      commodities: county.commodities,
      demands: demands.map(({ provenance: _source, ...demand }) => [demand, calendar.get(demand.id)]),
      vehicleTypes: vehicleTypes.map(({ provenance: _source, ...type }) => type),
      sites,
      rates,
      share: isSharedByMass(sites, vehicleTypes) ? shareOfPublic(county, members) : null,
      openSiteIds: listOpenedSites(context, members).filter((id) => siteIds.has(id)),
      ownTownshipOnly: scenario.ownTownshipOnly,
      budget: scenario.budget,
      screeningSeed: scenario.seed,
      seeds,
    }),
  );
  const placed = sites.map(({ id }) => id).filter((id) => tables.isPlaced(id));
  const profiles = new Set(vehicleTypes.map(({ profile }) => profile));
  for (const profile of TRAVEL_PROFILES.filter((name) => profiles.has(name))) {
    const { distances, durations } = tables.toMatrix(profile, placed);
    hash.update(profile).update(Float64Array.from(distances)).update(Float64Array.from(durations));
  }
  return hash.digest('hex');
}

/** Does the county share out room, fees or hired vehicles by the carriers' mass? */
function isSharedByMass(sites: readonly Site[], vehicleTypes: readonly VehicleType[]): boolean {
  const isShared = ({ ownerId, tier, terms }: Site): boolean => {
    const isLimited = terms.capacityGramsPerDay !== null || terms.capacityLitresPerDay !== null;
    return ownerId === null && tier !== 'village' && (terms.fixedFenPerDay > 0 || isLimited);
  };
  return (
    sites.some(isShared) || vehicleTypes.some(({ ownerId, count }) => ownerId === null && count !== null)
  );
}
