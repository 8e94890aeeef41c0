import { createHash } from 'node:crypto';

import { beforeAll, describe, expect, test } from 'vitest';

import type { County } from '../../../src/model/county.ts';
import type { Plan } from '../../../src/model/plan.ts';
import type { CoalitionSolution } from '../../../src/planning/coalition-costs/coalition-solution.ts';
import { costWeek } from '../../../src/planning/cost.ts';
import { buildCountyIndex } from '../../../src/planning/plan-records/county-index.ts';
import { findCarrierView } from '../../../src/planning/pooling-study/carrier-view.ts';
import type { PoolingStudy } from '../../../src/planning/pooling-study/pooling-study.ts';
import { StudyError } from '../../../src/planning/pooling-study/study-error.ts';
import { resolveStudyOptions } from '../../../src/planning/pooling-study/study-options.ts';
import { buildDefaultScenario } from '../../../src/planning/resolve-scenario.ts';
import { MemoryOfCoalitions } from '../coalition-costs/solve-a-game.ts';
import { buildSharedVillages, FREE } from '../shared-villages.ts';
import { studyCounty } from './study-a-county.ts';

describe('a pooling study of carriers who serve the same villages', () => {
  let county: County;
  let plan: Plan;
  let study: PoolingStudy;
  let store: MemoryOfCoalitions;
  let problems: number;

  beforeAll(async () => {
    county = buildSharedVillages();
    store = new MemoryOfCoalitions();
    ({ plan, study, problems } = await studyCounty(county, { subsidyFenPerWeek: 10_000 }, store));
  });

  test('costs all coalitions, and splits the cost of all exactly by every rule', () => {
    expect(study.coalitions.map(({ members }) => members.join('+'))).toEqual([
      'c1',
      'c2',
      'c3',
      'c1+c2',
      'c1+c3',
      'c2+c3',
      'c1+c2+c3',
    ]);
    const total = study.coalitions[6].costFen;
    expect(study.allocations.map(({ rule }) => rule)).toHaveLength(9);
    for (const { members } of study.allocations) {
      expect(members.reduce((sum, { costFen }) => sum + costFen, 0)).toBe(total);
    }
  });

  test('rests on a checked plan that has the same cost and states its hash', () => {
    const pooled = plan.rungs.find(({ name }) => name === 'pooled');
    expect(pooled?.cost.totalFen).toBe(study.coalitions[6].costFen);
    expect(study.planHash).toBe(createHash('sha256').update(JSON.stringify(plan)).digest('hex'));
  });

  test('finds the saving real over the paired seeds, and says so', () => {
    expect(study.structure).toEqual([['c1', 'c2', 'c3']]);
    expect(study.ladder.seeds).toHaveLength(5);
    expect(study.ladder.poolingGain.pValue).toBe(1 / 32);
    expect(study.verdict.code).toBe('saving');
    expect(study.verdict.message).toMatch(/^Pooling saves \d+\.\d % /);
    expect(study.stability.coreEmpty).toBe(false);
  });

  test('does nothing twice: a second study of the same solves no routing problem', async () => {
    const again = await studyCounty(county, { subsidyFenPerWeek: 10_000 }, store);
    expect(problems).toBeGreaterThan(20);
    expect(again.problems).toBe(0);
    expect(again.study).toEqual(study);
  });

  test('resumes after any coalition: problems of those kept are not solved again, and the result is the same', async () => {
    let solved = 0;
    const counted = new Map<string, number>();
    const half = new MemoryOfCoalitions();
    const watching = {
      find: half.find,
      save: (key: string, solution: CoalitionSolution) => {
        counted.set(key, ++solved);
        return half.save(key, solution);
      },
    };
    await studyCounty(county, { subsidyFenPerWeek: 10_000 }, watching);
    for (const [key, order] of counted) if (order > 4) half.kept.delete(key);
    const resumed = await studyCounty(county, { subsidyFenPerWeek: 10_000 }, half);
    expect(resumed.problems).toBeGreaterThan(0);
    expect(resumed.problems).toBeLessThan(problems);
    expect(resumed.study).toEqual(study);
  });

  test('shows what pooling does besides: fewer vehicles, other arrivals, the same goods', () => {
    const { sideEffects } = study;
    expect(sideEffects.vehiclesAndDrivers.pooled).toBeLessThan(sideEffects.vehiclesAndDrivers.alone);
    expect(sideEffects.villages).toHaveLength(8);
    for (const { kgUnservedPerWeek } of sideEffects.carriers) {
      expect(kgUnservedPerWeek).toEqual({ alone: 0, pooled: 0 });
    }
    for (const { stopsPerWeek, laterSeconds, arrivalAlone, arrivalPooled } of sideEffects.villages) {
      expect(stopsPerWeek).toEqual({ alone: 21, pooled: 7 });
      expect(laterSeconds).toBe((arrivalPooled ?? 0) - (arrivalAlone ?? 0));
    }
  });

  test('keeps the subsidy on a line of its own', () => {
    const { subsidy } = study;
    expect(subsidy.costFenPerWeek - subsidy.netFenPerWeek).toBe(10_000);
    expect(study.coalitions[6].costFen).toBe(subsidy.costFenPerWeek);
    const factor = subsidy.volumeFactor ?? 0;
    expect(factor).toBeGreaterThan(1);
    const cost = plan.rungs[1].coalitions[0].cost;
    const variable = cost.handlingFen + cost.poolingOverheadFen + cost.unservedFen;
    const kg = 24 * 420;
    expect(factor * variable + (cost.totalFen - variable)).toBeCloseTo(
      factor * kg * (subsidy.netFenPerKg ?? 0),
      3,
    );
  });

  test('shows each carrier its part of the subsidy, to the fen, and that the shares are those of the plan', () => {
    for (const subsidyFenPerWeek of [1, 10_000, 9_999_999]) {
      const paid = { ...study, subsidy: { ...study.subsidy, subsidyFenPerWeek } };
      const views = study.players.map(({ carrierId }) => findCarrierView(paid, carrierId));
      const sum = views.reduce((total, view) => total + (view?.subsidyFenPerWeek ?? NaN), 0);
      expect(sum).toBe(subsidyFenPerWeek);
      for (const view of views) expect(view?.checks.sharesSumToPlan).toBe(true);
    }
    const other = {
      ...study,
      subsidy: { ...study.subsidy, costFenPerWeek: study.subsidy.costFenPerWeek + 1 },
    };
    expect(findCarrierView(other, 'c1')?.checks.sharesSumToPlan).toBe(false);
  });

  test('varies every assumed price, by costing the found plans anew', () => {
    const { sensitivity } = study;
    expect(sensitivity.savingFen).toBe(study.coalitions[6].savingFen);
    const bar = sensitivity.bars.find(({ assumption }) => assumption === 'vehicleTypes.fenPerDay');
    const dearer = buildCountyIndex({
      ...county,
      vehicleTypes: county.vehicleTypes.map((type) =>
        Object.assign({}, type, { fenPerDay: type.fenPerDay * 1.2 }),
      ),
    });
    const totals = plan.rungs.map(({ coalitions }) =>
      coalitions.reduce((sum, { members, days, unserved, warehouseId }) => {
        const repriced = days.map((day) => ({
          ...day,
          routes: day.routes.map((route) => ({
            ...route,
            vehicleDayFen: Math.round(dearer.vehicleTypes.get(route.vehicleTypeId)!.fenPerDay),
          })),
        }));
        return sum + costWeek({ members, days: repriced, unserved }, warehouseId, dearer).totalFen;
      }, 0),
    );
    expect(bar?.atHigh).toBe(totals[0] - totals[1]);
    for (const { swing, atLow, atHigh } of sensitivity.bars) expect(swing).toBe(Math.abs(atHigh - atLow));
  });
});

describe('a pooling study where pooling does not pay', () => {
  test('says so in plain words, and keeps everybody alone', async () => {
    const county = buildSharedVillages();
    const rates = { ...county.rates, poolingOverheadFenPerMemberDay: 10_000_000 };
    const { study, plan } = await studyCounty({ ...county, rates });
    expect(study.verdict).toEqual({
      code: 'pooling_does_not_pay',
      message:
        'Pooling does not pay: no pool of two or more of the carriers costs less than its members working alone.',
    });
    expect(study.structure).toEqual([['c1'], ['c2'], ['c3']]);
    expect(study.bestStructure.parts.map(({ members }) => members)).toEqual(study.structure);
    expect(study.bestStructure).toMatchObject({ costFen: study.coalitions[6].costFen, stable: true });
    expect(study.coalitions[6].savingFen).toBe(0);
    expect(study.coalitions[6].pooledFen).toBeGreaterThan(study.coalitions[6].costFen);
    expect(plan.rungs[1].coalitions[0].parts).toHaveLength(3);
  });
});

describe('a pooling study with an empty core', () => {
  test('names the groups that no split can hold, with the proof', async () => {
    const county = buildSharedVillages();
    // Room for two carriers' goods in each of the carriers' own yards, for three nowhere.
    const sites = county.sites.map((one) => {
      if (one.id === 'W1') return { ...one, canTransship: false };
      const terms = { ...FREE, capacityGramsPerDay: 1_200_000 };
      return one.tier === 'county' ? { ...one, canTransship: true, terms } : one;
    });
    const { study } = await studyCounty({ ...county, sites });
    expect(study.structure.map((part) => part.length).sort((a, b) => a - b)).toEqual([1, 2]);
    expect(study.stability.coreEmpty).toBe(true);
    expect(study.stability.epsilonFen).toBeGreaterThan(0);
    expect(study.stability.message).toContain(
      'No split of the cost keeps everybody in one pool: the core is empty.',
    );
    const weights = study.stability.proof;
    const covered = (id: string): number =>
      weights.reduce((sum, { members, weight }) => sum + (members.includes(id) ? weight : 0), 0);
    for (const { carrierId } of study.players) expect(covered(carrierId)).toBeCloseTo(1, 9);
    const costOf = (members: readonly string[]): number =>
      study.coalitions.find((one) => one.members.join() === members.join())?.costFen ?? NaN;
    const weighted = weights.reduce((sum, { members, weight }) => sum + weight * costOf(members), 0);
    expect(weighted).toBeLessThan(study.coalitions[6].costFen);
    for (const { core, blocking } of study.allocations) {
      expect(core).toBe('outside');
      expect(blocking.length).toBeGreaterThan(0);
    }
  });
});

describe('what a study is asked to do', () => {
  test('is refused with every problem where there is no pool to study', () => {
    const scenario = { ...buildDefaultScenario(buildSharedVillages()), coalitions: [] };
    let refused: unknown;
    try {
      resolveStudyOptions(scenario, { costingSeeds: 4, testSeeds: 2 });
    } catch (error) {
      refused = error;
    }
    expect(refused).toBeInstanceOf(StudyError);
    expect((refused as StudyError).problems.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'too_few_carriers /coalitions',
      'out_of_range /testSeeds',
    ]);
  });
});
