import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileProblem } from '../../../../src/solver/routing/compiled-problem.ts';
import { Random } from '../../../../src/solver/routing/random.ts';
import { RuinRecreate } from '../../../../src/solver/routing/ruin-recreate/ruin-recreate.ts';
import { FEATURE_NAMES, randomProblem, type ProblemFeatures } from '../random-problem.ts';

const features = fc.record(
  Object.fromEntries(FEATURE_NAMES.map((name) => [name, fc.boolean()])) as Record<
    keyof ProblemFeatures,
    fc.Arbitrary<boolean>
  >,
);

/** Everything a solution is, as text. */
function describeWork(work: RuinRecreate): string {
  const { state, problem } = work;
  const routes: string[] = [];
  for (let route = 0; route < state.slots; route++) {
    if (state.active[route] === 0) continue;
    const nodes: number[] = [];
    const end = state.firstEnd + route;
    for (let node = state.next[state.firstStart + route]; node !== end; node = state.next[node]) {
      nodes.push(node < problem.clients ? node : -state.place[node]);
    }
    routes.push(`${state.typeOf[route]}: ${nodes.join(' ')} at ${state.cost[route].toFixed(6)}`);
  }
  const absent = Array.from(work.absent.subarray(0, work.absentCount)).toSorted((one, other) => one - other);
  return `${routes.join('; ')} without ${absent.join(' ')} for ${work.leaveCost.toFixed(6)}`;
}

describe('RuinRecreate over RouteState', () => {
  test('a step undone leaves no trace, and the running total is the sum of the routes', () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.integer({ min: 1, max: 30 }), features, (seed, clients, wanted) => {
        const problem = compileProblem(randomProblem(seed, clients, wanted));
        const random = new Random(seed);
        const work = new RuinRecreate(problem, random);
        work.recreate();
        work.keep();
        for (let step = 0; step < 30; step++) {
          const before = describeWork(work);
          work.step();
          const kept = work.state.badCount === 0 && random.uniform() < 0.5;
          if (kept) work.keep();
          else work.undo();
          expect(kept ? before : describeWork(work)).toBe(before);
          const sum = work.state.cost.reduce((total, cost) => total + cost, 0);
          expect(work.state.totalCost).toBeCloseTo(sum, 5);
        }
      }),
      { numRuns: 150 },
    );
  });
});
