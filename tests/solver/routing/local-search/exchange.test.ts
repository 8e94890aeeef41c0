import { describe, test } from 'vitest';
import { applyExchange, evaluateExchange } from '../../../../src/solver/routing/local-search/exchange.ts';
import { expectEvaluateEqualsApply, pairsOf } from './random-state.ts';

describe('exchange', () => {
  test.each([
    [1, 1],
    [2, 1],
    [2, 2],
  ] as const)('%i with %i: evaluate equals apply', (lengthU, lengthV) => {
    expectEvaluateEqualsApply((state) =>
      pairsOf(state).map(([u, v]) => ({
        evaluate: (s) => evaluateExchange(s, u, v, lengthU, lengthV),
        apply: (s) => applyExchange(s, u, v, lengthU, lengthV),
      })),
    );
  });
});
