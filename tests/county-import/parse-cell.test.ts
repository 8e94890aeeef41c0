import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toList, toNumber, toSecondsOfDay, toWeekdays, toYesNo } from '../../src/county-import/parse-cell.ts';

describe('toNumber', () => {
  test('gives back every number that is written out, also full-width', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }), (value) => {
        const text = String(value);
        const wide = text.replaceAll(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
        expect(toNumber(text)).toBe(value + 0);
        expect(toNumber(` ${wide} `)).toBe(value + 0);
      }),
    );
  });

  test.each([
    ['1,234', 1_234],
    ['12,345,678.5', 12_345_678.5],
    ['１，２３４', 1_234],
    ['12,34', null],
    ['1,5', null],
    ['12 kg', null],
    ['约100', null],
    ['-0', 0],
    ['', null],
    ['0x10', null],
    ['Infinity', null],
    ['1.2.3', null],
  ])('%j is %j', (text, value) => {
    expect(toNumber(text)).toBe(value);
  });
});

test('what is too long to be a value is none, at once', () => {
  const digits = '1'.repeat(400_000);
  const texts = [`${digits}x`, `${digits}.${digits}x`, `${'1,'.repeat(200_000)}x`, `${' '.repeat(200_000)}x`];
  for (const text of texts) {
    expect(toNumber(text)).toBeNull();
    expect(toSecondsOfDay(text)).toBeNull();
    expect(toWeekdays(text)).toBeNull();
  }
});

describe('toSecondsOfDay', () => {
  test.each([
    ['08:30', 30_600],
    ['8：30', 30_600],
    ['08:30:15', 30_615],
    ['25:00', 90_000],
    ['8.5', null],
    ['08:75', null],
    ['48:00', null],
    ['noon', null],
  ])('%j is %j', (text, seconds) => {
    expect(toSecondsOfDay(text)).toBe(seconds);
  });
});

describe('toWeekdays', () => {
  test.each([
    ['1-6', [1, 2, 3, 4, 5, 6]],
    ['135', [1, 3, 5]],
    ['5,3,1', [1, 3, 5]],
    ['周一至周五', [1, 2, 3, 4, 5]],
    ['二、四、六', [2, 4, 6]],
    ['每天', [1, 2, 3, 4, 5, 6, 7]],
    ['1-3,7', [1, 2, 3, 7]],
    ['6-2', null],
    ['8', null],
    ['weekend', null],
    ['', null],
  ])('%j is %j', (text, days) => {
    expect(toWeekdays(text)).toEqual(days);
  });
});

test('toYesNo knows both languages and nothing else', () => {
  expect(['是', 'YES', '1', 'true'].map(toYesNo)).toEqual([true, true, true, true]);
  expect(['否', 'no', '0', ''].map(toYesNo)).toEqual([false, false, false, false]);
  expect(toYesNo('maybe')).toBeNull();
});

test('toList splits at any usual separator', () => {
  expect(toList('D V1|V2；V3、V4→V5，D')).toEqual(['D', 'V1', 'V2', 'V3', 'V4', 'V5', 'D']);
});
