import type { County } from '../model/county.ts';
import type { Demand, DemandId } from '../model/demand.ts';
import type { Scenario } from '../model/scenario.ts';
import type { SiteId } from '../model/site.ts';
import type { Weekday } from '../model/units.ts';
import { WEEKDAYS } from '../model/units.ts';

/** Weekdays of one to four visits, for townships on the first and on the second pattern. */
const SPARSE: readonly (readonly string[])[] = [
  ['', '1', '15', '135', '1356'],
  ['', '2', '26', '246', '1246'],
];

/**
 * Weekdays that a scenario grants each demand, worked out from the rule alone: a township and its villages share a
 * pattern; the heaviest by mass of one to four visits a week comes first, and each goes where less mass is.
 */
export function listGrantedDays(
  county: County,
  scenario: Scenario,
): ReadonlyMap<DemandId, readonly Weekday[]> {
  const visits = countVisits(county, scenario);
  const parents = new Map(
    county.sites.map(({ id, tier, parentId }) => [id, tier === 'village' ? parentId : id]),
  );
  const areaOf = ({ siteId }: Demand): SiteId => parents.get(siteId) ?? siteId;
  const areas = new Map<SiteId, number>();
  for (const demand of county.demands) {
    const isSparse = (visits.get(demand.id) ?? 0) <= 4;
    areas.set(areaOf(demand), (areas.get(areaOf(demand)) ?? 0) + (isSparse ? demand.gramsPerWeek : 0));
  }
  const patterns = new Map<SiteId, number>();
  const mass = [0, 0];
  for (const [area, grams] of [...areas].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))) {
    const pattern = mass[1] < mass[0] ? 1 : 0;
    mass[pattern] += grams;
    patterns.set(area, pattern);
  }
  return new Map(
    county.demands.map((demand) => {
      const count = visits.get(demand.id) ?? 0;
      const sparse = SPARSE[patterns.get(areaOf(demand)) ?? 0][count];
      return [demand.id, count > 4 ? WEEKDAYS.slice(0, count) : toWeekdays(sparse)];
    }),
  );
}

/** Whole part of a weekly amount on visit `index` of `count`: what is due by then, less what was due before. */
export function dueOnVisit(amount: number, count: number, index: number): number {
  return Math.floor((amount * (index + 1)) / count) - Math.floor((amount * index) / count);
}

function toWeekdays(digits: string): readonly Weekday[] {
  return WEEKDAYS.filter((weekday) => digits.includes(String(weekday)));
}

/** Visits a week: the scenario raises a village's most frequent demands to its least number. */
function countVisits(
  { demands, sites }: County,
  { minVisitsPerWeek }: Scenario,
): ReadonlyMap<DemandId, number> {
  const villages = new Set(sites.filter(({ tier }) => tier === 'village').map(({ id }) => id));
  const most = new Map<SiteId, number>();
  for (const { siteId, visitsPerWeek } of demands) {
    most.set(siteId, Math.max(visitsPerWeek, most.get(siteId) ?? 0));
  }
  return new Map(
    demands.map(({ id, siteId, visitsPerWeek }) => {
      const isRaised = villages.has(siteId) && visitsPerWeek === most.get(siteId);
      return [id, isRaised ? Math.max(visitsPerWeek, minVisitsPerWeek) : visitsPerWeek];
    }),
  );
}
