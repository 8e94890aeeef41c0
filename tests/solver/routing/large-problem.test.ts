import { beforeAll, describe, expect, test } from 'vitest';
import { generateInstance } from '../../../bench/generate-instance.ts';
import { checkRouting } from '../../../src/checker/routing-check.ts';
import { compileProblem } from '../../../src/solver/routing/compiled-problem.ts';
import type { RoutingProblem } from '../../../src/solver/routing/problem.ts';
import { Random } from '../../../src/solver/routing/random.ts';
import { RuinRecreate } from '../../../src/solver/routing/ruin-recreate/ruin-recreate.ts';
import { solveRouting } from '../../../src/solver/routing/solve-routing.ts';

const CLIENTS = 2200;
/** Cells of a matrix that may be read between two looks at clock and cancellation. */
const MOST_UNSEEN = 600_000;

let problem: RoutingProblem;

beforeAll(() => {
  problem = generateInstance(CLIENTS, 1);
});

describe('solveRouting on thousands of clients', () => {
  test('looks at cancellation all the way through its preparation', () => {
    let looks = 0;
    const isCancelled = (): boolean => {
      looks++;
      return false;
    };
    solveRouting(problem, { seed: 1, stop: { iterations: 1 }, isCancelled });
    const compiled = 1.5 * CLIENTS ** 2;
    expect(looks).toBeGreaterThan(compiled / MOST_UNSEEN);
  });

  test.each([2, 5, 12, 20])(
    'ends at once when it is cancelled on look %i, with the routes it was given',
    (when) => {
      const { startBase, endBase } = problem.vehicleTypes[0];
      const initial = [{ vehicleType: 0, start: 0, trips: [{ clients: [5, 9], startBase, endBase }] }];
      let looks = 0;
      const isCancelled = (): boolean => ++looks >= when;
      const solution = solveRouting(problem, { seed: 1, stop: { iterations: 1e9 }, initial, isCancelled });
      expect(looks).toBeLessThanOrEqual(when + 1);
      expect(solution.iterations).toBe(0);
      expect(solution.routes).toHaveLength(1);
      expect(solution.unserved).toHaveLength(CLIENTS - 2);
      expect(solution.feasible).toBe(false);
    },
  );

  test('ends its preparation at the deadline of the clock it is given', () => {
    let time = 0;
    let late = 0;
    const now = (): number => {
      if (time > 5000) late++;
      return (time += 1000);
    };
    const solution = solveRouting(problem, { seed: 1, stop: { seconds: 5 }, now });
    expect(late).toBeLessThanOrEqual(1);
    expect(solution.iterations).toBe(0);
  });

  test('serves all from the first solution on, and improves it', () => {
    const first = solveRouting(problem, { seed: 1, stop: { iterations: 1 } });
    const later = solveRouting(problem, { seed: 1, stop: { iterations: 20_000 } });
    expect(checkRouting(problem, first)).toMatchObject({ feasible: true, violations: [] });
    expect(checkRouting(problem, later)).toMatchObject({ feasible: true, violations: [] });
    expect(later.cost).toBeLessThan(0.97 * first.cost);
  });
});

describe('the first solution of a large problem', () => {
  test('is cheaper than one from absent clients in a drawn order', () => {
    const compiled = compileProblem(problem);
    const near = new RuinRecreate(compiled, new Random(1));
    near.construct();
    const drawn = new RuinRecreate(compiled, new Random(1));
    drawn.recreate();
    expect(near.absentCount).toBe(0);
    expect(near.objective).toBeLessThan(drawn.objective);
  });
});

describe('the matrix of a large problem', () => {
  test('takes 32 bits where they hold every length, and 64 where they do not', () => {
    const { distances, size } = problem.matrices[0];
    const exact = compileProblem(problem);
    expect(exact.distance[0]).toBeInstanceOf(Float32Array);
    expect(exact.distanceTo[0]).toBe(exact.distance[0]);
    const finer = distances.slice();
    finer[finer.length - 2] += 0.1;
    const other = compileProblem({ ...problem, matrices: [{ size, distances: finer, durations: finer }] });
    expect(other.distance[0]).toBeInstanceOf(Float64Array);
    const { width, clients } = other;
    const [last, before] = [clients - 1, clients - 2];
    expect(other.distance[0][last * width + before]).toBe(finer[finer.length - 2]);
    expect(other.distanceTo[0][before * width + last]).toBe(finer[finer.length - 2]);
    expect(other.distanceTo[0][last * width + before]).toBe(distances[distances.length - 2]);
  });
});
