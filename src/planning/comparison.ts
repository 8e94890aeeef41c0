import type { CarrierId } from '../model/carrier.ts';
import type { Comparison, Gain } from '../model/comparison.ts';
import type { CoalitionPlan, Rung, RungName } from '../model/plan.ts';
import type { Fen } from '../model/units.ts';
import { listOperatingCoalitions } from './plan-records/planned-trips.ts';

/** Savings below this share of the earlier rung's cost are taken for noise whatever the seeds say (assumption). */
export const LEAST_SIGNIFICANT_SHARE = 0.005;

/**
 * Puts the rungs side by side. A gain is significant when even its smallest value over the paired seeds is above
 * zero and above the noise: the wider of the two rungs' spreads over the seeds, and half a per cent of the earlier
 * rung's cost at least. Rungs are comparable when they leave the same goods unserved.
 */
export function compareRungs(rungs: readonly Rung[]): Comparison {
  const difference = findDifference(rungs);
  const alone = rungs.find(({ name }) => name === 'alone');
  return {
    rungs: rungs.map(toFigures),
    gains: listGains(rungs),
    aloneByCarrier: (alone?.coalitions ?? []).map(({ members, cost }) => ({
      carrierId: members[0],
      totalFen: cost.totalFen,
    })),
    comparable: difference === null,
    reason: difference,
  };
}

function toFigures({ name, cost, metrics }: Rung): Comparison['rungs'][number] {
  return {
    name,
    totalFen: cost.totalFen,
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

function listGains(rungs: readonly Rung[]): readonly Gain[] {
  const find = (name: RungName): Rung | undefined => rungs.find((rung) => rung.name === name);
  const asOperated = find('as_operated');
  const alone = find('alone');
  const pooled = find('pooled');
  return [
    ...(asOperated && alone ? [toGain('planning_gain', asOperated, alone)] : []),
    ...(alone && pooled ? [toGain('pooling_gain', alone, pooled)] : []),
    ...(asOperated && pooled ? [toGain('both', asOperated, pooled)] : []),
  ];
}

function toGain(name: Gain['name'], from: Rung, to: Rung): Gain {
  const savingFen = from.cost.totalFen - to.cost.totalFen;
  const paired = to.seedTotals.map((later, index) => {
    const earlier = from.seedTotals[Math.min(index, from.seedTotals.length - 1)];
    return earlier.totalFen - later.totalFen;
  });
  const lowFen = Math.min(...paired);
  const noise = Math.max(spreadOf(from), spreadOf(to), LEAST_SIGNIFICANT_SHARE * from.cost.totalFen);
  return {
    name,
    from: from.name,
    to: to.name,
    savingFen,
    savingShare: from.cost.totalFen === 0 ? 0 : savingFen / from.cost.totalFen,
    lowFen,
    highFen: Math.max(...paired),
    significant: lowFen > 0 && lowFen > noise,
  };
}

function spreadOf({ seedTotals }: Rung): Fen {
  const totals = seedTotals.map(({ totalFen }) => totalFen);
  return Math.max(...totals) - Math.min(...totals);
}

/** States between which rungs the served goods differ, or null where they are the same. */
function findDifference(rungs: readonly Rung[]): string | null {
  const left = rungs.map((rung) => unservedByDemand(listOperatingCoalitions(rung)));
  for (let later = 1; later < rungs.length; later++) {
    const demandIds = new Set([...left[later - 1].keys(), ...left[later].keys()]);
    const differing = [...demandIds].filter((id) => left[later - 1].get(id) !== left[later].get(id));
    if (differing.length > 0) {
      return (
        `${differing.length} demands are served to a different extent in the rungs ${rungs[later - 1].name} and ` +
        `${rungs[later].name}; what is left unserved is priced in both.`
      );
    }
  }
  return null;
}

function unservedByDemand(coalitions: readonly CoalitionPlan[]): ReadonlyMap<CarrierId, number> {
  const grams = new Map<string, number>();
  for (const { unserved } of coalitions) {
    for (const entry of unserved) {
      grams.set(entry.demandId, (grams.get(entry.demandId) ?? 0) + entry.gramsPerWeek);
    }
  }
  return grams;
}
