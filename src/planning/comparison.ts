import type { Comparison, Gain } from '../model/comparison.ts';
import type { Rung, RungName } from '../model/plan.ts';
import type { Fen } from '../model/units.ts';
import type { CountyIndex } from './plan-records/county-index.ts';
import { findRungDifference } from './rung-difference.ts';

/** Savings below this share of the earlier rung's cost are taken for noise whatever the seeds say (assumption). */
export const LEAST_SIGNIFICANT_SHARE = 0.005;

/**
 * Puts the rungs side by side. A gain is significant when even its smallest value over the paired seeds is above
 * zero and above the noise: the wider of the two rungs' spreads over the seeds, and half a per cent of the earlier
 * rung's cost at least. It is never significant between rungs that are not comparable: see `findRungDifference`.
 */
export function compareRungs(rungs: readonly Rung[], index: CountyIndex): Comparison {
  const gains = listGains(rungs, index);
  const reasons = new Set(gains.map(({ reason }) => reason ?? null).filter((reason) => reason !== null));
  const alone = rungs.find(({ name }) => name === 'alone');
  return {
    rungs: rungs.map(toFigures),
    gains,
    aloneByCarrier: (alone?.coalitions ?? []).map(({ members, cost }) => ({
      carrierId: members[0],
      totalFen: cost.totalFen,
    })),
    comparable: reasons.size === 0,
    reason: reasons.size === 0 ? null : [...reasons].join(' '),
  };
}

function toFigures({ name, cost, metrics }: Rung): Comparison['rungs'][number] {
  const operatingFen = cost.totalFen - cost.unservedFen;
  const { parcelsPerWeek, kgPerWeek } = metrics;
  return {
    name,
    totalFen: cost.totalFen,
    unservedFen: cost.unservedFen,
    operatingFen,
    operatingFenPerParcel: parcelsPerWeek === 0 ? null : operatingFen / parcelsPerWeek,
    operatingFenPerKg: kgPerWeek === 0 ? null : operatingFen / kgPerWeek,
    metresPerWeek: Math.round(metrics.vehicleKmPerWeek * 1000),
    vehicleDaysPerWeek: metrics.vehicleDaysPerWeek,
    vehicles: metrics.vehicles,
    driverHoursPerWeek: metrics.driverHoursPerWeek,
    fenPerParcel: metrics.fenPerParcel,
    fenPerKg: metrics.fenPerKg,
    loadFactorByMass: metrics.loadFactorByMass,
    co2eKgPerWeek: metrics.co2eKgPerWeek,
    villageCoverage: metrics.villageCoverage,
    unservedDemands: metrics.unservedDemands,
  };
}

function listGains(rungs: readonly Rung[], index: CountyIndex): readonly Gain[] {
  const find = (name: RungName): Rung | undefined => rungs.find((rung) => rung.name === name);
  const asOperated = find('as_operated');
  const alone = find('alone');
  const pooled = find('pooled');
  return [
    ...(asOperated && alone ? [toGain(index, 'planning_gain', asOperated, alone)] : []),
    ...(alone && pooled ? [toGain(index, 'pooling_gain', alone, pooled)] : []),
    ...(asOperated && pooled ? [toGain(index, 'both', asOperated, pooled)] : []),
  ];
}

function toGain(index: CountyIndex, name: Gain['name'], from: Rung, to: Rung): Gain {
  const savingFen = from.cost.totalFen - to.cost.totalFen;
  const paired = to.seedTotals.map((later, index) => {
    const earlier = from.seedTotals[Math.min(index, from.seedTotals.length - 1)];
    return earlier.totalFen - later.totalFen;
  });
  const lowFen = Math.min(savingFen, ...paired);
  const sameLeft = from.cost.unservedFen === to.cost.unservedFen;
  const base = from.cost.totalFen - (sameLeft ? from.cost.unservedFen : 0);
  const reason = findRungDifference(index, from, to);
  const noise = Math.max(spreadOf(from), spreadOf(to), LEAST_SIGNIFICANT_SHARE * from.cost.totalFen);
  return {
    name,
    from: from.name,
    to: to.name,
    savingFen,
    savingShare: base === 0 ? 0 : savingFen / base,
    lowFen,
    highFen: Math.max(savingFen, ...paired),
    significant: reason === null && lowFen > 0 && lowFen > noise,
    comparable: reason === null,
    reason,
  };
}

function spreadOf({ seedTotals }: Rung): Fen {
  const totals = seedTotals.map(({ totalFen }) => totalFen);
  return Math.max(...totals) - Math.min(...totals);
}
