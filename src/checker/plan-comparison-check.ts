import type { Comparison, Gain } from '../model/comparison.ts';
import type { CostBreakdown } from '../model/cost.ts';
import type { Rung, RungName } from '../model/plan.ts';
import type { PlanCheckBasis } from './plan-check-basis.ts';
import { countDifferences } from './plan-service-check.ts';

/** Savings below this share of the earlier rung's cost count as noise. */
const NOISE_SHARE = 0.005;

const GAINS: readonly (readonly [name: Gain['name'], from: RungName, to: RungName])[] = [
  ['planning_gain', 'as_operated', 'alone'],
  ['pooling_gain', 'alone', 'pooled'],
  ['both', 'as_operated', 'pooled'],
];

/**
 * Recomputes every figure of the comparison from the rungs: columns, gains, who pays what alone, comparability. Of a
 * reason the figures are recomputed, its words are not.
 */
export function checkComparison(basis: PlanCheckBasis): void {
  const { comparison, rungs } = basis.plan;
  const gains = GAINS.flatMap(([name, from, to]) => {
    const earlier = rungs.find((rung) => rung.name === from);
    const later = rungs.find((rung) => rung.name === to);
    if (earlier === undefined || later === undefined) return [];
    return [toGain(name, earlier, later, settleReason(basis, name, earlier, later))];
  });
  const alone = rungs.find(({ name }) => name === 'alone');
  const reasons = new Set(gains.flatMap(({ reason }) => reason ?? []));
  const recomputed: Comparison = {
    rungs: rungs.map(toColumn),
    gains,
    aloneByCarrier: (alone?.coalitions ?? []).map(({ members, cost }) => ({
      carrierId: members[0],
      totalFen: cost.totalFen,
    })),
    comparable: reasons.size === 0,
    reason: reasons.size === 0 ? null : [...reasons].join(' '),
  };
  basis.expectSame('comparison_mismatch', '/comparison', comparison, recomputed);
}

/** The stated reason where it names the right figures; null where there is none to state. */
function settleReason(basis: PlanCheckBasis, name: Gain['name'], from: Rung, to: Rung): string | null {
  const figures = countDifferences(basis, from, to).join(', ');
  if (figures === '') return null;
  const stated = basis.plan.comparison.gains.find((gain) => gain.name === name)?.reason ?? '';
  return (stated.match(/\d+/g) ?? []).join(', ') === figures
    ? stated
    : `A reason with the figures ${figures}.`;
}

function toColumn({ name, cost, metrics }: Rung): Comparison['rungs'][number] {
  const { vehicleDaysPerWeek, vehicles, driverHoursPerWeek, fenPerParcel, fenPerKg } = metrics;
  const { loadFactorByMass, co2eKgPerWeek, villageCoverage, unservedDemands } = metrics;
  const { totalFen, unservedFen } = cost;
  const perUnit = (units: number): number | null => (units > 0 ? (totalFen - unservedFen) / units : null);
  return {
    name,
    totalFen,
    unservedFen,
    operatingFen: totalFen - unservedFen,
    operatingFenPerParcel: perUnit(metrics.parcelsPerWeek),
    operatingFenPerKg: perUnit(metrics.kgPerWeek),
    metresPerWeek: Math.round(metrics.vehicleKmPerWeek * 1000),
    vehicleDaysPerWeek,
    vehicles,
    driverHoursPerWeek,
    fenPerParcel,
    fenPerKg,
    loadFactorByMass,
    co2eKgPerWeek,
    villageCoverage,
    unservedDemands,
  };
}

/** Savings are paired by position of the seed, a rung of one total with each of the other's; the kept plans count too. */
function toGain(name: Gain['name'], from: Rung, to: Rung, reason: string | null): Gain {
  const earlier = from.seedTotals.map(({ totalFen }) => totalFen);
  const later = to.seedTotals.map(({ totalFen }) => totalFen);
  const savingFen = from.cost.totalFen - to.cost.totalFen;
  const savings = [
    savingFen,
    ...later.map((fen, index) => earlier[Math.min(index, earlier.length - 1)] - fen),
  ];
  const lowFen = Math.min(...savings);
  const noise = Math.max(spread(earlier), spread(later), NOISE_SHARE * from.cost.totalFen, 0);
  return {
    name,
    from: from.name,
    to: to.name,
    savingFen,
    savingShare: shareOfCost(savingFen, from.cost, to.cost),
    lowFen,
    highFen: Math.max(...savings),
    significant: reason === null && lowFen > noise,
    comparable: reason === null,
    reason,
  };
}

/** Of what the earlier rung costs: without what is left unserved where the later one pays the same for it. */
function shareOfCost(savingFen: number, earlier: CostBreakdown, later: CostBreakdown): number {
  const alike = earlier.unservedFen === later.unservedFen;
  const cost = alike ? earlier.totalFen - earlier.unservedFen : earlier.totalFen;
  return cost === 0 ? 0 : savingFen / cost;
}

function spread(totals: readonly number[]): number {
  return Math.max(...totals) - Math.min(...totals);
}
