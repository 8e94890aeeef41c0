import type { Site } from '../model/site.ts';
import type { CoalitionResources } from './coalition-resources.ts';
import { listOpenedSites } from './coalition-resources.ts';
import { toHandlingTerms } from './cost.ts';
import type { HandledGoods } from './handling.ts';
import { addHandled, handlingPrice } from './handling.ts';
import type { PlanningContext } from './planning-context.ts';
import { feePerDay } from './public-share.ts';
import type { SiteId } from '../model/site.ts';

/** Stations nearer than this by road stand in for one another. */
const TWIN_METRES = 3000;

/**
 * Stations worth considering: of several within `TWIN_METRES` the one that handles the members' goods around it at
 * the least weekly cost, those with room for them first. Stations that the scenario opens are always in.
 */
export function listStationCandidates(
  context: PlanningContext,
  resources: CoalitionResources,
): readonly Site[] {
  const opened = new Set(listOpenedSites(context, resources.members));
  const rated = resources.stations.map((station) => ({
    station,
    isOpened: opened.has(station.id),
    ...rateStation(context, resources, station),
  }));
  rated.sort(
    (a, b) =>
      Number(b.isOpened) - Number(a.isOpened) || Number(b.hasRoom) - Number(a.hasRoom) || a.fen - b.fen,
  );
  const chosen: Site[] = [];
  for (const { station, isOpened } of rated) {
    const isTwin = chosen.some((other) => isNear(context, resources, station.id, other.id));
    if (isOpened || !isTwin) chosen.push(station);
  }
  return resources.stations.filter((station) => chosen.includes(station));
}

/** Weekly fixed and handling cost of the goods nearest to the station, as if it had them all on six days. */
function rateStation(
  context: PlanningContext,
  resources: CoalitionResources,
  station: Site,
): { fen: number; hasRoom: boolean } {
  const goods: HandledGoods = { parcels: 0, bulkGrams: 0 };
  let grams = 0;
  for (const demand of context.county.demands) {
    if (!resources.members.includes(demand.carrierId)) continue;
    const township = context.index.sites.get(demand.siteId)?.parentId ?? null;
    if (township === null || !isNear(context, resources, station.id, township)) continue;
    addHandled(goods, demand, { grams: demand.gramsPerWeek, parcels: demand.parcelsPerWeek });
    grams += demand.gramsPerWeek;
  }
  const fen =
    6 * feePerDay(context.county, resources.members, station) +
    handlingPrice(goods, toHandlingTerms(station.terms));
  return { fen, hasRoom: grams / 6 <= resources.capacityOf(station).grams };
}

function isNear(
  { tables }: PlanningContext,
  { vehicleTypes }: CoalitionResources,
  from: SiteId,
  to: SiteId,
): boolean {
  if (from === to) return true;
  if (!tables.isPlaced(from) || !tables.isPlaced(to) || vehicleTypes.length === 0) return false;
  return tables.metresBetween(vehicleTypes[0].profile, from, to) <= TWIN_METRES;
}
