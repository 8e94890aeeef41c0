import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluateExchange } from '../../../../src/solver/routing/local-search/exchange.ts';
import { evaluateJoinHeads } from '../../../../src/solver/routing/local-search/join-heads.ts';
import {
  EXCHANGE_1_1,
  EXCHANGE_2_1,
  EXCHANGE_2_2,
  JOIN_HEADS,
  PairScreen,
  RELOCATE_U,
  RELOCATE_U_X,
  RELOCATE_X_U,
  SWAP_TAILS,
  TWO_OPT,
} from '../../../../src/solver/routing/local-search/pair-screen.ts';
import { evaluateRelocate } from '../../../../src/solver/routing/local-search/relocate.ts';
import { scaledWeights } from '../../../../src/solver/routing/local-search/penalty-weights.ts';
import type { SearchState } from '../../../../src/solver/routing/local-search/search-state.ts';
import { evaluateSwapTails } from '../../../../src/solver/routing/local-search/swap-tails.ts';
import { evaluateTwoOpt } from '../../../../src/solver/routing/local-search/two-opt.ts';
import { randomState, takenFeatures } from './random-state.ts';

const OPERATORS: readonly (readonly [number, (s: SearchState, u: number, v: number) => number])[] = [
  [RELOCATE_U, (s, u, v) => evaluateRelocate(s, u, v, 0)],
  [RELOCATE_U_X, (s, u, v) => evaluateRelocate(s, u, v, 1)],
  [RELOCATE_X_U, (s, u, v) => evaluateRelocate(s, u, v, 2)],
  [EXCHANGE_1_1, (s, u, v) => evaluateExchange(s, u, v, 1, 1)],
  [EXCHANGE_2_1, (s, u, v) => evaluateExchange(s, u, v, 2, 1)],
  [EXCHANGE_2_2, (s, u, v) => evaluateExchange(s, u, v, 2, 2)],
  [TWO_OPT, evaluateTwoOpt],
  [SWAP_TAILS, evaluateSwapTails],
  [JOIN_HEADS, evaluateJoinHeads],
];

function dearer(state: SearchState, factor: number): void {
  state.weights = scaledWeights(state.weights, factor);
  state.reprice();
}

describe('the screen of a pair', () => {
  test('turns no gain away, also after prices rose', () => {
    let turnedAway = 0;
    fc.assert(
      fc.property(fc.nat(1e6), fc.integer({ min: 2, max: 14 }), takenFeatures, (seed, clients, features) => {
        const state = randomState(seed, clients, features);
        const screen = new PairScreen(state);
        for (let u = 0; u < clients; u++) {
          for (let v = 0; v < clients; v++) {
            if (u === v) continue;
            screen.screen(u, v);
            dearer(state, 10);
            screen.reset();
            const moves = screen.screen(u, v);
            for (const [bit, evaluate] of OPERATORS) {
              if (moves & bit) continue;
              turnedAway++;
              expect(evaluate(state, u, v)).toBeGreaterThan(-1e-9);
            }
            dearer(state, 0.1);
          }
        }
      }),
      { numRuns: 150 },
    );
    expect(turnedAway).toBeGreaterThan(1000);
  });
});
