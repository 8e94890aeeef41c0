import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { INSTANCE_FAMILIES } from '../../src/benchmark-instances/families.ts';
import { loadInstance } from '../../src/benchmark-instances/load-instance.ts';
import { readSolutionFile } from '../../src/benchmark-instances/solution-file.ts';
import { checkRouting } from '../../src/checker/routing-check.ts';
import { evaluateRoute } from '../../src/solver/routing/route-evaluation.ts';

const BENCHMARKS = join(import.meta.dirname, '..', '..', '..', 'shared', 'benchmarks');

describe.skipIf(!existsSync(BENCHMARKS))('public benchmark instances (needs ../shared/benchmarks)', () => {
  test.each(INSTANCE_FAMILIES)(
    '$name: every instance reads as a valid problem with a best-known value',
    (family) => {
      const folder = join(BENCHMARKS, family.name);
      const files = readdirSync(folder).filter(
        (file) => file.endsWith(family.extension) && file !== 'format.txt',
      );
      expect(files.length).toBeGreaterThan(0);
      for (const file of files) {
        const { instance, bestKnown } = loadInstance(join(folder, file));
        expect(instance.problem.clients.length).toBeGreaterThan(0);
        expect(bestKnown?.cost).toBeGreaterThan(0);
      }
    },
  );

  const solved = INSTANCE_FAMILIES.filter(({ name }) => {
    const folder = join(BENCHMARKS, name);
    return existsSync(folder) && readdirSync(folder).some((file) => file.endsWith('.sol'));
  });

  test.each(solved)(
    '$name: the published routes keep every constraint and cost what is published',
    (family) => {
      const folder = join(BENCHMARKS, family.name);
      for (const file of readdirSync(folder).filter((name) => name.endsWith('.sol'))) {
        const path = join(folder, file.replace(/\.sol$/, family.extension));
        const { instance, bestKnown, costDivisor } = loadInstance(path);
        const { routes } = readSolutionFile(readFileSync(join(folder, file), 'utf8'), instance);
        const timed = routes.map(({ vehicleType, trips }) => {
          const start = evaluateRoute(instance.problem, vehicleType, trips)?.start ?? Number.NaN;
          return { vehicleType, trips, start };
        });
        const solution = { routes: timed, unserved: [], cost: 0, feasible: true, iterations: 0 };
        const check = checkRouting(instance.problem, solution);
        expect(check.violations.map(({ code }) => code)).toEqual(['wrong_cost']);
        expect(asPublished(check.cost / costDivisor, bestKnown?.cost ?? Number.NaN)).toBe(bestKnown?.cost);
      }
    },
  );
});

/** A cost to the digits that were published; sums of lengths rounded to thousandths agree to seven digits only. */
function asPublished(cost: number, published: number): number {
  if (published > 1e8 && Math.abs(cost / published - 1) < 1e-7) return published;
  return Number(cost.toFixed(`${published}`.split('.')[1]?.length ?? 0));
}
