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
          expect(Math.abs(part - share)).toBeLessThanOrEqual(1);
        }
      },
    ),
  );
});
