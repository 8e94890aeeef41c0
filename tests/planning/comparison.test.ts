import { describe, expect, test } from 'vitest';

import type { Rung } from '../../src/model/plan.ts';
import { compareRungs } from '../../src/planning/comparison.ts';
import { planCounty } from '../invariants/plan-a-county.ts';
import { buildRandomCounty } from '../invariants/random-county.ts';

const plan = await planCounty(buildRandomCounty({ seed: 11, carriers: 3, townships: 3, villages: 14 }));

/** A rung of the sample plan with other totals per seed; the kept one is the least. */
function withTotals(name: Rung['name'], totals: readonly number[]): Rung {
  const [template] = plan.rungs;
  return {
    ...template,
    name,
    cost: { ...template.cost, totalFen: Math.min(...totals) },
    seedTotals: totals.map((totalFen, index) => ({ seed: 1 + index, totalFen })),
  };
}

describe('gains', () => {
  test('are between neighbours and over both, with the spread of the paired seeds', () => {
    const { gains } = compareRungs([
      withTotals('as_operated', [150_000]),
      withTotals('alone', [100_000, 101_000]),
      withTotals('pooled', [80_000, 79_000]),
    ]);
    expect(gains).toEqual([
      expect.objectContaining({ name: 'planning_gain', savingFen: 50_000, lowFen: 49_000, highFen: 50_000 }),
      expect.objectContaining({ name: 'pooling_gain', savingFen: 21_000, lowFen: 20_000, highFen: 22_000 }),
      expect.objectContaining({ name: 'both', savingFen: 71_000, savingShare: 71_000 / 150_000 }),
    ]);
    expect(gains.every(({ significant }) => significant)).toBe(true);
  });

  test('without today’s runs are the pooling gain alone', () => {
    const { gains } = compareRungs([withTotals('alone', [100_000]), withTotals('pooled', [90_000])]);
    expect(gains.map(({ name }) => name)).toEqual(['pooling_gain']);
  });

  test.each([
    ['nothing is saved', [100_000, 100_000], [100_000, 100_000]],
    ['one seed saves nothing', [100_000, 98_000], [95_000, 98_000]],
    ['the saving is within the spread over the seeds', [100_000, 104_000], [98_000, 101_000]],
    ['the saving is below half a per cent', [100_000, 100_000], [99_600, 99_600]],
  ])('are not significant where %s', (_, alone, pooled) => {
    const { gains } = compareRungs([withTotals('alone', alone), withTotals('pooled', pooled)]);
    expect(gains[0].significant).toBe(false);
  });
});

test('rungs that leave different goods unserved are not comparable, and the reason says which', () => {
  const [first] = plan.rungs;
  const [coalition] = first.coalitions;
  const served = { ...first, name: 'alone' as const, coalitions: [{ ...coalition, unserved: [] }] };
  const unserved = [
    {
      demandId: 'd1',
      code: 'no_road' as const,
      message: 'no road',
      figures: {},
      weekdays: [1 as const],
      gramsPerWeek: 5,
      parcelsPerWeek: 0,
    },
  ];
  const less = { ...served, name: 'pooled' as const, coalitions: [{ ...coalition, unserved }] };
  expect(compareRungs([served, { ...served, name: 'pooled' }])).toMatchObject({
    comparable: true,
    reason: null,
  });
  expect(compareRungs([served, less])).toMatchObject({
    comparable: false,
    reason: expect.stringContaining(
      '1 demands are served to a different extent in the rungs alone and pooled',
    ),
  });
});
