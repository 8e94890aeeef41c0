import type { UnservedRecord, VillageWeek } from '../api/wire.ts';

export type Service = 'served' | 'partly' | 'not_served' | 'no_demand';

/** How a village fares in a rung: visits and reasons for what stays behind decide. */
export function toService(village: VillageWeek): Service {
  if (village.visits.length > 0) return village.unserved.length > 0 ? 'partly' : 'served';
  return village.unserved.length > 0 ? 'not_served' : 'no_demand';
}

export function isWanting(village: VillageWeek): boolean {
  const service = toService(village);
  return service === 'partly' || service === 'not_served';
}

export interface TownshipGroup {
  readonly townshipName: string | null;
  readonly villages: readonly VillageWeek[];
}

/**
 * Villages whose own or whose township's name contains the words typed, case aside, grouped by township in the
 * order of the list; an empty query keeps all.
 */
export function searchVillages(
  villages: readonly VillageWeek[],
  query: string,
  onlyWanting: boolean,
): readonly TownshipGroup[] {
  const words = query.trim().toLowerCase();
  const hits = villages.filter((village) => (!onlyWanting || isWanting(village)) && contains(village, words));
  const groups = Map.groupBy(hits, (village) => village.townshipName);
  return [...groups].map(([townshipName, members]) => ({ townshipName, villages: members }));
}

function contains(village: VillageWeek, words: string): boolean {
  return [village.name, village.townshipName ?? ''].some((name) => name.toLowerCase().includes(words));
}

/** Weekdays with at least one visit. */
export function countVisitDays(village: VillageWeek): number {
  return new Set(village.visits.map((visit) => visit.weekday)).size;
}

/** Earliest arrival over the week; null without visits. */
export function findFirstArrival(village: VillageWeek): string | null {
  return village.visits.map((visit) => visit.arrival).sort()[0] ?? null;
}

export interface UnservedStation {
  readonly siteId: string;
  readonly name: string;
  readonly unserved: readonly UnservedRecord[];
}

/** Demands left behind at sites that are no villages, by site in the order of the rows. */
export function groupByStation(unserved: readonly UnservedRecord[]): readonly UnservedStation[] {
  const elsewhere = unserved.filter(({ tier }) => tier !== 'village');
  const groups = Map.groupBy(elsewhere, ({ siteId }) => siteId);
  return [...groups].map(([siteId, left]) => ({ siteId, name: left[0].siteName, unserved: left }));
}
