import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findCutEdges } from '../../../src/network/diagnosis/cut-edges.ts';
import type { EdgeList } from '../../../src/network/diagnosis/cut-edges.ts';

const ANY_LIST: fc.Arbitrary<EdgeList> = fc.integer({ min: 1, max: 12 }).chain((nodeCount) =>
  fc
    .array(fc.tuple(fc.nat({ max: nodeCount - 1 }), fc.nat({ max: nodeCount - 1 })), { maxLength: 18 })
    .map((pairs) => ({
      nodeCount,
      from: Uint32Array.from(pairs, ([from]) => from),
      to: Uint32Array.from(pairs, ([, to]) => to),
    })),
);

/** Nodes connected with the root when one edge is left out, by repeated passes over all edges. */
function listConnected({ from, to }: EdgeList, root: number, without: number): ReadonlySet<number> {
  const connected = new Set([root]);
  for (let before = 0; before < connected.size;) {
    before = connected.size;
    for (const edge of from.keys()) {
      if (edge === without) continue;
      if (connected.has(from[edge])) connected.add(to[edge]);
      if (connected.has(to[edge])) connected.add(from[edge]);
    }
  }
  return connected;
}

describe('cut edges', () => {
  test('are those without which some nodes lose the root, and each node knows its own', () => {
    fc.assert(
      fc.property(ANY_LIST, fc.nat(), (list, pick) => {
        const root = pick % list.nodeCount;
        const whole = listConnected(list, root, -1);
        const found = findCutEdges(list, root);
        const lost = Array.from(list.from.keys(), (edge) => {
          const left = listConnected(list, root, edge);
          return new Set([...whole].filter((node) => !left.has(node)));
        });
        expect([...found.isReached]).toEqual(
          Array.from({ length: list.nodeCount }, (_, node) => (whole.has(node) ? 1 : 0)),
        );
        expect([...found.isCut]).toEqual(lost.map((nodes) => (nodes.size > 0 ? 1 : 0)));
        for (const node of whole) {
          const chain: number[] = [];
          for (let cut = found.lastCut[node]; cut >= 0; cut = found.cutBefore[cut]) chain.push(cut);
          const needed = [...lost.keys()].filter((edge) => lost[edge].has(node));
          expect(chain.toSorted((a, b) => a - b)).toEqual(needed);
        }
        const far = [...lost.keys()].filter((edge) => lost[edge].size > 0);
        expect(far.every((edge) => lost[edge].has(found.farNode[edge]))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('of a path of 200,000 nodes are found without exhausting the stack', () => {
    const size = 200_000;
    const from = Uint32Array.from({ length: size - 1 }, (_, at) => at);
    const found = findCutEdges({ nodeCount: size, from, to: from.map((at) => at + 1) }, 0);
    expect(found.isCut.every((cut) => cut === 1)).toBe(true);
  });
});
