import { beforeAll, describe, expect, test } from 'vitest';

import type { County } from '../../../src/model/county.ts';
import type { Plan } from '../../../src/model/plan.ts';
import type { PoolingStudy } from '../../../src/planning/pooling-study/pooling-study.ts';
import { toStudyReport } from '../../../src/report/study-report.ts';
import { MemoryOfCoalitions } from '../coalition-costs/solve-a-game.ts';
import { buildSharedVillages } from '../shared-villages.ts';
import { studyCounty } from './study-a-county.ts';

const CARRIERS = 7;
const ALL = 2 ** CARRIERS - 1;

/** Carriers of the shared villages, each of which serves some of them only: those that `isServed` names. */
function buildCounty(isServed: (village: number, carrier: number) => boolean): County {
  const county = buildSharedVillages({}, CARRIERS);
  const demands = county.demands.filter(({ siteId, carrierId }) =>
    isServed(Number(siteId.slice(1)), Number(carrierId.slice(1)) - 1),
  );
  return { ...county, demands };
}

const servesMoreAndMore = (village: number, carrier: number): boolean =>
  (village * 7 + carrier * 3) % 8 < 2 + carrier / 2;
const servesTwoThirds = (village: number, carrier: number): boolean => (village + carrier) % 3 !== 0;

describe('a pooling study of more than six carriers', () => {
  let plan: Plan;
  let study: PoolingStudy;
  let store: MemoryOfCoalitions;

  beforeAll(async () => {
    store = new MemoryOfCoalitions();
    ({ plan, study } = await studyCounty(
      buildCounty(servesMoreAndMore),
      { generatedCoalitions: ALL },
      store,
    ));
  });

  const listSolved = () => study.coalitions.filter(({ solved }) => solved);

  test('solves the singles, the pool of all, those without one carrier and what the answers need, not all', () => {
    const sizes = Map.groupBy(listSolved(), ({ members }) => members.length);
    for (const [size, count] of [
      [1, CARRIERS],
      [CARRIERS - 1, CARRIERS],
      [CARRIERS, 1],
    ])
      expect(sizes.get(size)).toHaveLength(count);
    expect(study.coalitions).toHaveLength(ALL);
    expect(listSolved().length).toBeLessThan(ALL);
    expect(listSolved().map(({ members }) => members.join('+'))).toEqual(
      expect.arrayContaining([...store.kept.values()].map(({ members }) => members.join('+'))),
    );
  });

  test('gives the others an upper bound made of solved parts, and calls no pool of theirs a figure', () => {
    const costOf = new Map(study.coalitions.map(({ members, costFen }) => [members.join('+'), costFen]));
    for (const { members, parts, costFen, solved, pooledFen } of study.coalitions) {
      expect(parts.flat().toSorted()).toEqual(members.toSorted());
      expect(parts.reduce((sum, part) => sum + costOf.get(part.join('+'))!, 0)).toBe(costFen);
      expect(solved || pooledFen === null).toBe(true);
    }
    const keys = new Set(listSolved().map(({ members }) => members.join('+')));
    for (const { parts } of study.coalitions) {
      for (const part of parts) expect(keys).toContain(part.join('+'));
    }
  });

  test('samples the Shapley value with a confidence interval, and splits exactly by every rule', () => {
    const { costFen } = study.coalitions.at(-1)!;
    const shapley = study.allocations.find(({ rule }) => rule === 'shapley')!;
    expect(shapley.remarks.map(({ code }) => code)).toContain('sampled');
    for (const { halfWidthFen } of shapley.members) expect(halfWidthFen).toBeGreaterThan(0);
    expect(study.allocations).toHaveLength(9);
    for (const { members } of study.allocations) {
      expect(members.reduce((sum, member) => sum + member.costFen, 0)).toBe(costFen);
    }
    expect(plan.rungs.find(({ name }) => name === 'pooled')?.cost.totalFen).toBe(costFen);
  });

  test('proves by row generation what the unsolved coalitions cannot do, or says that it did not', async () => {
    expect(study.proven).toBe(true);
    const nucleolus = study.allocations.find(({ rule }) => rule === 'nucleolus')!;
    expect(nucleolus.core).not.toBe('outside');
    const without = await studyCounty(buildCounty(servesMoreAndMore), { generatedCoalitions: 0 }, store);
    expect(without.study.proven).toBe(false);
    expect(without.study.stability.message).toMatch(/groups that were not solved might\.$/);
    expect(study.stability.message).not.toMatch(/not solved/);
  });

  test('says in the report how many were solved, and marks the costs of the others', () => {
    const report = toStudyReport(study, 'en');
    expect(report).toContain(`${listSolved().length} of ${ALL} coalitions were solved as one pool; costs of`);
    expect(report.match(/≤ [\d,]+/g)).toHaveLength(ALL - listSolved().length);
    expect(toStudyReport(study, 'zh')).toContain('其余标 ≤ 者');
  });

  test('ends in a checked plan also where smaller pools side by side cost less than one of all', async () => {
    const apart = await studyCounty(buildCounty(servesTwoThirds));
    expect(apart.study.structure.length).toBeGreaterThan(1);
    const [pool] = apart.plan.rungs.find(({ name }) => name === 'pooled')!.coalitions;
    expect(pool.parts).toHaveLength(apart.study.structure.length);
    expect(pool.sideBySideReason).toMatchObject({
      code: 'parts_cheaper',
      figures: { partsFen: pool.cost.totalFen },
    });
    expect(apart.study.stability.coreEmpty).toBe(true);
    expect(apart.study.stability.message).toMatch(/^No split of the cost keeps everybody in one pool/);
  });
});
