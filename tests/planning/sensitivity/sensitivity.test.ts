import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { BREAK_EVEN_DEFAULTS, findBreakEven } from '../../../src/planning/sensitivity/break-even.ts';
import type { AssumptionFactors } from '../../../src/planning/sensitivity/sensitivity-ports.ts';
import { drawTornado } from '../../../src/planning/sensitivity/tornado.ts';

/** Saving of a pool: what vehicles and drivers cost less, less the sorting. */
function saving({ fuel = 1, wage = 1, sorting = 1 }: AssumptionFactors): number {
  return 300 * fuel + 500 * wage - 640 * sorting;
}

test('the widest swing comes first, and what turns the conclusion is marked', async () => {
  const { base, bars } = await drawTornado(['fuel', 'wage', 'sorting'], saving);
  expect(base).toBe(160);
  expect(bars.map(({ assumption }) => assumption)).toEqual(['sorting', 'wage', 'fuel']);
  expect(bars[0].atLow).toBeCloseTo(288, 9);
  expect(bars[0].atHigh).toBeCloseTo(32, 9);
  expect(bars[0].swing).toBeCloseTo(256, 9);
  expect(bars.map(({ turns }) => turns)).toEqual([false, false, false]);
  const wide = await drawTornado(['fuel', 'wage', 'sorting'], saving, 0.4);
  expect(wide.bars.map(({ turns }) => turns)).toEqual([true, true, false]);
  await expect(drawTornado([], saving, 1)).rejects.toThrow(RangeError);
});

test('a linear conclusion breaks even where it says, in a dozen evaluations', async () => {
  const sorting = await findBreakEven('sorting', saving);
  expect(sorting.factor).toBeCloseTo(1.25, 6);
  expect(sorting.evaluations).toBeLessThan(14);
  const wage = await findBreakEven('wage', saving);
  expect(wage.factor).toBeCloseTo(0.68, 6);
  const none = await findBreakEven('weather', saving);
  expect(none).toMatchObject({ factor: null, lowestFactor: 0, highestFactor: 5 });
});

test('a conclusion that stands at zero breaks even where it is', async () => {
  expect((await findBreakEven('fuel', () => 0)).factor).toBe(1);
});

test('of two break-even values the nearer is given', async () => {
  const { factor } = await findBreakEven('x', ({ x }) => (x - 0.8) * (x - 1.3) * -1);
  expect(factor).toBeCloseTo(0.8, 2);
});

test('any conclusion that turns once within the span is found to turn there', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.double({ min: 0.01, max: 4.9, noNaN: true }),
      fc.integer({ min: 1, max: 5 }),
      fc.constantFrom(1, -1),
      async (root, power, sign) => {
        fc.pre(Math.abs(root - 1) > 0.01);
        const evaluate = ({ x }: AssumptionFactors): number => sign * (x ** power - root ** power);
        const { factor, evaluations } = await findBreakEven('x', evaluate);
        expect(Math.abs((factor ?? Infinity) - root)).toBeLessThanOrEqual(BREAK_EVEN_DEFAULTS.tolerance);
        expect(evaluations).toBeLessThan(60);
      },
    ),
  );
});

test('a conclusion with a jump breaks even at the jump', async () => {
  const { factor } = await findBreakEven('x', ({ x }) => (x < 2.5 ? 10 : -1000));
  expect(factor).toBeCloseTo(2.5, 2);
});
