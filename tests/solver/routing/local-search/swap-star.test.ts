import { describe, test } from 'vitest';
import { SwapStar } from '../../../../src/solver/routing/local-search/swap-star.ts';
import { expectEvaluateEqualsApply } from './random-state.ts';

describe('SWAP*', () => {
  test('evaluate equals apply', () => {
    expectEvaluateEqualsApply((state) => {
      if (state.timed) return [];
      const slots = Array.from({ length: state.slots.count }, (_, slot) => slot);
      const pairs = slots.flatMap((one) => slots.filter((other) => other > one).map((other) => [one, other]));
      return pairs
        .filter(([one, other]) => state.stops[one] > 0 && state.stops[other] > 0)
        .slice(0, 30)
        .map(([one, other]) => {
          let search: SwapStar | null = null;
          return {
            evaluate: (s) => {
              search = new SwapStar(s);
              const delta = search.evaluate(one, other);
              return delta < -1e-6 ? delta : Infinity;
            },
            apply: () => search?.apply(),
          };
        });
    });
  });
});
