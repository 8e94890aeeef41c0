import { describe, expect, test } from 'vitest';
import { compileProblem } from '../../../../src/solver/routing/compiled-problem.ts';
import { hasNoShortcuts } from '../../../../src/solver/routing/local-search/shortcuts.ts';
import type { RoutingProblem } from '../../../../src/solver/routing/problem.ts';
import { NO_FEATURES, randomProblem } from '../random-problem.ts';

/** More than the rounding of the drawn durations could shorten. */
const ROUNDING = 5;

describe('shortcuts over a client', () => {
  /** The same problem, with one way that takes far longer than any other. */
  function withSlowWay(problem: RoutingProblem): RoutingProblem {
    const matrices = problem.matrices.map((matrix) => {
      const durations = matrix.durations.slice();
      durations[3 * Math.sqrt(durations.length) + 7] = 1e6;
      return Object.assign({}, matrix, { durations });
    });
    return { ...problem, matrices };
  }

  test('are found where the direct way takes longer, and nowhere on a plane', () => {
    const drawn = randomProblem(4, 12, { ...NO_FEATURES, windows: true });
    const clients = drawn.clients.map((client) => Object.assign({}, client, { serviceSeconds: ROUNDING }));
    const problem = { ...drawn, clients };
    expect(hasNoShortcuts(compileProblem(problem))).toBe(true);
    expect(hasNoShortcuts(compileProblem(withSlowWay(problem)))).toBe(false);
  });

  test('do not matter where no time is limited', () => {
    const problem = randomProblem(4, 12, NO_FEATURES);
    const vehicleTypes = problem.vehicleTypes.map((type) =>
      Object.assign({}, type, { shift: { earliest: 0, latest: Infinity } }),
    );
    expect(hasNoShortcuts(compileProblem(withSlowWay({ ...problem, vehicleTypes })))).toBe(true);
  });
});
