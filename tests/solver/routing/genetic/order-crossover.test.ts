import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crossOrders } from '../../../../src/solver/routing/genetic/order-crossover.ts';
import { Random } from '../../../../src/solver/routing/random.ts';

describe('order crossover', () => {
  test('keeps a stretch of the mother in place, and the father order of all others', () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.integer({ min: 2, max: 40 }), (seed, count) => {
        const random = new Random(seed);
        const shuffled = (): Int32Array =>
          Int32Array.from({ length: count }, (_, client) => client).sort(() => random.uniform() - 0.5);
        const [mother, father] = [shuffled(), shuffled()];
        const child = new Int32Array(count);
        const [drawn, same] = [new Random(seed + 1), new Random(seed + 1)];
        crossOrders(mother, father, drawn, new Uint8Array(count), child);
        const start = same.below(count);
        const length = 2 + same.below(count - 1);
        const stretch = Array.from({ length }, (_, step) => (start + step) % count);
        expect(stretch.map((at) => child[at])).toEqual(stretch.map((at) => mother[at]));
        const kept = new Set(stretch.map((at) => mother[at]));
        const behind = Array.from({ length: count }, (_, step) => (start + length + step) % count);
        const others = behind.map((at) => father[at]).filter((client) => !kept.has(client));
        expect(behind.slice(0, count - length).map((at) => child[at])).toEqual(others);
      }),
    );
  });
});
