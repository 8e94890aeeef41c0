import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { allocateCost } from '../../../src/cost-sharing/allocate-cost.ts';
import { buildCoalitionGame } from '../../../src/cost-sharing/coalition-game.ts';
import { CostSharingError } from '../../../src/cost-sharing/cost-sharing-error.ts';
import type { VolumeLine } from '../../../src/cost-sharing/settlement/agreement.ts';
import { drawUpAgreement } from '../../../src/cost-sharing/settlement/draw-up-agreement.ts';
import { settleMonth } from '../../../src/cost-sharing/settlement/settle-month.ts';
import { solveLinear } from '../../../src/solver/linear/solve-linear.ts';

const GAME = buildCoalitionGame(
  ['post', 'coop'],
  [
    [1, 60_000],
    [2, 40_000],
    [3, 80_001],
  ],
);
const [ALLOCATION] = allocateCost(GAME, ['shapley'], {}, solveLinear);

function line(
  carrierId: string,
  tier: VolumeLine['tier'],
  direction: VolumeLine['direction'],
  parcels: number,
): VolumeLine {
  return { carrierId, tier, direction, parcels, kg: parcels * 1.5, stops: 6 };
}

const WEEK = [
  line('post', 'village', 'down', 900),
  line('post', 'township', 'down', 100),
  line('coop', 'village', 'down', 300),
];

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof CostSharingError) return `${error.code} ${error.path}`;
    throw error;
  }
  return 'nothing thrown';
}

test('rates recover each carrier its cost at the planned volumes', () => {
  const agreement = drawUpAgreement(ALLOCATION, WEEK, 'parcel', { village_down: 2 });
  expect(agreement.shares).toEqual([
    { carrierId: 'post', costFen: 50_001 },
    { carrierId: 'coop', costFen: 30_000 },
  ]);
  expect(agreement.prices.map(({ chargeFen, fenPerUnit }) => [chargeFen, fenPerUnit])).toEqual([
    [47_369, 52.6322],
    [2632, 26.32],
    [30_000, 100],
  ]);
});

test('a month: volumes at frozen rates, the difference to what it cost shown, subsidy on its own line', () => {
  const agreement = drawUpAgreement(ALLOCATION, WEEK, 'parcel', { village_down: 2 });
  const month = [
    line('post', 'village', 'down', 4000),
    line('coop', 'village', 'down', 1000),
    line('coop', 'township', 'down', 10),
    line('coop', 'village', 'up', 5),
  ];
  const sheet = settleMonth(agreement, month, 320_000, 20_000);
  expect(sheet.lines.map(({ fenPerUnit, rateOf, amountFen }) => [fenPerUnit, rateOf, amountFen])).toEqual([
    [52.6322, 'own', 210_529],
    [100, 'own', 100_000],
    [26.32, 'members', 263],
    [100, 'own_mean', 500],
  ]);
  expect(sheet).toMatchObject({ billedFen: 311_292, trueUpFen: 8708, costFen: 320_000, subsidyFen: 20_000 });
  expect(sheet.carriers).toEqual([
    {
      carrierId: 'post',
      billedFen: 210_529,
      trueUpFen: 5443,
      payableFen: 215_972,
      subsidyFen: 12_500,
      netFen: 203_472,
    },
    {
      carrierId: 'coop',
      billedFen: 100_763,
      trueUpFen: 3265,
      payableFen: 104_028,
      subsidyFen: 7500,
      netFen: 96_528,
    },
  ]);
});

test('whatever a month brings, what the carriers pay sums to what it cost, to the fen', () => {
  const volume = fc.record({
    carrierId: fc.constantFrom('post', 'coop'),
    tier: fc.constantFrom('township', 'village'),
    direction: fc.constantFrom('down', 'up'),
    parcels: fc.nat(100_000),
    kg: fc.integer({ min: 0, max: 1_000_000 }).map((grams) => grams / 1000),
    stops: fc.nat(500),
  });
  const volumes = fc.uniqueArray(volume, {
    selector: ({ carrierId, tier, direction }) => `${carrierId}/${tier}/${direction}`,
    maxLength: 8,
  });
  fc.assert(
    fc.property(
      volumes,
      fc.constantFrom('parcel', 'kg', 'stop'),
      fc.integer({ min: -1e8, max: 1e9 }),
      fc.nat(1e8),
      (month, unit, costFen, subsidyFen) => {
        const agreement = drawUpAgreement(ALLOCATION, WEEK, unit);
        const sheet = settleMonth(agreement, month, costFen, subsidyFen);
        const sumOf = (field: 'billedFen' | 'trueUpFen' | 'payableFen' | 'subsidyFen' | 'netFen'): number =>
          sheet.carriers.reduce((sum, carrier) => sum + carrier[field], 0);
        expect(sumOf('payableFen')).toBe(costFen);
        expect(sumOf('subsidyFen')).toBe(subsidyFen);
        expect(sumOf('netFen')).toBe(costFen - subsidyFen);
        expect(sumOf('billedFen')).toBe(sheet.billedFen);
        expect(sumOf('trueUpFen')).toBe(sheet.trueUpFen);
        expect(sheet.lines.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(sheet.billedFen);
        expect(sheet.carriers.flatMap(Object.values).filter((value) => typeof value === 'number')).toSatisfy(
          (fens: readonly number[]) => fens.every(Number.isSafeInteger),
        );
      },
    ),
  );
});

test('the planned week settles within half a fen a line and the rounding of the rates', () => {
  const agreement = drawUpAgreement(ALLOCATION, WEEK, 'parcel');
  const sheet = settleMonth(agreement, WEEK, ALLOCATION.totalFen);
  expect(Math.abs(sheet.trueUpFen)).toBeLessThanOrEqual(2);
});

test('volumes that cannot be settled are named with their path', () => {
  const agreement = drawUpAgreement(ALLOCATION, WEEK, 'parcel');
  expect(codeOf(() => settleMonth(agreement, [line('mule', 'village', 'down', 1)], 1))).toBe(
    'settlement_invalid volumes[0]',
  );
  expect(codeOf(() => settleMonth(agreement, [WEEK[0], WEEK[0]], 1))).toBe('settlement_invalid volumes[1]');
  expect(codeOf(() => settleMonth(agreement, [line('post', 'village', 'down', -1)], 1))).toBe(
    'settlement_invalid volumes[0].parcels',
  );
  expect(codeOf(() => settleMonth(agreement, WEEK, 0.5))).toBe('settlement_invalid costFen');
  expect(codeOf(() => settleMonth(agreement, WEEK, 1, Number.NaN))).toBe('settlement_invalid subsidyFen');
  expect(codeOf(() => drawUpAgreement(ALLOCATION, WEEK.slice(0, 2), 'parcel'))).toBe(
    'settlement_invalid allocation.members[1]',
  );
  expect(codeOf(() => drawUpAgreement(ALLOCATION, WEEK, 'parcel', { village_down: 0 }))).toBe(
    'settlement_invalid weights.village_down',
  );
});
