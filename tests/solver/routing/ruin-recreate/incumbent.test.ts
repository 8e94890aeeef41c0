import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileProblem } from '../../../../src/solver/routing/compiled-problem.ts';
import { Random } from '../../../../src/solver/routing/random.ts';
import { Incumbent } from '../../../../src/solver/routing/ruin-recreate/incumbent.ts';
import { RuinRecreate } from '../../../../src/solver/routing/ruin-recreate/ruin-recreate.ts';
import { FEATURE_NAMES, randomProblem, type ProblemFeatures } from '../random-problem.ts';

const features = fc.record(
  Object.fromEntries(FEATURE_NAMES.map((name) => [name, fc.boolean()])) as Record<
    keyof ProblemFeatures,
    fc.Arbitrary<boolean>
  >,
);

test('the best solution is the whole working solution at its last improvement, though only changes are copied', () => {
  fc.assert(
    fc.property(fc.nat(1e6), fc.integer({ min: 1, max: 30 }), features, (seed, clients, wanted) => {
      const random = new Random(seed);
      const work = new RuinRecreate(compileProblem(randomProblem(seed, clients, wanted)), random);
      work.construct();
      work.keep();
      const best = new Incumbent(work.state.slots, false);
      best.offer(work);
      let expected = work.listRoutes();
      for (let step = 0; step < 60; step++) {
        work.step();
        if (work.state.badCount > 0 || random.uniform() < 0.3) {
          work.undo();
          continue;
        }
        work.keep();
        if (best.offer(work)) expected = work.listRoutes();
      }
      expect(best.listRoutes()).toEqual(expected);
    }),
    { numRuns: 150 },
  );
});
