import type { County } from '../model/county.ts';
import type { Demand, DemandId } from '../model/demand.ts';
import type { Site, SiteId } from '../model/site.ts';
import type { Weekday } from '../model/units.ts';

/** Weekdays on which each demand is visited, ascending; the same for every rung of the ladder. */
export type VisitCalendar = ReadonlyMap<DemandId, readonly Weekday[]>;

/**
 * Weekdays by number of visits, in two variants. Within a variant fewer visits are a subset of more, so that goods
 * with different frequencies meet on the same days.
 */
const PATTERNS: readonly (readonly (readonly Weekday[])[])[] = [
  [[], [1], [1, 5], [1, 3, 5], [1, 3, 5, 6], [1, 2, 3, 4, 5], [1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6, 7]],
  [[], [2], [2, 6], [2, 4, 6], [1, 2, 4, 6], [1, 2, 3, 4, 5], [1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6, 7]],
];

/** Visits up to this number leave a choice between the two variants. */
const MOST_VISITS_WITH_CHOICE = 4;

/**
 * Assigns weekdays to every demand. Each township (with all its villages) takes one variant of the patterns; the
 * townships are dealt to the variants heaviest first, each to the lighter one, by mass on the days with a choice.
 * O(demands + townships log townships).
 */
export function buildVisitCalendar(county: County): VisitCalendar {
  const sites = new Map(county.sites.map((site) => [site.id, site]));
  const variants = chooseVariants(county, sites);
  const calendar = new Map<DemandId, readonly Weekday[]>();
  for (const demand of county.demands) {
    const variant = variants.get(townshipOf(sites, demand.siteId)) ?? 0;
    calendar.set(demand.id, PATTERNS[variant][demand.visitsPerWeek]);
  }
  return calendar;
}

/** Demands that have a visit on the weekday, in the order given. */
export function listDemandsOn(
  demands: readonly Demand[],
  calendar: VisitCalendar,
  weekday: Weekday,
): readonly Demand[] {
  return demands.filter((demand) => getVisitDays(calendar, demand).includes(weekday));
}

/** Weekdays of a demand; throws where the calendar was built for another county. */
export function getVisitDays(calendar: VisitCalendar, demand: Demand): readonly Weekday[] {
  const weekdays = calendar.get(demand.id);
  if (weekdays === undefined) throw new Error(`demand ${demand.id} is not in the calendar`);
  return weekdays;
}

function chooseVariants(county: County, sites: ReadonlyMap<SiteId, Site>): ReadonlyMap<SiteId, 0 | 1> {
  const mass = new Map<SiteId, number>();
  for (const demand of county.demands) {
    const township = townshipOf(sites, demand.siteId);
    const grams = demand.visitsPerWeek <= MOST_VISITS_WITH_CHOICE ? demand.gramsPerWeek : 0;
    mass.set(township, (mass.get(township) ?? 0) + grams);
  }
  const heaviestFirst = [...mass].sort((a, b) => b[1] - a[1] || compareText(a[0], b[0]));
  const load = [0, 0];
  const variants = new Map<SiteId, 0 | 1>();
  for (const [township, grams] of heaviestFirst) {
    const variant = load[0] <= load[1] ? 0 : 1;
    load[variant] += grams;
    variants.set(township, variant);
  }
  return variants;
}

function townshipOf(sites: ReadonlyMap<SiteId, Site>, siteId: SiteId): SiteId {
  const site = sites.get(siteId);
  return site?.tier === 'village' && site.parentId !== null ? site.parentId : siteId;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
