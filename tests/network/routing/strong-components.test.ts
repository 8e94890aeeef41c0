import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { labelLargestComponent } from '../../../src/network/routing/strong-components.ts';

/** Which nodes reach which, by Warshall's algorithm. */
function closure(size: number, arcs: readonly (readonly [number, number])[]): boolean[][] {
  const reaches = Array.from({ length: size }, (_, a) => Array.from({ length: size }, (_, b) => a === b));
  for (const [from, to] of arcs) reaches[from][to] = true;
  for (let via = 0; via < size; via++) {
    for (let a = 0; a < size; a++) {
      for (let b = 0; b < size; b++) reaches[a][b] ||= reaches[a][via] && reaches[via][b];
    }
  }
  return reaches;
}

const ANY_DIGRAPH = fc.integer({ min: 1, max: 12 }).chain((size) => {
  const node = fc.integer({ min: 0, max: size - 1 });
  return fc.record({ size: fc.constant(size), arcs: fc.array(fc.tuple(node, node), { maxLength: 30 }) });
});

test('the largest component is one whose nodes all reach each other, and none is larger', () => {
  fc.assert(
    fc.property(ANY_DIGRAPH, ({ size, arcs }) => {
      const sorted = arcs.toSorted((a, b) => a[0] - b[0]);
      const rows = Uint32Array.from(
        { length: size + 1 },
        (_, n) => sorted.filter(([from]) => from < n).length,
      );
      const marks = labelLargestComponent(
        rows,
        Uint32Array.from(sorted, ([, to]) => to),
      );
      const reaches = closure(size, arcs);
      const componentOf = (a: number) => [...marks.keys()].filter((b) => reaches[a][b] && reaches[b][a]);
      const marked = [...marks.keys()].filter((node) => marks[node] === 1);
      expect(componentOf(marked[0])).toEqual(marked);
      for (let node = 0; node < size; node++)
        expect(componentOf(node).length).toBeLessThanOrEqual(marked.length);
    }),
  );
});

test('a chain of 200,000 nodes does not exhaust the stack', () => {
  const size = 200_000;
  const rows = Uint32Array.from({ length: size + 1 }, (_, node) => node);
  const heads = Uint32Array.from({ length: size }, (_, node) => (node + 1) % size);
  expect(labelLargestComponent(rows, heads).every((mark) => mark === 1)).toBe(true);
});
