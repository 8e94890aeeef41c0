import type { CarrierId } from '../model/carrier.ts';
import type { Operation } from '../model/operation.ts';
import type { SiteId } from '../model/site.ts';
import type { VehicleType } from '../model/vehicle-type.ts';
import type { PlanningContext } from './planning-context.ts';
import { getById } from './plan-records/county-index.ts';

/** One of today's runs as far as it can be followed on the roads. */
export interface TracedRun {
  readonly operation: Operation;
  readonly type: VehicleType;
  readonly baseId: SiteId;
  /** Sites at which it stops: all after its start, without the end where it comes back. */
  readonly stopIds: readonly SiteId[];
  readonly endId: SiteId;
}

/**
 * A carrier's runs of today, in the county's order. Stops without a place, or that no road joins with the run, are
 * left out of it and the run goes on; a run without a start, or without any stop left, is left out as a whole.
 */
export function listTracedRuns(context: PlanningContext, carrierId: CarrierId): readonly TracedRun[] {
  const own = context.county.operations.filter((operation) => operation.carrierId === carrierId);
  return own.flatMap((operation) => traceRun(context, operation) ?? []);
}

function traceRun({ index, tables }: PlanningContext, operation: Operation): TracedRun | null {
  const type = getById(index.vehicleTypes, operation.vehicleTypeId);
  const [baseId, ...rest] = operation.siteIds;
  const isRound = rest.at(-1) === baseId;
  if (!tables.isPlaced(baseId)) return null;
  const isJoined = (from: SiteId, to: SiteId): boolean =>
    tables.metresBetween(type.profile, from, to) < Infinity;
  const stopIds: SiteId[] = [];
  for (const siteId of isRound ? rest.slice(0, -1) : rest) {
    if (!tables.isPlaced(siteId) || !isJoined(stopIds.at(-1) ?? baseId, siteId)) continue;
    if (!isRound || isJoined(siteId, baseId)) stopIds.push(siteId);
  }
  if (stopIds.length === 0) return null;
  return { operation, type, baseId, stopIds, endId: isRound ? baseId : stopIds[stopIds.length - 1] };
}
