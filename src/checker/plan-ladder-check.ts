import type { CoalitionPlan, Rung } from '../model/plan.ts';
import type { PlanCheckBasis } from './plan-check-basis.ts';
import { listCheckedWeeks } from './plan-check-basis.ts';
import { checkComparison } from './plan-comparison-check.ts';
import { checkSummedCost } from './plan-cost-check.ts';
import { checkMetrics } from './plan-metrics-check.ts';
import { checkPools } from './plan-service-check.ts';
import { checkStationList } from './plan-site-check.ts';

/** What holds between coalitions, rungs and their comparison. */
export function checkLadder(basis: PlanCheckBasis): void {
  const { plan } = basis;
  checkRungNames(basis);
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
  checkPairedSeeds(basis);
  checkPools(basis);
  checkComparison(basis);
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
  checkStationList(
    basis,
    coalition.stationIds,
    coalition.parts.flatMap(({ stationIds }) => stationIds),
    path,
  );
  if (coalition.warehouseId !== coalition.parts[0].warehouseId) {
    basis.add('stations_mismatch', path, "A coalition made of parts names its first part's warehouse.");
  }
  const inParts = new Set(coalition.parts.flatMap((part) => part.members));
  if (inParts.symmetricDifference(new Set(coalition.members)).size > 0) {
    basis.add('unknown_reference', path, 'The parts have other members than the coalition.');
  }
  for (const [p, part] of coalition.parts.entries()) checkParts(basis, part, `${path}/parts/${p}`);
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

/** The rungs that the county calls for, in their order. */
function checkRungNames(basis: PlanCheckBasis): void {
  const { plan, county } = basis;
  const names = plan.rungs.map(({ name }) => name).join(', ');
  const called = [...(county.operations.length > 0 ? ['as_operated'] : []), 'alone', 'pooled'].join(', ');
  if (names === called) return;
  basis.add('rung_mismatch', '/rungs', `The rungs are ${names || 'none'}, not ${called}.`);
}

/**
 * Each rung has a total for every seed of the scenario, today's runs one. What the plans of other seeds cost cannot be
 * recomputed: no total is below the kept plans' cost, and one is as much where one coalition or one seed is all.
 */
function checkSeeds(basis: PlanCheckBasis, rung: Rung, path: string): void {
  const { seed, seeds } = basis.plan.scenario;
  const count = rung.name === 'as_operated' ? 1 : seeds;
  const called = Array.from({ length: count }, (_, index) => seed + index);
  const stated = rung.seedTotals.map((total) => total.seed);
  basis.expectSame('seeds_mismatch', `${path}/seedTotals`, stated, called);
  const least = Math.min(...rung.seedTotals.map(({ totalFen }) => totalFen));
  const kept = rung.cost.totalFen;
  const isOne = count === 1 || (rung.coalitions.length === 1 && rung.coalitions[0].parts.length < 2);
  if (isOne ? least === kept : least >= kept) return;
  basis.add('seeds_mismatch', `${path}/seedTotals`, `The least total is ${least}, the kept one ${kept}.`, {
    least,
    kept,
  });
}

/** With no seed a rung of pools costs more than the carriers alone. */
function checkPairedSeeds(basis: PlanCheckBasis): void {
  const find = (name: Rung['name']): Rung | undefined => basis.plan.rungs.find((rung) => rung.name === name);
  const alone = new Map(find('alone')?.seedTotals.map(({ seed, totalFen }) => [seed, totalFen]));
  for (const { seed, totalFen } of find('pooled')?.seedTotals ?? []) {
    const most = alone.get(seed) ?? Infinity;
    if (totalFen <= most) continue;
    basis.add('seeds_mismatch', '/rungs', `With seed ${seed} pools cost more than carriers alone.`, {
      totalFen,
      most,
    });
  }
}
