import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findBestKnown, readBestKnownList } from '../../bench/county-instances/best-known-list.ts';
import {
  buildCountyInstance,
  canBeServedAlone,
  type CountyInstance,
} from '../../bench/county-instances/build-county-instance.ts';
import { findCountyBench } from '../../bench/county-instances/county-bench-instances.ts';
import { COUNTY_RECIPES, type CountyRecipe } from '../../bench/county-instances/county-recipe.ts';
import {
  readProblemText,
  toInstanceText,
  toProblemText,
} from '../../bench/county-instances/instance-file.ts';
import { checkRouting } from '../../src/checker/routing-check.ts';
import type { Client, RoutingProblem } from '../../src/solver/routing/problem.ts';
import { solveRouting } from '../../src/solver/routing/solve-routing.ts';
import { listRoutingProblemIssues } from '../../src/solver/routing/validate-routing-problem.ts';

const GEO = join(import.meta.dirname, '../../../shared/geo');
const GENERATED = COUNTY_RECIPES.filter(({ scene }) => scene.kind === 'generated');
const REAL = COUNTY_RECIPES.filter(({ scene }) => scene.kind !== 'generated');
const KNOWN = readBestKnownList();

function shareOf(problem: RoutingProblem, holds: (client: Client) => boolean): number {
  return problem.clients.filter(holds).length / problem.clients.length;
}

/** Fewest vehicles that could carry all deliveries in one trip each, were they all of the largest type. */
function fewestLoads({ clients, vehicleTypes }: RoutingProblem): number {
  return Math.max(
    ...[0, 1].map((dimension) => {
      const largest = Math.max(...vehicleTypes.map(({ capacity }) => capacity[dimension]));
      return clients.reduce((sum, { delivery }) => sum + delivery[dimension], 0) / largest;
    }),
  );
}

function expectEveryFeature({ problem }: CountyInstance, recipe: CountyRecipe): void {
  const { clients, vehicleTypes, bases, matrices } = problem;
  expect(listRoutingProblemIssues(problem)).toEqual([]);
  expect(clients.length).toBeGreaterThanOrEqual(100);
  expect(clients.length).toBeLessThanOrEqual(600);
  expect(problem.loadDimensions).toBe(2);
  expect(bases.length).toBe(recipe.bases);
  expect(new Set(vehicleTypes.map(({ capacity }) => capacity.join())).size).toBeGreaterThanOrEqual(3);
  expect(new Set(vehicleTypes.map(({ shift }) => shift.earliest)).size).toBeGreaterThanOrEqual(3);
  expect(vehicleTypes.some(({ maxDistance }) => maxDistance !== undefined)).toBe(true);
  for (const { fixedCost, costPerMetre, costPerSecond } of vehicleTypes) {
    expect(Math.min(fixedCost, costPerMetre, costPerSecond)).toBeGreaterThan(0);
  }
  expect(vehicleTypes.every(({ maxTrips = 1 }) => maxTrips > 1 === recipe.severalTrips)).toBe(true);
  expect(matrices[0].durations).not.toEqual(matrices[1].durations);
  expect(shareOf(problem, ({ windows = [] }) => windows.length > 0)).toBeGreaterThan(0.3);
  expect(shareOf(problem, ({ windows = [] }) => windows.length > 0)).toBeLessThan(0.7);
  expect(shareOf(problem, ({ pickup }) => pickup[0] > 0 && pickup[1] > 0)).toBeGreaterThan(0.1);
  expect(shareOf(problem, ({ delivery }) => delivery[0] > 0)).toBeGreaterThan(0.5);
  expect(fewestLoads(problem)).toBeGreaterThan(3);
  expect(clients.filter((_, client) => !canBeServedAlone(problem, client))).toEqual([]);
}

/**
 * What the checker has against the best known of an instance; empty means that an answer that serves everybody is known.
 * After a change of an instance: `npm run bench:county -- --update-best`.
 */
function listFaultsOfBestKnown({ name, problem }: CountyInstance): readonly unknown[] {
  const known = findBestKnown(KNOWN, name, problem);
  if (known === null) return ['there is no best known of this very problem'];
  const answer = { routes: known.routes, unserved: [], cost: known.cost, feasible: true, iterations: 0 };
  return checkRouting(problem, answer).violations;
}

describe('the county bench', () => {
  test('has twenty instances of their own names, half of them without several trips', () => {
    expect(COUNTY_RECIPES).toHaveLength(20);
    expect(new Set(COUNTY_RECIPES.map(({ name }) => name)).size).toBe(20);
    expect(COUNTY_RECIPES.filter(({ severalTrips }) => severalTrips)).toHaveLength(10);
  });

  test('names the instances that the geometry is missing for, and makes the others', () => {
    const { recipes, missing } = findCountyBench(join(import.meta.dirname, 'no-such-folder'));
    expect(recipes).toEqual(GENERATED);
    expect(missing).toHaveLength(REAL.length);
    REAL.forEach(({ name }, index) => expect(missing[index]).toContain(`${name} needs `));
  });

  test.each(GENERATED)('$name has every feature and no client that is impossible', async (recipe) => {
    const instance = await buildCountyInstance(recipe, GEO);
    expectEveryFeature(instance, recipe);
    expect(listFaultsOfBestKnown(instance)).toEqual([]);
    expect(instance.beyondReach).toBeLessThan(0.05 * recipe.stops);
  });

  test.each(GENERATED.slice(0, 2))('$name: the same recipe gives the same instance', async (recipe) => {
    const [one, other] = [await buildCountyInstance(recipe, GEO), await buildCountyInstance(recipe, GEO)];
    expect(toInstanceText(one)).toBe(toInstanceText(other));
    const another = await buildCountyInstance({ ...recipe, seed: recipe.seed + 40 }, GEO);
    expect(toProblemText(another.problem)).not.toBe(toProblemText(one.problem));
  });

  test('an instance file reads back as the same problem', async () => {
    const { problem } = await buildCountyInstance(GENERATED[0], GEO);
    expect(readProblemText(toProblemText(problem))).toEqual(problem);
  });

  test.each(GENERATED.slice(0, 2))(
    '$name: our solver serves everybody within a few iterations',
    async (recipe) => {
      const { problem } = await buildCountyInstance(recipe, GEO);
      const solution = solveRouting(problem, { seed: 1, stop: { iterations: 300 } });
      expect(checkRouting(problem, solution).violations).toEqual([]);
      expect(solution.routes.some(({ trips }) => trips.length > 1)).toBe(recipe.severalTrips);
    },
  );
});

describe.skipIf(!existsSync(GEO))('county instances on real geometry (need ../shared/geo)', () => {
  test.each(REAL)('$name has every feature and no client that is impossible', async (recipe) => {
    const instance = await buildCountyInstance(recipe, GEO);
    expectEveryFeature(instance, recipe);
    expect(listFaultsOfBestKnown(instance)).toEqual([]);
    expect(instance.beyondReach).toBeLessThan(0.05 * recipe.stops);
  });
});
