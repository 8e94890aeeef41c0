import { describe, expect, test } from 'vitest';

import type { Comparison } from '../../src/model/comparison.ts';
import type { Route, Rung, Trip } from '../../src/model/plan.ts';
import type { Weekday } from '../../src/model/units.ts';
import { compareRungs } from '../../src/planning/comparison.ts';
import { buildCountyIndex } from '../../src/planning/plan-records/county-index.ts';
import { planCounty } from '../invariants/plan-a-county.ts';
import { buildRandomCounty } from '../invariants/random-county.ts';

const county = buildRandomCounty({ seed: 11, carriers: 3, townships: 3, villages: 14 });
const plan = await planCounty(county);
const index = buildCountyIndex(county);

function getRung(name: Rung['name']): Rung {
  const rung = plan.rungs.find((candidate) => candidate.name === name);
  if (rung === undefined) throw new Error(`no rung ${name}`);
  return rung;
}

/** A planned rung of the sample with other totals per seed; the kept one is the least. */
function withTotals(name: Rung['name'], totals: readonly number[], unservedFen = 0): Rung {
  const template = getRung('alone');
  return {
    ...template,
    name,
    cost: { ...template.cost, totalFen: Math.min(...totals), unservedFen },
    seedTotals: totals.map((totalFen, index) => ({ seed: 1 + index, totalFen })),
  };
}

describe('gains', () => {
  test('are between neighbours and over both, with the spread of the paired seeds', () => {
    const { gains } = compareRungs(
      [
        withTotals('as_operated', [150_000]),
        withTotals('alone', [100_000, 101_000]),
        withTotals('pooled', [80_000, 79_000]),
      ],
      index,
    );
    expect(gains).toEqual([
      expect.objectContaining({ name: 'planning_gain', savingFen: 50_000, lowFen: 49_000, highFen: 50_000 }),
      expect.objectContaining({ name: 'pooling_gain', savingFen: 21_000, lowFen: 20_000, highFen: 22_000 }),
      expect.objectContaining({ name: 'both', savingFen: 71_000, savingShare: 71_000 / 150_000 }),
    ]);
    expect(gains.every(({ significant }) => significant)).toBe(true);
  });

  test.each([
    ['operating cost where both leave goods of the same price', 40_000, 12_000 / 60_000],
    ['total where they do not', 39_000, 12_000 / 100_000],
  ])('are a share of the earlier rung’s %s', (_, laterUnservedFen, share) => {
    const { gains, rungs } = compareRungs(
      [withTotals('alone', [100_000], 40_000), withTotals('pooled', [88_000], laterUnservedFen)],
      index,
    );
    expect(gains).toMatchObject([{ savingFen: 12_000, savingShare: share }]);
    expect(rungs[0]).toMatchObject({ unservedFen: 40_000, operatingFen: 60_000 });
    expect(rungs[0].operatingFenPerKg).toBe(60_000 / getRung('alone').metrics.kgPerWeek);
  });

  test('without today’s runs are the pooling gain alone', () => {
    const { gains } = compareRungs([withTotals('alone', [100_000]), withTotals('pooled', [90_000])], index);
    expect(gains.map(({ name }) => name)).toEqual(['pooling_gain']);
  });

  test.each([
    ['nothing is saved', [100_000, 100_000], [100_000, 100_000]],
    ['one seed saves nothing', [100_000, 98_000], [95_000, 98_000]],
    ['the saving is within the spread over the seeds', [100_000, 104_000], [98_000, 101_000]],
    ['the saving is below half a per cent', [100_000, 100_000], [99_600, 99_600]],
  ])('are not significant where %s', (_, alone, pooled) => {
    const { gains } = compareRungs([withTotals('alone', alone), withTotals('pooled', pooled)], index);
    expect(gains[0].significant).toBe(false);
  });
});

test('rungs that leave different goods unserved are not comparable, and the reason says which', () => {
  const first = getRung('alone');
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
  expect(compareRungs([served, { ...served, name: 'pooled' }], index)).toMatchObject({
    comparable: true,
    reason: null,
  });
  expect(compareRungs([served, less], index)).toMatchObject({
    comparable: false,
    reason: expect.stringContaining(
      '1 demands are served to a different extent in the rungs alone and pooled',
    ),
  });
});

describe('gains from today', () => {
  /** The planned routes of the sample as today's, with something changed about them. */
  function compareToday(change: (route: Route) => Route, weekdays?: readonly Weekday[]): Comparison {
    const alone = withTotals('alone', [100_000]);
    const coalitions = alone.coalitions.map((coalition) => {
      const days = coalition.days.map((day) => {
        return Object.assign({}, day, { weekdays: weekdays ?? day.weekdays, routes: day.routes.map(change) });
      });
      return Object.assign({}, coalition, { days });
    });
    const today = { ...withTotals('as_operated', [150_000]), coalitions };
    return compareRungs([today, alone, withTotals('pooled', [80_000])], index);
  }

  test('compare where today is as planned', () => {
    const comparison = compareToday((route) => route);
    expect(comparison).toMatchObject({ comparable: true, reason: null });
    expect(comparison.gains.map(({ significant }) => significant)).toEqual([true, true, true]);
  });

  test.each<[string, string, Comparison]>([
    ['visits more often', 'sites more often', compareToday((route) => route, [1, 2, 3, 4, 5, 6, 7])],
    ['visits less often', 'sites less often', compareToday((route) => route, [1])],
    ['overloads its vehicles', 'carry more', compareToday((route) => changeTrips(route, { peakGrams: 1e9 }))],
    ['fills more than its vehicles', 'carry more', compareToday((r) => changeTrips(r, { peakLitres: 1e9 }))],
    ['works around the clock', "the vehicle's hours", compareToday((r) => ({ ...r, end: r.start + 80_000 }))],
    ['works at night', "the vehicle's hours", compareToday((r) => ({ ...r, start: 80_000, end: 90_000 }))],
  ])('are none where today %s, and the reason says so', (_, reason, comparison) => {
    expect(comparison.comparable).toBe(false);
    expect(comparison.reason).toContain(reason);
    const gains = comparison.gains.map(({ name, comparable, significant }) => [
      name,
      comparable,
      significant,
    ]);
    expect(gains).toEqual([
      ['planning_gain', false, false],
      ['pooling_gain', true, true],
      ['both', false, false],
    ]);
  });

  test('count the sites whose visits differ', () => {
    const comparison = compareToday((route) => route, [1, 2, 3, 4, 5, 6, 7]);
    const pairs = new Set(
      getRung('alone').coalitions.flatMap(({ members, days }) =>
        days.flatMap(({ routes }) =>
          routes.flatMap(({ trips }) =>
            trips.flatMap(({ stops }) => stops.map(({ siteId }) => `${members[0]} ${siteId}`)),
          ),
        ),
      ),
    );
    const [, more, less] =
      /visit (\d+) sites more often and (\d+) sites less/.exec(comparison.reason ?? '') ?? [];
    expect(Number(more)).toBeGreaterThan(0);
    expect(Number(more)).toBeLessThanOrEqual(pairs.size);
    expect(less).toBe('0');
  });
});

function changeTrips(route: Route, change: Partial<Trip>): Route {
  return { ...route, trips: route.trips.map((trip) => Object.assign({}, trip, change)) };
}

test('the spread holds the saving of the kept plans, whose parts may be of different seeds', () => {
  const alone = {
    ...withTotals('alone', [100_000, 101_000]),
    cost: { ...getRung('alone').cost, totalFen: 98_000 },
  };
  const [gain] = compareRungs([alone, withTotals('pooled', [80_000, 79_000])], index).gains;
  expect(gain).toMatchObject({ savingFen: 19_000, lowFen: 19_000, highFen: 22_000 });
});
