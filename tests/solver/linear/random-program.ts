import * as fc from 'fast-check';

import type { LinearProgram } from '../../../src/solver/linear/linear-program.ts';

const side = fc.integer({ min: -320, max: 320 }).map((eighths) => eighths / 8);

const sides = fc
  .tuple(side, side, fc.constantFrom('both', 'lower', 'upper', 'equal', 'none'))
  .map(([a, b, kind]) => ({
    lower: kind === 'upper' || kind === 'none' ? -Infinity : Math.min(a, b),
    upper:
      kind === 'lower' || kind === 'none' ? Infinity : kind === 'equal' ? Math.min(a, b) : Math.max(a, b),
  }));

/** Small programs with every kind of row and bound: feasible or not, bounded or not, degenerate ones among them. */
export const randomProgram: fc.Arbitrary<LinearProgram> = fc
  .record({ variables: fc.integer({ min: 1, max: 5 }), rows: fc.integer({ min: 0, max: 7 }) })
  .chain(({ variables, rows }) =>
    fc
      .record({
        objective: fc.array(fc.integer({ min: -9, max: 9 }), { minLength: variables, maxLength: variables }),
        factors: fc.array(
          fc.array(fc.integer({ min: -3, max: 3 }), { minLength: variables, maxLength: variables }),
          {
            minLength: rows,
            maxLength: rows,
          },
        ),
        sides: fc.array(sides, { minLength: rows, maxLength: rows }),
        bounds: fc.array(sides, { minLength: variables, maxLength: variables }),
      })
      .map(({ objective, factors, sides, bounds }) => ({
        objective,
        rows: factors.map((row, index) => ({
          coefficients: row.map((factor, variable) => [variable, factor] as const),
          ...sides[index],
        })),
        lower: bounds.map(({ lower }) => lower),
        upper: bounds.map(({ upper }) => upper),
      })),
  );
