import type { CarrierId } from '../model/carrier.ts';
import type { CostBreakdown } from '../model/cost.ts';
import type { Direction } from '../model/demand.ts';
import type { Metrics, MetricsSlice } from '../model/metrics.ts';
import type { Echelon, PlanDay } from '../model/plan.ts';
import type { Fen, SecondsOfDay } from '../model/units.ts';
import type { Unserved } from '../model/unserved.ts';
import { apportion } from './apportion.ts';
import { costUnserved } from './cost.ts';
import type { CountyIndex } from './plan-records/county-index.ts';
import { getById } from './plan-records/county-index.ts';
import type { Goods } from './week-totals.ts';
import { WeekTotals } from './week-totals.ts';

/** What metrics are worked out from: a coalition's week with its cost. */
export interface MeasuredWeek {
  readonly members: readonly CarrierId[];
  readonly days: readonly PlanDay[];
  readonly unserved: readonly Unserved[];
  readonly cost: CostBreakdown;
}

/**
 * Metrics of one or more coalitions together. Slices sum to the total:
 * - by echelon, village tours also bear what is left unserved, the trunk handling and sites, the feeder the pooling
 *   overhead;
 * - by carrier and direction, each coalition's cost without the unserved is attributed by mass times distance
 *   ridden, and what is unserved to its own carrier and direction.
 */
export function measureWeeks(index: CountyIndex, weeks: readonly MeasuredWeek[]): Metrics {
  const totals = new WeekTotals(index);
  for (const week of weeks) for (const day of week.days) totals.addDay(day);
  const attributed = weeks.map((week) => attributeCost(index, week));
  const members = weeks.flatMap((week) => week.members);
  const totalFen = sum(weeks.map(({ cost }) => cost.totalFen));
  const { down, up } = totals.byDirection;
  const served = { grams: down.grams + up.grams, parcels: down.parcels + up.parcels };
  const echelonFen = (echelon: Echelon): Fen => totals.byEchelon[echelon].fen + overheadOf(echelon, weeks);
  const gramMetres = sum(Object.values(totals.byEchelon).map((slice) => slice.gramMetres));
  return {
    ...toSlice(totalFen, served),
    tonneKmPerWeek: gramMetres / 1e9,
    fenPerTonneKm: ratio(totalFen, gramMetres / 1e9),
    byEchelon: {
      feeder: toSlice(echelonFen('feeder'), totals.byEchelon.feeder),
      trunk: toSlice(echelonFen('trunk'), totals.byEchelon.trunk),
      village: toSlice(echelonFen('village'), totals.byEchelon.village),
    },
    byCarrier: [...members].sort().map((carrierId) => {
      const slice = toSlice(
        sum(attributed.map(({ byCarrier }) => byCarrier.get(carrierId) ?? 0)),
        totals.byCarrier.get(carrierId),
      );
      return Object.assign({ carrierId }, slice);
    }),
    byDirection: {
      down: toSlice(sum(attributed.map(({ byDirection }) => byDirection.down)), down),
      up: toSlice(sum(attributed.map(({ byDirection }) => byDirection.up)), up),
    },
    vehicleKmPerWeek: totals.metres / 1000,
    vehicleDaysPerWeek: totals.vehicleDays,
    vehicles: Math.max(0, ...totals.vehiclesOn.values()),
    driverHoursPerWeek: totals.workingSeconds / 3600,
    loadFactorByMass: ratio(totals.fill.gramMetres, totals.fill.gramMetresOffered) ?? 0,
    loadFactorByVolume: ratio(totals.fill.litreMetres, totals.fill.litreMetresOffered) ?? 0,
    emptyKmShare: ratio(totals.emptyMetres, totals.metres) ?? 0,
    ...measureVillages(index, members, totals),
    arrivalP50: percentile(totals.arrivals, 0.5),
    arrivalP95: percentile(totals.arrivals, 0.95),
    pooledShare: ratio(totals.gramsOnPooledTrips, totals.gramsOnTrips) ?? 0,
    co2eKgPerWeek: totals.emissionGrams / 1000,
    unservedDemands: new Set(weeks.flatMap(({ unserved }) => unserved.map(({ demandId }) => demandId))).size,
    unservedKgPerWeek:
      sum(weeks.flatMap(({ unserved }) => unserved.map((entry) => entry.gramsPerWeek))) / 1000,
    drivingSecondsPerWeek: totals.drivingSeconds,
  };
}

function overheadOf(echelon: Echelon, weeks: readonly MeasuredWeek[]): Fen {
  return sum(
    weeks.map(({ cost }) => {
      if (echelon === 'feeder') return cost.poolingOverheadFen;
      return echelon === 'trunk' ? cost.handlingFen + cost.sitesFen : cost.unservedFen + cost.linesFen;
    }),
  );
}

/** A coalition's cost over its members and over directions. */
function attributeCost(
  index: CountyIndex,
  week: MeasuredWeek,
): { byCarrier: ReadonlyMap<CarrierId, Fen>; byDirection: Record<Direction, Fen> } {
  const totals = new WeekTotals(index);
  for (const day of week.days) totals.addDay(day);
  const shared = week.cost.totalFen - week.cost.unservedFen;
  const carried = week.members.map((id) => totals.byCarrier.get(id));
  const carrierFen = apportion(shared, toWeights(carried));
  const [down, up] = apportion(shared, toWeights([totals.byDirection.down, totals.byDirection.up]));
  const byCarrier = new Map(week.members.map((id, position) => [id, carrierFen[position]]));
  const byDirection = { down, up };
  for (const entry of week.unserved) {
    const { carrierId, direction } = getById(index.demands, entry.demandId);
    const fen = costUnserved(entry, index.county.rates);
    byCarrier.set(carrierId, (byCarrier.get(carrierId) ?? 0) + fen);
    byDirection[direction] += fen;
  }
  return { byCarrier, byDirection };
}

/** Mass-distance, or mass alone where nothing rides any distance. */
function toWeights(slices: readonly (Goods | undefined)[]): readonly number[] {
  const ridden = slices.map((slice) => slice?.gramMetres ?? 0);
  return ridden.some((weight) => weight > 0) ? ridden : slices.map((slice) => slice?.grams ?? 0);
}

function measureVillages(
  { county, sites }: CountyIndex,
  members: readonly CarrierId[],
  totals: WeekTotals,
): Pick<Metrics, 'villageCoverage' | 'villagesServed' | 'villagesWithDemand' | 'meanVisitsPerWeek'> {
  const demanding = new Set(
    county.demands
      .filter(({ carrierId, siteId }) => {
        return members.includes(carrierId) && getById(sites, siteId).tier === 'village';
      })
      .map(({ siteId }) => siteId),
  );
  const visits = [...demanding].flatMap((siteId) => totals.visitDays.get(siteId)?.size ?? []);
  return {
    villageCoverage: ratio(visits.length, demanding.size) ?? 0,
    villagesServed: visits.length,
    villagesWithDemand: demanding.size,
    meanVisitsPerWeek: ratio(sum(visits), visits.length) ?? 0,
  };
}

function toSlice(
  totalFen: Fen,
  goods: { readonly grams: number; readonly parcels: number } | undefined,
): MetricsSlice {
  const kgPerWeek = (goods?.grams ?? 0) / 1000;
  const parcelsPerWeek = goods?.parcels ?? 0;
  return {
    totalFen,
    kgPerWeek,
    parcelsPerWeek,
    fenPerKg: ratio(totalFen, kgPerWeek),
    fenPerParcel: ratio(totalFen, parcelsPerWeek),
  };
}

/** Nearest-rank percentile; null of nothing. */
function percentile(values: readonly SecondsOfDay[], share: number): SecondsOfDay | null {
  if (values.length === 0) return null;
  const ascending = values.toSorted((a, b) => a - b);
  return ascending[Math.ceil(share * ascending.length) - 1];
}

function ratio(numerator: number, denominator: number): number | null {
  return denominator === 0 ? null : numerator / denominator;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
