import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { apportion } from '../../src/planning/apportion.ts';

test('parts are whole, sum exactly and are within one of their share', () => {
  fc.assert(
    fc.property(
      fc.nat(1_000_000_000),
      fc.array(fc.double({ min: 0, max: 1e12, noNaN: true }), { minLength: 1, maxLength: 12 }),
      (total, weights) => {
        const parts = apportion(total, weights);
        const sum = weights.reduce((a, b) => a + b, 0);
        expect(parts.reduce((a, b) => a + b, 0)).toBe(total);
        for (const [index, part] of parts.entries()) {
          const share = sum > 0 ? (total * weights[index]) / sum : total / weights.length;
          expect(Number.isInteger(part)).toBe(true);
          expect(Math.abs(part - share)).toBeLessThan(1.000001);
        }
      },
    ),
  );
});

test('what is left over goes to the largest remainders, then to the earlier part', () => {
  expect(apportion(10, [1, 1, 1])).toEqual([4, 3, 3]);
  expect(apportion(10, [26, 35, 39])).toEqual([3, 3, 4]);
  expect(apportion(5, [0, 0])).toEqual([3, 2]);
  expect(apportion(5, [])).toEqual([]);
});
