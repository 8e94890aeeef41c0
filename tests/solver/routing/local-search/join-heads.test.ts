import { describe, test } from 'vitest';
import { applyJoinHeads, evaluateJoinHeads } from '../../../../src/solver/routing/local-search/join-heads.ts';
import { expectEvaluateEqualsApply, pairsOf } from './random-state.ts';

describe('join heads', () => {
  test('evaluate equals apply', () => {
    expectEvaluateEqualsApply((state) =>
      pairsOf(state, 200).map(([u, v]) => ({
        evaluate: (s) => evaluateJoinHeads(s, u, v),
        apply: (s) => applyJoinHeads(s, u, v),
      })),
    );
  });
});
