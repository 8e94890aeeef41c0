import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { amountOnVisit, cutCargo, toItem } from '../../src/demand/cargo.ts';
import { splitEvenly } from '../../src/demand/even-split.ts';
import { groupWeekdays } from '../../src/demand/day-group.ts';
import { buildVisitCalendar, getVisitDays } from '../../src/demand/visit-calendar.ts';
import { buildRandomCounty } from '../invariants/random-county.ts';

const counties = fc.nat(100_000).map((seed) => buildRandomCounty({ seed }));

test('parts of a split differ by at most one and sum exactly, also when split again', () => {
  fc.assert(
    fc.property(
      fc.nat(10_000_000),
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 9 }),
      (total, n, m) => {
        const parts = Array.from({ length: n }, (_, part) => splitEvenly(total, n, part));
        expect(parts.reduce((a, b) => a + b, 0)).toBe(total);
        expect(Math.max(...parts) - Math.min(...parts)).toBeLessThanOrEqual(1);
        const finer = Array.from({ length: m }, (_, part) => splitEvenly(total, n * m, (n - 1) * m + part));
        expect(finer.reduce((a, b) => a + b, 0)).toBe(parts[n - 1]);
      },
    ),
  );
});

test('every demand has as many visit days as it asks for, and its week sums exactly', () => {
  fc.assert(
    fc.property(counties, (county) => {
      const calendar = buildVisitCalendar(county);
      for (const demand of county.demands) {
        const days = getVisitDays(calendar, demand);
        expect(new Set(days).size).toBe(demand.visitsPerWeek);
        const amounts = days.map((day) => amountOnVisit(demand, calendar, day));
        expect(amounts.reduce((sum, { grams }) => sum + grams, 0)).toBe(demand.gramsPerWeek);
        expect(amounts.reduce((sum, { parcels }) => sum + parcels, 0)).toBe(demand.parcelsPerWeek);
      }
    }),
  );
});

test('demands of one township with the same number of visits share their days', () => {
  const county = buildRandomCounty({ seed: 5, townships: 1, villages: 14, carriers: 3 });
  const calendar = buildVisitCalendar(county);
  const days = new Map<number, string>();
  for (const demand of county.demands) {
    const key = JSON.stringify(getVisitDays(calendar, demand));
    expect(days.get(demand.visitsPerWeek) ?? key).toBe(key);
    days.set(demand.visitsPerWeek, key);
  }
});

test('townships are dealt to both variants of the calendar', () => {
  const county = buildRandomCounty({ seed: 8, townships: 3, villages: 14, carriers: 4 });
  const calendar = buildVisitCalendar(county);
  const firstDays = county.demands
    .filter(({ visitsPerWeek }) => visitsPerWeek === 3)
    .map((demand) => getVisitDays(calendar, demand)[0]);
  expect(new Set(firstDays)).toEqual(new Set([1, 2]));
});

test('weekdays are grouped exactly by the set of demands visited', () => {
  fc.assert(
    fc.property(counties, (county) => {
      const calendar = buildVisitCalendar(county);
      const groups = groupWeekdays(county.demands, calendar);
      const weekdays = groups.flatMap((group) => group.weekdays);
      expect(new Set(weekdays).size).toBe(weekdays.length);
      const visits = county.demands.reduce((sum, demand) => sum + demand.visitsPerWeek, 0);
      expect(groups.reduce((sum, group) => sum + group.weekdays.length * group.demands.length, 0)).toBe(
        visits,
      );
    }),
  );
});

test('a cargo cut into parts carries the same goods', () => {
  fc.assert(
    fc.property(counties, fc.integer({ min: 1, max: 7 }), (county, into) => {
      const calendar = buildVisitCalendar(county);
      for (const demand of county.demands.slice(0, 5)) {
        const cargo = { demand, part: 0, parts: 1, visitDays: getVisitDays(calendar, demand) };
        const cut = cutCargo(cargo, into).flatMap((part) => cutCargo(part, 2));
        for (const day of cargo.visitDays.keys()) {
          const parts = cut.map((part) => toItem(part, calendar, day));
          expect(parts.reduce((sum, { litres }) => sum + litres, 0)).toBe(
            toItem(cargo, calendar, day).litres,
          );
        }
      }
    }),
  );
});
