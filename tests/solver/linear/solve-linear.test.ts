import * as fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';

import { buildDual } from '../../../src/solver/linear/dual-program.ts';
import { solveExactly } from '../../../src/solver/linear/exact-simplex.ts';
import type { LinearAnswer, LinearProgram } from '../../../src/solver/linear/linear-program.ts';
import { loadMixedIntegerEngine } from '../../../src/solver/linear/mixed-integer-engine.ts';
import { solveLinear } from '../../../src/solver/linear/solve-linear.ts';
import { findFlaw } from '../../../src/solver/linear/verify-optimum.ts';
import { randomProgram } from './random-program.ts';

let solveMixedInteger: (program: LinearProgram) => LinearAnswer;

beforeAll(async () => {
  solveMixedInteger = await loadMixedIntegerEngine();
}, 60_000);

function objectiveOf(answer: LinearAnswer): number | string {
  return answer.status === 'optimal' ? answer.objective : answer.status;
}

test('the verified engine, exact arithmetic and HiGHS agree on random programs of every kind', () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(randomProgram, (program) => {
      const answer = solveLinear(program, (engine) => seen.set(engine, (seen.get(engine) ?? 0) + 1));
      const exact = solveExactly(program);
      const peer = solveMixedInteger(program);
      expect(exact.status).toBe(peer.status);
      expect(answer.status).toBe(peer.status);
      seen.set(answer.status, (seen.get(answer.status) ?? 0) + 1);
      if (answer.status !== 'optimal' || exact.status !== 'optimal' || peer.status !== 'optimal') return;
      expect(answer.objective).toBeCloseTo(peer.objective, 6);
      expect(exact.objective).toBeCloseTo(peer.objective, 6);
      expect(findFlaw(program, answer)).toBeNull();
      expect(findFlaw(program, exact)).toBeNull();
    }),
    { numRuns: 1500 },
  );
  for (const kind of ['simplex', 'exact', 'optimal', 'infeasible', 'unbounded']) {
    expect({ kind, seen: (seen.get(kind) ?? 0) > 20 }).toEqual({ kind, seen: true });
  }
}, 120_000);

test('the optimum of the dual is minus that of the primal', () => {
  fc.assert(
    fc.property(randomProgram, (program) => {
      const answer = solveExactly(program);
      if (answer.status !== 'optimal') return;
      const dual = solveExactly(buildDual(program).program);
      if (dual.status !== 'optimal') throw new Error(dual.status);
      expect(dual.objective).toBeCloseTo(-answer.objective, 8);
    }),
  );
});

test('a wrong answer does not pass: neither a point off the optimum nor one outside, nor duals of the wrong sign', () => {
  const program: LinearProgram = {
    objective: [1, 1],
    rows: [
      {
        coefficients: [
          [0, 1],
          [1, 2],
        ],
        lower: 4,
        upper: Infinity,
      },
    ],
    lower: [0, 0],
  };
  const right = { status: 'optimal', objective: 2, values: [0, 2], duals: [0.5] } as const;
  expect(findFlaw(program, right)).toBeNull();
  expect(findFlaw(program, { ...right, values: [4, 0], objective: 4 })).toMatch('gap');
  expect(findFlaw(program, { ...right, values: [0, 1.9], objective: 1.9 })).toMatch('row 0');
  expect(findFlaw(program, { ...right, values: [-2, 3], objective: 1 })).toMatch('variable 0');
  expect(findFlaw(program, { ...right, duals: [-0.5] })).toMatch('dual 0');
  expect(findFlaw(program, { ...right, duals: [1] })).toMatch('reduced cost');
  expect(findFlaw(program, { ...right, objective: 1.5 })).toMatch('objective');
});

test('free variables may be negative at the optimum', () => {
  const program: LinearProgram = {
    objective: [1, 0],
    rows: [
      {
        coefficients: [
          [0, 1],
          [1, -1],
        ],
        lower: 0,
        upper: Infinity,
      },
      { coefficients: [[1, 1]], lower: -7.5, upper: Infinity },
    ],
  };
  expect(objectiveOf(solveLinear(program))).toBe(-7.5);
});

test('costs of a hundred million fen lose no fraction of a fen', () => {
  const program: LinearProgram = {
    objective: [1, 1, 1],
    rows: [
      {
        coefficients: [
          [0, 1],
          [1, 1],
        ],
        lower: 123_456_789.25,
        upper: Infinity,
      },
      {
        coefficients: [
          [1, 1],
          [2, 1],
        ],
        lower: 98_765_432.5,
        upper: Infinity,
      },
      {
        coefficients: [
          [0, 1],
          [2, 1],
        ],
        lower: 45_678_901.75,
        upper: Infinity,
      },
    ],
    lower: [0, 0, 0],
  };
  const answer = solveLinear(program);
  if (answer.status !== 'optimal') throw new Error(answer.status);
  expect(answer.objective).toBeCloseTo((123_456_789.25 + 98_765_432.5 + 45_678_901.75) / 2, 5);
});

test('thirds are exact to the last bit but one', () => {
  const program: LinearProgram = {
    objective: [1, 1, 1],
    rows: [0, 1, 2].map((left) => ({
      coefficients: [0, 1, 2].map((variable) => [variable, variable === left ? 2 : 0.5] as const),
      lower: 1,
      upper: Infinity,
    })),
    lower: [0, 0, 0],
  };
  const answer = solveExactly(program);
  if (answer.status !== 'optimal') throw new Error(answer.status);
  for (const value of answer.values) expect(Math.abs(value - 1 / 3)).toBeLessThan(1e-15);
});

test('a program with whole variables goes to HiGHS, and only there', () => {
  const program: LinearProgram = {
    objective: [-5, -4],
    rows: [
      {
        coefficients: [
          [0, 6],
          [1, 4],
        ],
        lower: -Infinity,
        upper: 24,
      },
      {
        coefficients: [
          [0, 1],
          [1, 2],
        ],
        lower: -Infinity,
        upper: 6,
      },
    ],
    lower: [0, 0],
    integers: [0, 1],
  };
  expect(objectiveOf(solveMixedInteger({ ...program, integers: [] }))).toBeCloseTo(-21, 9);
  expect(objectiveOf(solveMixedInteger(program))).toBeCloseTo(-20, 9);
  expect(() => solveLinear(program)).toThrow(RangeError);
});
