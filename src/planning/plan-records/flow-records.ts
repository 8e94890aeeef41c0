import type { CarrierId } from '../../model/carrier.ts';
import type { Echelon, Item, Plan, RungName } from '../../model/plan.ts';
import type { SiteId } from '../../model/site.ts';
import type { Fen, Grams } from '../../model/units.ts';
import { apportion } from '../apportion.ts';
import type { CountyIndex } from './county-index.ts';
import { getById } from './county-index.ts';
import { listStopItems, sumLoad, toKilograms } from './load.ts';
import type { TripFilter } from './planned-trips.ts';
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
  /** Trip cost, split over the stops of each trip, and a stop's over its carriers, by the mass handed over. */
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

/**
 * Flows of a rung in order of first appearance. Their costs sum to the week's cost of the trips. With a carrier in the
 * filter only its own goods flow, with their share of the cost.
 */
export function listFlowRecords(
  index: CountyIndex,
  plan: Plan,
  rung: RungName,
  filter: TripFilter = {},
): readonly FlowRecord[] {
  const sums = new Map<string, FlowSum>();
  for (const recorded of listRecordedTrips(index, plan, rung, filter))
    addTrip(sums, index, recorded, filter.carrierId);
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

/** A trip's cost goes to its stops, and a stop's to the carriers, by mass; equally where nothing weighs. */
function addTrip(
  sums: Map<string, FlowSum>,
  index: CountyIndex,
  recorded: RecordedTrip,
  carrierId: CarrierId | undefined,
): void {
  const { trip, route, weekdays } = recorded.planned;
  const fen = apportion(
    recorded.record.costFen,
    trip.stops.map((stop) => sumGrams(listStopItems(stop))),
  );
  trip.stops.forEach((stop, i) => {
    const byCarrier = Map.groupBy(
      listStopItems(stop),
      (item) => getById(index.demands, item.demandId).carrierId,
    );
    const shares = apportion(fen[i], [...byCarrier.values()].map(sumGrams));
    const own = carrierId === undefined ? listStopItems(stop) : (byCarrier.get(carrierId) ?? []);
    if (carrierId !== undefined && own.length === 0) return;
    const load = sumLoad(own, index);
    const sum = getSum(sums, route.echelon, trip.startSiteId, stop.siteId);
    sum.visits += weekdays.length;
    sum.gramsDown += load.gramsDown * weekdays.length;
    sum.gramsUp += load.gramsUp * weekdays.length;
    sum.parcels += load.parcels * weekdays.length;
    const share = carrierId === undefined ? fen[i] : shares[[...byCarrier.keys()].indexOf(carrierId)];
    sum.fen += share * weekdays.length;
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

function sumGrams(items: readonly Item[]): Grams {
  return items.reduce((grams, item) => grams + item.grams, 0);
}
