import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_ROAD_LIMITS } from '../../../src/network/osm/osm-elements.ts';
import { collectElements, findRefusal, inPieces } from './collect-elements.ts';

const FILE = `<?xml version="1.0" encoding="UTF-8"?>
<osm version="0.6" generator="test">
  <bounds minlat="30" minlon="113" maxlat="31" maxlon="114"/>
  <node id="1" lat="30.0000001" lon="113.5" user="张三" uid="7"><tag k="place" v="village"/><tag k="name" v="东风村 &amp; 西岭"/></node>
  <node id="2" lat="-30" lon="-113.25"/>
  <node id="3" lat="30" lon="113" visible="false"/>
  <node id="-4" lat="30" lon="113" action="delete"><tag k="a" v="b"/></node>
  <way id="10"><nd ref="1"/><nd ref="2"/><tag k="highway" v="tertiary"/></way>
  <relation id="20"><member type="way" ref="10" role=""/><tag k="type" v="route"/></relation>
</osm>
`;

const ELEMENTS = [
  { node: 1, at: [1135000000, 300000001], tags: { place: 'village', name: '东风村 & 西岭' } },
  { node: 2, at: [-1132500000, -300000000], tags: {} },
  { way: 10, refs: [1, 2], tags: { highway: 'tertiary' } },
];

function toBytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

describe('.osm', () => {
  test('nodes and ways are read; relations and deleted elements are passed over', async () => {
    expect(await collectElements(toBytes(FILE), 'osm')).toEqual(ELEMENTS);
    expect(await collectElements(toBytes(`\uFEFF${FILE}`), 'osm')).toEqual(ELEMENTS);
  });

  test('pieces may cut through characters and tags', async () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(lengths, async (lengths) => {
        expect(await collectElements(inPieces(toBytes(FILE), lengths), 'osm')).toEqual(ELEMENTS);
      }),
    );
  });

  test('a cut anywhere before the closing tag is refused', async () => {
    const bytes = toBytes(FILE.trimEnd());
    for (let length = 0; length < bytes.length; length += 7) {
      expect(await findRefusal(bytes.subarray(0, length), 'osm')).toMatch(/^roads_(truncated|unreadable)$/);
    }
  });

  test('arbitrary changes end with a code or are read', async () => {
    const bytes = toBytes(FILE);
    const edits = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(edits, async (edits) => {
        const damaged = bytes.slice();
        for (const [at, value] of edits) damaged[at] = value;
        expect((await findRefusal(damaged, 'osm')) ?? 'roads_').toMatch(/^roads_/);
      }),
      { numRuns: 500 },
    );
  });

  const entities = `<!DOCTYPE osm [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>`;
  test.each([
    ['nesting without end', `<osm>${'<a>'.repeat(1000)}`, 'roads_unreadable'],
    [
      'attributes without end',
      `<osm><node ${Array.from({ length: 1000 }, (_, at) => `a${at}=""`).join(' ')}/></osm>`,
      'roads_unreadable',
    ],
    [
      'tags without end',
      `<osm><way id="1">${Array.from({ length: 6000 }, (_, at) => `<tag k="${at}" v=""/>`).join('')}</way></osm>`,
      'roads_unreadable',
    ],
    ['another root', '<gpx></gpx>', 'roads_unreadable'],
    ['an entity of its own', `${entities}<osm><node id="1" lat="1" lon="&b;"/></osm>`, 'roads_unreadable'],
    ['an id that is no integer', '<osm><node id="1.5" lat="1" lon="1"/></osm>', 'roads_unreadable'],
    ['a missing coordinate', '<osm><node id="1" lat="1"/></osm>', 'roads_unreadable'],
    ['a coordinate in words', '<osm><node id="1" lat="north" lon="1"/></osm>', 'roads_unreadable'],
    ['a node off the Earth', '<osm><node id="1" lat="1" lon="200"/></osm>', 'roads_bad_value'],
    [
      'a tag without a value',
      '<osm><node id="1" lat="1" lon="1"><tag k="a"/></node></osm>',
      'roads_unreadable',
    ],
  ])('%s is refused', async (_, text, code) => {
    expect(await findRefusal(toBytes(text), 'osm')).toBe(code);
  });

  test('Latin-1 is refused rather than read wrongly', async () => {
    const bytes = Buffer.from('<osm><node id="1" lat="1" lon="1"><tag k="n" v="é"/></node></osm>', 'latin1');
    expect(await findRefusal(bytes, 'osm')).toBe('roads_unreadable');
  });

  test('an endless stream ends at the limit', async () => {
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield toBytes('<osm>');
      for (;;) yield toBytes('<node id="1" lat="1" lon="1"/>');
    }
    const limits = { ...DEFAULT_ROAD_LIMITS, maxBytes: 10_000 };
    expect(await findRefusal(endless(), 'osm', limits)).toBe('roads_too_large');
  });
});
