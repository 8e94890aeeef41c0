import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { distanceBetween } from '../../../src/network/travel-matrix.ts';
import { compileProblem } from '../../../src/solver/routing/compiled-problem.ts';
import { buildNeighbours, narrowNeighbours } from '../../../src/solver/routing/neighbours.ts';
import type { RoutingProblem } from '../../../src/solver/routing/problem.ts';
import { NO_FEATURES, randomProblem } from './random-problem.ts';

/** The lists by sorting everything, on the plain problem. */
function sortedByHand({ clients, matrices: [matrix] }: RoutingProblem, limit: number): number[] {
  const between = (one: number, other: number): number =>
    distanceBetween(matrix, clients[one].location, clients[other].location) +
    distanceBetween(matrix, clients[other].location, clients[one].location);
  return clients.flatMap((_, client) => {
    const others = [...clients.keys()].filter((other) => other !== client);
    return others
      .toSorted((one, other) => between(client, one) - between(client, other) || one - other)
      .slice(0, limit);
  });
}

test('the selected nearest are those of a full sort, ties by number', () => {
  fc.assert(
    fc.property(
      fc.nat(1e6),
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 70 }),
      (seed, clients, limit) => {
        const problem = randomProblem(seed, clients, { ...NO_FEATURES, asymmetric: seed % 2 === 0 });
        const neighbours = buildNeighbours(compileProblem(problem), limit);
        expect(neighbours.width).toBe(Math.min(limit, clients - 1));
        expect(Array.from(neighbours.list)).toEqual(sortedByHand(problem, limit));
        const narrow = narrowNeighbours(neighbours, 3);
        expect(Array.from(narrow.list)).toEqual(sortedByHand(problem, Math.min(3, limit)));
      },
    ),
  );
});

test('many clients at one place are still told apart', () => {
  const problem = randomProblem(1, 50, NO_FEATURES);
  const same = { ...problem, clients: Array.from({ length: 50 }, () => problem.clients[0]) };
  const { list, width } = buildNeighbours(compileProblem(same), 10);
  expect(Array.from(list.subarray(0, width))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});
