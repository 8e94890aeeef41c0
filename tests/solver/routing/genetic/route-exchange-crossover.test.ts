import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { brokenPairs } from '../../../../src/solver/routing/genetic/broken-pairs.ts';
import { takeIndividual } from '../../../../src/solver/routing/local-search/individual.ts';
import { RouteExchangeCrossover } from '../../../../src/solver/routing/genetic/route-exchange-crossover.ts';
import { buildGranularNeighbours } from '../../../../src/solver/routing/local-search/granular-neighbours.ts';
import { Random } from '../../../../src/solver/routing/random.ts';
import { NO_FEATURES } from '../random-problem.ts';
import { describeState, randomState, takenFeatures } from '../local-search/random-state.ts';

describe('route exchange', () => {
  test('the child serves every client once, by vehicles that may, with routes of both parents', () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.integer({ min: 3, max: 20 }), takenFeatures, (seed, clients, wanted) => {
        const s = randomState(seed, clients, wanted);
        const mother = takeIndividual(s);
        const father = takeIndividual(randomState(seed, clients, wanted));
        const neighbours = buildGranularNeighbours(s.problem, s.travel, 5);
        new RouteExchangeCrossover(s, neighbours, new Random(seed)).cross(mother, father);
        const child = takeIndividual(s);
        const served = describeState(s)
          .split(/[ |]+/)
          .filter((text) => text !== '')
          .map(Number);
        expect(served.toSorted((a, b) => a - b)).toEqual([...Array(clients).keys()]);
        for (const client of served) expect(s.admits(s.routeOf[client], client)).toBe(true);
        expect(brokenPairs(child, child)).toBe(0);
      }),
      { numRuns: 200 },
    );
  });

  test('of a parent with itself comes that parent', () => {
    const s = randomState(7, 20, { ...NO_FEATURES, pickups: true });
    const parent = takeIndividual(s);
    const neighbours = buildGranularNeighbours(s.problem, s.travel, 5);
    new RouteExchangeCrossover(s, neighbours, new Random(3)).cross(parent, parent);
    expect(brokenPairs(takeIndividual(s), parent)).toBe(0);
  });
});
