import { describe, test } from 'vitest';
import {
  applyRelocate,
  evaluateRelocate,
  type RelocateKind,
} from '../../../../src/solver/routing/local-search/relocate.ts';
import { expectEvaluateEqualsApply, pairsOf } from './random-state.ts';

describe('relocate', () => {
  test.each([0, 1, 2] as readonly RelocateKind[])('kind %i: evaluate equals apply', (kind) => {
    expectEvaluateEqualsApply((state) =>
      pairsOf(state).map(([u, v]) => ({
        evaluate: (s) => evaluateRelocate(s, u, v, kind),
        apply: (s) => applyRelocate(s, u, v, kind),
      })),
    );
  });
});
