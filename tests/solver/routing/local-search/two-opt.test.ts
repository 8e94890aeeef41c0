import { describe, test } from 'vitest';
import { applyTwoOpt, evaluateTwoOpt } from '../../../../src/solver/routing/local-search/two-opt.ts';
import { expectEvaluateEqualsApply, pairsOf } from './random-state.ts';

describe('2-opt', () => {
  test('evaluate equals apply', () => {
    expectEvaluateEqualsApply((state) =>
      pairsOf(state, 150).map(([v, u]) => ({
        evaluate: (s) => evaluateTwoOpt(s, u, v),
        apply: (s) => applyTwoOpt(s, u, v),
      })),
    );
  });
});
