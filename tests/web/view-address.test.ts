import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ShownDays } from '../../web/src/state/view-address.ts';
import {
  ECHELONS,
  formatViewAddress,
  parseViewAddress,
  RUNG_NAMES,
} from '../../web/src/state/view-address.ts';

const text = fc.option(fc.string({ minLength: 1 }));
const address = fc.record({
  county: text,
  plan: text,
  rung: fc.option(fc.constantFrom(...RUNG_NAMES)),
  days: fc.option(fc.constantFrom<ShownDays>(1, 2, 3, 4, 5, 6, 7, 'week')),
  echelon: fc.option(fc.constantFrom(...ECHELONS)),
  village: text,
  trip: text,
});

test('an address reads back what it says, beside parameters of others', () => {
  fc.assert(
    fc.property(address, (before) => {
      const search = formatViewAddress(before, '?lang=en&trip=gone&day=7');
      expect(parseViewAddress(search)).toEqual(before);
      expect(new URLSearchParams(search).get('lang')).toBe('en');
    }),
  );
});

test('an address that says nothing is empty', () => {
  const nothing = parseViewAddress('');
  expect(Object.values(nothing).every((value) => value === null)).toBe(true);
  expect(formatViewAddress(nothing, '')).toBe('');
});

test.each(['?day=0', '?day=8', '?day=1.5', '?day=Mon', '?rung=best', '?stage=air'])(
  '%s is nothing that the page knows',
  (search) => {
    expect(parseViewAddress(search)).toEqual(parseViewAddress(''));
  },
);
