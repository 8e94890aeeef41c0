import { describe, expect, test } from 'vitest';
import { CrossExchange } from '../../../../src/solver/routing/iterated-local-search/cross-exchange.ts';
import { Random } from '../../../../src/solver/routing/random.ts';
import { expectEvaluateEqualsApply } from '../local-search/random-state.ts';

describe('CROSS exchange', () => {
  test('evaluate equals apply', () => {
    let found = 0;
    expectEvaluateEqualsApply((state) => {
      const slots = Array.from({ length: state.slots.count }, (_, slot) => slot);
      return slots
        .filter((slot) => state.stops[slot] > 0)
        .map((slot) => {
          let exchange: CrossExchange | null = null;
          return {
            evaluate: (s) => {
              exchange = new CrossExchange(s, new Random(slot));
              const delta = exchange.evaluate(slot);
              if (delta < Infinity) found++;
              return delta;
            },
            apply: () => exchange?.apply(),
          };
        });
    }, true);
    expect(found).toBeGreaterThan(100);
  });
});
