import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkRouting } from '../../../src/checker/routing-check.ts';
import { solveRouting } from '../../../src/solver/routing/solve-routing.ts';
import { validateRoutingProblem } from '../../../src/solver/routing/validate-routing-problem.ts';
import { FEATURE_NAMES, NO_FEATURES, randomProblem, type ProblemFeatures } from './random-problem.ts';

const features: fc.Arbitrary<ProblemFeatures> = fc.record(
  Object.fromEntries(FEATURE_NAMES.map((name) => [name, fc.boolean()])) as Record<
    keyof ProblemFeatures,
    fc.Arbitrary<boolean>
  >,
);

/** Violations other than required clients that the solution itself lists as left out. */
function listFaults(
  problem: Parameters<typeof checkRouting>[0],
  solution: Parameters<typeof checkRouting>[1],
) {
  const { violations } = checkRouting(problem, solution);
  return violations.filter(({ code }) => code !== 'required_unserved');
}

describe('solveRouting', () => {
  test('every answer to a random problem keeps every constraint and states its cost', () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.integer({ min: 0, max: 40 }), features, (seed, clients, wanted) => {
        const problem = randomProblem(seed, clients, wanted);
        validateRoutingProblem(problem);
        const solution = solveRouting(problem, { seed, stop: { iterations: 200 } });
        expect(listFaults(problem, solution)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test.each(FEATURE_NAMES)('keeps every constraint with %s alone', (name) => {
    for (let seed = 1; seed <= 5; seed++) {
      const problem = randomProblem(seed, 30, { ...NO_FEATURES, [name]: true });
      const solution = solveRouting(problem, { seed, stop: { iterations: 500 } });
      expect(listFaults(problem, solution)).toEqual([]);
    }
  });
});
