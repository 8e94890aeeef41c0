import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { createCancelFlag } from '../../src/jobs/cancel-flag.ts';
import { createSolverPool } from '../../src/jobs/solver-pool.ts';
import type { SolverPool } from '../../src/jobs/solver-pool.ts';
import type { RoutingProblem } from '../../src/solver/routing/problem.ts';
import { solveRouting } from '../../src/solver/routing/solve-routing.ts';

/** Clients on a spiral around one base, so that no two distances are alike. */
function buildProblem(clients: number): RoutingProblem {
  const points = Array.from({ length: clients + 1 }, (_, index) => {
    const angle = index * 2.4;
    return [Math.cos(angle) * index * 100, Math.sin(angle) * index * 100];
  });
  const lengths = points.flatMap(([x, y]) => points.map(([u, v]) => Math.round(Math.hypot(x - u, y - v))));
  const distances = Float64Array.from(lengths);
  return {
    loadDimensions: 1,
    matrices: [{ size: clients + 1, distances, durations: distances.map((length) => length / 10) }],
    bases: [{ location: 0 }],
    clients: Array.from({ length: clients }, (_, index) => ({
      location: index + 1,
      delivery: [10],
      pickup: [0],
      serviceSeconds: 60,
    })),
    vehicleTypes: [
      {
        count: Infinity,
        capacity: [100],
        startBase: 0,
        endBase: 0,
        profile: 0,
        fixedCost: 1000,
        costPerMetre: 1,
        costPerSecond: 0,
        shift: { earliest: 0, latest: 86_400 },
      },
    ],
  };
}

describe('the solver pool', () => {
  let pool: SolverPool;

  beforeAll(() => {
    pool = createSolverPool(2);
  });
  afterAll(() => pool.close());

  test('answers as the solver in this thread does, whichever thread solves', async () => {
    const problems = [10, 15, 20, 25, 30].map(buildProblem);
    const options = { seed: 3, stop: { iterations: 200 } };
    const here = problems.map((problem) => solveRouting(problem, options));
    const there = await Promise.all(problems.map((problem) => pool.solve(problem, options)));
    expect(there).toEqual(here);
  });

  test('leaves the caller its matrices', async () => {
    const problem = buildProblem(8);
    await pool.solve(problem, { seed: 1, stop: { iterations: 1 } });
    expect(problem.matrices[0].distances).toHaveLength(81);
  });

  test('stops an endless search when the flag is raised', async () => {
    const cancel = createCancelFlag();
    const solving = pool.solve(buildProblem(60), { seed: 1, stop: { seconds: 3600 } }, cancel);
    cancel.raise();
    const solution = await solving;
    expect(solution.feasible).toBe(true);
  });

  test('hands the error of a broken problem on and goes on solving', async () => {
    const broken = { ...buildProblem(4), bases: null as never };
    await expect(pool.solve(broken, { seed: 1, stop: { iterations: 1 } })).rejects.toThrow(TypeError);
    const solution = await pool.solve(buildProblem(4), { seed: 1, stop: { iterations: 1 } });
    expect(solution.unserved).toEqual([]);
  });
});
