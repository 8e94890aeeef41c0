import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkRouting } from '../../../../src/checker/routing-check.ts';
import type { CompiledProblem } from '../../../../src/solver/routing/compiled-problem.ts';
import {
  searchPart,
  type PartAnswer,
  type SearchPart,
} from '../../../../src/solver/routing/decomposition/search-part.ts';
import {
  solveInRounds,
  type PartSearch,
} from '../../../../src/solver/routing/decomposition/solve-in-rounds.ts';
import type { RoutingProblem } from '../../../../src/solver/routing/problem.ts';
import type { SearchTables } from '../../../../src/solver/routing/ruin-recreate/search-tables.ts';
import { solveRouting, type SolveRoutingOptions } from '../../../../src/solver/routing/solve-routing.ts';
import { FEATURE_NAMES, NO_FEATURES, randomProblem, type ProblemFeatures } from '../random-problem.ts';

/** Searches the parts one after the other in this thread, the last first where told. */
class PartsHere implements PartSearch {
  readonly sizes: number[] = [];
  private readonly backwards: boolean;
  private given: { readonly problem: CompiledProblem; readonly tables: SearchTables } | null = null;

  constructor(backwards = false) {
    this.backwards = backwards;
  }

  begin(problem: CompiledProblem, tables: SearchTables): void {
    this.given = { problem, tables };
  }

  search(parts: readonly SearchPart[]): Promise<readonly PartAnswer[]> {
    const { problem, tables } = this.given!;
    const answers: PartAnswer[] = [];
    const turns = [...parts.keys()];
    for (const part of this.backwards ? turns.toReversed() : turns) {
      this.sizes.push(parts[part].requests.length);
      answers[part] = searchPart(problem, tables, parts[part], {}, () => {});
    }
    return Promise.resolve(answers);
  }
}

/** Violations other than what a problem may be unable to give, and the solution says so. */
function listFaults(problem: RoutingProblem, solution: Parameters<typeof checkRouting>[1]) {
  const { violations } = checkRouting(problem, solution);
  return violations.filter(({ code }) => code !== 'required_unserved' && code !== 'too_few_vehicles');
}

const CUT_CLIENTS = 320;

describe('solveInRounds', () => {
  const options: SolveRoutingOptions = { seed: 4, stop: { iterations: 640 } };

  test('keeps every constraint where each search has the whole of a small problem', async () => {
    const features = fc.record(
      Object.fromEntries(FEATURE_NAMES.map((name) => [name, fc.boolean()])) as Record<
        keyof ProblemFeatures,
        fc.Arbitrary<boolean>
      >,
    );
    await fc.assert(
      fc.asyncProperty(
        fc.nat(1e6),
        fc.integer({ min: 0, max: 30 }),
        features,
        async (seed, clients, wanted) => {
          const problem = randomProblem(seed, clients, wanted);
          const solution = await solveInRounds(
            problem,
            { seed, stop: { iterations: 200 } },
            2,
            new PartsHere(),
          );
          expect(listFaults(problem, solution)).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });

  test.each(FEATURE_NAMES)('keeps every constraint with %s where the problem is cut in two', async (name) => {
    const problem = randomProblem(2, CUT_CLIENTS, { ...NO_FEATURES, scarce: true, [name]: true });
    const place = new PartsHere();
    const solution = await solveInRounds(problem, options, 2, place);
    expect(listFaults(problem, solution)).toEqual([]);
    expect(Math.max(...place.sizes)).toBeLessThan(CUT_CLIENTS);
  });

  test('keeps the least number of vehicles over all the parts, and no more than cost asks for in each', async () => {
    const problem = randomProblem(2, CUT_CLIENTS, NO_FEATURES);
    const free = await solveInRounds(problem, options, 2, new PartsHere());
    const minCount = free.routes.length + 5;
    const vehicleTypes = [{ ...problem.vehicleTypes[0], minCount }];
    const held = await solveInRounds({ ...problem, vehicleTypes }, options, 2, new PartsHere());
    expect(held.feasible).toBe(true);
    expect(held.routes).toHaveLength(minCount);
  });

  test('gives the same answer in whatever order the parts of a round are searched', async () => {
    for (const clients of [40, CUT_CLIENTS]) {
      const problem = randomProblem(9, clients, {
        ...NO_FEATURES,
        pickups: true,
        windows: true,
        prizes: true,
      });
      const forwards = await solveInRounds(problem, options, 2, new PartsHere());
      expect(await solveInRounds(problem, options, 2, new PartsHere(true))).toEqual(forwards);
    }
  });

  test('does no worse in parts than one search of the whole with as many iterations', async () => {
    const problem = randomProblem(6, 400, NO_FEATURES);
    const stop = { iterations: 20_000 };
    const whole = solveRouting(problem, { seed: 1, stop });
    const parts = await solveInRounds(problem, { seed: 1, stop }, 2, new PartsHere());
    expect(parts.cost).toBeLessThan(1.03 * whole.cost);
    expect(Math.abs(parts.iterations - stop.iterations)).toBeLessThan(100);
  });

  test('never ends worse than the routes it is given, and reports costs that never rise', async () => {
    const problem = randomProblem(8, CUT_CLIENTS, NO_FEATURES);
    const given = solveRouting(problem, { seed: 1, stop: { iterations: 20_000 } });
    const costs: number[] = [];
    const again = await solveInRounds(
      problem,
      {
        seed: 2,
        stop: { iterations: 200 },
        initial: given.routes,
        onProgress: ({ bestCost }) => costs.push(bestCost),
      },
      2,
      new PartsHere(),
    );
    expect(again.cost).toBeLessThanOrEqual(given.cost + 1e-6);
    expect(costs).toEqual(costs.toSorted((one, other) => other - one));
  });

  test('stops between two rounds when it is cancelled', async () => {
    const problem = randomProblem(8, CUT_CLIENTS, NO_FEATURES);
    let rounds = 0;
    const cancelled = {
      ...options,
      onProgress: () => {
        rounds++;
      },
      isCancelled: () => rounds >= 3,
    };
    const solution = await solveInRounds(problem, cancelled, 2, new PartsHere());
    expect(solution.iterations).toBeLessThan(500);
    expect(solution.unserved).toEqual([]);
  });
});
