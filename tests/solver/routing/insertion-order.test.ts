import { describe, expect, test } from 'vitest';
import { compileProblem } from '../../../src/solver/routing/compiled-problem.ts';
import { InsertionOrder } from '../../../src/solver/routing/insertion-order.ts';
import { Random } from '../../../src/solver/routing/random.ts';
import { NO_FEATURES, randomProblem } from './random-problem.ts';

describe('orders of insertion', () => {
  test('sort the front of a list, near and far first among them, and leave the rest alone', () => {
    const clients = 12;
    const problem = compileProblem(randomProblem(7, clients, { ...NO_FEATURES, windows: true }));
    const nearest = (client: number): number => {
      const { source, width, distance } = problem;
      return Math.min(...source.bases.map((_, base) => distance[0][(clients + base) * width + client]));
    };
    const identity = Int32Array.from({ length: clients }, (_, client) => client);
    const order = new InsertionOrder(problem, identity, new Random(3));
    const seen = new Set<string>();
    let near = 0;
    let far = 0;
    for (let draw = 0; draw < 200; draw++) {
      const list = identity.toReversed();
      order.sort(list, 8);
      expect(Array.from(list.subarray(8))).toEqual([3, 2, 1, 0]);
      const front = Array.from(list.subarray(0, 8));
      expect(front.toSorted((one, other) => one - other)).toEqual([4, 5, 6, 7, 8, 9, 10, 11]);
      const away = front.map(nearest);
      const sorted = away.toSorted((one, other) => one - other);
      if (away.join() === sorted.join()) near++;
      if (away.join() === sorted.toReversed().join()) far++;
      seen.add(front.join());
    }
    expect(near).toBeGreaterThan(0);
    expect(far).toBeGreaterThan(near);
    expect(seen.size).toBeGreaterThan(20);
  });
});
