import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { brokenPairs } from '../../../../src/solver/routing/genetic/broken-pairs.ts';
import { Population } from '../../../../src/solver/routing/genetic/population.ts';
import { createBreaches } from '../../../../src/solver/routing/local-search/breaches.ts';
import type { Individual } from '../../../../src/solver/routing/local-search/individual.ts';
import { Random } from '../../../../src/solver/routing/random.ts';

const CLIENTS = 8;

/** One route in a drawn order, at a drawn cost. */
function drawIndividual(random: Random): Individual {
  const order = Int32Array.from({ length: CLIENTS }, (_, client) => client);
  random.shuffle(order, CLIENTS);
  const before = new Int32Array(CLIENTS).fill(-1);
  const behind = new Int32Array(CLIENTS).fill(-1);
  for (let at = 1; at < CLIENTS; at++) {
    before[order[at]] = order[at - 1];
    behind[order[at - 1]] = order[at];
  }
  const cost = random.below(1000);
  return {
    routes: Int32Array.of(0, CLIENTS, ...order),
    before,
    behind,
    cost,
    unpriced: cost,
    breaches: createBreaches(1),
    feasible: random.below(4) > 0,
  };
}

test('lists as elites the cheapest feasible individuals, each apart from those before it', () => {
  fc.assert(
    fc.property(
      fc.nat(1e6),
      fc.integer({ min: 1, max: 15 }),
      fc.integer({ min: 1, max: 4 }),
      (seed, size, most) => {
        const random = new Random(seed);
        const all = Array.from({ length: size }, () => drawIndividual(random));
        const population = new Population(random);
        for (const individual of all) population.add(individual);
        const expected: Individual[] = [];
        for (const individual of all.toSorted((one, other) => one.cost - other.cost)) {
          if (!individual.feasible || expected.length === most) continue;
          if (expected.every((elite) => brokenPairs(individual, elite) >= 0.7)) expected.push(individual);
        }
        const costs = (list: readonly Individual[]): readonly number[] => list.map(({ cost }) => cost);
        expect(costs(population.listElites(most, 0.7))).toEqual(costs(expected));
      },
    ),
  );
});
