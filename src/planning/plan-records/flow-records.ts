import type { Echelon, Plan, RungName, Stop } from '../../model/plan.ts';
import type { SiteId } from '../../model/site.ts';
import type { Fen, Grams } from '../../model/units.ts';
import type { CountyIndex } from './county-index.ts';
import { getById } from './county-index.ts';
import { listStopItems, sumLoad, toKilograms } from './load.ts';
import type { TripFilter } from './planned-trips.ts';
import { splitFen } from './trip-cost.ts';
import type { RecordedTrip } from './trip-records.ts';
import { listRecordedTrips } from './trip-records.ts';

/** Goods of a week between the base of trips and one of the sites that they serve. */
export interface FlowRecord {
  /** Echelon, base and site. */
  readonly id: string;
  readonly rung: RungName;
  readonly echelon: Echelon;
  readonly baseId: SiteId;
  readonly baseName: string;
  readonly siteId: SiteId;
  readonly siteName: string;
  readonly visitsPerWeek: number;
  readonly kgDownPerWeek: number;
  readonly kgUpPerWeek: number;
  readonly parcelsPerWeek: number;
  /** Trip cost, split over the stops of each trip by the mass handed over. */
  readonly fenPerWeek: Fen;
}

interface FlowSum {
  visits: number;
  gramsDown: Grams;
  gramsUp: Grams;
  parcels: number;
  fen: Fen;
  readonly echelon: Echelon;
  readonly baseId: SiteId;
  readonly siteId: SiteId;
}

/** Flows of a rung in order of first appearance. Their costs sum to the week's cost of the trips. */
export function listFlowRecords(
  index: CountyIndex,
  plan: Plan,
  rung: RungName,
  filter: TripFilter = {},
): readonly FlowRecord[] {
  const sums = new Map<string, FlowSum>();
  for (const recorded of listRecordedTrips(index, plan, rung, filter)) addTrip(sums, index, recorded);
  return [...sums].map(([id, sum]) => ({
    id,
    rung,
    echelon: sum.echelon,
    baseId: sum.baseId,
    baseName: getById(index.sites, sum.baseId).name,
    siteId: sum.siteId,
    siteName: getById(index.sites, sum.siteId).name,
    visitsPerWeek: sum.visits,
    kgDownPerWeek: toKilograms(sum.gramsDown),
    kgUpPerWeek: toKilograms(sum.gramsUp),
    parcelsPerWeek: sum.parcels,
    fenPerWeek: sum.fen,
  }));
}

function addTrip(sums: Map<string, FlowSum>, index: CountyIndex, recorded: RecordedTrip): void {
  const { trip, route, weekdays } = recorded.planned;
  const fen = splitFen(recorded.record.costFen, trip.stops.map(sumGrams));
  trip.stops.forEach((stop, i) => {
    const load = sumLoad(listStopItems(stop), index);
    const sum = getSum(sums, route.echelon, trip.startSiteId, stop.siteId);
    sum.visits += weekdays.length;
    sum.gramsDown += load.gramsDown * weekdays.length;
    sum.gramsUp += load.gramsUp * weekdays.length;
    sum.parcels += load.parcels * weekdays.length;
    sum.fen += fen[i] * weekdays.length;
  });
}

function getSum(sums: Map<string, FlowSum>, echelon: Echelon, baseId: SiteId, siteId: SiteId): FlowSum {
  const id = `${echelon}/${baseId}/${siteId}`;
  const known = sums.get(id);
  if (known !== undefined) return known;
  const sum = { echelon, baseId, siteId, visits: 0, gramsDown: 0, gramsUp: 0, parcels: 0, fen: 0 };
  sums.set(id, sum);
  return sum;
}

function sumGrams(stop: Stop): Grams {
  return listStopItems(stop).reduce((grams, item) => grams + item.grams, 0);
}
