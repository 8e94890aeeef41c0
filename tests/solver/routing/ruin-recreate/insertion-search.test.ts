import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileProblem } from '../../../../src/solver/routing/compiled-problem.ts';
import {
  BEHIND,
  InsertionSearch,
  NEW_ROUTE,
  NO_WAY,
} from '../../../../src/solver/routing/ruin-recreate/insertion-search.ts';
import { buildLoneTours } from '../../../../src/solver/routing/ruin-recreate/lone-tours.ts';
import { buildNeighbours } from '../../../../src/solver/routing/neighbours.ts';
import type { RoutingProblem } from '../../../../src/solver/routing/problem.ts';
import { Random } from '../../../../src/solver/routing/random.ts';
import { evaluateRoute } from '../../../../src/solver/routing/route-evaluation.ts';
import { RouteState } from '../../../../src/solver/routing/ruin-recreate/route-state.ts';
import { NO_FEATURES, randomProblem, type ProblemFeatures } from '../random-problem.ts';

const features = fc.record({
  pickups: fc.boolean(),
  windows: fc.boolean(),
  durationCost: fc.boolean(),
  mixedFleet: fc.boolean(),
  severalBases: fc.boolean(),
  limits: fc.boolean(),
  classes: fc.boolean(),
  deliveriesFirst: fc.boolean(),
  openEnds: fc.boolean(),
  scarce: fc.boolean(),
  release: fc.boolean(),
});

function buildSearch(problem: RoutingProblem) {
  const compiled = compileProblem(problem);
  const state = new RouteState(compiled);
  const neighbours = buildNeighbours(compiled, problem.clients.length);
  const search = new InsertionSearch(state, neighbours, buildLoneTours(compiled), new Random(1), 0);
  return { state, search };
}

function clientsOf(state: RouteState, route: number): number[] {
  const clients: number[] = [];
  const end = state.firstEnd + route;
  for (let node = state.next[state.firstStart + route]; node !== end; node = state.next[node])
    clients.push(node);
  return clients;
}

function costOf(problem: RoutingProblem, type: number, clients: readonly number[]): number {
  const { startBase, endBase } = problem.vehicleTypes[type];
  return evaluateRoute(problem, type, [{ clients, startBase, endBase }])?.cost ?? Infinity;
}

/** Least added cost over every position of every route and every new route, by evaluating whole routes. */
function cheapestByHand(problem: RoutingProblem, state: RouteState, client: number): number {
  let cheapest = Infinity;
  for (let route = 0; route < state.slots; route++) {
    if (state.active[route] === 0) continue;
    const clients = clientsOf(state, route);
    const before = costOf(problem, state.typeOf[route], clients);
    for (let at = 0; at <= clients.length; at++) {
      const after = costOf(problem, state.typeOf[route], clients.toSpliced(at, 0, client));
      cheapest = Math.min(cheapest, after - before);
    }
  }
  problem.vehicleTypes.forEach(({ count }, type) => {
    if (state.used[type] < count) cheapest = Math.min(cheapest, costOf(problem, type, [client]));
  });
  return cheapest;
}

/** Rounding of lengths breaks the triangle inequality by a little, and pruning leans on it. */
const PRUNING_LOSS = 4;

describe('InsertionSearch', () => {
  test('states the cost that the insertion then has, never misses a cheaper place, and keeps every constraint', () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.integer({ min: 1, max: 25 }), features, (seed, clients, wanted) => {
        const problem = randomProblem(seed, clients, { ...NO_FEATURES, ...wanted });
        const { state, search } = buildSearch(problem);
        for (let client = 0; client < clients; client++) {
          search.reset();
          search.search(client);
          const byHand = cheapestByHand(problem, state, client);
          expect(search.cost).toBeLessThanOrEqual(byHand + PRUNING_LOSS);
          if (search.kind === NO_WAY) continue;
          const before = state.totalCost;
          expect([BEHIND, NEW_ROUTE]).toContain(search.kind);
          search.apply(client);
          expect(state.totalCost - before).toBeCloseTo(search.cost, 6);
          const route = state.routeOf[client];
          expect(state.cost[route]).toBeCloseTo(
            costOf(problem, state.typeOf[route], clientsOf(state, route)),
            6,
          );
        }
      }),
      { numRuns: 250 },
    );
  });

  test('a reload opens a second trip where one vehicle cannot carry all at once', () => {
    const wanted: ProblemFeatures = { ...NO_FEATURES, severalTrips: true };
    const problem = randomProblem(3, 12, wanted);
    const [type] = problem.vehicleTypes;
    const single = { ...problem, vehicleTypes: [{ ...type, count: 1, maxTrips: 12, fixedCost: 1000 }] };
    const { state, search } = buildSearch(single);
    for (let client = 0; client < 12; client++) {
      search.reset();
      search.search(client);
      expect(search.kind).not.toBe(NO_WAY);
      search.apply(client);
    }
    expect(state.routeCount).toBe(1);
    expect(state.trips[0]).toBeGreaterThan(1);
  });
});
