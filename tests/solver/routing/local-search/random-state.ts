import * as fc from 'fast-check';
import { expect } from 'vitest';
import { compileProblem } from '../../../../src/solver/routing/compiled-problem.ts';
import { buildPenaltyWeights } from '../../../../src/solver/routing/local-search/penalty-weights.ts';
import { SearchState } from '../../../../src/solver/routing/local-search/search-state.ts';
import { buildTravelCosts } from '../../../../src/solver/routing/local-search/travel-costs.ts';
import { buildVehicleSlots } from '../../../../src/solver/routing/local-search/vehicle-slots.ts';
import type { RoutingProblem } from '../../../../src/solver/routing/problem.ts';
import { NO_FEATURES, randomProblem, type ProblemFeatures, uniformFrom } from '../random-problem.ts';

/** Features of problems that the local search takes. */
const TAKEN: readonly (keyof ProblemFeatures)[] = [
  'pickups',
  'windows',
  'durationCost',
  'mixedFleet',
  'severalBases',
  'limits',
  'deliveriesFirst',
  'openEnds',
  'scarce',
  'asymmetric',
];

export const takenFeatures: fc.Arbitrary<ProblemFeatures> = fc
  .record(
    Object.fromEntries(TAKEN.map((name) => [name, fc.boolean()])) as Record<
      keyof ProblemFeatures,
      fc.Arbitrary<boolean>
    >,
  )
  .map((wanted) => Object.assign({}, NO_FEATURES, wanted));

/** A state with every client on some route that may break constraints, at random. */
export function randomState(seed: number, clients: number, features: ProblemFeatures): SearchState {
  const uniform = uniformFrom(seed + 1);
  const drawn = randomProblem(seed, clients, features);
  const source: RoutingProblem = {
    ...drawn,
    vehicleTypes: drawn.vehicleTypes.map((type) =>
      Object.assign({}, type, {
        minCount: uniform() < 0.2 ? 2 : 0,
        shift: features.windows ? type.shift : { earliest: 0, latest: Infinity },
      }),
    ),
  };
  const problem = compileProblem(source);
  const weights = buildPenaltyWeights(problem, 10, seed % 2);
  const scale = 10 ** (uniform() * 3 - 2);
  for (let at = 0; at < weights.load.length; at++) weights.load[at] *= scale;
  const slots = buildVehicleSlots(problem, new Int32Array(problem.types).fill(2));
  const state = new SearchState(problem, buildTravelCosts(problem), slots, {
    ...weights,
    late: scale,
    duration: scale,
    distance: scale,
  });
  const routes: number[][] = Array.from({ length: slots.count }, () => []);
  for (let client = 0; client < clients; client++) {
    const open = routes.flatMap((_, slot) => (state.admits(slot, client) ? [slot] : []));
    routes[open[Math.floor(uniform() * Math.ceil(open.length / 2))]].push(client);
  }
  routes.forEach((list, slot) => {
    list.sort(() => uniform() - 0.5);
    state.fill(slot, list, 0, list.length);
    state.update(slot);
  });
  return state;
}

/** One way to change a state. */
export interface Move {
  evaluate(state: SearchState): number;
  apply(state: SearchState): void;
}

/** The routes of a state as text, for comparing. */
export function describeState(state: SearchState): string {
  return Array.from({ length: state.slots.count }, (_, slot) => {
    const nodes: number[] = [];
    for (let node = state.next[state.firstStart + slot]; node < state.clients; node = state.next[node]) {
      nodes.push(node);
    }
    return nodes.join(' ');
  }).join(' | ');
}

/**
 * On random states, every move listed: what evaluate says is what apply then adds to the cost, wherever it says a gain;
 * where it says none there is none; evaluating changes nothing, and no client is lost or doubled.
 *
 * @param isExact what evaluate says holds for a loss too
 */
export function expectEvaluateEqualsApply(
  list: (state: SearchState) => readonly Move[],
  isExact = false,
): void {
  let gains = 0;
  fc.assert(
    fc.property(fc.nat(1e6), fc.integer({ min: 2, max: 14 }), takenFeatures, (seed, clients, features) => {
      const moves = list(randomState(seed, clients, features)).length;
      for (let index = 0; index < moves; index++) {
        const state = randomState(seed, clients, features);
        const move = list(state)[index];
        const before = state.totalCost();
        const routes = describeState(state);
        const delta = move.evaluate(state);
        expect(describeState(state)).toBe(routes);
        if (delta === Infinity) continue;
        move.apply(state);
        const added = state.totalCost() - before;
        if (delta < -1e-6) gains++;
        if (isExact || delta < -1e-6) expect(added).toBeCloseTo(delta, 5);
        else expect(added).toBeGreaterThan(-1e-5);
        const served = describeState(state)
          .split(/[ |]+/)
          .filter((text) => text !== '');
        expect(new Set(served).size).toBe(clients);
        expect(served.length).toBe(clients);
      }
    }),
    { numRuns: 60 },
  );
  expect(gains).toBeGreaterThan(20);
}

/** All pairs of a client U and a client or start V, thinned to about `most`. */
export function pairsOf(state: SearchState, most = 40): readonly (readonly [number, number])[] {
  const pairs: [number, number][] = [];
  for (let u = 0; u < state.clients; u++) for (let v = 0; v < state.firstEnd; v++) pairs.push([u, v]);
  const step = Math.max(1, Math.floor(pairs.length / most));
  return pairs.filter((_, index) => index % step === 0);
}
