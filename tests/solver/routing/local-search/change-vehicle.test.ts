import { describe, test } from 'vitest';
import {
  applyChangeVehicle,
  evaluateChangeVehicle,
} from '../../../../src/solver/routing/local-search/change-vehicle.ts';
import { expectEvaluateEqualsApply } from './random-state.ts';

describe('change of vehicle', () => {
  test('evaluate equals apply', () => {
    expectEvaluateEqualsApply((state) => {
      const slots = Array.from({ length: state.slots.count }, (_, slot) => slot);
      const pairs = slots.flatMap((one) => slots.map((other) => [one, other] as const));
      return pairs
        .filter((_, index) => index % Math.ceil(pairs.length / 30) === 0)
        .map(([one, other]) => ({
          evaluate: (s) => evaluateChangeVehicle(s, one, other),
          apply: (s) => applyChangeVehicle(s, one, other),
        }));
    });
  });
});
