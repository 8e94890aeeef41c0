import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { NodeHeap } from '../../../src/network/routing/node-heap.ts';

test('items come out by ascending key, whatever was lowered on the way', () => {
  const keys = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(keys, fc.array(fc.tuple(fc.nat(59), fc.integer({ min: 1, max: 20 }))), (start, lowered) => {
      const current = Float64Array.from(start);
      const heap = new NodeHeap(current);
      for (const item of current.keys()) heap.pushOrLower(item);
      for (const [item, amount] of lowered) {
        if (item >= current.length) continue;
        current[item] -= amount;
        heap.pushOrLower(item);
      }
      const popped = Array.from(current, () => heap.pop());
      expect(popped.map((item) => current[item])).toEqual([...current].sort((a, b) => a - b));
      expect(new Set(popped).size).toBe(current.length);
      expect(heap.size).toBe(0);
    }),
  );
});
