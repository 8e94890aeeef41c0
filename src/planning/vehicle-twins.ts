import type { VehicleType, VehicleTypeId } from '../model/vehicle-type.ts';
import type { County } from '../model/county.ts';
import type { SiteId } from '../model/site.ts';

/** Vehicle types alike in all but owner and name, standing for one another in the search under the first one's id. */
export type VehicleTwins = ReadonlyMap<VehicleTypeId, readonly VehicleType[]>;

/** Groups owned types that are alike and have the same home; hired types stay apart. */
export function groupTwins(county: County, types: readonly VehicleType[]): VehicleTwins {
  const tiers = new Map(county.sites.map((site) => [site.id, site.tier]));
  const groups = Map.groupBy(types, (type) => (type.ownerId === null ? type.id : toKey(type, tiers)));
  return new Map([...groups.values()].map((twins) => [twins[0].id, twins]));
}

/** Every property by which a plan could tell two vehicles apart; homes of the county tier count as one. */
function toKey(type: VehicleType, tiers: ReadonlyMap<SiteId, string>): string {
  const {
    id: _id,
    name: _name,
    ownerId: _owner,
    count: _count,
    provenance: _provenance,
    homeSiteId,
    ...rest
  } = type;
  const home = homeSiteId !== null && tiers.get(homeSiteId) === 'county' ? 'county' : homeSiteId;
  return JSON.stringify([home, Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1))]);
}

/**
 * Names the vehicle type of each route of one day among the twins that the search took for one: each twin's
 * vehicles in turn, feeder routes last and only to vehicles that `isAway` says are back.
 */
export function dealTwins<Route extends { readonly vehicleTypeId: VehicleTypeId }>(
  routes: readonly Route[],
  twins: VehicleTwins,
  countOf: (type: VehicleType) => number,
  kinds: { readonly isFeeder: (route: Route) => boolean; readonly isAway: (route: Route) => boolean },
): readonly VehicleTypeId[] {
  const dealt = new Map<Route, VehicleTypeId>();
  const used = new Map<VehicleTypeId, { day: number; away: number; evening: number }>();
  const usageOf = (id: VehicleTypeId): { day: number; away: number; evening: number } => {
    const usage = used.get(id) ?? { day: 0, away: 0, evening: 0 };
    used.set(id, usage);
    return usage;
  };
  const give = (route: Route, type: VehicleType | undefined): void => {
    if (type === undefined) throw new Error(`more routes than vehicles of ${route.vehicleTypeId}`);
    dealt.set(route, type.id);
    const usage = usageOf(type.id);
    if (kinds.isFeeder(route)) usage.evening++;
    else usage.day++;
    if (!kinds.isFeeder(route) && kinds.isAway(route)) usage.away++;
  };
  const list = (route: Route): readonly VehicleType[] => twins.get(route.vehicleTypeId) ?? [];
  for (const route of routes.filter((candidate) => !kinds.isFeeder(candidate))) {
    give(
      route,
      list(route).find((type) => usageOf(type.id).day < countOf(type)),
    );
  }
  for (const route of routes.filter(kinds.isFeeder)) {
    give(
      route,
      list(route).find((type) => usageOf(type.id).away + usageOf(type.id).evening < countOf(type)),
    );
  }
  return routes.map((route) => dealt.get(route) ?? route.vehicleTypeId);
}
