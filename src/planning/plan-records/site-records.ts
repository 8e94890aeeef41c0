import type { CarrierId } from '../../model/carrier.ts';
import type { Plan, RungName } from '../../model/plan.ts';
import type { Site, SiteId, Tier } from '../../model/site.ts';
import type { CountyIndex } from './county-index.ts';
import type { StopRecord } from './stop-records.ts';
import { listStopRecords } from './stop-records.ts';
import { listUnservedRecords } from './unserved-records.ts';

/** A site with the service that a rung gives it, as a flat row. */
export interface SiteRecord {
  readonly id: SiteId;
  readonly name: string;
  readonly tier: Tier;
  readonly parentId: SiteId | null;
  readonly ownerId: CarrierId | null;
  readonly ownerName: string | null;
  readonly canTransship: boolean;
  /** Without a location a site cannot be served. */
  readonly located: boolean;
  /** Weekdays with at least one visit, joined by commas; null outside a plan or when never visited. */
  readonly weekdays: string | null;
  /** Weekdays with at least one visit; null outside a plan. */
  readonly visitsPerWeek: number | null;
  /** Earliest arrival over the week, `HH:MM`. */
  readonly firstArrival: string | null;
  /** Codes of the reasons why demand here is not served, joined by commas. */
  readonly unservedReason: string | null;
}

/** Every site of the county, with the service of one rung. */
export function listSiteRecords(index: CountyIndex, plan: Plan, rung: RungName): readonly SiteRecord[] {
  const stops = Map.groupBy(listStopRecords(index, plan, rung), (stop) => stop.siteId);
  const unserved = Map.groupBy(listUnservedRecords(index, plan, rung), (record) => record.siteId);
  return index.county.sites.map((site) => ({
    ...toSiteRecord(index, site),
    ...toService(stops.get(site.id) ?? []),
    unservedReason: joinDistinct((unserved.get(site.id) ?? []).map((record) => record.code)),
  }));
}

/** A site as it stands in the county, before any plan. */
export function toSiteRecord(index: CountyIndex, site: Site): SiteRecord {
  return {
    id: site.id,
    name: site.name,
    tier: site.tier,
    parentId: site.parentId,
    ownerId: site.ownerId,
    ownerName: site.ownerId === null ? null : (index.carriers.get(site.ownerId)?.name ?? null),
    canTransship: site.canTransship,
    located: site.location !== null,
    weekdays: null,
    visitsPerWeek: null,
    firstArrival: null,
    unservedReason: null,
  };
}

function toService(
  stops: readonly StopRecord[],
): Pick<SiteRecord, 'weekdays' | 'visitsPerWeek' | 'firstArrival'> {
  const weekdays = joinDistinct(stops.flatMap((stop) => stop.weekdays.split(',')));
  return {
    weekdays,
    visitsPerWeek: weekdays === null ? 0 : weekdays.split(',').length,
    firstArrival: stops.map((stop) => stop.arrival).sort()[0] ?? null,
  };
}

function joinDistinct(words: readonly string[]): string | null {
  return words.length === 0 ? null : [...new Set(words)].sort().join(',');
}
