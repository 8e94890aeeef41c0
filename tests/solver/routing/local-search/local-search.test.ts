import { describe, expect, test } from 'vitest';
import { compileProblem } from '../../../../src/solver/routing/compiled-problem.ts';
import {
  buildSearchState,
  loadRoutes,
} from '../../../../src/solver/routing/local-search/build-search-state.ts';
import { buildGranularNeighbours } from '../../../../src/solver/routing/local-search/granular-neighbours.ts';
import { NearInsertion } from '../../../../src/solver/routing/iterated-local-search/near-insertion.ts';
import { StringPerturbation } from '../../../../src/solver/routing/iterated-local-search/string-perturbation.ts';
import { LocalSearch } from '../../../../src/solver/routing/local-search/local-search.ts';
import {
  evaluateRelocate,
  U_ALONE,
  U_AND_X,
  X_AND_U,
} from '../../../../src/solver/routing/local-search/relocate.ts';
import { evaluateSwapTails } from '../../../../src/solver/routing/local-search/swap-tails.ts';
import type { SearchState } from '../../../../src/solver/routing/local-search/search-state.ts';
import { buildTravelCosts } from '../../../../src/solver/routing/local-search/travel-costs.ts';
import { Random } from '../../../../src/solver/routing/random.ts';
import { NO_FEATURES, randomProblem } from '../random-problem.ts';

const LOAD = 20;

/** Each client fills a vehicle, at a price that keeps others off; vehicles of every type for all of them. */
function fullLoads(clients: number, types: number): SearchState {
  const plain = randomProblem(3, clients, { ...NO_FEATURES, windows: true });
  const [type] = plain.vehicleTypes;
  const problem = compileProblem({
    ...plain,
    clients: plain.clients.map((client) => Object.assign({}, client, { delivery: [LOAD, 1] })),
    vehicleTypes: Array.from({ length: types }, (_, index) =>
      Object.assign({}, type, { count: clients, capacity: [LOAD, LOAD], fixedCost: index }),
    ),
  });
  const state = buildSearchState(problem, buildTravelCosts(problem), [], Infinity);
  for (let at = 0; at < state.weights.load.length; at++) state.weights.load[at] *= 1000;
  const routes = Array.from({ length: clients }, (_, client) => ({ type: client % types, nodes: [client] }));
  loadRoutes(state, routes);
  return state;
}

function searchOf(state: SearchState): LocalSearch {
  const neighbours = buildGranularNeighbours(state.problem, state.travel, 10);
  return new LocalSearch(state.problem, state, neighbours, new Random(1));
}

describe('local search', () => {
  test('takes no room that grows with the square of the vehicles where hours rule SWAP* out', () => {
    const state = fullLoads(200, 8);
    expect(state.slots.count).toBeGreaterThan(1000);
    const neighbours = buildGranularNeighbours(state.problem, state.travel, 10);
    const before = process.memoryUsage().arrayBuffers;
    const search = new LocalSearch(state.problem, state, neighbours, new Random(1));
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(state.slots.count ** 2);
    expect(search.state).toBe(state);
  });

  test('looks at the budget every few routes whose vehicle it may change, and stops there', () => {
    const state = fullLoads(200, 4);
    let looks = 0;
    searchOf(state).run(() => ++looks < 0);
    expect(looks).toBeGreaterThanOrEqual(Math.floor(200 / 16));
    const last = looks;
    for (let stopAt = 1; stopAt <= last; stopAt++) {
      let seen = 0;
      searchOf(fullLoads(200, 4)).run(() => ++seen >= stopAt);
      expect(seen).toBe(stopAt);
    }
  });

  test('looks at the budget every few thousand pairs, and stops there', () => {
    const looksUntil = (stopAt: number): number => {
      const problem = compileProblem(randomProblem(2, 400, { ...NO_FEATURES, windows: true }));
      const state = buildSearchState(problem, buildTravelCosts(problem), [], Infinity);
      loadRoutes(state, []);
      let looks = 0;
      searchOf(state).run(() => ++looks >= stopAt);
      return looks;
    };
    const pairsOfOneRound = 400 * 10;
    expect(looksUntil(Infinity)).toBeGreaterThanOrEqual(Math.floor((2 * pairsOfOneRound) / 2500));
    for (const stopAt of [1, 2, 3]) expect(looksUntil(stopAt)).toBe(stopAt);
  });

  test('stops at once inside SWAP* too, where vehicles of several types could still be changed', () => {
    /** Looks at the budget, and moves made after the one that stopped the search. */
    const stopAfter = (stopAt: number): { readonly looks: number; readonly movesBehind: number } => {
      const plain = randomProblem(4, 120, NO_FEATURES);
      const type = Object.assign({}, plain.vehicleTypes[0], {
        shift: { earliest: 0, latest: Infinity },
        capacity: [40, 40],
        count: 30,
      });
      const vehicleTypes = [3, 2, 1].map((costPerMetre) => Object.assign({}, type, { costPerMetre }));
      const problem = compileProblem({ ...plain, vehicleTypes });
      const state = buildSearchState(problem, buildTravelCosts(problem), [], Infinity);
      expect(state.timed).toBe(false);
      const nodesOf = (route: number) => Array.from({ length: 6 }, (_, at) => 6 * route + at);
      loadRoutes(
        state,
        Array.from({ length: 20 }, (_, route) => ({ type: 0, nodes: nodesOf(route) })),
      );
      let looks = 0;
      let movesAtStop = Infinity;
      searchOf(state).run(() => {
        if (++looks === stopAt) movesAtStop = state.moves;
        return looks >= stopAt;
      });
      return { looks, movesBehind: Math.max(0, state.moves - movesAtStop) };
    };
    const all = stopAfter(Infinity).looks;
    expect(all).toBeGreaterThan(20);
    for (let stopAt = 1; stopAt <= all; stopAt++) {
      expect(stopAfter(stopAt)).toEqual({ looks: stopAt, movesBehind: 0 });
    }
  });

  test('around what changed leaves no gain next to it where nothing can be broken', () => {
    const open: string[] = [];
    for (let seed = 1; seed <= 10; seed++) {
      const plain = randomProblem(seed, 200, NO_FEATURES);
      const vehicle = Object.assign({}, plain.vehicleTypes[0], {
        count: 10,
        capacity: [1e6, 1e6],
        fixedCost: 0,
      });
      const problem = compileProblem({ ...plain, vehicleTypes: [vehicle] });
      const state = buildSearchState(problem, buildTravelCosts(problem), [], Infinity);
      const neighbours = buildGranularNeighbours(problem, state.travel, 10);
      const random = new Random(seed);
      const search = new LocalSearch(problem, state, neighbours, random);
      const perturbation = new StringPerturbation(state, neighbours, random);
      const insertion = new NearInsertion(state, neighbours, random);
      const nodesOf = (route: number) => Array.from({ length: 20 }, (_, at) => 20 * route + at);
      loadRoutes(
        state,
        Array.from({ length: 10 }, (_, route) => ({ type: 0, nodes: nodesOf(route) })),
      );
      search.run(() => false);
      for (let step = 0; step < 40; step++) {
        const settled = state.moves;
        for (let round = 0; round < 6; round++) insertion.run(perturbation.removed, perturbation.run());
        search.runAround(() => false, settled, Infinity);
        const { touchedAt } = state;
        for (let u = 0; u < state.clients; u++) {
          for (let at = neighbours.first[u]; at < neighbours.first[u + 1]; at++) {
            const v = neighbours.list[at];
            if (touchedAt[u] <= settled && touchedAt[v] <= settled) continue;
            const gain = Math.min(evaluateRelocate(state, u, v, U_ALONE), evaluateSwapTails(state, u, v));
            if (gain < -1e-3) open.push(`${seed}/${step}: ${u}, ${v}`);
          }
        }
      }
    }
    expect(open).toEqual([]);
  });

  test.each([false, true])(
    'leaves no gain at an unused vehicle, also when prices have risen since (hours: %s)',
    (windows) => {
      let unused = 0;
      for (let seed = 1; seed <= 30; seed++) {
        const plain = randomProblem(seed, 40, { ...NO_FEATURES, windows });
        const [type] = plain.vehicleTypes;
        const problem = compileProblem({
          ...plain,
          vehicleTypes: [Object.assign({}, type, { count: 40, fixedCost: 5 })],
        });
        const state = buildSearchState(problem, buildTravelCosts(problem), [], Infinity);
        const search = searchOf(state);
        loadRoutes(state, []);
        search.run(() => false);
        for (let at = 0; at < state.weights.load.length; at++) state.weights.load[at] *= 10;
        state.weights.late *= 10;
        state.reprice();
        search.run(() => false);
        const slot = state.findEmpty(0);
        if (slot < 0) continue;
        unused++;
        for (let client = 0; client < state.clients; client++) {
          for (const kind of [U_ALONE, U_AND_X, X_AND_U] as const) {
            expect(evaluateRelocate(state, client, state.firstStart + slot, kind)).toBeGreaterThan(-1e-3);
          }
          expect(evaluateSwapTails(state, client, state.firstStart + slot)).toBeGreaterThan(-1e-3);
        }
      }
      expect(unused).toBeGreaterThan(20);
    },
  );
});
