import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkRouting } from '../../src/checker/routing-check.ts';
import { createCancelFlag } from '../../src/jobs/cancel-flag.ts';
import { createParallelSearch, type ParallelSearch } from '../../src/jobs/parallel-search.ts';
import { shareMemory } from '../../src/jobs/share-memory.ts';
import { searchPart } from '../../src/solver/routing/decomposition/search-part.ts';
import { solveApart } from '../../src/solver/routing/decomposition/solve-apart.ts';
import { solveInRounds, type PartSearch } from '../../src/solver/routing/decomposition/solve-in-rounds.ts';
import type { RoutingSolution } from '../../src/solver/routing/solution.ts';
import { solveRouting } from '../../src/solver/routing/solve-routing.ts';
import { NO_FEATURES, randomProblem } from '../solver/routing/random-problem.ts';

/** Searches parts in this thread. */
function partsHere(): PartSearch {
  let given: Parameters<PartSearch['begin']>;
  return {
    begin: (...begun) => {
      given = begun;
    },
    search: (parts) => Promise.resolve(parts.map((part) => searchPart(...given, part, {}, () => {}))),
  };
}

describe('the parallel search', () => {
  let search: ParallelSearch;

  beforeAll(() => {
    search = createParallelSearch(2);
  });
  afterAll(() => search.close());

  const options = { seed: 5, stop: { iterations: 1000 } };

  test('answers on two threads as in this one, time after time', async () => {
    const problem = randomProblem(3, 430, { ...NO_FEATURES, pickups: true, windows: true, scarce: true });
    const here = await solveInRounds(problem, options, 2, partsHere());
    expect(await search.solve(problem, options)).toEqual(here);
    expect(await search.solve(problem, options)).toEqual(here);
  });

  test('returns the best of searches apart on a small problem, the same time after time', async () => {
    const problem = randomProblem(3, 40, { ...NO_FEATURES, pickups: true, windows: true });
    const here = await solveApart(problem, options, 2, (own) => Promise.resolve(solveRouting(problem, own)));
    expect(await search.solve(problem, options)).toEqual(here);
    expect(await search.solve(problem, options)).toEqual(here);
    expect(here.cost).toBeLessThanOrEqual(solveRouting(problem, { seed: 5, stop: { iterations: 500 } }).cost);
  });

  test('puts fewer vehicles before a lower cost where that is asked, however many clients', async () => {
    const problem = { ...randomProblem(3, 430, NO_FEATURES), fewestVehiclesFirst: true };
    const answers: RoutingSolution[] = [];
    const best = await solveApart(problem, options, 2, (own) => {
      const answer = solveRouting(problem, own);
      answers.push(answer);
      return Promise.resolve(answer);
    });
    expect(best.routes).toHaveLength(Math.min(...answers.map(({ routes }) => routes.length)));
    expect(await search.solve(problem, options)).toEqual(best);
  });

  test('ends an endless search when the flag is raised, with the best so far', async () => {
    const problem = randomProblem(4, 430, NO_FEATURES);
    const cancel = createCancelFlag();
    const stop = { seconds: 3600 };
    const onProgress = (): void => cancel.raise();
    const solution = await search.solve(problem, { seed: 1, stop, onProgress }, cancel);
    expect(checkRouting(problem, solution)).toMatchObject({ feasible: true, violations: [] });
  });

  test('hands a bug in a thread on to the caller', async () => {
    const problem = randomProblem(4, 20, NO_FEATURES);
    const broken = { ...problem, vehicleTypes: [{ ...problem.vehicleTypes[0], capacity: null as never }] };
    await expect(search.solve(broken, { seed: 1, stop: { iterations: 10 } })).rejects.toThrow(TypeError);
  });
});

describe('shareMemory', () => {
  test('keeps every value, and what is shared already', () => {
    const shared = new Float64Array(new SharedArrayBuffer(16));
    const value = {
      list: [Int32Array.of(1, 2)],
      inner: { bytes: Uint8Array.of(3), name: 'a' },
      shared,
      none: null,
    };
    const copy = shareMemory(value);
    expect(copy).toEqual(value);
    expect(copy.shared).toBe(shared);
    expect(copy.list[0].buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(copy.inner.bytes.buffer).toBeInstanceOf(SharedArrayBuffer);
  });
});
