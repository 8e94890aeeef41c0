import type { CostBreakdown } from '../model/cost.ts';
import type { Metrics } from '../model/metrics.ts';
import type { CoalitionPlan, Route } from '../model/plan.ts';
import type { PlanCheckBasis } from './plan-check-basis.ts';

/** Relative difference that floating-point sums in another order may have. */
const TOLERANCE = 1e-9;

/** Recomputes the main figures of the metrics of one or more coalitions, and that each slicing sums to the total. */
export function checkMetrics(
  basis: PlanCheckBasis,
  metrics: Metrics,
  cost: CostBreakdown,
  weeks: readonly CoalitionPlan[],
  path: string,
): void {
  const expect = (name: string, stated: number | null, recomputed: number | null): void => {
    const tolerance = TOLERANCE * Math.abs(recomputed ?? 0);
    basis.expect('metrics_mismatch', `${path}/metrics/${name}`, name, stated, recomputed, tolerance);
  };
  const figures = recompute(basis, weeks);
  for (const [name, figure] of Object.entries(figures))
    expect(name, metrics[name as keyof typeof figures], figure);
  expect('totalFen', metrics.totalFen, cost.totalFen);
  const perKg = figures.kgPerWeek === 0 ? null : cost.totalFen / figures.kgPerWeek;
  const perParcel = figures.parcelsPerWeek === 0 ? null : cost.totalFen / figures.parcelsPerWeek;
  expect('fenPerKg', metrics.fenPerKg, perKg);
  expect('fenPerParcel', metrics.fenPerParcel, perParcel);
  const slicings = {
    byEchelon: Object.values(metrics.byEchelon),
    byCarrier: metrics.byCarrier,
    byDirection: Object.values(metrics.byDirection),
  };
  for (const [name, slices] of Object.entries(slicings)) {
    expect(name, sum(slices.map(({ totalFen }) => totalFen)), cost.totalFen);
  }
  expect(
    'byDirection',
    sum(Object.values(metrics.byDirection).map(({ kgPerWeek }) => kgPerWeek)),
    figures.kgPerWeek,
  );
}

function recompute(
  basis: PlanCheckBasis,
  weeks: readonly CoalitionPlan[],
): Pick<
  Metrics,
  | 'kgPerWeek'
  | 'parcelsPerWeek'
  | 'vehicleKmPerWeek'
  | 'vehicleDaysPerWeek'
  | 'vehicles'
  | 'driverHoursPerWeek'
  | 'loadFactorByMass'
  | 'emptyKmShare'
  | 'villageCoverage'
  | 'villagesServed'
  | 'villagesWithDemand'
  | 'co2eKgPerWeek'
  | 'unservedDemands'
  | 'unservedKgPerWeek'
  | 'drivingSecondsPerWeek'
> {
  const driven = listDrivenDays(weeks);
  const served = listServed(basis, driven);
  const legs = driven.flatMap((route) => listLoadedLegs(basis, route));
  const metres = sum(legs.map((leg) => leg.metres));
  const offered = sum(legs.map((leg) => leg.metres * leg.capacityGrams));
  const members = new Set(weeks.flatMap((week) => week.members));
  const isVillage = (siteId: string): boolean => basis.sites.get(siteId)?.tier === 'village';
  const demanding = basis.county.demands.filter(
    ({ carrierId, siteId }) => members.has(carrierId) && isVillage(siteId),
  );
  const villages = new Set(demanding.map(({ siteId }) => siteId));
  const reached = new Set(served.map(({ siteId }) => siteId).filter(isVillage));
  const unserved = weeks.flatMap((week) => week.unserved);
  const perWeekday = [1, 2, 3, 4, 5, 6, 7].map((weekday) => {
    const days = weeks
      .flatMap((week) => week.days)
      .filter(({ weekdays }) => weekdays.some((day) => day === weekday));
    return days.flatMap(({ routes }) => routes).length;
  });
  return {
    kgPerWeek: sum(served.map(({ grams }) => grams)) / 1000,
    parcelsPerWeek: sum(served.map(({ parcels }) => parcels)),
    vehicleKmPerWeek: metres / 1000,
    vehicleDaysPerWeek: driven.length,
    vehicles: Math.max(...perWeekday),
    driverHoursPerWeek: sum(driven.map(({ start, end }) => end - start)) / 3600,
    loadFactorByMass: offered === 0 ? 0 : sum(legs.map((leg) => leg.metres * leg.grams)) / offered,
    emptyKmShare:
      metres === 0 ? 0 : sum(legs.filter(({ grams }) => grams === 0).map((leg) => leg.metres)) / metres,
    villageCoverage: villages.size === 0 ? 0 : reached.size / villages.size,
    villagesServed: reached.size,
    villagesWithDemand: villages.size,
    co2eKgPerWeek: sum(driven.map((route) => emissionOf(basis, route))) / 1000,
    unservedDemands: new Set(unserved.map(({ demandId }) => demandId)).size,
    unservedKgPerWeek: sum(unserved.map(({ gramsPerWeek }) => gramsPerWeek)) / 1000,
    drivingSecondsPerWeek: sum(legs.map(({ seconds }) => seconds)),
  };
}

/** Every route once per weekday on which it runs. */
function listDrivenDays(weeks: readonly CoalitionPlan[]): readonly Route[] {
  return weeks.flatMap(({ days }) => days.flatMap(({ weekdays, routes }) => weekdays.flatMap(() => routes)));
}

function listServed(
  basis: PlanCheckBasis,
  driven: readonly Route[],
): readonly { siteId: string; grams: number; parcels: number }[] {
  return driven.flatMap(({ trips }) =>
    trips.flatMap(({ stops }) =>
      stops.flatMap(({ siteId, deliveries, pickups }) =>
        [...deliveries, ...pickups]
          .filter(({ demandId }) => basis.demands.get(demandId)?.siteId === siteId)
          .map(({ grams, parcels }) => ({ siteId, grams, parcels })),
      ),
    ),
  );
}

function listLoadedLegs(
  basis: PlanCheckBasis,
  route: Route,
): readonly { metres: number; seconds: number; grams: number; capacityGrams: number }[] {
  const capacityGrams = basis.types.get(route.vehicleTypeId)?.capacityGrams ?? 0;
  return route.trips.flatMap((trip) => {
    const out = trip.stops.flatMap((stop) => stop.deliveries);
    let grams = sum(out.map((item) => item.grams));
    return trip.legs.map(({ metres, seconds }, index) => {
      const leg = { metres, seconds, grams, capacityGrams };
      const stop = trip.stops[index];
      grams += sum((stop?.pickups ?? []).map((item) => item.grams));
      grams -= sum((stop?.deliveries ?? []).map((item) => item.grams));
      return leg;
    });
  });
}

function emissionOf(basis: PlanCheckBasis, route: Route): number {
  const type = basis.types.get(route.vehicleTypeId);
  if (type === undefined) return 0;
  return (route.metres / 1e5) * type.energyPer100Km * basis.county.rates.emissionGramsPerUnit[type.energy];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
