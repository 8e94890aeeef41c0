import type { CarrierId } from '../../model/carrier.ts';
import type { Plan, RungName } from '../../model/plan.ts';
import type { SiteId } from '../../model/site.ts';
import type { Weekday } from '../../model/units.ts';
import type { UnservedCode } from '../../model/unserved.ts';
import type { CountyIndex } from './county-index.ts';
import type { StopRecord } from './stop-records.ts';
import { listStopRecords } from './stop-records.ts';
import type { UnservedRecord } from './unserved-records.ts';
import { listUnservedRecords } from './unserved-records.ts';

/** One visit in a village's week. */
export interface VillageVisit {
  readonly weekday: Weekday;
  readonly arrival: string;
  readonly carriers: readonly CarrierId[];
  readonly kgDown: number;
  readonly kgUp: number;
  readonly parcels: number;
  readonly tripId: string;
}

/** What arrives in a village when, and what does not arrive, with the reason. */
export interface VillageWeek {
  readonly siteId: SiteId;
  readonly name: string;
  readonly townshipName: string | null;
  readonly visits: readonly VillageVisit[];
  readonly unserved: readonly {
    readonly demandId: string;
    readonly code: UnservedCode;
    readonly message: string;
  }[];
}

/** Every village of the county in its order, visits by weekday and arrival. Linear in stops and villages. */
export function listVillageWeeks(index: CountyIndex, plan: Plan, rung: RungName): readonly VillageWeek[] {
  const stops = Map.groupBy(listStopRecords(index, plan, rung), (stop) => stop.siteId);
  const unserved = Map.groupBy(listUnservedRecords(index, plan, rung), (record) => record.siteId);
  return index.county.sites
    .filter((site) => site.tier === 'village')
    .map((village) => ({
      siteId: village.id,
      name: village.name,
      townshipName: village.parentId === null ? null : (index.sites.get(village.parentId)?.name ?? null),
      visits: listVisits(stops.get(village.id) ?? []),
      unserved: (unserved.get(village.id) ?? []).map(toReason),
    }));
}

function listVisits(stops: readonly StopRecord[]): readonly VillageVisit[] {
  const visits = stops.flatMap((stop) => {
    const weekdays = stop.weekdays.split(',').map((day) => Number(day) as Weekday);
    return weekdays.map((weekday) => toVisit(stop, weekday));
  });
  return visits.sort((a, b) => a.weekday - b.weekday || compareText(a.arrival, b.arrival));
}

function toVisit(stop: StopRecord, weekday: Weekday): VillageVisit {
  return {
    weekday,
    arrival: stop.arrival,
    carriers: stop.carriers === '' ? [] : stop.carriers.split(','),
    kgDown: stop.kgDown,
    kgUp: stop.kgUp,
    parcels: stop.parcels,
    tripId: stop.tripId,
  };
}

function toReason({ demandId, code, message }: UnservedRecord): VillageWeek['unserved'][number] {
  return { demandId, code, message };
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
