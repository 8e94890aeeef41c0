import type { CarrierId } from '../model/carrier.ts';
import type { SiteId } from '../model/site.ts';
import { listOpenedSites, listResources } from './coalition-resources.ts';
import type { PlanningContext } from './planning-context.ts';
import { pickCheapest } from './pick-cheapest.ts';
import { getById } from './plan-records/county-index.ts';
import { feePerDay } from './public-share.ts';
import { screenStructures } from './screen-structures.ts';
import { SCREENING_EFFORT } from './search-effort.ts';
import type { SolvedWeek, Structure } from './solve-week.ts';
import { solveWeek } from './solve-week.ts';
import { listStationCandidates } from './station-candidates.ts';

/**
 * Chooses warehouse and stations of a coalition by solving a few structures with little effort, seed of the scenario.
 * At warehouses: none, all villages straight from it; and each village from its own township (`screenStructures`). At
 * the cheaper one further all stations with the search free to mix, starting from the better of the two, and the best
 * of these without its dearest stations. Null when none brings the members' goods to a warehouse.
 */
export async function chooseStructure(
  context: PlanningContext,
  members: readonly CarrierId[],
  warehouseIds: readonly SiteId[],
): Promise<SolvedWeek | null> {
  const solve = async (structure: Structure | null, from: SolvedWeek | null): Promise<SolvedWeek | null> => {
    if (structure === null) return null;
    return solveWeek(context, members, structure, context.scenario.seed, SCREENING_EFFORT, from);
  };
  const choices = warehouseIds.map((id) => ({ id, ...listFirstStructures(context, members, id) }));
  const start = await screenStructures(
    context,
    members,
    choices.map(({ plain }) => plain),
  );
  const ahead = choices.find(({ id }) => id === start?.structure.warehouseId) ?? choices.at(0);
  const best = pickCheapest([start, await solve(ahead?.mixed ?? null, start)]);
  const trimmed = best && dropDearStations(context, best);
  return pickCheapest([best, await solve(trimmed, best)]);
}

function listFirstStructures(
  context: PlanningContext,
  members: readonly CarrierId[],
  warehouseId: SiteId,
): { readonly plain: readonly Structure[]; readonly mixed: Structure | null } {
  const resources = listResources(context, members, warehouseId);
  const stationIds = listStationCandidates(context, resources).map(({ id }) => id);
  const mixed = { warehouseId, stationIds, ownTownship: false };
  if (context.scenario.ownTownshipOnly || stationIds.length === 0) return { plain: [mixed], mixed: null };
  const toOpen = listOpenedSites(context, members);
  const opened = stationIds.filter((id) => toOpen.includes(id));
  const direct = { warehouseId, stationIds: opened, ownTownship: false };
  return { plain: [direct, { ...mixed, ownTownship: true }], mixed };
}

/** A station is dear when its trunk and fixed cost per gram is this many times the mean. */
const DEAR_FACTOR = 1.3;

/** The structure without dear stations and without those that no tour uses; null when nothing is left out. */
function dropDearStations(context: PlanningContext, week: SolvedWeek): Structure | null {
  const { structure, days, trunkShares } = week;
  const burdens = structure.stationIds.map((siteId) => {
    const daysInUse = days
      .filter(({ routes }) => routes.some(({ baseId }) => baseId === siteId))
      .reduce((sum, { weekdays }) => sum + weekdays.length, 0);
    const share = trunkShares.get(siteId);
    const fixed = daysInUse * feePerDay(context.county, week.members, getById(context.index.sites, siteId));
    return { siteId, fen: fixed + (share?.fen ?? 0), grams: daysInUse > 0 ? (share?.grams ?? 0) : 0 };
  });
  const mean =
    burdens.reduce((sum, { fen }) => sum + fen, 0) / burdens.reduce((sum, { grams }) => sum + grams, 1);
  const toOpen = listOpenedSites(context, week.members);
  const kept = burdens.filter(({ siteId, fen, grams }) => {
    if (toOpen.includes(siteId)) return true;
    return grams > 0 && fen / grams <= DEAR_FACTOR * mean;
  });
  if (kept.length === structure.stationIds.length || kept.length === 0) return null;
  return { ...structure, stationIds: kept.map(({ siteId }) => siteId) };
}
