import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assignRequests } from '../../../../src/solver/routing/decomposition/assign-requests.ts';
import { shareVehicles } from '../../../../src/solver/routing/decomposition/share-vehicles.ts';
import { splitRoutes } from '../../../../src/solver/routing/decomposition/split-routes.ts';
import { compileProblem } from '../../../../src/solver/routing/compiled-problem.ts';
import { projectClients } from '../../../../src/solver/routing/plane.ts';
import { Random } from '../../../../src/solver/routing/random.ts';
import { RuinRecreate } from '../../../../src/solver/routing/ruin-recreate/ruin-recreate.ts';
import { buildSearchTables } from '../../../../src/solver/routing/ruin-recreate/search-tables.ts';
import { NO_FEATURES, randomProblem, type ProblemFeatures } from '../random-problem.ts';

function firstSolution(seed: number, clients: number, wanted: Partial<ProblemFeatures>) {
  const problem = compileProblem(randomProblem(seed, clients, { ...NO_FEATURES, ...wanted }));
  const tables = buildSearchTables(problem);
  const work = new RuinRecreate(problem, new Random(seed), tables);
  work.construct();
  work.keep();
  return { problem, tables, work, routes: work.listRoutes(), plane: projectClients(problem.source) };
}

describe('splitRoutes', () => {
  test('gives the parts about as many clients each, and other borders each time', () => {
    const { routes, plane } = firstSolution(3, 300, {});
    const random = new Random(1);
    const splits = Array.from({ length: 4 }, () => splitRoutes(routes, plane, 3, random));
    for (const partOf of splits) {
      const sizes = [0, 0, 0];
      partOf.forEach((part, route) => (sizes[part] += routes[route].nodes.length));
      for (const size of sizes) expect(Math.abs(size - 100)).toBeLessThan(15);
    }
    expect(new Set(splits.map((partOf) => partOf.join())).size).toBe(4);
  });

  test('keeps a part together: routes are nearer to those of their own part than to others', () => {
    const { routes, plane } = firstSolution(5, 300, {});
    const partOf = splitRoutes(routes, plane, 2, new Random(2));
    const centres = routes.map(({ nodes }) => ({
      x: nodes.reduce((sum, node) => sum + plane.x[node], 0) / nodes.length,
      y: nodes.reduce((sum, node) => sum + plane.y[node], 0) / nodes.length,
    }));
    const mean = (same: boolean): number => {
      const lengths = centres.flatMap((one, a) =>
        centres.flatMap((other, b) =>
          a < b && (partOf[a] === partOf[b]) === same ? [Math.hypot(one.x - other.x, one.y - other.y)] : [],
        ),
      );
      return lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
    };
    expect(mean(true)).toBeLessThan(mean(false));
  });

  test('has empty parts where there are fewer routes than parts', () => {
    const { plane } = firstSolution(1, 4, {});
    const partOf = splitRoutes([{ type: 0, nodes: [0, 1, 2, 3] }], plane, 4, new Random(1));
    expect(partOf).toHaveLength(1);
    expect(splitRoutes([], plane, 4, new Random(1))).toHaveLength(0);
  });
});

describe('what goes with the routes', () => {
  test('every request that can be served is in one part, and no vehicle in two', () => {
    const wanted = fc.record({
      scarce: fc.boolean(),
      mixedFleet: fc.boolean(),
      severalBases: fc.boolean(),
      prizes: fc.boolean(),
      groups: fc.boolean(),
      limits: fc.boolean(),
      unreachable: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.nat(1e6), fc.integer({ min: 1, max: 80 }), wanted, (seed, clients, features) => {
        const { problem, tables, routes, plane } = firstSolution(seed, clients, features);
        const partOf = splitRoutes(routes, plane, 3, new Random(seed));
        const parts = [0, 1, 2].map((part) => routes.filter((_, route) => partOf[route] === part));
        const requests = assignRequests(tables, parts, seed);
        const possible = [...tables.requests.possible.keys()].filter(
          (request) => tables.requests.possible[request] === 1,
        );
        expect(requests.flatMap((list) => Array.from(list)).toSorted((one, other) => one - other)).toEqual(
          possible,
        );
        const least = problem.fleet.count.map((count) => Math.min(count, seed % 9));
        const shares = shareVehicles({ count: problem.fleet.count, minCount: least }, parts, seed);
        for (let type = 0; type < problem.types; type++) {
          const used = routes.filter((route) => route.type === type).length;
          const sum = (of: 'most' | 'least'): number =>
            shares.reduce((total, share) => total + share[of][type], 0);
          expect(sum('most')).toBe(problem.fleet.count[type]);
          expect(sum('least')).toBeGreaterThanOrEqual(least[type]);
          expect(sum('least')).toBeLessThanOrEqual(Math.max(used, least[type]));
          parts.forEach((own, part) => {
            expect(shares[part].most[type]).toBeGreaterThanOrEqual(
              own.filter((route) => route.type === type).length,
            );
          });
        }
      }),
      { numRuns: 100 },
    );
  });
});
