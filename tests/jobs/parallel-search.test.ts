import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkRouting } from '../../src/checker/routing-check.ts';
import { createCancelFlag } from '../../src/jobs/cancel-flag.ts';
import { createParallelSearch, type ParallelSearch } from '../../src/jobs/parallel-search.ts';
import { shareMemory } from '../../src/jobs/share-memory.ts';
import { searchPart } from '../../src/solver/routing/decomposition/search-part.ts';
import { solveInRounds, type PartSearch } from '../../src/solver/routing/decomposition/solve-in-rounds.ts';
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

  test.each([30, 320])(
    'answers on two threads as in this one, time after time: %i clients',
    async (clients) => {
      const problem = randomProblem(3, clients, {
        ...NO_FEATURES,
        pickups: true,
        windows: true,
        scarce: true,
      });
      const options = { seed: 5, stop: { iterations: 1000 } };
      const here = await solveInRounds(problem, options, 2, partsHere());
      expect(await search.solve(problem, options)).toEqual(here);
      expect(await search.solve(problem, options)).toEqual(here);
    },
  );

  test('ends an endless search when the flag is raised, with the best so far', async () => {
    const problem = randomProblem(4, 320, NO_FEATURES);
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
