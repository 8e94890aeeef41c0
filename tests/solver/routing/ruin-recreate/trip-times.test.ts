import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileProblem } from '../../../../src/solver/routing/compiled-problem.ts';
import { Random } from '../../../../src/solver/routing/random.ts';
import { RuinRecreate } from '../../../../src/solver/routing/ruin-recreate/ruin-recreate.ts';
import { TripTimes } from '../../../../src/solver/routing/ruin-recreate/trip-times.ts';
import { NO_FEATURES, randomProblem } from '../random-problem.ts';

describe('TripTimes', () => {
  test('tells when a vehicle is back from its trips, in any order of them, as the route driven so would', () => {
    let inTime = 0;
    let late = 0;
    fc.assert(
      fc.property(fc.nat(1e6), fc.boolean(), fc.boolean(), (seed, release, windows) => {
        const plain = randomProblem(seed, 25, { ...NO_FEATURES, severalTrips: true, release, windows });
        const vehicleTypes = [{ ...plain.vehicleTypes[0], count: 4, maxTrips: 4, reloadBases: [0] }];
        const work = new RuinRecreate(compileProblem({ ...plain, vehicleTypes }), new Random(seed));
        work.construct();
        work.keep();
        const { state } = work;
        const { startEarliest, endEarliest, endLatest } = state.problem.fleet;
        for (const { nodes } of work.listRoutes()) {
          const trips = nodes
            .map((node) => (node < 0 ? '/' : `${node}`))
            .join(' ')
            .split(' / ');
          const times = new TripTimes(27);
          const route = state.routeOf[nodes[0]];
          times.gather(state, route);
          const end = state.firstEnd + route;
          expect(Math.max(endEarliest[0], times.pass(startEarliest[0], 0, trips.length))).toBeCloseTo(
            state.begin[end],
            6,
          );
          const turn = seed % trips.length;
          const back = times.pass(times.pass(startEarliest[0], turn, trips.length), 0, turn);
          const order = [...trips.slice(turn), ...trips.slice(0, turn)];
          const day = order.join(' -1 ').split(' ').map(Number);
          const other = new RuinRecreate(state.problem, new Random(1));
          other.load([{ type: 0, nodes: day }]);
          const fits = back <= endLatest[0] + 1e-9;
          expect(other.state.badCount).toBe(fits ? 0 : 1);
          if (fits) inTime++;
          else late++;
        }
      }),
      { numRuns: 60 },
    );
    expect(inTime).toBeGreaterThan(50);
    expect(late).toBeGreaterThan(10);
  });
});
