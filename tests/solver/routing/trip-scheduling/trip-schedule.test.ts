import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileProblem } from '../../../../src/solver/routing/compiled-problem.ts';
import type { RoutingProblem } from '../../../../src/solver/routing/problem.ts';
import { Random } from '../../../../src/solver/routing/random.ts';
import { evaluateRoute } from '../../../../src/solver/routing/route-evaluation.ts';
import { RuinRecreate } from '../../../../src/solver/routing/ruin-recreate/ruin-recreate.ts';
import { withOneTrip } from '../../../../src/solver/routing/trip-scheduling/search-trips.ts';
import { TripSchedule } from '../../../../src/solver/routing/trip-scheduling/trip-schedule.ts';
import { NO_FEATURES, randomProblem } from '../random-problem.ts';

function problemOfTrips(seed: number, clients: number, maxTrips: number): RoutingProblem {
  const wanted = { ...NO_FEATURES, severalTrips: true, pickups: true, windows: true, release: true };
  const plain = randomProblem(seed, clients, wanted);
  return { ...plain, vehicleTypes: [{ ...plain.vehicleTypes[0], maxTrips, reloadBases: [0] }] };
}

/** Random trips, each feasible by itself. */
function makeTrips(problem: RoutingProblem, seed: number): RuinRecreate {
  const work = new RuinRecreate(withOneTrip(compileProblem(problem)), new Random(seed));
  work.construct();
  work.keep();
  for (let step = 0; step < 20; step++) {
    work.step();
    if (work.state.badCount === 0) work.keep();
    else work.undo();
  }
  return work;
}

/** Days as the border writes them. */
function toTrips(nodes: readonly number[]) {
  const trips: number[][] = [[]];
  for (const node of nodes) {
    if (node < 0) trips.push([]);
    else trips[trips.length - 1].push(node);
  }
  return trips.map((clients) => ({ startBase: 0, endBase: 0, clients }));
}

/** Can any order on any vehicle make all trips in time? By trying everything. */
function isPossible(
  problem: RoutingProblem,
  trips: readonly (readonly number[])[],
  vehicles: number,
): boolean {
  const days = Array.from({ length: vehicles }, (): (readonly number[])[] => []);
  const place = (left: readonly (readonly number[])[]): boolean => {
    if (left.length === 0) return true;
    return left.some((trip, at) => {
      const rest = left.toSpliced(at, 1);
      return days.some((day) => {
        day.push(trip);
        const made = day.map((clients) => ({ startBase: 0, endBase: 0, clients }));
        const done = evaluateRoute(problem, 0, made) !== null && place(rest);
        day.pop();
        return done;
      });
    });
  };
  return place(trips);
}

describe('TripSchedule', () => {
  test('plans every trip once, on days that keep every limit where nobody is late', () => {
    let planned = 0;
    fc.assert(
      fc.property(
        fc.nat(1e6),
        fc.integer({ min: 2, max: 8 }),
        fc.integer({ min: 1, max: 4 }),
        (seed, vehicles, most) => {
          const problem = problemOfTrips(seed, 30, most);
          const { state } = makeTrips(problem, seed);
          const schedule = new TripSchedule(state, vehicles, most);
          const late = schedule.run();
          expect(late).toBe(schedule.late);
          expect(late).toBeGreaterThanOrEqual(0);
          if (late > 0) return;
          planned++;
          const days = schedule.listDays(0);
          expect(days.length).toBeLessThanOrEqual(vehicles);
          const served = state.routeOf.subarray(0, 30).filter((route) => route >= 0).length;
          expect(new Set(days.flatMap(({ nodes }) => nodes.filter((node) => node >= 0))).size).toBe(served);
          const costs = days.map(({ nodes }) => evaluateRoute(problem, 0, toTrips(nodes))?.cost ?? Infinity);
          expect(costs.reduce((sum, cost) => sum + cost, 0)).toBeCloseTo(state.totalCost, 6);
        },
      ),
      { numRuns: 200 },
    );
    expect(planned).toBeGreaterThan(40);
  });

  test('has nobody late where each trip has a vehicle, and is late where no plan is possible', () => {
    let impossible = 0;
    let missed = 0;
    let found = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const problem = problemOfTrips(seed, 10, 3);
      const { state } = makeTrips(problem, seed);
      expect(new TripSchedule(state, Math.max(1, state.routeCount), 3).run()).toBe(0);
      const late = new TripSchedule(state, 2, 3).run();
      const trips = Array.from(state.active.keys())
        .filter((route) => state.active[route] === 1)
        .map((route) => {
          const clients: number[] = [];
          const end = state.firstEnd + route;
          for (let node = state.next[state.firstStart + route]; node !== end; node = state.next[node])
            clients.push(node);
          return clients;
        });
      const possible = isPossible(problem, trips, 2);
      expect(possible || late > 0).toBe(true);
      if (!possible) impossible++;
      else if (late === 0) found++;
      else missed++;
    }
    expect(impossible).toBeGreaterThan(5);
    expect(found).toBeGreaterThan(5 * missed);
  });
});
