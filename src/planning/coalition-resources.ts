import type { CarrierId } from '../model/carrier.ts';
import type { Site, SiteId } from '../model/site.ts';
import type { Grams, Litres, TimeWindow } from '../model/units.ts';
import type { VehicleType } from '../model/vehicle-type.ts';
import type { PlanningContext } from './planning-context.ts';
import type { StationedType } from './stationed-type.ts';
import type { VehicleTwins } from './vehicle-twins.ts';
import { groupTwins } from './vehicle-twins.ts';

/** What a coalition may use: members' vehicles and sites, public sites and the county's market. */
export interface CoalitionResources {
  readonly members: readonly CarrierId[];
  readonly warehouse: Site;
  readonly stations: readonly Site[];
  /** One of each group of twins. */
  readonly vehicleTypes: readonly VehicleType[];
  readonly twins: VehicleTwins;
  /** Vehicles that the coalition has of a type and its twins; Infinity is unlimited. */
  readonly countOf: (type: VehicleType) => number;
  /** Vehicles of exactly this type. */
  readonly countOfTwin: (type: VehicleType) => number;
  /** Throughput that the coalition has at a site; Infinity is unlimited. */
  readonly capacityOf: (site: Site) => { readonly grams: Grams; readonly litres: Litres };
}

/**
 * Resources of a coalition with its trunk at `warehouseId`. What is shared by the whole county (public sites'
 * capacity, limited market vehicles) is divided in proportion to the members' weekly mass and rounded down, so that
 * two coalitions together never have less than their union counts on apart.
 */
export function listResources(
  context: PlanningContext,
  members: readonly CarrierId[],
  warehouseId: SiteId,
): CoalitionResources {
  const { county, tables } = context;
  const owners = new Set<CarrierId | null>([null, ...members]);
  const { own, total } = weighMembers(context, members);
  const share = (ownerId: CarrierId | null, amount: number | null): number => {
    if (amount === null) return Infinity;
    return ownerId !== null || total === 0 ? amount : Math.floor((amount * own) / total);
  };
  const countOfTwin = (type: VehicleType): number => share(type.ownerId, type.count);
  const twins = groupTwins(
    county,
    county.vehicleTypes.filter((type) => owners.has(type.ownerId)),
  );
  const warehouse = county.sites.find((site) => site.id === warehouseId);
  if (warehouse === undefined) throw new Error(`no site ${warehouseId}`);
  return {
    members,
    warehouse,
    stations: county.sites.filter((site) => {
      return (
        site.tier === 'township' && site.canTransship && owners.has(site.ownerId) && tables.isPlaced(site.id)
      );
    }),
    vehicleTypes: [...twins.values()].map(([first]) => first),
    twins,
    countOf: (type) => (twins.get(type.id) ?? []).reduce((sum, twin) => sum + countOfTwin(twin), 0),
    countOfTwin,
    capacityOf: (site) => ({
      grams: share(site.ownerId, site.terms.capacityGramsPerDay),
      litres: share(site.ownerId, site.terms.capacityLitresPerDay),
    }),
  };
}

/** Sites that the scenario opens for a coalition: only pools are bound to use them, no carrier alone. */
export function listOpenedSites(
  { scenario }: PlanningContext,
  members: readonly CarrierId[],
): readonly SiteId[] {
  return members.length > 1 ? scenario.openSiteIds : [];
}

/**
 * Vehicles at each of the bases. Hired vehicles, and owned ones without a home, stand at every base; an owned
 * vehicle of a county-tier home follows the coalition's warehouse; others stand at their home. They work their shift,
 * or the hours given.
 */
export function stationVehicles(
  context: PlanningContext,
  resources: CoalitionResources,
  baseIds: readonly SiteId[],
  countOf: (type: VehicleType) => number = resources.countOf,
  hours?: TimeWindow,
): readonly StationedType[] {
  const fleet: StationedType[] = [];
  for (const baseId of baseIds) {
    for (const type of resources.vehicleTypes) {
      const count = countOf(type);
      if (count < 1 || !mayStandAt(context, resources, type, baseId)) continue;
      fleet.push({
        type,
        baseId,
        count,
        shift: hours ?? { earliest: type.shiftStart, latest: type.shiftEnd },
      });
    }
  }
  return fleet;
}

function mayStandAt(
  { index }: PlanningContext,
  { warehouse }: CoalitionResources,
  type: VehicleType,
  baseId: SiteId,
): boolean {
  if (type.ownerId === null || type.homeSiteId === null || type.homeSiteId === baseId) return true;
  return baseId === warehouse.id && index.sites.get(type.homeSiteId)?.tier === 'county';
}

/** Weekly mass of the members and of all carriers. */
function weighMembers(
  { county }: PlanningContext,
  members: readonly CarrierId[],
): { own: Grams; total: Grams } {
  let own = 0;
  let total = 0;
  for (const demand of county.demands) {
    total += demand.gramsPerWeek;
    if (members.includes(demand.carrierId)) own += demand.gramsPerWeek;
  }
  return { own, total };
}
