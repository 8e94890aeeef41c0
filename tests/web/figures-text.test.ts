import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Weekday } from '../../src/model/units.ts';
import { WEEKDAYS } from '../../src/model/units.ts';
import {
  formatChange,
  formatDifference,
  formatKg,
  formatKm,
  formatPrice,
  formatYuan,
} from '../../web/src/quantities/format.ts';
import { parseWeekdays, toWeekdayRuns } from '../../web/src/quantities/weekdays.ts';

describe('figures as text', () => {
  test.each(['en', 'zh-CN'])('money is whole yuan, prices have fen (%s)', (locale) => {
    expect(formatYuan(1_823_456_78, locale)).toBe('¥1,823,457');
    expect(formatPrice(86.4, locale)).toBe('¥0.86');
    expect(formatPrice(null, locale)).toBe('–');
  });

  test('lengths and masses take the unit that fits', () => {
    expect(formatKm(4_210, 'en')).toBe('4.2 km');
    expect(formatKm(1_234_567, 'en')).toBe('1,235 km');
    expect(formatKg(2.34, 'en')).toBe('2.3 kg');
    expect(formatKg(0, 'en')).toBe('0 kg');
    expect(formatKg(12_340, 'en')).toBe('12.3 t');
  });

  test('values of one row share the unit of the largest', () => {
    expect([17_800, 9_810].map((kg) => formatKg(kg, 'en', 17_800))).toEqual(['17.8 t', '9.8 t']);
    expect([140_000, 99_500].map((metres) => formatKm(metres, 'en', 140_000))).toEqual(['140 km', '100 km']);
  });

  test('a change tells its direction, or nothing where there is no base', () => {
    expect(formatChange(200, 150, 'en')).toBe('−25%');
    expect(formatChange(200, 300, 'en')).toBe('+50%');
    expect(formatChange(200, 200, 'en')).toBe('0%');
    expect(formatChange(0, 5, 'en')).toBe('–');
    expect(formatChange(null, 5, 'en')).toBe('–');
    expect(formatDifference(12, 9, 'en')).toBe('−3');
    expect(formatDifference(9, null, 'en')).toBe('–');
  });
});

describe('weekdays', () => {
  test('are read from text, anything else left out', () => {
    expect(parseWeekdays('1,3,7')).toEqual([1, 3, 7]);
    expect(parseWeekdays('')).toEqual([]);
    expect(parseWeekdays('0,8,x,2')).toEqual([2]);
  });

  test('fall into runs that together are the same days, with a gap between any two', () => {
    fc.assert(
      fc.property(fc.subarray([...WEEKDAYS]), (days) => {
        const runs = toWeekdayRuns(days);
        const spread = runs.flatMap(([first, last]) => WEEKDAYS.filter((day) => day >= first && day <= last));
        expect(spread).toEqual(days);
        runs.slice(1).forEach(([first], i) => expect(first - runs[i][1]).toBeGreaterThan(1));
      }),
    );
    expect(toWeekdayRuns([1, 2, 3, 5] as Weekday[])).toEqual([
      [1, 3],
      [5, 5],
    ]);
  });
});
