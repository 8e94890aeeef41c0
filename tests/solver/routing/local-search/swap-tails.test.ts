import { describe, test } from 'vitest';
import { applySwapTails, evaluateSwapTails } from '../../../../src/solver/routing/local-search/swap-tails.ts';
import { expectEvaluateEqualsApply, pairsOf } from './random-state.ts';

describe('swap tails', () => {
  test('evaluate equals apply', () => {
    expectEvaluateEqualsApply((state) =>
      pairsOf(state).map(([u, v]) => ({
        evaluate: (s) => evaluateSwapTails(s, u, v),
        apply: (s) => applySwapTails(s, u, v),
      })),
    );
  });
});
