import { describe, expect, test } from 'vitest';
import { compileProblem } from '../../../../src/solver/routing/compiled-problem.ts';
import { buildLocalSearchTables } from '../../../../src/solver/routing/local-search/local-search-tables.ts';
import { buildUnlessStopped, SearchStopped } from '../../../../src/solver/routing/search-stopped.ts';
import { NO_FEATURES, randomProblem } from '../random-problem.ts';

const CLIENTS = 120;

describe('the tables of local search', () => {
  test('reach a checkpoint at each row of what grows with the square of the clients, and end where it says so', () => {
    const wanted = { ...NO_FEATURES, windows: true, durationCost: true };
    const problem = compileProblem(randomProblem(1, CLIENTS, wanted));
    let reached = 0;
    let work = 0;
    buildLocalSearchTables(problem, (cells) => {
      reached++;
      work += cells;
    });
    expect(reached).toBeGreaterThanOrEqual(2 * CLIENTS);
    expect(work).toBeGreaterThan(2 * CLIENTS ** 2);
    const stopAt = (last: number) => {
      let count = 0;
      return buildUnlessStopped(() =>
        buildLocalSearchTables(problem, () => {
          if (++count === last) throw new SearchStopped();
        }),
      );
    };
    for (const last of [1, CLIENTS, reached]) expect(stopAt(last)).toBeNull();
    expect(stopAt(reached + 1)).not.toBeNull();
  });

  test('hold as near the clients that come first by way, waiting and lateness, both ways round', () => {
    const problem = compileProblem(randomProblem(2, CLIENTS, { ...NO_FEATURES, asymmetric: true }));
    const { travel, neighbours } = buildLocalSearchTables(problem);
    const [cost] = travel.costOf;
    const way = (one: number, other: number): number =>
      Math.min(cost[one * problem.width + other], cost[other * problem.width + one]);
    for (let client = 0; client < CLIENTS; client++) {
      const near = new Set(neighbours.list.subarray(neighbours.first[client], neighbours.first[client + 1]));
      const others = Array.from({ length: CLIENTS }, (_, other) => other).filter((other) => other !== client);
      const nearest = others.toSorted((one, other) => way(client, one) - way(client, other) || one - other);
      for (const other of nearest.slice(0, 20)) expect(near.has(other)).toBe(true);
      for (const other of near) {
        const { first, list } = neighbours;
        expect(list.subarray(first[other], first[other + 1]).includes(client)).toBe(true);
      }
    }
  });
});
