import type { CoalitionPlan, Plan, Rung } from '../model/plan.ts';
import type { PlanCheckBasis } from './plan-check-basis.ts';
import { listCheckedWeeks } from './plan-check-basis.ts';
import { checkSummedCost } from './plan-cost-check.ts';
import { checkMetrics } from './plan-metrics-check.ts';

/** What holds between coalitions, rungs and their comparison. */
export function checkLadder(basis: PlanCheckBasis): void {
  const { plan } = basis;
  for (const [r, rung] of plan.rungs.entries()) {
    const path = `/rungs/${r}`;
    checkPartition(basis, rung, path);
    checkIds(basis, rung, path);
    for (const [c, coalition] of rung.coalitions.entries())
      checkParts(basis, coalition, `${path}/coalitions/${c}`);
    checkSummedCost(
      basis,
      rung.cost,
      rung.coalitions.map(({ cost }) => cost),
      path,
    );
    const weeks = listCheckedWeeks({ ...plan, rungs: [rung] }).map(({ coalition }) => coalition);
    checkMetrics(basis, rung.metrics, rung.cost, weeks, path);
    checkSeeds(basis, rung, path);
  }
  checkPoolBelowParts(basis);
  checkComparison(basis);
  checkGeometries(basis);
}

/** Every carrier is in exactly one coalition of the rung; pools are those of the scenario. */
function checkPartition(basis: PlanCheckBasis, rung: Rung, path: string): void {
  const members = rung.coalitions.flatMap((coalition) => coalition.members);
  const carriers = basis.county.carriers.map(({ id }) => id);
  const isPartition =
    members.length === carriers.length && new Set([...members, ...carriers]).size === carriers.length;
  if (!isPartition)
    basis.add('unknown_reference', path, 'The coalitions do not hold every carrier exactly once.');
  const pools =
    rung.name === 'pooled' ? basis.plan.scenario.coalitions.filter((pool) => pool.length > 1) : [];
  const stated = rung.coalitions.filter((coalition) => coalition.members.length > 1);
  const keys = (lists: readonly (readonly string[])[]): string => {
    return JSON.stringify(lists.map((list) => [...list].sort((a, b) => (a < b ? -1 : 1)).join('\n')).sort());
  };
  if (keys(pools) !== keys(stated.map((coalition) => coalition.members))) {
    basis.add('unknown_reference', path, 'The pools are not those of the scenario.');
  }
}

function checkParts(basis: PlanCheckBasis, coalition: CoalitionPlan, path: string): void {
  const weeks = coalition.parts.length > 0 ? coalition.parts : [coalition];
  checkMetrics(basis, coalition.metrics, coalition.cost, weeks, path);
  if (coalition.parts.length === 0) return;
  checkSummedCost(
    basis,
    coalition.cost,
    coalition.parts.map(({ cost }) => cost),
    path,
  );
  if (coalition.days.length > 0 || coalition.unserved.length > 0) {
    basis.add('wrong_stop', path, 'A coalition made of parts holds no routes or unserved demand of its own.');
  }
  const inParts = new Set(coalition.parts.flatMap((part) => part.members));
  if (inParts.symmetricDifference(new Set(coalition.members)).size > 0) {
    basis.add('unknown_reference', path, 'The parts have other members than the coalition.');
  }
}

function checkIds(basis: PlanCheckBasis, rung: Rung, path: string): void {
  const seen = new Set<string>();
  for (const { coalition, path: weekPath } of listCheckedWeeks({ ...basis.plan, rungs: [rung] })) {
    const weekdays = coalition.days.flatMap((day) => day.weekdays);
    if (new Set(weekdays).size !== weekdays.length) {
      basis.add('weekdays_clash', weekPath, 'A weekday stands in two days of the coalition.');
    }
    const routes = coalition.days.flatMap((day) => day.routes);
    for (const { id } of [...routes, ...routes.flatMap(({ trips }) => trips)]) {
      if (seen.has(id)) basis.add('duplicate_id', path, `The id "${id}" is used twice.`);
      seen.add(id);
    }
  }
}

function checkSeeds(basis: PlanCheckBasis, rung: Rung, path: string): void {
  const totals = rung.seedTotals.map(({ totalFen }) => totalFen);
  basis.expect(
    'cost_mismatch',
    `${path}/seedTotals`,
    'The kept total',
    rung.cost.totalFen,
    Math.min(...totals),
  );
}

function checkPoolBelowParts(basis: PlanCheckBasis): void {
  const alone = basis.plan.rungs.find(({ name }) => name === 'alone');
  const pooled = basis.plan.rungs.find(({ name }) => name === 'pooled');
  if (alone === undefined || pooled === undefined || pooled.cost.totalFen <= alone.cost.totalFen) return;
  basis.add('pool_above_parts', '/rungs', 'Pooling costs more than its parts.', {
    pooledFen: pooled.cost.totalFen,
    aloneFen: alone.cost.totalFen,
  });
}

function checkComparison(basis: PlanCheckBasis): void {
  const { comparison, rungs } = basis.plan;
  const totals = new Map(rungs.map((rung) => [rung.name, rung]));
  for (const [index, { name, totalFen }] of comparison.rungs.entries()) {
    const path = `/comparison/rungs/${index}`;
    basis.expect('comparison_mismatch', path, name, totalFen, totals.get(name)?.cost.totalFen ?? null);
  }
  for (const [index, gain] of comparison.gains.entries()) {
    const path = `/comparison/gains/${index}`;
    const [from, to] = [totals.get(gain.from), totals.get(gain.to)];
    if (from === undefined || to === undefined) {
      basis.add('comparison_mismatch', path, 'The gain is between rungs that are not there.');
      continue;
    }
    basis.expect(
      'comparison_mismatch',
      path,
      gain.name,
      gain.savingFen,
      from.cost.totalFen - to.cost.totalFen,
    );
    if (
      gain.lowFen > gain.savingFen ||
      gain.highFen < gain.savingFen ||
      (gain.significant && gain.lowFen <= 0)
    ) {
      basis.add('comparison_mismatch', path, 'The spread does not fit the saving.', {
        low: gain.lowFen,
        saving: gain.savingFen,
        high: gain.highFen,
      });
    }
  }
  if (comparison.comparable !== hasSameService(basis.plan)) {
    basis.add(
      'comparison_mismatch',
      '/comparison/comparable',
      'It does not fit what the rungs leave unserved.',
    );
  }
}

function hasSameService(plan: Plan): boolean {
  const left = plan.rungs.map((rung) => {
    const grams: Record<string, number> = {};
    for (const { coalition } of listCheckedWeeks({ ...plan, rungs: [rung] })) {
      for (const { demandId, gramsPerWeek } of coalition.unserved) {
        grams[demandId] = (grams[demandId] ?? 0) + gramsPerWeek;
      }
    }
    return JSON.stringify(Object.entries(grams).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
  return new Set(left).size <= 1;
}

function checkGeometries(basis: PlanCheckBasis): void {
  const known = new Set(
    basis.plan.geometries.map(({ profile, fromSiteId, toSiteId }) =>
      JSON.stringify([profile, fromSiteId, toSiteId]),
    ),
  );
  for (const { coalition, path } of listCheckedWeeks(basis.plan)) {
    for (const route of coalition.days.flatMap(({ routes }) => routes)) {
      const profile = basis.types.get(route.vehicleTypeId)?.profile;
      for (const { fromSiteId, toSiteId } of route.trips.flatMap(({ legs }) => legs)) {
        if (fromSiteId === toSiteId || known.has(JSON.stringify([profile, fromSiteId, toSiteId]))) continue;
        basis.add('geometry_missing', path, `There is no line from ${fromSiteId} to ${toSiteId}.`);
        known.add(JSON.stringify([profile, fromSiteId, toSiteId]));
      }
    }
  }
}
