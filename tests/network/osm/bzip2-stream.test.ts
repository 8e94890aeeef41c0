import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { unpackBzip2 } from '../../../src/network/osm/bzip2-stream.ts';
import { DEFAULT_ROAD_LIMITS } from '../../../src/network/osm/osm-elements.ts';
import type { ByteSource } from '../../../src/network/osm/osm-elements.ts';
import { MAP_TEXT, SAMPLES } from './bzip2-samples.ts';
import { collectElements, findRefusal, inPieces } from './collect-elements.ts';
import { encodeBzip2 } from './encode-bzip2.ts';

const NO_LIMIT = 2 ** 30;

async function unpack(source: ByteSource, maxBytes = NO_LIMIT): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of unpackBzip2(source, maxBytes)) pieces.push(piece);
  return new Uint8Array(Buffer.concat(pieces));
}

/** Code of the refusal, or null with equal content. */
async function findFault(source: ByteSource, content: Uint8Array): Promise<string | null> {
  try {
    return Buffer.from(await unpack(source)).equals(content) ? null : 'other content';
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}

describe('bzip2', () => {
  test.each(Object.keys(SAMPLES) as (keyof typeof SAMPLES)[])(
    'what bzip2 packs is unpacked: %s',
    async (name) => {
      const { packed, content } = SAMPLES[name];
      expect(await findFault(packed, content)).toBe(null);
      expect(await findFault(inPieces(packed, [1, 7, 30]), content)).toBe(null);
    },
  );

  test('several streams are one file', async () => {
    const { map, runs, nothing } = SAMPLES;
    const packed = Buffer.concat([runs.packed, nothing.packed, map.packed]);
    expect(await findFault(packed, Buffer.concat([runs.content, map.content]))).toBe(null);
  });

  test('any bytes come back, in blocks of any length and pieces of any length', async () => {
    const content = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.array(fc.tuple(fc.nat(3), fc.nat(300)), { maxLength: 6 }).map((runs) => {
        return new Uint8Array(Buffer.concat(runs.map(([byte, count]) => new Uint8Array(count).fill(byte))));
      }),
    );
    const lengths = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(
        content,
        fc.integer({ min: 20, max: 600 }),
        lengths,
        async (content, block, lengths) => {
          const packed = encodeBzip2(content, block);
          expect(await unpack(packed)).toEqual(content);
          expect(await unpack(inPieces(packed, lengths))).toEqual(content);
        },
      ),
    );
  });

  test('a cut anywhere is refused', async () => {
    const { packed, content } = SAMPLES.map;
    for (let length = 0; length < packed.length; length++) {
      const fault = await findFault(packed.subarray(0, length), content);
      expect(fault).toBe(length === 0 ? 'roads_unreadable' : 'roads_truncated');
    }
  });

  test('a changed bit is refused with a code, or changes nothing', async () => {
    const { packed, content } = SAMPLES.map;
    for (let bit = 0; bit < packed.length * 8; bit++) {
      const damaged = packed.slice();
      damaged[bit >> 3] ^= 128 >> (bit & 7);
      expect((await findFault(damaged, content)) ?? 'roads_').toMatch(/^roads_/);
    }
  });

  test('arbitrary changes and arbitrary files end with a code, or change nothing', async () => {
    const edits = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.values(SAMPLES)),
        edits,
        async ({ packed, content }, edits) => {
          const damaged = packed.slice();
          for (const [at, value] of edits) damaged[at % damaged.length] = value;
          expect((await findFault(damaged, content)) ?? 'roads_').toMatch(/^roads_/);
        },
      ),
      { numRuns: 1000 },
    );
    const start = [0x42, 0x5a, 0x68, 0x39, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59];
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.boolean(), async (bytes, begins) => {
        const file = begins ? Uint8Array.of(...start, ...bytes) : bytes;
        expect(await findFault(file, new Uint8Array(1))).toMatch(/^roads_/);
      }),
      { numRuns: 1000 },
    );
  });

  test('a block longer than the level of its stream is refused, after streams of a higher one too', async () => {
    const content = new Uint8Array(150_000).map((_, at) => Math.imul(at, 2_654_435_761) >>> 24);
    const packed = encodeBzip2(content, 150_000);
    packed[3] = 0x32;
    expect(await findFault(packed, content)).toBe(null);
    const tooLong = packed.slice();
    tooLong[3] = 0x31;
    expect(await findFault(tooLong, content)).toBe('roads_unreadable');
    expect(await findFault(Buffer.concat([packed, tooLong]), content)).toBe('roads_unreadable');
  });

  test('many small streams whose levels change take no longer than their bytes', async () => {
    const stream = (level: number) => {
      const packed = encodeBzip2(Uint8Array.of(32));
      packed[3] = 0x30 + level;
      return packed;
    };
    const packed = Buffer.concat(Array.from({ length: 20_000 }, (_, at) => stream(8 + (at % 2))));
    const started = process.cpuUsage();
    expect(await findFault(packed, new Uint8Array(20_000).fill(32))).toBe(null);
    const { user, system } = process.cpuUsage(started);
    expect((user + system) / 1e6).toBeLessThan(3);
  });

  test('what follows the last stream is refused, and so is more than the limit', async () => {
    const { packed, content } = SAMPLES.map;
    expect(await findFault(Uint8Array.of(...packed, 0, 0, 0, 0), content)).toBe('roads_unreadable');
    await expect(unpack(packed, packed.length - 1)).rejects.toMatchObject({ code: 'roads_too_large' });
    await expect(unpack(inPieces(packed, [50]), 99)).rejects.toMatchObject({ code: 'roads_too_large' });
  });
});

describe('.osm.bz2', () => {
  const { packed } = SAMPLES.map;

  test('holds the elements of the file that was packed', async () => {
    const expected = await collectElements(Buffer.from(MAP_TEXT), 'osm');
    expect(expected).toHaveLength(3);
    expect(await collectElements(packed, 'osm.bz2')).toEqual(expected);
    expect(await collectElements(inPieces(packed, [11]), 'osm.bz2')).toEqual(expected);
  });

  test('that ends early, or unpacks to more than the limit, is refused', async () => {
    expect(await findRefusal(packed.subarray(0, 200), 'osm.bz2')).toBe('roads_truncated');
    const cut = encodeBzip2(Buffer.from(MAP_TEXT.slice(0, 250)));
    expect(await findRefusal(cut, 'osm.bz2')).toBe('roads_truncated');
    const limits = { ...DEFAULT_ROAD_LIMITS, maxBytes: MAP_TEXT.length - 1 };
    expect(await findRefusal(packed, 'osm.bz2', limits)).toBe('roads_too_large');
  });

  test('a bomb is given up at the limit, in little time and memory', async () => {
    const blanks = encodeBzip2(new Uint8Array(100_000).fill(32), 20_000);
    const bomb = Buffer.concat(Array.from({ length: 2000 }, () => blanks));
    const before = process.memoryUsage.rss();
    const started = performance.now();
    const limits = { ...DEFAULT_ROAD_LIMITS, maxBytes: 64 * 2 ** 20 };
    expect(await findRefusal(bomb, 'osm.bz2', limits)).toBe('roads_too_large');
    expect(performance.now() - started).toBeLessThan(20_000);
    expect(process.memoryUsage.rss() - before).toBeLessThan(256 * 2 ** 20);
  });
});
