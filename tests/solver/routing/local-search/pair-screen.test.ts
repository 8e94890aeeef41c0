import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileProblem } from '../../../../src/solver/routing/compiled-problem.ts';
import {
  buildSearchState,
  loadRoutes,
} from '../../../../src/solver/routing/local-search/build-search-state.ts';
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
import { buildTravelCosts } from '../../../../src/solver/routing/local-search/travel-costs.ts';
import { evaluateTwoOpt } from '../../../../src/solver/routing/local-search/two-opt.ts';
import { NO_FEATURES, randomProblem, uniformFrom } from '../random-problem.ts';
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

  test('lets two routes be joined for the vehicle saved, where lengths keep no triangle inequality', () => {
    const uniform = uniformFrom(1);
    let gains = 0;
    for (let seed = 1; seed <= 10; seed++) {
      const plain = randomProblem(seed, 12, NO_FEATURES);
      const { size } = plain.matrices[0];
      const distances = new Float64Array(size * size);
      for (let from = 0; from < size; from++) {
        for (let to = 0; to < from; to++) {
          distances[from * size + to] = Math.ceil(uniform() * 100);
          distances[to * size + from] = distances[from * size + to];
        }
      }
      const dear = {
        count: 12,
        fixedCost: 300,
        capacity: [1e3, 1e3],
        shift: { earliest: 0, latest: Infinity },
      };
      const problem = compileProblem({
        ...plain,
        matrices: [{ size, distances, durations: distances }],
        vehicleTypes: [Object.assign({}, plain.vehicleTypes[0], dear)],
      });
      const state = buildSearchState(problem, buildTravelCosts(problem), [], Infinity);
      const clients = Array.from({ length: 12 }, (_, client) => client);
      loadRoutes(
        state,
        [0, 4, 8].map((from) => ({ type: 0, nodes: clients.slice(from, from + 4) })),
      );
      const screen = new PairScreen(state);
      for (const [u, v] of clients.flatMap((one) => clients.map((other) => [one, other]))) {
        if (u === v || !(evaluateJoinHeads(state, u, v) < -1e-9)) continue;
        gains++;
        expect(screen.screen(u, v) & JOIN_HEADS).toBe(JOIN_HEADS);
      }
    }
    expect(gains).toBeGreaterThan(20);
  });
});
