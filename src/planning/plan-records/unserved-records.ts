import type { CarrierId } from '../../model/carrier.ts';
import type { Plan, RungName } from '../../model/plan.ts';
import type { Direction, DemandId } from '../../model/demand.ts';
import type { SiteId, Tier } from '../../model/site.ts';
import type { Unserved, UnservedCode } from '../../model/unserved.ts';
import type { CountyIndex } from './county-index.ts';
import { getById } from './county-index.ts';
import { toKilograms } from './load.ts';
import { findRung, listOperatingCoalitions } from './planned-trips.ts';

/** A demand that a rung leaves unserved, with its reason, as a flat row. */
export interface UnservedRecord {
  readonly demandId: DemandId;
  readonly carrierId: CarrierId;
  readonly carrierName: string;
  readonly siteId: SiteId;
  readonly siteName: string;
  readonly tier: Tier;
  readonly commodityId: string;
  readonly direction: Direction;
  readonly code: UnservedCode;
  readonly message: string;
  /** Figures behind the reason, e.g. `grams=2100000 largestCapacityGrams=2000000`. */
  readonly figures: string;
  readonly weekdays: string;
  readonly kgPerWeek: number;
  readonly parcelsPerWeek: number;
}

/** Everything that a rung leaves unserved; none where the plan lacks the rung. */
export function listUnservedRecords(
  index: CountyIndex,
  plan: Plan,
  rungName: RungName,
): readonly UnservedRecord[] {
  const rung = findRung(plan, rungName);
  if (rung === undefined) return [];
  return listOperatingCoalitions(rung).flatMap((coalition) =>
    coalition.unserved.map((unserved) => toUnservedRecord(index, unserved)),
  );
}

function toUnservedRecord(index: CountyIndex, unserved: Unserved): UnservedRecord {
  const demand = getById(index.demands, unserved.demandId);
  const site = getById(index.sites, demand.siteId);
  return {
    demandId: demand.id,
    carrierId: demand.carrierId,
    carrierName: getById(index.carriers, demand.carrierId).name,
    siteId: site.id,
    siteName: site.name,
    tier: site.tier,
    commodityId: demand.commodityId,
    direction: demand.direction,
    code: unserved.code,
    message: unserved.message,
    figures: Object.entries(unserved.figures)
      .map(([name, value]) => `${name}=${value}`)
      .join(' '),
    weekdays: unserved.weekdays.join(','),
    kgPerWeek: toKilograms(unserved.gramsPerWeek),
    parcelsPerWeek: unserved.parcelsPerWeek,
  };
}
