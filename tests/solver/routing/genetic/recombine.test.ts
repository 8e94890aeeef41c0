import { describe, expect, test } from 'vitest';
import { compileProblem } from '../../../../src/solver/routing/compiled-problem.ts';
import { GeneticSearch } from '../../../../src/solver/routing/genetic/genetic-search.ts';
import { buildLocalSearchTables } from '../../../../src/solver/routing/local-search/local-search-tables.ts';
import {
  buildPenaltyWeights,
  scaledWeights,
} from '../../../../src/solver/routing/local-search/penalty-weights.ts';
import { Random } from '../../../../src/solver/routing/random.ts';
import type { GivenRoute } from '../../../../src/solver/routing/ruin-recreate/ruin-recreate.ts';
import { SearchBudget } from '../../../../src/solver/routing/search-budget.ts';
import { CLUSTER_SIZE, clusteredProblem, listClients } from '../clustered-problem.ts';
import { plainVehicle } from '../plain-vehicle.ts';

/** Two clusters north and two south of the middle of each of two regions, which lie east and west of the base. */
const REGIONS = [-3000, 3000];
const CLUSTERS = REGIONS.flatMap((middle) => [
  [middle, 900],
  [middle + 100, 900],
  [middle, -900],
  [middle + 100, -900],
]);
/** Clusters by vehicle: of each region both of one side, or one of each side. */
const GOOD = [
  [0, 1],
  [2, 3],
];
const BAD = [
  [0, 2],
  [1, 3],
];

/** Vehicles of two types, since with one the genetic search also cuts giant tours anew. */
const VEHICLES = REGIONS.map(() => plainVehicle(2, 2.5 * CLUSTER_SIZE, 1e6));

function answer(
  west: readonly (readonly number[])[],
  east: readonly (readonly number[])[],
): readonly GivenRoute[] {
  const ofRegion = (region: number, vehicles: readonly (readonly number[])[]): readonly GivenRoute[] =>
    vehicles.map((clusters) => ({
      type: region,
      nodes: listClients(clusters.map((cluster) => 4 * region + cluster)),
    }));
  return [...ofRegion(0, west), ...ofRegion(1, east)];
}

function recombine(seed: number, answers: readonly (readonly GivenRoute[])[]): GeneticSearch {
  const problem = compileProblem(clusteredProblem(seed, CLUSTERS, VEHICLES));
  const budget = new SearchBudget({ seed, stop: { iterations: 200 * problem.clients } });
  const tables = buildLocalSearchTables(problem);
  const search = new GeneticSearch(problem, tables, new Random(seed), budget, answers[0], Infinity);
  const prices = scaledWeights(buildPenaltyWeights(problem, tables.travel.meanLeg), 100);
  search.recombine(answers, prices, () => undefined, 0.5);
  expect(budget.spent).toBeGreaterThanOrEqual(answers.length > 1 ? 0.5 : 0);
  expect(budget.spent).toBeLessThan(0.6);
  return search;
}

describe('recombine', () => {
  test.each([1, 2, 3])('takes from each answer what is good of it (seed %i)', (seed) => {
    const goodWest = answer(GOOD, BAD);
    const goodEast = answer(BAD, GOOD);
    const best = recombine(seed, [answer(GOOD, GOOD)]).bestCost;
    expect(recombine(seed, [goodWest, goodWest]).bestCost).toBeGreaterThan(best + 1000);
    expect(recombine(seed, [goodEast, goodEast]).bestCost).toBeGreaterThan(best + 1000);
    expect(recombine(seed, [goodWest, goodEast]).bestCost).toBeLessThan(best);
  });
});
