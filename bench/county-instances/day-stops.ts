import type { Random } from '../../src/county-import/seeded-random.ts';
import type { Demand } from '../../src/model/demand.ts';
import type { TimeWindow } from '../../src/model/units.ts';
import type { GoodsShare } from './county-recipe.ts';

/** Loads in the two dimensions of a county instance: kilograms, litres. */
export type Load = readonly [kilograms: number, litres: number];

/** One visit of the day before hours are drawn. */
export interface DayStop {
  readonly siteId: string;
  readonly delivery: Load;
  readonly pickup: Load;
  /** When the demand's own site is open. */
  readonly open: TimeWindow;
}

/** Commodities by share; `pooled` takes all. */
const PARCELS: ReadonlySet<string> = new Set(['parcel']);
/** Share of produce that is collected on a call of its own, after the growers have brought it together (assumption). */
const SEPARATE_COLLECTION = 0.7;
/** Larger visits are split: these fit a truck, not every van. */
const MOST_KILOGRAMS = 1_500;
const MOST_LITRES = 12_000;
const DAYS_PER_WEEK = 7;

/**
 * The visits of one drawn day: each demand takes place on as many days of seven as it is visited, and what goes to and
 * comes from one site travels together, except produce collected by a call of its own.
 */
export function drawDayStops(
  demands: readonly Demand[],
  goods: GoodsShare,
  random: Random,
): readonly DayStop[] {
  const stops = new Map<string, DayStop>();
  for (const demand of demands) {
    const takesPlace = random() < demand.visitsPerWeek / DAYS_PER_WEEK;
    const ownCall = demand.commodityId === 'produce' && random() < SEPARATE_COLLECTION;
    if (!takesPlace || !isCarried(demand, goods)) continue;
    const key = ownCall ? `${demand.siteId}/produce` : demand.siteId;
    stops.set(key, addDemand(stops.get(key), demand));
  }
  return [...stops.values()].flatMap(splitStop);
}

function isCarried(demand: Demand, goods: GoodsShare): boolean {
  return goods === 'pooled' || PARCELS.has(demand.commodityId) === (goods === 'parcels');
}

function addDemand(stop: DayStop | undefined, demand: Demand): DayStop {
  const before = stop ?? { siteId: demand.siteId, delivery: [0, 0], pickup: [0, 0], open: demand.window };
  const load: Load = [
    Math.ceil(demand.gramsPerWeek / demand.visitsPerWeek / 1_000),
    Math.ceil(demand.litresPerWeek / demand.visitsPerWeek),
  ];
  const side = demand.direction === 'down' ? 'delivery' : 'pickup';
  return { ...before, [side]: [before[side][0] + load[0], before[side][1] + load[1]] };
}

function splitStop(stop: DayStop): readonly DayStop[] {
  const heaviest = Math.max(stop.delivery[0], stop.pickup[0]) / MOST_KILOGRAMS;
  const largest = Math.max(stop.delivery[1], stop.pickup[1]) / MOST_LITRES;
  const parts = Math.ceil(Math.max(1, heaviest, largest));
  return Array.from({ length: parts }, (_, part) => ({
    ...stop,
    delivery: [share(stop.delivery[0], parts, part), share(stop.delivery[1], parts, part)],
    pickup: [share(stop.pickup[0], parts, part), share(stop.pickup[1], parts, part)],
  }));
}

/** Part `part` of `parts` of a whole number, equal to within one. */
function share(total: number, parts: number, part: number): number {
  return Math.floor((total * (part + 1)) / parts) - Math.floor((total * part) / parts);
}
