import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileProblem } from '../../../../src/solver/routing/compiled-problem.ts';
import { Random } from '../../../../src/solver/routing/random.ts';
import { RuinRecreate } from '../../../../src/solver/routing/ruin-recreate/ruin-recreate.ts';
import type { RouteState } from '../../../../src/solver/routing/ruin-recreate/route-state.ts';
import { TripExchange } from '../../../../src/solver/routing/ruin-recreate/trip-exchange.ts';
import { NO_FEATURES, randomProblem } from '../random-problem.ts';

/** Trips as sets of clients in order, whatever vehicle makes them. */
function listTrips(state: RouteState): readonly string[] {
  const trips: string[] = [];
  for (let route = 0; route < state.slots; route++) {
    if (state.active[route] === 0) continue;
    let trip: number[] = [];
    for (let node = state.next[state.firstStart + route]; node >= 0; node = state.next[node]) {
      if (node < state.firstStart) {
        trip.push(node);
        continue;
      }
      trips.push(trip.join(' '));
      trip = [];
    }
  }
  return trips.toSorted();
}

function listDays(state: RouteState): readonly string[] {
  return Array.from({ length: state.slots }, (_, route) => route).flatMap((route) => {
    if (state.active[route] === 0) return [];
    const nodes: number[] = [];
    for (let node = state.next[state.firstStart + route]; node >= 0; node = state.next[node])
      nodes.push(Math.min(node, state.firstStart));
    return [nodes.join(' ')];
  });
}

describe('TripExchange', () => {
  test('moves whole trips between days, keeps every limit and the distance, or changes nothing', () => {
    let moved = 0;
    fc.assert(
      fc.property(fc.nat(1e6), fc.boolean(), fc.boolean(), (seed, windows, limits) => {
        const wanted = {
          ...NO_FEATURES,
          severalTrips: true,
          pickups: true,
          release: windows,
          windows,
          limits,
        };
        const plain = randomProblem(seed, 25, wanted);
        const vehicleTypes = [{ ...plain.vehicleTypes[0], count: 4, maxTrips: 3 }];
        const random = new Random(seed);
        const work = new RuinRecreate(compileProblem({ ...plain, vehicleTypes }), random);
        for (let step = 0; step < 20; step++) {
          work.step();
          if (work.state.badCount === 0) work.keep();
          else work.undo();
        }
        const { state } = work;
        const exchange = new TripExchange(state, random);
        for (let attempt = 0; attempt < 40; attempt++) {
          const active = Array.from(state.active.keys()).filter((route) => state.active[route] === 1);
          const [one, other] = [0, 1].map(() => active[random.below(active.length)]);
          if (one === other) continue;
          const trips = listTrips(state);
          const days = listDays(state);
          const cost = state.totalCost;
          const done = exchange.exchange(one, other);
          expect(state.badCount).toBe(0);
          expect(listTrips(state)).toEqual(trips);
          expect(state.totalCost).toBeCloseTo(cost, 6);
          moved += done ? 1 : 0;
          expect((done ? days : listDays(state)).toSorted()).toEqual(days.toSorted());
        }
        state.rollback();
      }),
      { numRuns: 40 },
    );
    expect(moved).toBeGreaterThan(50);
  });
});
