import type { CostBreakdown } from '../model/cost.ts';
import type { Metrics, MetricsSlice } from '../model/metrics.ts';
import type { CoalitionPlan, Echelon } from '../model/plan.ts';
import type { PlanCheckBasis } from './plan-check-basis.ts';
import { priceLeftBehind } from './plan-cost-check.ts';
import type { SliceGoods } from './plan-routed-figures.ts';
import { RoutedFigures } from './plan-routed-figures.ts';

/**
 * Recomputes every figure of the metrics of one or more coalitions. What carriers and directions bear is a rounded
 * share, so each may differ by a fen per coalition; their sums may not.
 */
export function checkMetrics(
  basis: PlanCheckBasis,
  stated: Metrics,
  cost: CostBreakdown,
  weeks: readonly CoalitionPlan[],
  path: string,
): void {
  const recomputed = new MetricsRecount(basis, cost, weeks).toMetrics(stated);
  basis.expectSame('metrics_mismatch', `${path}/metrics`, stated, recomputed);
  const slicings = { byCarrier: stated.byCarrier, byDirection: Object.values(stated.byDirection) };
  for (const [name, slices] of Object.entries(slicings)) {
    const sum = slices.reduce((total, { totalFen }) => total + totalFen, 0);
    basis.expect('metrics_mismatch', `${path}/metrics/${name}`, `The sum ${name}`, sum, cost.totalFen);
  }
}

class MetricsRecount {
  private readonly basis: PlanCheckBasis;
  private readonly cost: CostBreakdown;
  private readonly weeks: readonly CoalitionPlan[];
  private readonly figures: RoutedFigures;

  constructor(basis: PlanCheckBasis, cost: CostBreakdown, weeks: readonly CoalitionPlan[]) {
    this.basis = basis;
    this.cost = cost;
    this.weeks = weeks;
    this.figures = new RoutedFigures(basis, weeks);
  }

  /** Takes over a stated share of carrier or direction that is within rounding of the recomputed one. */
  toMetrics(stated: Metrics): Metrics {
    const { figures, cost, weeks } = this;
    const { aboard, byDirection } = figures;
    const unserved = weeks.flatMap((week) => week.unserved);
    const gramMetres = byDirection.down.gramMetres + byDirection.up.gramMetres;
    const served = {
      grams: byDirection.down.grams + byDirection.up.grams,
      parcels: byDirection.down.parcels + byDirection.up.parcels,
    };
    return {
      ...toSlice(cost.totalFen, served),
      tonneKmPerWeek: gramMetres / 1e9,
      fenPerTonneKm: divide(cost.totalFen, gramMetres / 1e9),
      byEchelon: this.sliceEchelons(),
      ...this.sliceShares(stated),
      vehicleKmPerWeek: figures.metres / 1000,
      vehicleDaysPerWeek: figures.vehicleDays,
      vehicles: Math.max(0, ...figures.routesOn.values()),
      driverHoursPerWeek: figures.workingSeconds / 3600,
      loadFactorByMass: divide(aboard.gramMetres, aboard.gramMetresOffered) ?? 0,
      loadFactorByVolume: divide(aboard.litreMetres, aboard.litreMetresOffered) ?? 0,
      emptyKmShare: divide(figures.emptyMetres, figures.metres) ?? 0,
      ...this.countVillages(),
      arrivalP50: nearestRank(figures.arrivals, 50),
      arrivalP95: nearestRank(figures.arrivals, 95),
      pooledShare: divide(figures.sharedTripGrams, figures.tripGrams) ?? 0,
      co2eKgPerWeek: figures.emissionGrams / 1000,
      unservedDemands: new Set(unserved.map(({ demandId }) => demandId)).size,
      unservedKgPerWeek: unserved.reduce((sum, { gramsPerWeek }) => sum + gramsPerWeek, 0) / 1000,
      drivingSecondsPerWeek: figures.drivingSeconds,
    };
  }

  private sliceEchelons(): Metrics['byEchelon'] {
    const { cost, figures } = this;
    const overheads: Record<Echelon, number> = {
      feeder: cost.poolingOverheadFen,
      trunk: cost.handlingFen + cost.sitesFen,
      village: cost.unservedFen + cost.linesFen,
    };
    const slice = (echelon: Echelon): MetricsSlice =>
      toSlice(figures.roadFen[echelon] + overheads[echelon], figures.byEchelon[echelon]);
    return { feeder: slice('feeder'), trunk: slice('trunk'), village: slice('village') };
  }

  private sliceShares(stated: Metrics): Pick<Metrics, 'byCarrier' | 'byDirection'> {
    const { figures, weeks } = this;
    const fen = this.attribute();
    const settle = (name: string, given: number | undefined): number => {
      const exact = fen.get(name) ?? 0;
      return given !== undefined && Number.isInteger(given) && Math.abs(given - exact) <= weeks.length
        ? given
        : exact;
    };
    const members = weeks.flatMap((week) => week.members).toSorted(compareText);
    const statedFen = new Map(stated.byCarrier.map(({ carrierId, totalFen }) => [carrierId, totalFen]));
    return {
      byCarrier: members.map((carrierId) => {
        const total = settle(`carrier ${carrierId}`, statedFen.get(carrierId));
        const goods = figures.byCarrier.get(carrierId);
        return Object.assign({ carrierId }, toSlice(total, goods ?? { grams: 0, parcels: 0 }));
      }),
      byDirection: {
        down: toSlice(settle('down', stated.byDirection.down.totalFen), figures.byDirection.down),
        up: toSlice(settle('up', stated.byDirection.up.totalFen), figures.byDirection.up),
      },
    };
  }

  /** Each coalition's cost without the unserved, by mass times distance; the unserved to whose it is. */
  private attribute(): ReadonlyMap<string, number> {
    const { basis } = this;
    const fen = new Map<string, number>();
    const add = (name: string, amount: number): void => void fen.set(name, (fen.get(name) ?? 0) + amount);
    for (const week of this.weeks) {
      const { byCarrier, byDirection } = new RoutedFigures(basis, [week]);
      const shared = week.cost.totalFen - week.cost.unservedFen;
      const carriers = week.members.map((id) => [`carrier ${id}`, byCarrier.get(id)] as const);
      for (const [name, amount] of share(shared, carriers)) add(name, amount);
      for (const [name, amount] of share(shared, Object.entries(byDirection))) add(name, amount);
      for (const entry of week.unserved) {
        const demand = basis.demands.get(entry.demandId);
        if (demand === undefined) continue;
        const price = priceLeftBehind(basis, entry);
        add(`carrier ${demand.carrierId}`, price);
        add(demand.direction, price);
      }
    }
    return fen;
  }

  private countVillages(): Pick<
    Metrics,
    'villageCoverage' | 'villagesServed' | 'villagesWithDemand' | 'meanVisitsPerWeek'
  > {
    const { basis, weeks, figures } = this;
    const members = new Set(weeks.flatMap((week) => week.members));
    const demanding = new Set<string>();
    for (const { carrierId, siteId } of basis.county.demands) {
      if (members.has(carrierId) && basis.sites.get(siteId)?.tier === 'village') demanding.add(siteId);
    }
    const served = [...demanding].filter((siteId) => figures.visitDays.has(siteId));
    const visits = served.reduce((sum, siteId) => sum + (figures.visitDays.get(siteId)?.size ?? 0), 0);
    return {
      villageCoverage: divide(served.length, demanding.size) ?? 0,
      villagesServed: served.length,
      villagesWithDemand: demanding.size,
      meanVisitsPerWeek: divide(visits, served.length) ?? 0,
    };
  }
}

/** Exact shares by mass times distance, or by mass where nothing rides, or equal; largest remainders rounded up. */
function share(
  total: number,
  slices: readonly (readonly [name: string, goods: SliceGoods | undefined])[],
): readonly (readonly [name: string, fen: number])[] {
  const ridden = slices.map(([, goods]) => goods?.gramMetres ?? 0);
  const weights = ridden.some((weight) => weight > 0) ? ridden : slices.map(([, goods]) => goods?.grams ?? 0);
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const exact = weights.map((weight) => (whole > 0 ? (total * weight) / whole : total / slices.length));
  const missing = total - exact.reduce((sum, part) => sum + Math.floor(part), 0);
  const order = [...exact.keys()].sort((a, b) => (exact[b] % 1) - (exact[a] % 1));
  const raised = new Set(order.slice(0, Math.max(0, missing)));
  return slices.map(([name], index) => [name, Math.floor(exact[index]) + (raised.has(index) ? 1 : 0)]);
}

function toSlice(
  totalFen: number,
  goods: { readonly grams: number; readonly parcels: number },
): MetricsSlice {
  const kgPerWeek = goods.grams / 1000;
  return {
    totalFen,
    kgPerWeek,
    parcelsPerWeek: goods.parcels,
    fenPerKg: divide(totalFen, kgPerWeek),
    fenPerParcel: divide(totalFen, goods.parcels),
  };
}

function nearestRank(values: readonly number[], percent: number): number | null {
  if (values.length === 0) return null;
  const rank = Math.max(1, Math.ceil((percent / 100) * values.length));
  return values.toSorted((a, b) => a - b)[rank - 1];
}

function divide(numerator: number, denominator: number): number | null {
  return denominator === 0 ? null : numerator / denominator;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
