import type { CarrierId } from '../model/carrier.ts';
import type { Site, SiteId } from '../model/site.ts';
import type { Fen } from '../model/units.ts';
import { listResources } from './coalition-resources.ts';
import { toHandlingTerms } from './cost.ts';
import type { HandledGoods } from './handling.ts';
import { addHandled, handlingPrice } from './handling.ts';
import type { PlanningContext } from './planning-context.ts';
import { feePerDay } from './public-share.ts';
import { getById } from './plan-records/county-index.ts';
import { admitDemands } from './warehouse-room.ts';

/** Warehouses of a pool that are solved; the others are passed over on an estimate. */
export const MOST_WAREHOUSES = 2;

/**
 * Warehouses that a pool may take, most promising first: public county sites and the members' depots that may
 * transship, with room for all their goods that can be brought anywhere. Where the scenario opens one of them, only such.
 */
export function listWarehouseCandidates(
  context: PlanningContext,
  members: readonly CarrierId[],
): readonly SiteId[] {
  const { county, scenario, tables } = context;
  const usable = county.sites.filter((site) => {
    const isOwn = site.ownerId === null || members.includes(site.ownerId);
    return site.tier === 'county' && site.canTransship && isOwn && tables.isPlaced(site.id);
  });
  const opened = usable.filter(({ id }) => scenario.openSiteIds.includes(id));
  const candidates = (opened.length > 0 ? opened : usable).filter((site) => hasRoom(context, members, site));
  return candidates
    .map((site) => ({ id: site.id, fen: estimateWeek(context, members, site) }))
    .sort((a, b) => a.fen - b.fen || (a.id < b.id ? -1 : 1))
    .slice(0, MOST_WAREHOUSES)
    .map(({ id }) => id);
}

function hasRoom(context: PlanningContext, members: readonly CarrierId[], site: Site): boolean {
  const demands = context.county.demands.filter(({ carrierId, siteId }) => {
    return members.includes(carrierId) && context.tables.isPlaced(siteId);
  });
  const room = listResources(context, members, site.id).capacityOf(site);
  return admitDemands(demands, room).refused.length === 0;
}

/** Load of a vehicle in the estimate, as a share of its capacity (assumption). */
const EXPECTED_FILL = 0.5;
/** Operating days in the estimate. */
const DAYS = 6;

/**
 * What depends on the warehouse: carrying each demand from its depot and on to its site at the rate of the
 * coalition's cheapest vehicle, out and back; handling; the sites' fixed prices.
 */
function estimateWeek(context: PlanningContext, members: readonly CarrierId[], warehouse: Site): Fen {
  const { county, index, tables } = context;
  const rates = listResources(context, members, warehouse.id).vehicleTypes.map((type) => {
    return { type, fen: (2 * type.fenPerKm) / 1000 / (EXPECTED_FILL * type.capacityGrams) };
  });
  if (rates.length === 0) return 0;
  const cheapest = rates.reduce((best, rate) => (rate.fen < best.fen ? rate : best));
  const handled = new Map<SiteId, HandledGoods>();
  let fen = 0;
  for (const demand of county.demands) {
    if (!members.includes(demand.carrierId) || !tables.isPlaced(demand.siteId)) continue;
    const { depotId } = getById(index.carriers, demand.carrierId);
    const places = [depotId, warehouse.id, demand.siteId];
    for (const siteId of new Set([depotId, warehouse.id])) {
      const goods = handled.get(siteId) ?? { parcels: 0, bulkGrams: 0 };
      addHandled(goods, demand, { grams: demand.gramsPerWeek, parcels: demand.parcelsPerWeek });
      handled.set(siteId, goods);
    }
    const metres =
      tables.metresBetween(cheapest.type.profile, places[0], places[1]) +
      tables.metresBetween(cheapest.type.profile, places[1], places[2]);
    if (metres < Infinity) fen += metres * demand.gramsPerWeek * cheapest.fen;
  }
  for (const [siteId, goods] of handled) {
    const site = getById(index.sites, siteId);
    fen += handlingPrice(goods, toHandlingTerms(site.terms)) + DAYS * feePerDay(county, members, site);
  }
  return fen;
}
