import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_ROAD_LIMITS } from '../../../src/network/osm/osm-elements.ts';
import { collectElements, findRefusal, inPieces } from './collect-elements.ts';
import type { Element } from './collect-elements.ts';
import {
  concatenate,
  encodePbf,
  field,
  frame,
  headerBlock,
  message,
  packed,
  primitiveBlock,
  unpacked,
} from './encode-pbf.ts';
import type { PbfContent } from './encode-pbf.ts';

const TAGS = fc.dictionary(fc.string({ minLength: 1, maxLength: 5 }), fc.string({ maxLength: 5 }), {
  maxKeys: 3,
  noNullPrototype: true,
});
const ID = fc.integer({ min: 1, max: 2 ** 34 });

/** Nodes and ways with any tags. */
const ANY_CONTENT: fc.Arbitrary<PbfContent> = fc.record({
  nodes: fc.array(
    fc.record({
      id: ID,
      lonE7: fc.integer({ min: -180e7, max: 180e7 }),
      latE7: fc.integer({ min: -90e7, max: 90e7 }),
      tags: TAGS,
    }),
    { minLength: 1, maxLength: 8 },
  ),
  ways: fc.array(fc.record({ id: ID, refs: fc.array(ID, { maxLength: 5 }), tags: TAGS }), { maxLength: 5 }),
});

function toElements({ nodes, ways }: PbfContent): readonly Element[] {
  return [
    ...nodes.map(({ id, lonE7, latE7, tags }): Element => ({
      node: id,
      at: [lonE7, latE7],
      tags: tags ?? {},
    })),
    ...ways.map(({ id, refs, tags }): Element => ({ way: id, refs, tags: tags ?? {} })),
  ];
}

const HEADER = frame('OSMHeader', packed(headerBlock('OsmSchema-V0.6', 'DenseNodes')));
const SMALL: PbfContent = {
  nodes: [
    { id: 7, lonE7: 113e7, latE7: 30e7, tags: { place: 'village' } },
    { id: 9, lonE7: 1131e6, latE7: 30e7 },
  ],
  ways: [{ id: 5, refs: [7, 9], tags: { highway: 'tertiary' } }],
};

describe('.osm.pbf', () => {
  test('what is written is read, dense or plain, in pieces of any length', async () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(ANY_CONTENT, fc.boolean(), lengths, async (content, dense, lengths) => {
        const bytes = encodePbf(content, dense);
        expect(await collectElements(bytes, 'osm.pbf')).toEqual(toElements(content));
        expect(await collectElements(inPieces(bytes, lengths), 'osm.pbf')).toEqual(toElements(content));
      }),
    );
  });

  test('a cut anywhere inside is refused; between blocks the rest is missing', async () => {
    const bytes = encodePbf(SMALL);
    for (let length = 0; length < bytes.length; length++) {
      const refusal = await findRefusal(bytes.subarray(0, length), 'osm.pbf');
      const expected = new Map([
        [0, 'roads_unreadable'],
        [HEADER.length, null],
      ]);
      expect(refusal).toBe(expected.has(length) ? expected.get(length) : 'roads_truncated');
    }
  });

  test('a changed byte is refused with a code, or changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(
        ANY_CONTENT,
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (content, at, change) => {
          const bytes = encodePbf(content);
          bytes[at % bytes.length] ^= change;
          const refusal = await findRefusal(bytes, 'osm.pbf');
          const elements = refusal === null ? await collectElements(bytes, 'osm.pbf') : toElements(content);
          expect(refusal ?? 'roads_').toMatch(/^roads_/);
          expect(elements).toEqual(toElements(content));
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('arbitrary bytes in a block, unprotected by a checksum, end with a code or are read', async () => {
    const block = primitiveBlock(SMALL);
    const edits = fc.array(fc.tuple(fc.nat(block.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(edits, async (edits) => {
        const damaged = block.slice();
        for (const [at, value] of edits) damaged[at] = value;
        const refusal = await findRefusal(
          concatenate(HEADER, frame('OSMData', unpacked(damaged))),
          'osm.pbf',
        );
        expect(refusal ?? 'roads_').toMatch(/^roads_/);
      }),
      { numRuns: 2000 },
    );
  });

  test('arbitrary files end with a code', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        expect(await findRefusal(bytes, 'osm.pbf')).toMatch(/^roads_/);
      }),
    );
  });

  test('tags that never end do not hang the reader', async () => {
    const dense = message((writer) => {
      for (const column of [1, 8, 9]) field(writer, column, new Uint8Array([2, 2]));
      field(writer, 10, new Uint8Array([1, 1]));
    });
    const block = message((writer) => {
      field(
        writer,
        1,
        message((table) => field(table, 1, new Uint8Array(0))),
      );
      field(
        writer,
        2,
        message((group) => field(group, 2, dense)),
      );
    });
    const bytes = concatenate(HEADER, frame('OSMData', packed(block)));
    expect(await findRefusal(bytes, 'osm.pbf')).toBe('roads_unreadable');
  });

  test('a block that unpacks to more than 32 MiB is refused before it fills the memory', async () => {
    const bomb = packed(new Uint8Array(33 * 2 ** 20), 10);
    expect(bomb.length).toBeLessThan(2 ** 16);
    expect(await findRefusal(concatenate(HEADER, frame('OSMData', bomb)), 'osm.pbf')).toBe('roads_too_large');
  });

  test.each([
    ['data before the header', frame('OSMData', packed(primitiveBlock(SMALL))), 'roads_unreadable'],
    [
      'a kind of block that nobody uses',
      concatenate(HEADER, frame('OSMOther', packed(HEADER))),
      'roads_unreadable',
    ],
    [
      'a file of history',
      frame('OSMHeader', packed(headerBlock('OsmSchema-V0.6', 'HistoricalInformation'))),
      'roads_unsupported',
    ],
    [
      'lzma packing',
      concatenate(
        HEADER,
        frame(
          'OSMData',
          message((writer) => field(writer, 4, HEADER)),
        ),
      ),
      'roads_unsupported',
    ],
    [
      'a block of another size than it says',
      concatenate(HEADER, frame('OSMData', packed(primitiveBlock(SMALL), 3))),
      'roads_unreadable',
    ],
    [
      'a node off the Earth',
      encodePbf({ nodes: [{ id: 1, lonE7: 0, latE7: 91e7 }], ways: [] }),
      'roads_bad_value',
    ],
  ])('%s is refused', async (_, bytes, code) => {
    expect(await findRefusal(bytes, 'osm.pbf')).toBe(code);
  });

  test.each([
    ['maxBytes', 20],
    ['maxNodes', 1],
    ['maxWays', 0],
    ['maxReferences', 1],
  ])('%s is a ceiling', async (limit, value) => {
    const limits = { ...DEFAULT_ROAD_LIMITS, [limit]: value };
    expect(await findRefusal(encodePbf(SMALL), 'osm.pbf', limits)).toBe('roads_too_large');
  });
});
